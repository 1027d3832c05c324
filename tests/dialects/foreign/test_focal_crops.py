"""Focal crops: a point is said in words where it is an edge or the middle, and told again from these."""

from handler.dialects.foreign.focal_crops import point_kept, towards
from handler.ops.resize import Resize


def test_a_point_is_a_crop_that_tells_the_point_again() -> None:
    for point, crop in (
        ((0.5, 0.5), ()),
        ((0, 0.5), ("left",)),
        ((0.5, 1), ("bottom",)),
        ((1, 0), ("right", "top")),
        ((0.3, 0.5), ("focalpoint",)),
        ((0, 0.25), ("focalpoint",)),
    ):
        op = Resize(w=3, h=2, fit="crop", **towards(*point))
        assert op.crop == crop
        assert point_kept(op) == point


def test_what_there_is_to_be_seen_is_no_point() -> None:
    for crop in (("smart",), ("faces",), ("faces", "top")):
        assert point_kept(Resize(w=3, h=2, fit="crop", crop=crop)) is None
