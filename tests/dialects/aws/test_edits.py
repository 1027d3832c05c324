"""Edits: the order of operations is that in which sharp applies them, seen in sharp itself."""

from typing import Any

import pytest

from handler.dialects.aws.edits import ops_of
from handler.errors import ImageError
from tests.support.requests.foreign_pictures import ops

CUT = {"left": 0, "top": 0, "width": 30, "height": 20}
W, RECT = {"width": 100}, "rect=0,0,30,20"

ORDERS: tuple[tuple[dict[str, Any], str], ...] = (
    ({"extract": CUT, "resize": W}, f"{RECT}&w=100&fit=clip"),
    ({"resize": W, "extract": CUT}, f"w=100&fit=clip;{RECT}"),
    ({"crop": CUT}, RECT),
    ({"rotate": 90, "extract": CUT}, f"rot=90;{RECT}"),
    ({"extract": CUT, "rotate": 90}, f"{RECT}&rot=90"),
    ({"rotate": 90, "flip": True, "resize": W}, "flip=v&rot=90&w=100&fit=clip"),
    ({"resize": W, "rotate": 90}, "w=100&fit=clip;rot=90"),
    ({"resize": W, "rotate": 90, "extract": CUT}, f"w=100&fit=clip;rot=90;{RECT}"),
    ({"extract": CUT, "rotate": 90, "resize": W}, f"rot=90;{RECT}&w=100&fit=clip"),
    ({"rotate": 0, "resize": W}, "w=100&fit=clip"),
    ({"resize": {}, "rotate": 180}, "rot=180"),
    ({"extract": CUT, "trim": True, "flop": True}, f"trim=auto&{RECT}&flip=h"),
    ({"flip": False, "flop": False}, ""),
    ({"tint": "#f00", "blur": 3, "greyscale": True}, "sat=-100;blur=3;mono=f00"),
    ({"negate": True, "normalize": True, "sharpen": True}, "sharp=30;auto-contrast=100;invert=true"),
    ({"trim": {"threshold": 20}}, "trim=auto&trim-tol=20"),
    ({"trim": {"background": "#fff"}}, "trim=color&trim-color=fff"),
    ({"trim": False, "flatten": False, "smartCrop": False, "roundCrop": False}, ""),
    ({"flatten": True, "blur": 3}, "bg=000;blur=3"),
    ({"flatten": {}}, "bg=000"),
    ({"roundCrop": True, "resize": W}, "mask=circle;trim=auto&w=100&fit=clip"),
    ({"resize": W, "roundCrop": {}}, "w=100&fit=clip&mask=circle;trim=auto"),
    ({"resize": {"width": 9, "height": 9}, "smartCrop": True}, "w=9&h=9&fit=facearea"),
    ({"resize": {"width": 9, "height": 9}, "smartCrop": {"faceIndex": 1}}, "w=9&h=9&fit=facearea&faceindex=2"),
    ({"overlayWith": {"key": "owl.png"}, "blur": 3}, "blur=3&mark=owl.png&mark-align=center,middle&mark-pad=0"),
)


def read(edits: dict[str, Any]) -> tuple[Any, ...]:
    return ops_of(edits, lambda key, _: key)


def test_the_order_is_sharps() -> None:
    for edits, query in ORDERS:
        assert read(edits) == ops(query), edits


def test_a_turn_that_is_no_quarter_has_black_corners() -> None:
    assert read({"rotate": -45.0}) == ops("rot=315&bg=000")[:1]


def test_a_clear_ground_is_not_flattened() -> None:
    clear = {"width": 9, "height": 9, "fit": "contain", "background": {"alpha": 0}}
    assert [op.op for op in read({"flatten": True, "resize": clear})] == ["background", "resize"]
    assert [op.op for op in read({"flatten": True, "resize": {**clear, "background": "#000"}})] == [
        "resize",
        "background",
    ]


@pytest.mark.parametrize(
    ("edits", "word"),
    [
        ({"grayscale": True, "greyscale": True}, "more than once"),
        ({"gamma": 2}, "gamma"),
        ({"clahe": {}}, "clahe"),
        ({"contentModeration": True}, "contentModeration"),
        ({"rotat": 9}, "rotate"),
        ({"rotate": "x"}, "rotate"),
        ({"extract": {"left": 0}}, "extract.top"),
        ({"extract": {**CUT, "width": 0}}, "extract"),
        ({"flip": 1}, "flip"),
        ({"smartCrop": True}, "resize"),
        ({"smartCrop": True, "resize": W}, "smartCrop"),
        ({"smartCrop": {"padding": 9}, "resize": W}, "padding"),
        ({"smartCrop": {"faceIndex": -1}, "resize": {"width": 9, "height": 9}}, "from 0"),
        ({"roundCrop": {"rx": 9}}, "roundCrop"),
        ({"roundCrop": 3}, "roundCrop"),
        ({"trim": 3}, "trim"),
        ({"flatten": "white"}, "flatten"),
    ],
)
def test_what_is_wrong_is_named(edits: dict[str, Any], word: str) -> None:
    with pytest.raises(ImageError, match=word):
        read(edits)
