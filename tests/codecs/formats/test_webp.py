"""WebP: what its chunks tell is told; every pixel comes back where `lossless` asks for it."""

import pytest
from PIL import Image

from handler.codecs.formats.webp import MOST_TIME, _in_sum
from handler.core.formats.catalogue import FORMATS
from tests.support.images.image_files import decoded, encoded, film, opened, photo, pierced_film


def test_lossless_webp_keeps_colours_that_do_not_show() -> None:
    image = photo((64, 64)).convert("RGBA")
    image.putalpha(0)
    assert decoded(encoded(image, "webp", lossless=True)).first.tobytes() == image.tobytes()


def test_lossless_is_another_kind_of_file_and_as_large_as_it_needs_to_be() -> None:
    flat = Image.new("RGB", (64, 64), (10, 200, 30))
    lossy, exact = (encoded(flat, "webp", lossless=lossless) for lossless in (False, True))
    assert (b"VP8 " in lossy, b"VP8L" in exact) == (True, True)
    assert decoded(exact).first.tobytes() == flat.tobytes()


def test_transparency_is_foretold_by_the_frames() -> None:
    for images, alpha in ((film(3), False), (pierced_film(3), True)):
        with opened(encoded(images, "webp")) as picture:
            assert (picture.alpha, picture.mode) == (alpha, "RGBA" if alpha else "RGB")


@pytest.mark.parametrize("plays", [0, 1, 7, 65_535, 10**6])
def test_it_plays_as_often_as_the_format_can_say(plays: int) -> None:
    most = FORMATS["webp"].motion.plays
    assert decoded(encoded(film(2), "webp", loop=plays), moving=True).loop == min(plays, most)


def test_a_frame_can_be_had_without_those_behind_it() -> None:
    data = encoded(film(4), "webp", lossless=True)
    assert decoded(data, frame=1).first.tobytes() == film(4)[1].tobytes()


@pytest.mark.parametrize("times", [[40, 40], [MOST_TIME, 40], [MOST_TIME - 10, 40, 40]])
def test_the_sum_of_times_stays_within_what_the_encoder_counts(times: list[int]) -> None:
    cut = _in_sum(times)
    assert sum(cut) == min(sum(times), MOST_TIME)
    assert all(short <= time for short, time in zip(cut, times, strict=True))
    assert cut[0] == min(times[0], MOST_TIME)


def test_a_still_is_written_without_the_chunks_of_an_animation() -> None:
    data = encoded(photo(), "webp")
    assert b"ANIM" not in data
    assert b"ANMF" not in data
