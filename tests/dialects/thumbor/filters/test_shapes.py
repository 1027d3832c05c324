"""Filters of shape: a fill joins the resize that it follows, and elsewhere makes a canvas where it stands."""

import pytest

from handler.dialects.thumbor.address import path_words
from handler.dialects.thumbor.filters.table import filtered


def fits(path: str) -> list[str]:
    """Return how resizes fit, and the names of other operations."""
    return [getattr(op, "fit", op.op) for op in filtered(path_words(f"{path}/a")).ops]


@pytest.mark.parametrize(
    ("path", "steps"),
    [
        ("fit-in/9x8/filters:fill(red)", ["fillmax"]),
        ("fit-in/9x8/filters:upscale():fill(red)", ["fill"]),
        ("fit-in/9x8/filters:fill(red):upscale()", ["fillmax", "clip"]),
        ("fit-in/9x8/filters:blur(1.0):fill(red)", ["max", "blur", "fillmax"]),
        ("fit-in/9x8/filters:fill(red,1)", ["fillmax", "background"]),
        ("fit-in/9x0/filters:upscale():fill(red)", ["max", "fillmax"]),
        ("full-fit-in/9x8/filters:upscale():fill(red)", ["clip"]),
        ("9x8/filters:fill(red)", ["crop"]),
        ("9x8/filters:fill(red,1)", ["crop", "background"]),
        ("9x8/filters:fill(auto,1)", ["crop", "fillmax"]),
    ],
)
def test_a_fill_is_where_it_stands(path: str, steps: list[str]) -> None:
    assert fits(path) == steps
