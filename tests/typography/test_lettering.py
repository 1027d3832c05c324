"""Lettering: layers of a text, and how they are laid."""

import pytest
from PIL import Image

from handler.core.geometry import Size
from handler.typography.block import BlockStyle
from handler.typography.lettering import Layer, Look, laid_on, layers
from handler.typography.typefaces import Face, included
from tests.support.hard_texts import FONTS

FACES = (*included("bold"), Face("NotoColorEmoji", (FONTS / "NotoColorEmoji.ttf").read_bytes))
STYLE = BlockStyle(FACES, 40, (0.5, 0.5), 10, None, None, "start", ellipsis=False, outline=0)
LOOK = Look("ffffff", "ff0000", 0)
CANVAS = Size(200, 100)


def test_layers_lie_from_the_shadow_to_the_emoji() -> None:
    made = layers("a\U0001f600", STYLE._replace(outline=2), LOOK._replace(shadow=5.0), CANVAS)
    assert [layer.colour for layer in made] == ["000000", "ff0000", "ffffff", None]
    assert [layer.mask.mode for layer in made] == ["L", "L", "L", "RGBA"]


def test_a_text_is_drawn_once_for_all_frames() -> None:
    assert layers("frame", STYLE, LOOK, CANVAS) is layers("frame", STYLE, LOOK, CANVAS)


def test_only_the_part_that_is_written_on_is_drawn() -> None:
    [layer] = layers("a", STYLE, LOOK, Size(2000, 2000))
    assert layer.mask.width < 60


def test_a_text_outside_of_the_picture_has_no_layer() -> None:
    assert layers("a", STYLE._replace(pad=900, align=(0.0, 0.0)), LOOK, CANVAS) == ()


@pytest.mark.parametrize("shadow", [0.5, 10.0])
def test_a_shadow_lies_below_and_to_the_right_and_is_not_cut(shadow: float) -> None:
    dark, light = layers("H", STYLE, LOOK._replace(shadow=shadow), CANVAS)
    one, other = dark.mask.getbbox(), light.mask.getbbox()
    assert one is not None
    assert other is not None
    assert one[2] + one[3] > other[2] + other[3]
    assert min(one[0], one[1], dark.mask.width - one[2], dark.mask.height - one[3]) >= 1


@pytest.mark.parametrize("mode", ["L", "RGB", "RGBA"])
def test_laying_changes_no_picture_but_a_copy(mode: str) -> None:
    ground = Image.new(mode, (20, 20))
    mask = Image.new("L", (4, 4), 255)
    result = laid_on(ground, [Layer("ffffff", mask, (2, 2)), Layer(None, Image.new("RGBA", (3, 3), "red"), (10, 10))])
    assert ground.getbbox() is None
    assert result.convert("RGB").getpixel((3, 3)) == (255, 255, 255)
    assert result.convert("RGB").getpixel((11, 11)) == (255, 0, 0)
    assert result.convert("RGB").getpixel((15, 15)) == (0, 0, 0)


def test_a_translucent_colour_is_mixed() -> None:
    mask = Image.new("L", (2, 2), 255)
    assert laid_on(Image.new("RGB", (2, 2)), [Layer("80ffffff", mask, (0, 0))]).getpixel((0, 0)) == (128, 128, 128)
    assert laid_on(Image.new("RGBA", (2, 2)), [Layer("80ff0000", mask, (0, 0))]).getpixel((0, 0)) == (255, 0, 0, 128)
