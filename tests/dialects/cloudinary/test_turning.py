"""Turning: degrees and mirrors, and back."""

import pytest

from handler.core.source import Stored
from handler.dialects.cloudinary.components import Transformation
from handler.dialects.cloudinary.turning import as_stored, rotated, written_source, written_turn
from handler.errors import ImageError
from handler.ops.flip import Flip
from handler.ops.rotate import Rotate
from tests.support.requests.foreign_pictures import ops

SAID = (
    ("a_90", "rot=90"),
    ("a_-45.5", "rot=-45.5"),
    ("a_hflip", "flip=h"),
    ("a_vflip.hflip", "flip=hv"),
    ("a_vflip.90", "flip=v&rot=90"),
)


def test_a_turn_is_read_and_written() -> None:
    for text, query in SAID:
        found = rotated(Transformation(text))
        assert found == ops(query), text
        for op in found:
            assert isinstance(op, Flip | Rotate)
            assert rotated(Transformation(",".join(written_turn(op)))) == (op,)
    assert rotated(Transformation("w_3")) == ()


def test_corners_have_the_colour_beside() -> None:
    (turn,) = rotated(Transformation("a_10,b_red"))
    assert turn == Rotate(angle=10, bg="ff0000")
    assert rotated(Transformation(",".join(written_turn(turn)))) == (turn,)
    quarter = Transformation("a_90,b_red")
    assert rotated(quarter) == (Rotate(angle=90),)
    assert quarter.said == {"b": "red"}


def test_the_stored_orientation_may_not_count() -> None:
    part = Transformation("a_ignore")
    assert as_stored(part)
    assert (part.said, as_stored(part)) == ({}, False)
    assert written_source(Stored(key="a", orientation=1, frame=2)) == ["a_ignore", "pg_3"]
    assert written_source(Stored(key="a")) == []


@pytest.mark.parametrize("text", ["a_90.hflip", "a_auto_right", "a_", "a_900", "a_10,b_nothing"])
def test_what_is_wrong_is_named(text: str) -> None:
    with pytest.raises(ImageError):
        rotated(Transformation(text))
