"""Where something lies: thumbor's and imagor's words for a place become a distance from one edge, or the middle."""

import pytest

from handler.dialects.thumbor.arguments import Arguments
from handler.dialects.thumbor.filters.layers import Lie, overlay_place, spot


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("10", Lie(near=10)),
        ("-10", Lie(far=10)),
        ("-0", Lie(far=0)),
        ("10p", Lie(near=0.1)),
        ("-10p", Lie(far=0.1)),
        ("0.5", Lie(near=0.5)),
        ("center", Lie()),
        ("repeat", Lie(repeated=True)),
        ("left", Lie(near=0)),
        ("r", Lie(far=0)),
        ("l-20", Lie(near=20)),
        ("right-5p", Lie(far=0.05)),
        ("", Lie(near=0)),
    ],
)
def test_a_word_is_a_place(text: str, place: Lie) -> None:
    assert spot(Arguments("a", ("", text)), 1, default=0) == place


def test_equal_distances_from_the_far_edges_are_the_usual_place() -> None:
    assert overlay_place([Lie(far=9), Lie(far=9)]) == {"pad": 9}
    assert overlay_place([Lie(far=9), Lie(far=8)]) == {"right": 9, "bottom": 8}
    assert overlay_place([Lie(far=1001), Lie(far=1001)]) == {"right": 1001, "bottom": 1001}
    assert overlay_place([Lie(), Lie(near=0.5)]) == {"y": 0.5, "align": ("center",)}
    assert overlay_place([Lie(repeated=True), Lie(repeated=True)]) == {"spread": "xy"}
