"""Preset options: a preset alone is its own recipe; with options beside it, each of these replaces what it says."""

import pytest

from handler.core.output import Output
from handler.dialects.imgproxy.preset_options import PresetWishes, among_our_own, preset_picture, preset_wishes
from handler.errors import InvalidParameter
from handler.ops.background import Background
from handler.ops.blur import Blur
from handler.ops.overlay import Overlay
from handler.ops.resize import Resize
from handler.ops.rotate import Rotate
from handler.ops.sharpen import Sharpen
from handler.ops.trim import Trim
from tests.support.requests.foreign_addresses import native_recipe

PRESETS = {
    "small": "w=300&h=200&fit=crop",
    "sharp": "sharp=30",
    "webp": "fm=webp&q=50&metadata=strip",
    "soft": "blur=5&effort=small",
    "facts": "fm=json&w=3",
    "near": "w=30&h=20&fit=facearea",
}


def test_a_preset_alone_is_its_own_recipe() -> None:
    assert preset_picture("small", "a.jpg", PRESETS).recipe == native_recipe(PRESETS["small"], "a.jpg")
    for name, said in (("smal", "did you mean small"), ("zzz", "there is no such preset"), ("facts", "tells facts")):
        with pytest.raises(InvalidParameter, match=said):
            preset_picture(name, "a.jpg", PRESETS)


def test_what_options_can_say_of_a_preset_is_options_and_the_rest_operations() -> None:
    assert preset_wishes((), "a.jpg", PRESETS) == PresetWishes()
    found = preset_wishes(("small", "sharp", "webp"), "a.jpg", PRESETS)
    assert found.wishes == {"resizing_type": "fill", "width": 300, "height": 200, "enlarge": True}
    assert found.ops == (Sharpen(amount=30),)
    assert found.output == Output(formats=("webp",), quality=50, metadata="strip")
    assert (found.negotiable, preset_wishes(("small",), "a.jpg", PRESETS).negotiable) == (False, True)
    assert [op.op for op in preset_wishes(("near",), "a.jpg", PRESETS).ops] == ["resize"]
    assert preset_wishes(("soft",), "a.jpg", PRESETS).output == Output(effort="small")


def test_operations_take_their_place_by_our_own_order() -> None:
    given = [Rotate(angle=90.0), Resize(w=3), Background(bg="ff0000")]
    assert among_our_own(list(given), (Sharpen(amount=3), Trim(mode="auto"))) == [
        Trim(mode="auto"),
        *given[:2],
        Sharpen(amount=3),
        given[2],
    ]
    assert among_our_own(list(given), (Resize(w=9),)) == given
    assert among_our_own([Overlay(color="ff0000")], (Blur(radius=3),))[0] == Blur(radius=3)
    assert among_our_own([], (Blur(radius=3),)) == [Blur(radius=3)]
