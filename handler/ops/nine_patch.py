"""Nine-patch: a frame over the picture, whose corners keep their size and whose marked rows and columns stretch."""

from collections.abc import Iterable
from functools import cached_property
from itertools import groupby
from typing import Annotated, ClassVar, Literal, NamedTuple, Self

from PIL import Image
from pydantic import Field

from handler.core.geometry import MEGAPIXEL, PIXEL_BYTES, Size
from handler.generators.made import Shown
from handler.ops._blending import blended
from handler.ops.op import Companion, Op, settled_alone
from handler.ops.pad import Pad

MARK = (0, 0, 0, 255)
"""What a pixel of the top row, or of the left column, says: this column, or row, stretches."""

LAYING = 12
"""CPU milliseconds per megapixel of the picture for laying out the frame, once for all frames of an animation."""


class Stretch(NamedTuple):
    """Neighbouring rows or columns of a frame: where they begin, how many they are, and whether they stretch."""

    start: int
    length: int
    stretches: bool


class NinePatch(Op):
    """Lay a frame over the picture, as nine-patch files describe it. The size is known only when the frame is read."""

    cost: ClassVar[float] = 8
    veiled: ClassVar[float] = 1.5
    scratch: ClassVar[tuple[float, float]] = (15, 11)

    op: Literal["nine_patch"] = "nine_patch"
    picture: Annotated[
        Shown,
        Field(description="The frame: its outermost pixels are marks, black where what is beside them stretches."),
    ]

    padded: Annotated[
        bool,
        Field(description="Whether the picture has room for the frame already; else its marks of padding make it."),
    ] = False

    @cached_property
    def companions(self) -> tuple[Companion, ...]:
        """The frame, once it was given; no part of its value."""
        return ()

    @cached_property
    def prepared(self) -> dict[Size, Image.Image]:
        """The frame laid out for pictures of a size, which frames of an animation share."""
        return {}

    def needs(self) -> tuple[Shown, ...]:
        """Return the frame."""
        return (self.picture,)

    def drawn(self, companions: tuple[Companion, ...]) -> Self:
        """Return the operation with the frame."""
        given = self.model_copy()
        given.__dict__ |= {"companions": companions, "prepared": {}}
        return given

    @property
    def paints(self) -> bool:
        """The frame has the colours of the result, so the picture has to have them too."""
        return True

    @property
    def depends(self) -> bool:
        """Whether room has to be made: how much is seen in the frame's pixels alone."""
        return not self.padded

    def size(self, size: Size) -> Size:
        """Return the size; an upper bound while the room is not made."""
        room = next((each.size for each in self.companions), Size(2, 2))
        return size if self.padded else Size(size.width + room.width - 2, size.height + room.height - 2)

    def settle(self, images: Iterable[Image.Image], size: Size) -> tuple[Op, ...]:
        """Return the room for the frame, in white, and the frame over all of it."""
        del images, size
        left, right, top, bottom = padding(self.companions[0].take(()).convert("RGBA"))
        laid = self.model_copy(update={"padded": True}).drawn(self.companions)
        return Pad(left=left, right=right, top=top, bottom=bottom, bg="ffffff"), laid

    def preparing(self, size: Size) -> float:
        """Return the CPU milliseconds of reading the frame and laying it out."""
        return sum(each.cost(())[1] for each in self.companions) + LAYING * size.area / MEGAPIXEL

    def held(self, size: Size) -> int:
        """Return the bytes of the frame as it is laid out."""
        return PIXEL_BYTES * size.area

    def memory(self, size: Size, scale: float = 1.0, *, alpha: bool = False) -> int:
        """Return the peak of memory beside the input, in bytes: while the frame is read, or while it is laid over."""
        return max(super().memory(size, scale, alpha=alpha), *(each.cost(())[0] for each in self.companions), 0)

    def apply(self, image: Image.Image) -> Image.Image:
        """Return the picture with the frame over it."""
        if self.depends:
            return settled_alone(self, image)
        size = Size(*image.size)
        if size not in self.prepared:
            self.prepared[size] = laid_frame(self.companions[0].take(()).convert("RGBA"), size)
        below = image.convert("RGB") if image.mode == "L" else image
        return blended(below, self.prepared[size], "normal")


def laid_frame(frame: Image.Image, size: Size) -> Image.Image:
    """Return a frame (RGBA) laid out for a picture of this size; what does not fit is left out."""
    layer = Image.new("RGBA", size)
    columns = _runs(frame.crop((1, 0, max(frame.width - 1, 1), 1)))
    rows = _runs(frame.crop((0, 1, 1, max(frame.height - 1, 1))))
    top = 0
    for row, high in zip(rows, _lengths(rows, size.height), strict=True):
        left = 0
        for column, wide in zip(columns, _lengths(columns, size.width), strict=True):
            if wide and high and left + wide <= size.width and top + high <= size.height:
                box = (column.start, row.start, column.start + column.length, row.start + row.length)
                cell = frame.crop(box).convert("RGBa").resize((wide, high), Image.Resampling.BILINEAR)
                layer.paste(cell.convert("RGBA"), (left, top))
            left += wide
        top += high
    return layer


def padding(frame: Image.Image) -> tuple[int, int, int, int]:
    """Return the room on the left, right, top and bottom: what is not marked of the last row and column, if any is."""
    last, end = frame.height - 1, frame.width - 1
    across = _runs(frame.crop((1, last, max(end, 1), last + 1)))
    down = _runs(frame.crop((end, 1, end + 1, max(last, 1))))
    return (*_unmarked(across), *_unmarked(down))


def _unmarked(runs: list[Stretch]) -> tuple[int, int]:
    if not any(run.stretches for run in runs):
        return 0, 0
    first, final = runs[0], runs[-1]
    return (0 if first.stretches else first.length), (0 if final.stretches else final.length)


def _runs(marks: Image.Image) -> list[Stretch]:
    """Return the runs that a row or column of marks tells of; they begin behind the first pixel of the frame."""
    runs, start = [], 1
    for stretches, group in groupby(pixel == MARK for pixel in _pixels(marks)):
        length = len(list(group))
        runs.append(Stretch(start, length, stretches))
        start += length
    return runs


def _pixels(marks: Image.Image) -> list[tuple[int, ...]]:
    data = marks.tobytes()
    return [tuple(data[at : at + PIXEL_BYTES]) for at in range(0, len(data), PIXEL_BYTES)]


def _lengths(runs: list[Stretch], side: int) -> list[int]:
    """Return how long each run becomes: those that stretch share what the others leave."""
    stretching = sum(run.length for run in runs if run.stretches)
    room = max(side - sum(run.length for run in runs if not run.stretches), 0)
    return [int(run.length / stretching * room + 0.5) if run.stretches else run.length for run in runs]
