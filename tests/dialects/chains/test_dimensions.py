"""Dimensions: sides of which one may be missing, and what they are by a fit."""

import pytest

from handler.dialects.chains.dimensions import OUTSIDE, cut_out, fit_of, sided, sides_of, written_sides
from handler.errors import InvalidParameter
from handler.ops.resize import Resize
from tests.support.requests.foreign_pictures import ops


def test_a_side_may_be_missing() -> None:
    for text, sides in (
        ("300x200", {"w": 300, "h": 200}),
        ("300x", {"w": 300}),
        ("-x200", {"h": 200}),
        ("300", {"w": 300}),
    ):
        assert sides_of("size", text) == sides
    for text in ("x", "0x0", "", "ax3", "3x9999", "3x4x5"):
        with pytest.raises(InvalidParameter, match="size"):
            sides_of("size", text)


def test_with_one_side_the_ratio_is_kept() -> None:
    for fit, query in (("crop", "w=3&fit=clip"), ("max", "w=3"), ("cropmax", "w=3"), ("cut", "w=3&fit=cut")):
        assert (sided("size", {"w": 3}, fit),) == ops(query)
    op = sided("size", {"w": 3, "h": 2}, OUTSIDE)
    assert isinstance(op, Resize)
    assert (fit_of(op), written_sides(op), fit_of(Resize(w=3)), written_sides(Resize(w=3), "-")) == (
        OUTSIDE,
        "3x2",
        "max",
        "3x-",
    )


def test_a_cut_has_both_sides() -> None:
    assert (cut_out("crop", {"w": 3, "h": 2}, "1", "0"),) == ops("rect=1,0,3,2")
    for sides, left in (({"w": 3}, "1"), ({"w": 3, "h": 2}, "-1")):
        with pytest.raises(InvalidParameter, match="crop"):
            cut_out("crop", sides, left, "0")
