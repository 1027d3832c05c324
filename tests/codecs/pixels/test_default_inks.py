"""Inks without a profile look as offset on coated paper was measured: FOGRA39L, relative to the paper, in sRGB."""

import pytest
from PIL import Image

from handler.codecs.pixels import default_inks, icc
from handler.codecs.pixels.colour_management import separated

# CIE Lab of paper and solid inks in ISO 12647-2 for coated paper, made relative to the paper, as sRGB shows them.
PATCHES = {
    (0, 0, 0, 0): (255, 255, 255),
    (255, 0, 0, 0): (0, 159, 227),
    (0, 255, 0, 0): (230, 0, 126),
    (0, 0, 255, 0): (255, 237, 0),
    (0, 255, 255, 0): (227, 13, 24),
    (255, 0, 255, 0): (0, 151, 66),
    (255, 255, 0, 0): (50, 41, 132),
}


def shown(*inks: int) -> tuple[int, int, int]:
    """Return what a mix of inks, 0 to 255, looks like."""
    red, green, blue = separated(Image.new("CMYK", (1, 1), inks), None).getpixel((0, 0))  # type: ignore[misc]
    return red, green, blue


@pytest.mark.parametrize(("inks", "wanted"), PATCHES.items())
def test_solid_inks_look_as_they_were_measured(inks: tuple[int, ...], wanted: tuple[int, int, int]) -> None:
    assert shown(*inks) == pytest.approx(wanted, abs=3)


def test_more_ink_is_never_lighter_and_black_is_black() -> None:
    for place in range(4):
        steps = [sum(shown(*(level if at == place else 0 for at in range(4)))) for level in range(0, 256, 15)]
        assert steps == sorted(steps, reverse=True)
    assert max(shown(255, 255, 255, 255)) < 10
    assert max(shown(0, 0, 0, 255)) < 40


def test_the_profile_is_one_of_inks_and_the_same_each_time() -> None:
    default_inks.ink_profile.cache_clear()
    first = default_inks.ink_profile()
    default_inks.ink_profile.cache_clear()
    assert first == default_inks.ink_profile()
    assert icc.usable(first, "CMYK") == first
    assert icc.describe(first) == "Coated offset"
