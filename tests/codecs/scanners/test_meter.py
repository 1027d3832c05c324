"""The meter: the pieces of a file are counted before Pillow sees it, and each count has its limit."""

from collections.abc import Callable

import pytest

from handler.core.limits import Limits
from handler.errors import TooLarge
from tests.support.hostile import raw
from tests.support.hostile.sample import good
from tests.support.images.image_files import RED, chunk, decoded, film, gif, gif_frame, opened, photo, saved

PLAIN = photo((64, 48))
DOT = gif_frame((0, 0, 1, 1), RED)


def commented(number: int) -> bytes:
    return raw.with_segments(saved(PLAIN, "jpg"), raw.segment(0xFE, b"x") * number)


def filled(number: int) -> bytes:
    return raw.with_segments(saved(PLAIN, "jpg"), b"\xff" * number)


def texted(number: int) -> bytes:
    return raw.with_chunks(saved(PLAIN, "png"), chunk(b"teXt", bytes(number)))


def tagged(number: int) -> bytes:
    return raw.gray_tiff(8, *((40_000 + at, raw.SHORT, 1, 0) for at in range(number - 9)))


def blocked(number: int) -> bytes:
    return gif((1, 1), [b"!\xfe" + b"\1\0" * (number - 2) + b"\0", DOT])  # two more hold the dot


EDGES: list[tuple[str, Callable[[int], bytes], int]] = [
    ("padding", filled, 50),
    ("metadata", texted, 5000),
    ("entries", tagged, 40),
    ("scans", lambda number: raw.scans(64, number), 20),
    ("blocks", blocked, 300),
    ("source_side", lambda number: saved(photo((number, 9)), "webp"), 70),
]


@pytest.mark.parametrize(("limit", "make", "number"), EDGES, ids=[limit for limit, _, _ in EDGES])
def test_each_count_has_an_edge(limit: str, make: Callable[[int], bytes], number: int) -> None:
    bounds = Limits(**{limit: number})
    assert decoded(make(number), bounds=bounds).first.size
    with pytest.raises(TooLarge) as caught, opened(make(number + 1), bounds=bounds):
        pass
    facts = caught.value.facts
    assert (facts["limit"], facts["max"]) == (limit.replace("_", "-"), number)
    assert facts["actual"] in {number + 1, number + 2}  # as far as was looked


@pytest.mark.parametrize("name", good())
def test_a_good_file_passes_with_the_pieces_it_has_and_fails_with_one_less(name: str) -> None:
    def passes(chunks: int) -> bool:
        try:
            decoded(good()[name], moving=True, bounds=Limits(chunks=chunks))
        except TooLarge as error:
            assert error.facts["limit"] == "chunks"
            return False
        return True

    enough = next(number for number in range(1, 200) if passes(number))
    assert all(passes(number) for number in range(enough, enough + 5))


def test_the_pixels_of_all_scans_are_counted_together() -> None:
    data = raw.scans(1000, 10)
    assert decoded(data, bounds=Limits(scanned=10)).first.size == (1000, 1000)
    with pytest.raises(TooLarge, match="scanned is 9"):
        decoded(data, bounds=Limits(scanned=9))


def test_what_comes_before_a_wanted_frame_costs_too() -> None:
    for kind in ("gif", "png", "webp", "avif"):
        data = saved(PLAIN, kind, save_all=True, append_images=film(9, PLAIN.size))
        costs = []
        for frame in (0, 8):
            with opened(data, frame=frame) as picture:
                costs.append(picture.cost(picture.size)[1])
        assert costs[1] > 5 * costs[0] > 0, kind
