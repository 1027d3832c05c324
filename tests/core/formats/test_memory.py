"""What encoding is estimated to hold: told for every format, and never less for more."""

import pytest

from handler.core.formats.catalogue import FORMATS, WRITTEN
from handler.core.formats.memory import holding
from handler.core.formats.quality_target import FINEST
from handler.core.formats.row import FormatName
from handler.core.output import Output


@pytest.mark.parametrize("name", WRITTEN)
def test_more_pixels_and_more_frames_never_hold_less(name: FormatName) -> None:
    output = Output(formats=(name,))
    held = holding(name, output, 1000, 1, alpha=False)
    veiled = holding(name, output, 1000, 1, alpha=True)
    assert held < veiled or (held == veiled and not FORMATS[name].alpha)
    assert held < holding(name, output, 2000, 1, alpha=False)
    if FORMATS[name].animation:
        assert held < holding(name, output, 1000, 8, alpha=False) < holding(name, output, 1000, 9, alpha=False)


def test_what_is_asked_for_has_buffers_of_its_own() -> None:
    row = WRITTEN["png"].buffers
    palette = Output(formats=("png",), colors=8)
    assert holding("png", palette, 100, 1, alpha=False) == 100 * (row.palette or 0)
    assert holding("png", palette, 100, 1, alpha=True) == 100 * (row.layered or 0)
    assert holding("png", palette, 100, 5, alpha=False) == 100 * ((row.palette or 0) + 5 * (row.film_asked or 0))
    webp = WRITTEN["webp"].buffers
    assert holding("webp", Output(formats=("webp",), lossless=True), 100, 1, alpha=True) == 100 * (webp.lossless or 0)
    fine, plain = (Output(formats=("webp",), quality=quality) for quality in (webp.high, webp.high - 1))
    assert holding("webp", fine, 100, 1, alpha=False) == 100 * (webp.fine or 0)
    assert holding("webp", plain, 100, 1, alpha=False) == 100 * webp.plain


@pytest.mark.parametrize("name", [name for name in WRITTEN if FORMATS[name].quality])
def test_auto_holds_what_it_compares_but_of_a_large_picture_no_more_than_of_a_small_one(name: FormatName) -> None:
    beside = [
        holding(name, Output(quality="auto:good"), area, 1, alpha=False)
        - holding(name, Output(quality=FINEST), area, 1, alpha=False)
        for area in (10_000, 1_000_000, 9_000_000)
    ]
    assert 0 < beside[0] <= beside[1] == beside[2]
