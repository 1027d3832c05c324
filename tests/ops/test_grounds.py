"""Grounds: beside the picture a colour, its blur, or the colours of its edge; the picture itself untouched."""

import numpy as np
import pytest
from PIL import Image
from pydantic import ValidationError

from handler.core.geometry import Size
from handler.dialects import native
from handler.errors import InvalidParameter, RepeatedParameter
from handler.generators import Card
from handler.ops._grounds import blurred, edged
from handler.ops.resize import Resize
from tests.support.images.drawings import HIDDEN, cutout, gray, seen, view
from tests.support.images.golden_pictures import assert_golden

LOOKS = {
    "blur": (Resize(w=140, h=64, fit="fill", ground="blur"), view()),
    "blur-transparent": (Resize(w=96, h=110, fit="fillmax", ground="blur", bg="ffffff"), cutout()),
    "edge": (Resize(w=96, h=110, fit="fill", ground="edge"), view()),
    "edge-around": (Resize(w=140, h=100, fit="fillmax", ground="edge"), gray()),
}


@pytest.mark.parametrize("case", LOOKS)
def test_it_looks_as_when_it_was_last_looked_at(case: str) -> None:
    op, image = LOOKS[case]
    assert_golden(op.apply(image), f"ops/resize-ground-{case}")


@pytest.mark.parametrize("ground", ["blur", "edge"])
@pytest.mark.parametrize("image", [view(), cutout(), gray()], ids=lambda image: image.mode)
def test_the_picture_lies_in_the_middle_untouched_and_an_opaque_one_stays_so(image: Image.Image, ground: str) -> None:
    op = Resize.model_validate({"w": 120, "h": 100, "fit": "fillmax", "ground": ground})
    result = op.apply(image)
    assert seen(result.crop((12, 18, 108, 82))) == seen(image)
    assert (result.mode, result.size) == (image.mode, (120, 100))
    assert op.alpha(alpha=False) is False


@pytest.mark.parametrize("ground", [blurred, edged])
@pytest.mark.parametrize("size", [(200, 100), (96, 300), (1, 1000), (2000, 65)])
def test_the_ground_of_an_even_picture_is_its_colour(ground: object, size: tuple[int, int]) -> None:
    assert callable(ground)
    found = ground(Image.new("RGB", (48, 64), (40, 200, 90)), Size(*size))
    assert found.getcolors() == [(size[0] * size[1], (40, 200, 90))]


def test_an_edge_goes_on_in_its_own_colours_and_no_other() -> None:
    image = Image.new("RGB", (60, 40), "white")
    image.paste((200, 0, 0), (0, 0, 3, 40))
    image.paste((0, 0, 200), (57, 0, 60, 40))
    found = Resize(w=160, h=40, fit="fill", ground="edge").apply(image)
    assert found.getpixel((0, 20)) == pytest.approx((200, 0, 0), abs=1)
    assert found.getpixel((159, 20)) == pytest.approx((0, 0, 200), abs=1)


def test_the_blur_is_that_of_the_enlarged_picture() -> None:
    """Against the whole picture enlarged and blurred at full size: the same to the eye."""
    from PIL import ImageFilter

    ground = np.asarray(blurred(view(), Size(400, 400))).astype(float)
    middle = view().crop((16, 0, 80, 64)).resize((400, 400), Image.Resampling.BICUBIC)
    whole = np.asarray(middle.filter(ImageFilter.GaussianBlur(400 * 2.5 / 64))).astype(float)
    assert np.abs(ground - whole).mean() < 3


def test_a_hidden_colour_does_not_come_into_a_ground() -> None:
    other = cutout()
    other.paste((0, 255, 0, 0), mask=other.getchannel("A").point([255 * (level == 0) for level in range(256)]))
    for ground in ("blur", "edge"):
        op = Resize.model_validate({"w": 150, "h": 150, "fit": "fill", "ground": ground})
        assert seen(op.apply(cutout())) == seen(op.apply(other))
    assert HIDDEN not in {colour[:3] for _, colour in blurred(cutout(), Size(50, 90)).getcolors(9999) or ()}  # type: ignore[index] # four numbers


@pytest.mark.parametrize("fit", ["max", "clip", "crop", "min", "scale"])
def test_a_ground_needs_room(fit: str) -> None:
    with pytest.raises(ValidationError, match="ground=blur needs fit=fill or fit=fillmax"):
        Resize.model_validate({"w": 9, "h": 9, "fit": fit, "ground": "blur"})


def test_imgix_says_fill_of_a_stored_picture() -> None:
    for word in ("blur", "edge", "solid"):
        asked = f"w=300&h=300&fit=fill&fill={word}"
        assert native.parse(asked, "a.jpg").recipe == native.parse(asked.replace("&fill=", "&ground="), "a.jpg").recipe
    both = native.parse("w=300&h=300&fit=fill&fill=solid&fill-color=f00", "a.jpg").recipe
    assert both == native.parse("w=300&h=300&fit=fill&bg=f00", "a.jpg").recipe
    with pytest.raises(RepeatedParameter, match="bg is given more than once, here also as fill-color"):
        native.parse("w=9&h=9&fit=fill&bg=f00&fill-color=00f", "a.jpg")
    with pytest.raises(InvalidParameter, match="nothing is made up"):
        native.parse("w=9&h=9&fit=fill&fill=gen", "a.jpg")


def test_a_generator_keeps_its_own_fill_and_takes_a_ground_besides() -> None:
    recipe = native.parse_made("title=Hello&fill=f00&w=300&h=300&fit=fill&ground=blur", Card).recipe
    assert recipe.source.made.fill == ("ff0000",)  # type: ignore[union-attr] # a card
    assert recipe.ops == (Resize(w=300, h=300, fit="fill", ground="blur"),)
