"""Effects: filters, padding, background and watermark, in one order, and said again as they were."""

import pytest

from handler.core.source import Stored
from handler.dialects.imgproxy.effects import effect_ops, said_effect
from handler.dialects.imgproxy.wishes import read_wishes
from handler.errors import InvalidParameter
from handler.ops.background import Background
from handler.ops.blur import Blur
from handler.ops.op import Op
from handler.ops.overlay import Overlay
from handler.ops.pad import Pad
from handler.ops.pixelate import Pixelate
from handler.ops.sepia import Sepia
from handler.ops.unsharp_mask import UnsharpMask

OWL = Stored(key="owl.png")
WATERMARK = "wmu:b3dsLnBuZw"
EFFECTS: dict[str, list[Op]] = {
    "bl:2.5": [Blur(radius=2.5)],
    "sh:0.5": [UnsharpMask(amount=100, radius=0.5)],
    "pix:4": [Pixelate(block=4)],
    "pd:10": [Pad(width=10)],
    "pd:1:2": [Pad(width=0, top=1, right=2, bottom=1, left=2)],
    "pd:0:0:5:0/dpr:2": [Pad(width=0, bottom=10)],
    "bg:255:0:0": [Background(bg="ff0000")],
    "bl:0/sh:0/pix:1/pd:0/bg:": [],
    "wm:0/wmu:b3dsLnBuZw": [],
    f"wm:0.5/{WATERMARK}": [Overlay(picture=OWL, opacity=50.0, align=("center", "middle"), pad=0)],
    f"wm:1:soea:10:10/{WATERMARK}": [Overlay(picture=OWL, pad=10)],
    f"wm:1:nowe:10:20:0.2/{WATERMARK}/dpr:2": [Overlay(picture=OWL, x=20, y=40, pad=0, scale=20.0)],
    f"wm:1:nowe:0.5:0.25/{WATERMARK}": [Overlay(picture=OWL, x=0.5, y=0.25, pad=0)],
    f"wm:1:re:8:8/{WATERMARK}": [Overlay(picture=OWL, tile="grid", pad=8)],
    f"wm:1:re/{WATERMARK}": [Overlay(picture=OWL, tile="grid", pad=0)],
    f"wm:1:no/{WATERMARK}": [Overlay(picture=OWL, align=("top", "center"), pad=0)],
}


def made(text: str) -> list[Op]:
    return effect_ops(read_wishes(tuple(tuple(part.split(":")) for part in text.split("/"))))


def test_each_option_is_an_operation_that_says_it_again() -> None:
    for text, ops in EFFECTS.items():
        assert made(text) == ops, text
        again = "/".join(":".join(option) for op in ops for option in said_effect(op))
        assert not again or made(again) == ops, again
    assert said_effect(Sepia(amount=5)) == []


def test_they_come_in_imgproxys_order() -> None:
    names = [op.op for op in made(f"bg:fff/wm:1/{WATERMARK}/pd:3/pix:4/sh:1/bl:1")]
    assert names == ["blur", "unsharp_mask", "pixelate", "pad", "background", "overlay"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("wm:1", "watermark_url has to name its picture"),
        (f"wm:1:no:0:5/{WATERMARK}", "offsets go with nowe"),
        (f"wm:1:soea:1:2/{WATERMARK}", "two equal ones"),
        ("pd:600/dpr:2", "is 1200 with dpr=2"),
        (f"wm:1:soea:2000:2000/{WATERMARK}", "watermark=1:soea:2000:2000: must be at most 1000"),
    ],
)
def test_what_has_no_equal_is_refused_by_name(text: str, said: str) -> None:
    with pytest.raises(InvalidParameter, match=said):
        made(text)
