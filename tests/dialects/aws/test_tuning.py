"""Tuning: each edit that changes no place is an operation of ours, and back."""

from typing import Any

import pytest

from handler.dialects.aws.tuning import FINISHING, TUNING, written_tuning
from handler.errors import InvalidParameter
from handler.ops.pad import Pad
from handler.ops.sepia import Sepia
from tests.support.requests.foreign_pictures import ops

EDITS: tuple[tuple[str, Any, str], ...] = (
    ("greyscale", True, "sat=-100"),
    ("greyscale", False, ""),
    ("extend", 10, "pad=10&bg=000"),
    ("extend", {"left": 10, "background": "#fff"}, "pad-left=10&pad-right=0&pad-top=0&pad-bottom=0&bg=fff"),
    ("extend", {"left": 9, "right": 9, "top": 9, "bottom": 9}, "pad=9&bg=000"),
    ("median", True, "median=3"),
    ("median", False, ""),
    ("median", 5, "median=5"),
    ("blur", True, "blur=1"),
    ("blur", False, ""),
    ("blur", 2.5, "blur=2.5"),
    ("blur", {"sigma": "2"}, "blur=2"),
    ("modulate", {"brightness": 1.2}, "exp=30"),
    ("modulate", {"lightness": 10}, "bri=10"),
    ("modulate", {"saturation": 0.5}, "sat=-50"),
    ("modulate", {"hue": 90}, "hue=90"),
    ("modulate", {}, ""),
    ("sharpen", True, "sharp=30"),
    ("sharpen", False, ""),
    ("sharpen", 3, "usm=100&usmrad=3"),
    ("sharpen", {"sigma": 2}, "usm=100&usmrad=2"),
    ("normalise", True, "auto-contrast=100"),
    ("normalise", False, ""),
    ("tint", "#ff0000", "mono=f00"),
    ("negate", True, "invert=true"),
    ("negate", False, ""),
    ("negate", {"alpha": False}, "invert=true"),
    ("negate", {}, "invert=true"),
)


def read(name: str, value: object) -> tuple[Any, ...]:
    return (TUNING | FINISHING)[name](f"edits.{name}", value)


def test_an_edit_is_an_operation_of_ours_and_back() -> None:
    for name, value, query in EDITS:
        expected = tuple(op for op in ops(query) if op.op != "background")
        assert read(name, value) == expected, (name, value)
        for op in expected:
            for written, again in written_tuning(op):
                assert [each.model_dump() for each in read(written, again)][-1] == op.model_copy().model_dump(), name


def test_what_no_edit_says_has_none() -> None:
    assert written_tuning(Sepia(amount=50)) == []
    assert written_tuning(Pad(width=3)) == []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("greyscale", 1),
        ("extend", {"extendWith": "mirror"}),
        ("extend", -1),
        ("median", 4),
        ("blur", 999),
        ("blur", "much"),
        ("modulate", {"brightness": 0}),
        ("modulate", {"brightness": 9}),
        ("modulate", {"saturation": 3}),
        ("sharpen", {"sigma": 1, "m1": 2}),
        ("normalise", {"lower": 5}),
        ("tint", 3),
        ("negate", {"alpha": True}),
    ],
)
def test_what_ours_cannot_do_is_refused_by_name(name: str, value: object) -> None:
    with pytest.raises(InvalidParameter, match=f"edits.{name}"):
        read(name, value)
