"""Wavelet sharpen: differences of one scale grow by its amount; what is plain stays, and so does alpha."""

import pytest
from PIL import Image

from handler.ops.wavelet_sharpen import WaveletSharpen
from tests.support.images.drawings import cutout, gray, unlike, view
from tests.support.images.golden_pictures import assert_golden

LOOKS = {
    "fine": (WaveletSharpen(amount=1, radius=0), view()),
    "coarse": (WaveletSharpen(amount=3, radius=2.5, luminance=True), view()),
    "transparent": (WaveletSharpen(amount=2, radius=1), cutout()),
    "gray": (WaveletSharpen(amount=2, radius=1, luminance=True), gray()),
}


@pytest.mark.parametrize("case", LOOKS)
def test_it_looks_as_when_it_was_last_looked_at(case: str) -> None:
    op, image = LOOKS[case]
    assert_golden(op.apply(image), f"ops/wavelet_sharpen-{case}")


@pytest.mark.parametrize("mode", ["L", "RGB", "RGBA"])
def test_what_is_plain_stays(mode: str) -> None:
    for size in ((40, 30), (1, 1), (1, 9), (3, 2)):
        plain = Image.new("RGBA", size, (90, 120, 30, 255)).convert(mode)
        assert unlike(WaveletSharpen(amount=9, radius=2).apply(plain), plain) == 0


def test_the_finest_detail_grows_by_its_amount() -> None:
    """A row of single pixels, 10 above and 10 below the middle, is all of it detail of the finest scale."""
    row = Image.new("L", (64, 1))
    row.putdata([138, 118] * 32)
    sharper = WaveletSharpen(amount=1, radius=0).apply(row)
    assert [sharper.getpixel((x, 0)) for x in (30, 31)] == [148, 108]


def test_luminance_alone_moves_all_channels_alike() -> None:
    image = view()
    sharper = WaveletSharpen(amount=1, radius=1, luminance=True).apply(image)
    pairs = zip(sharper.split(), image.split(), strict=True)
    moved = [[one - other for one, other in zip(new.tobytes(), old.tobytes(), strict=True)] for new, old in pairs]
    alike = [max(parts) - min(parts) <= 1 for parts in zip(*moved, strict=True)]
    assert sum(alike) > 0.8 * len(alike)


def test_what_no_level_shows_is_neutral() -> None:
    assert [WaveletSharpen(amount=amount, radius=radius).neutral for amount, radius in ((0, 1), (1, 10), (1, 1))] == [
        *(True, True, False)
    ]
    assert WaveletSharpen(amount=0, radius=1).apply(gray()).tobytes() == gray().tobytes()
