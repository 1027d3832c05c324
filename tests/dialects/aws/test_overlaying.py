"""Overlaying: a watermark's size, place and transparency, and back."""

from typing import Any

import pytest

from handler.dialects.aws.overlaying import overlay_of, written_overlay
from handler.errors import InvalidParameter
from handler.generators.made import Made
from handler.generators.placeholder import Placeholder
from handler.ops.overlay import Overlay
from tests.support.requests.foreign_pictures import ops

PLACES: tuple[tuple[dict[str, Any], str], ...] = (
    ({}, "mark-align=center,middle&mark-pad=0"),
    ({"options": {"gravity": "northwest"}}, "mark-align=top,left&mark-pad=0"),
    ({"options": {"gravity": "southeast"}}, "mark-pad=0"),
    ({"options": {"left": 10, "top": "20"}}, "mark-x=10&mark-y=20&mark-pad=0"),
    ({"options": {"left": "10p", "top": 0}}, "mark-x=0.1&mark-y=0&mark-pad=0"),
    ({"options": {"left": -10, "top": -10}}, "mark-pad=10"),
    ({"alpha": "40", "wRatio": 20}, "mark-align=center,middle&mark-pad=0&mark-alpha=60&mark-scale=20"),
    ({"options": {"tile": True, "gravity": "northwest"}}, "mark-tile=grid&mark-pad=0"),
)


def key_of(key: str, bucket: object) -> str:
    return f"{bucket}/{key}" if bucket else key


def test_a_watermark_is_a_mark_and_back() -> None:
    for said, query in PLACES:
        overlay = overlay_of({"key": "owl.png", **said}, key_of)
        assert (overlay,) == ops(f"mark=owl.png&{query}"), said
        assert overlay_of(written_overlay(overlay), key_of) == overlay, said
    blended = overlay_of({"key": "owl.png", "options": {"blend": "colour-dodge"}}, key_of)
    assert blended.mode == "color-dodge"
    assert overlay_of(written_overlay(blended), key_of) == blended
    assert overlay_of({"key": "owl.png", "bucket": "b"}, key_of).needs()[0].keys == ("b/owl.png",)


def test_one_that_is_drawn_has_no_key() -> None:
    assert written_overlay(Overlay(picture=Made(made=Placeholder(dimensions=(3, 3)))))["key"] == ""


@pytest.mark.parametrize(
    "said",
    [
        {"hRatio": 20},
        {"key": ""},
        {"key": 3},
        {"size": 3},
        {"options": {"left": 10}},
        {"options": {"left": 10, "top": 10, "gravity": "north"}},
        {"options": {"left": -10, "top": 10}},
        {"options": {"left": "-10p", "top": "-10p"}},
        {"options": {"left": "tenp", "top": 1}},
        {"options": {"left": 1.5, "top": 1}},
        {"options": {"gravity": "up"}},
        {"options": {"blend": "xor"}},
        {"alpha": 200},
    ],
)
def test_what_ours_cannot_do_is_refused_by_name(said: dict[str, Any]) -> None:
    with pytest.raises(InvalidParameter):
        overlay_of({"key": "owl.png", **said}, key_of)
