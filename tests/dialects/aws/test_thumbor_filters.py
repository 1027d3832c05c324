"""Thumbor filters: each sets the edits that the solution makes of it."""

from typing import Any

import pytest

from handler.dialects.aws.thumbor_filters import FILTERS, apply_filter
from handler.errors import InvalidParameter

PLACE = {"left": "1", "top": "2p"}
BLACK = {"fit": "contain", "background": "#000"}
SAID: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("animated", "false", {"animated": False}),
    ("animated", "", {"animated": True}),
    ("autojpg", "", {"toFormat": "jpeg"}),
    ("background_color", "fff", {"flatten": {"background": "#fff"}}),
    ("background_color", "tomato", {"flatten": {"background": "tomato"}}),
    ("blur", "4", {"blur": 2}),
    ("blur", "4,3", {"blur": 3}),
    ("equalize", "", {"normalize": True}),
    ("fill", "000", {"resize": BLACK}),
    ("format", "webp", {"toFormat": "webp"}),
    ("grayscale", "", {"grayscale": True}),
    ("no_upscale", "", {"resize": {"withoutEnlargement": True}}),
    ("proportion", "0.5", {"resize": {"ratio": 0.5}}),
    ("quality", "50", {"quality": "50"}),
    ("rgb", "100, 0, 20", {"tint": {"r": 255, "g": 0, "b": 51}}),
    ("rotate", "90", {"rotate": 90}),
    ("rotate", "", {}),
    ("sharpen", "1,2,true", {"sharpen": 2}),
    ("smart_crop", "1,", {"smartCrop": {"faceIndex": 1}}),
    ("stretch", "", {"resize": {"fit": "fill"}}),
    ("strip_exif", "", {"strip": True}),
    ("strip_icc", "", {}),
    ("upscale", "", {"resize": {"fit": "inside"}}),
    ("watermark", "b,k", {"overlayWith": {"bucket": "b", "key": "k"}}),
    ("watermark", "b,k,1,2p,,20", {"overlayWith": {"bucket": "b", "key": "k", "wRatio": "20", "options": PLACE}}),
)


def changed(name: str, arguments: str, edits: dict[str, Any]) -> dict[str, Any]:
    other: dict[str, Any] = {}
    apply_filter(name, arguments, edits, other)
    return edits | other


def test_a_filter_sets_edits() -> None:
    assert {name for name, _, _ in SAID} == set(FILTERS)
    for name, arguments, edits in SAID:
        assert changed(name, arguments, {}) == edits, name
    assert changed("stretch", "", {"resize": {"fit": "inside"}}) == {"resize": {"fit": "inside"}}


@pytest.mark.parametrize(
    ("name", "arguments", "word"),
    [
        ("convolution", "1;2;3,3", "does the same"),
        ("blurr", "3", "blur"),
        ("blur", "", "missing"),
        ("blur", "x", "number"),
        ("blur", "1,2,3", "at most 2"),
        ("rgb", "1,2", "missing"),
        ("grayscale", "1", "at most 0"),
    ],
)
def test_what_is_wrong_is_named(name: str, arguments: str, word: str) -> None:
    with pytest.raises(InvalidParameter, match=word):
        changed(name, arguments, {})
