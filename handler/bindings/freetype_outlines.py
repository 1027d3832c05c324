"""Outlines of FreeType, kept apart from the font that they are of: copied, put together, handed back to be drawn."""

import ctypes
from array import array
from typing import NamedTuple, Self

from handler.bindings.freetype_types import OutlineRecord, Vector


class Shape(NamedTuple):
    """Outlines in 64ths of a pixel, y upwards, as FreeType has them: points, tags, ends of contours, flags."""

    points: bytes
    tags: bytes
    ends: "array[int]"
    flags: int


def one_shape(shapes: list[Shape]) -> Shape:
    """Return outlines as one; the first says how they are filled."""
    ends: array[int] = array("H")
    before = 0
    for shape in shapes:
        ends.extend(end + before for end in shape.ends)
        before += len(shape.tags)
    return Shape(
        b"".join(shape.points for shape in shapes), b"".join(shape.tags for shape in shapes), ends, shapes[0].flags
    )


class OutlineMemory:
    """An outline in memory that is ours. points, contours: how many it has room for, where it is to be filled."""

    def __init__(self, points: int, ends: int) -> None:
        self.points, self.tags = (Vector * max(1, points))(), (ctypes.c_ubyte * max(1, points))()
        self.ends = (ctypes.c_ushort * max(1, ends))()
        self.record = OutlineRecord()
        self.record.points = ctypes.cast(self.points, ctypes.c_void_p)
        self.record.tags = ctypes.cast(self.tags, ctypes.c_void_p)
        self.record.contours = ctypes.cast(self.ends, ctypes.c_void_p)

    @classmethod
    def of(cls, shape: Shape) -> Self:
        """Return outlines in memory of their own."""
        made = cls(len(shape.tags), len(shape.ends))
        ctypes.memmove(made.points, shape.points, len(shape.points))
        ctypes.memmove(made.tags, shape.tags, len(shape.tags))
        ctypes.memmove(made.ends, shape.ends.tobytes(), 2 * len(shape.ends))
        made.record.n_points, made.record.n_contours = len(shape.tags), len(shape.ends)
        made.record.flags = shape.flags
        return made
