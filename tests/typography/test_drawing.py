"""Drawing: lines as masks."""

import pytest
from PIL import ImageChops

from handler.core.geometry import Size
from handler.typography.drawing import PlacedLine, Type, inked
from handler.typography.shaping import shaped
from handler.typography.typefaces import Face, included
from tests.support.hard_texts import FONTS

FACES = (*included("bold"), Face("NotoColorEmoji", (FONTS / "NotoColorEmoji.ttf").read_bytes))
CANVAS = Size(300, 120)


def placed(text: str, x: float = 20, y: float = 80) -> PlacedLine:
    return PlacedLine(shaped(text, FACES, "L"), x, y)


@pytest.mark.parametrize("text", ["Today", "AVATAR", "Ag|", "שלום", "ﷺ".replace("ﷺ", "سلام")])
def test_ink_lies_where_shaping_said(text: str) -> None:
    line = placed(text)
    box = inked([line], 40, CANVAS).fill.getbbox()
    assert box is not None
    said = [20 + 40 * line.line.ink.left, 80 + 40 * line.line.ink.top, 20 + 40 * line.line.ink.right]
    assert box[:3] == pytest.approx(said, abs=1.1)
    assert box[3] == pytest.approx(80 + 40 * line.line.ink.bottom, abs=1.1)


def test_an_outline_lies_around_the_letters() -> None:
    drawn = inked([placed("Ag")], 40, CANVAS, outline=3)
    assert drawn.outline is not None
    assert ImageChops.subtract(drawn.fill, ImageChops.lighter(drawn.outline, drawn.fill)).getbbox() is None
    inner, outer = drawn.fill.getbbox(), drawn.outline.getbbox()
    assert inner is not None
    assert outer is not None
    assert [abs(one - other) for one, other in zip(inner, outer, strict=True)] == pytest.approx([3] * 4, abs=1)


def test_an_emoji_has_its_colours_and_is_cut_at_the_edge() -> None:
    drawn = inked([placed("a \U0001f600")], 40, CANVAS)
    assert drawn.colours is not None
    assert drawn.colours.getbbox() is not None
    for place in ((-20, 20), (290, 130), (-500, 80), (20, 900)):
        assert inked([placed("\U0001f600", *place)], 40, CANVAS).fill.getbbox() is None


def test_a_line_alone_is_as_wide_as_it_says() -> None:
    kind = Type("bold", 40)
    mask = kind.drawn("Today", Size(kind.width("Today"), 60), (0, 45))
    box = mask.getbbox()
    assert box is not None
    assert box[2] - box[0] == pytest.approx(mask.width, abs=5)
