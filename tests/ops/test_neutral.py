"""Neutral values: legal everywhere, and the recipe is the one without them."""

import pytest
from PIL import Image

from handler.dialects import json_form, native
from handler.dialects.native import query_form
from handler.dialects.native.query import given_by
from handler.dialects.native.vocabulary import vocabulary
from handler.ops import CATALOGUE
from handler.ops.auto_contrast import AutoContrast
from handler.ops.background import Background
from handler.ops.blur import Blur
from handler.ops.border import Border
from handler.ops.brightness import Brightness
from handler.ops.channel_shift import ChannelShift
from handler.ops.colorize import Colorize
from handler.ops.contrast import Contrast
from handler.ops.convolve import Convolve
from handler.ops.curves import Curves
from handler.ops.denoise import Denoise
from handler.ops.drop_shadow import DropShadow
from handler.ops.duotone import Duotone
from handler.ops.enhance import Enhance
from handler.ops.equalize import Equalize
from handler.ops.exposure import Exposure
from handler.ops.face_blur import FaceBlur
from handler.ops.face_pixel import FacePixel
from handler.ops.flip import Flip
from handler.ops.gamma import Gamma
from handler.ops.gradient_overlay import GradientOverlay
from handler.ops.grain import Grain
from handler.ops.highlights import Highlights
from handler.ops.hue import Hue
from handler.ops.invert import Invert
from handler.ops.levels import Levels
from handler.ops.mask import Mask
from handler.ops.median import Median
from handler.ops.mono import Mono
from handler.ops.op import Op
from handler.ops.overlay import Overlay
from handler.ops.pad import Pad
from handler.ops.pixelate import Pixelate
from handler.ops.progressive_blur import ProgressiveBlur
from handler.ops.rect import Rect
from handler.ops.resize import Resize
from handler.ops.rotate import Rotate
from handler.ops.saturation import Saturation
from handler.ops.sepia import Sepia
from handler.ops.shadows import Shadows
from handler.ops.sharpen import Sharpen
from handler.ops.text import Text
from handler.ops.trim import Trim
from handler.ops.trim_corner import TrimCorner
from handler.ops.unsharp_mask import UnsharpMask
from handler.ops.vibrance import Vibrance
from handler.ops.vignette import Vignette
from tests.support.images.drawings import cutout, gray, seen, view

KEY = "cat.jpg"
NEUTRAL: dict[type[Op], tuple[str, ...]] = {
    FaceBlur: ("face-blur=0",),
    FacePixel: ("face-pixel=0", "face-pixel=1"),
    Rect: ("rect=0,0,1.0,1.0", "rect=0.0,0.0,1.0,1.0"),
    Rotate: ("rot=0", "rot=0.0", "rot=360", "rot=-360", "rot=-0"),
    Exposure: ("exp=0", "exp=-0"),
    Gamma: ("gam=0",),
    Brightness: ("bri=0",),
    Contrast: ("con=0",),
    Saturation: ("sat=0",),
    Hue: ("hue=0", "hue=360", "hue=-360"),
    Vibrance: ("vib=0",),
    Mono: ("mono=00ff0000",),
    Sepia: ("sepia=0",),
    Duotone: ("duotone=000080,fa8072&duotone-alpha=0", "duotone=0000,0fff"),
    Enhance: ("enhance=0", "auto=enhance&enhance=0"),
    AutoContrast: ("auto-contrast=0",),
    Levels: ("levels=0,1,255", "levels=0,1.0,255"),
    Curves: ("curve=0,0,255,255", "curve-r=0,0,9,9,255,255&curve=0,0,255,255"),
    Highlights: ("high=0",),
    Shadows: ("shad=0",),
    Colorize: ("colorize=00ff0000",),
    Denoise: ("nr=0", "nr=0&nrs=50"),
    Median: ("median=1",),
    ProgressiveBlur: ("progressive-blur=0", "progressive-blur=0.0&progressive-blur-start=0.5"),
    GradientOverlay: ("gradient=0000,00ff0000",),
    Vignette: ("vignette=0", "vignette=50&vignette-color=0000"),
    Grain: ("grain=0", "grain=0&grain-seed=9"),
    DropShadow: ("shadow=9,9,9,0000",),
    Invert: ("invert=false", "invert=0"),
    Blur: ("blur=0", "blur=0.0", "blur=-0"),
    Sharpen: ("sharp=0",),
    UnsharpMask: ("usm=0", "usm=0&usmrad=9", "usm=50&usmrad=0"),
    Pixelate: ("px=0", "px=1"),
    Overlay: ("mark=owl.png&mark-alpha=0",),
    Mask: ("corner-radius=0", "mask=corners&corner-radius=0", "corner-radius=0,0,0,0"),
    Pad: ("pad=0", "pad=9&pad-left=0&pad-right=0&pad-top=0&pad-bottom=0", "pad-left=0"),
    Border: ("border=0,red",),
    Background: ("bg=0000", "bg=00ff0000"),
}
NEVER = {Trim, Flip, Resize, Text}
"""What has no neutral value: it is asked for by a word, or by a size."""

UNSAID = {TrimCorner, Equalize, ChannelShift, Convolve}
"""What no query asks for; a recipe in JSON and other dialects do."""

CASES = [(kind, query) for kind, queries in NEUTRAL.items() for query in queries]
each = pytest.mark.parametrize(("kind", "query"), CASES, ids=lambda case: case if isinstance(case, str) else "")


def alone(kind: type[Op], query: str) -> Op:
    """Return the operation that a query asks for, before a recipe drops it."""
    words = vocabulary()
    return query_form._declared(kind, given_by(query, words), words)


def test_every_operation_has_neutral_values_or_cannot() -> None:
    assert {*NEUTRAL, *NEVER, *UNSAID} == set(CATALOGUE)
    assert not NEUTRAL.keys() & NEVER
    assert [kind for kind in UNSAID if kind.params()] == []


@each
def test_a_neutral_value_is_legal_and_gives_the_recipe_without_it(kind: type[Op], query: str) -> None:
    del kind
    said = native.parse(f"flip=h&{query}", KEY).recipe
    assert said == native.parse("flip=h", KEY).recipe
    assert said.text() == native.parse("flip=h", KEY).recipe.text()
    assert native.parse(f"{query}&dpr=1&flip=h", KEY).recipe == said


@each
@pytest.mark.parametrize("image", [view(), cutout(), gray()], ids=lambda image: image.mode)
def test_a_neutral_operation_leaves_the_picture_alone(kind: type[Op], query: str, image: Image.Image) -> None:
    op = alone(kind, query)
    assert op.neutral
    assert seen(op.apply(image).convert(image.mode)) == seen(image)


@each
def test_json_may_say_it_too(kind: type[Op], query: str) -> None:
    op = alone(kind, query).model_dump_json()
    recipe = json_form.parse(b'{"source": {"key": "cat.jpg"}, "ops": [%b]}' % op.encode())
    assert recipe.ops == ()
    assert json_form.parse(json_form.write(recipe)) == recipe


@pytest.mark.parametrize("query", ["rot=-90", "rot=270", "rot=270.0"])
def test_a_turn_to_the_left_is_three_to_the_right(query: str) -> None:
    assert native.parse(query, KEY).recipe.ops == (Rotate(angle=270),)
    assert native.write(native.parse(query, KEY).recipe) == "rot=270"
