"""Pattern: the same bytes on every platform and Python."""

from hashlib import sha256
from typing import Any

import pytest
from PIL import Image, ImageOps
from pydantic import ValidationError

from handler.generators import Pattern

DIGESTS = {
    "checks": "6c4cc09952b391cf",
    "stripes": "d45aae1a9c880f67",
    "noise": "840651c694fcb12d",
}


@pytest.mark.parametrize("style", DIGESTS)
def test_a_pattern_is_the_same_bytes_everywhere(style: Any) -> None:
    drawn = Pattern(dimensions=(97, 61), style=style, cell=7, fill="102030", ink="80f0e0d0").draw(())
    assert sha256(drawn.tobytes()).hexdigest()[:16] == DIGESTS[style]


def test_checks_alternate_both_ways() -> None:
    drawn = Pattern(dimensions=(30, 30), cell=10, fill="000", ink="fff").draw(()).convert("L")
    found = [[drawn.getpixel((x, y)) for x in (5, 15, 25)] for y in (5, 15, 25)]
    assert found == [[0, 255, 0], [255, 0, 255], [0, 255, 0]]
    assert drawn.crop((0, 0, 10, 10)).getcolors() == [(100, 0)]


@pytest.mark.parametrize(("angle", "constant"), [(0, (0, 1)), (90, (1, 0)), (45, (1, -1)), (135, (1, 1))])
def test_stripes_point_where_the_angle_says(angle: int, constant: tuple[int, int]) -> None:
    drawn = Pattern(dimensions=(60, 60), style="stripes", angle=angle, cell=5, fill="000", ink="fff").draw(())
    along = [drawn.getpixel((30 + step * constant[0], 30 + step * constant[1])) for step in range(-25, 25)]
    assert len(set(along)) == 1
    across = {drawn.getpixel((30 + step * constant[1], 30 - step * constant[0])) for step in range(-25, 25)}
    assert {(0, 0, 0), (255, 255, 255)} <= across


def test_slanting_stripes_are_as_wide_as_asked_and_smooth() -> None:
    drawn = Pattern(dimensions=(400, 400), style="stripes", cell=20, fill="000", ink="fff").draw(()).convert("L")
    row = drawn.crop((0, 0, 400, 1)).tobytes()
    starts = [x for x in range(1, 400) if row[x - 1] < 128 <= row[x]]
    assert starts[1] - starts[0] == pytest.approx(2 * 20 * 2**0.5, abs=1)
    assert len(set(row)) > 2
    assert sum(row) / 400 == pytest.approx(127.5, abs=12)


def test_slanting_one_way_mirrors_slanting_the_other() -> None:
    one, other = (
        Pattern(dimensions=(56, 56), style="stripes", angle=angle, cell=10, fill="000", ink="fff").draw(())
        for angle in (45, 135)
    )
    assert ImageOps.mirror(one).getcolors() == other.getcolors()


def test_a_seed_decides_the_mosaic() -> None:
    def drawn(seed: str | None) -> bytes:
        return Pattern(dimensions=(80, 80), style="noise", seed=seed).draw(()).tobytes()

    assert drawn("a") == drawn("a") != drawn("b")
    assert drawn(None) not in {drawn("a"), drawn("b")}


def test_a_larger_mosaic_begins_with_the_smaller_one() -> None:
    small, large = (Pattern(dimensions=size, style="noise", cell=8).draw(()) for size in ((70, 50), (130, 90)))
    assert large.crop((0, 0, 70, 50)).tobytes() == small.tobytes()


def test_the_tones_of_a_mosaic_lie_between_its_colours() -> None:
    drawn = Pattern(dimensions=(64, 64), style="noise", cell=1, fill="102030", ink="405060").draw(())
    assert drawn.getextrema() == ((16, 64), (32, 80), (48, 96))


@pytest.mark.parametrize(("fill", "ink"), [("00000000", "ff6347"), ("ff6347", "00ffffff")])
def test_the_hue_of_a_colour_that_cannot_be_seen_does_not_show_at_the_edges(fill: str, ink: str) -> None:
    drawn = Pattern(dimensions=(60, 60), style="stripes", cell=7, fill=fill, ink=ink).draw(())
    assert drawn.convert("RGB").getcolors() == [(3600, (255, 99, 71))]
    assert drawn.getchannel("A").getextrema() == (0, 255)


def test_two_invisible_colours_are_an_empty_picture() -> None:
    assert Pattern(fill="0000", ink="0fff").draw(()).getchannel("A").getextrema() == (0, 0)


@pytest.mark.parametrize(
    "fields", [{"angle": 45}, {"style": "noise", "angle": 45}, {"seed": "a"}, {"style": "stripes", "angle": 30}]
)
def test_what_would_be_ignored_is_refused(fields: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Pattern(**fields)


def test_a_cell_may_be_larger_than_the_picture() -> None:
    drawn = Pattern(dimensions=(5, 5), cell=1024, style="stripes", fill="123456").draw(())
    assert isinstance(drawn, Image.Image)
    assert drawn.size == (5, 5)
