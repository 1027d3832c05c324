"""Pipeline: runs a recipe's operations over the frames of a picture.

1. Rects, flips and quarter turns before a resize are fused into it: one resample reads the right window of the
   decoded picture, with fractions, and the small result is turned. So nothing is rounded on a reduced picture.
2. Every frame goes through the same operations; what depends on pixels, as where to trim, is decided once before.
3. Colours become sRGB once: after the first operation that shrinks, before the first that changes colours or paints
   with one, else at the end.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from operator import methodcaller

from PIL import Image

from handler.codecs import to_srgb
from handler.core.frames import Frames
from handler.core.geometry import Box, Point, Size, whole
from handler.ops.op import Op
from handler.ops.rect import Rect
from handler.ops.resize import Resize, resample

Stream = Callable[[], Iterator[Frames]]
"""A function that gives the frames of a picture one by one, from the first, each time it is called."""

MODES = ("L", "RGB", "RGBA")
"""The modes that operations see, each with more channels than the one before."""


@dataclass(frozen=True)
class Link:
    """An operation with those fused into it, and the size that its input has at full scale."""

    op: Op
    before: tuple[Op, ...]
    full: Size

    @property
    def seen(self) -> Size:
        """The size that the operation itself sees, at full scale."""
        size = self.full
        for op in self.before:
            size = op.size(size)
        return size

    @property
    def result(self) -> Size:
        """The size that comes out."""
        return self.op.size(self.seen)

    @property
    def srgb_before(self) -> bool:
        """Whether colours have to be sRGB before it: it changes colours, or paints with one of its own."""
        return self.op.chromatic or (self.op.paints and not isinstance(self.op, Resize))

    @property
    def srgb_after(self) -> bool:
        """Whether colours become sRGB after it: it shrinks, or its result is to be laid on a colour."""
        return self.result.area < self.full.area or self.op.paints

    def apply(self, image: Image.Image, grid: Box | None = None) -> Image.Image:
        """Apply it to a picture, all but `lay`. grid: for a resize, where the full size lies in a reduced picture."""
        if not isinstance(self.op, Resize):
            return self.op.apply(image)
        small = resample(image, *self.part(self.op, grid or whole(Size(*image.size))))
        for op in self.before:
            small = small if isinstance(op, Rect) else op.apply(small)
        return small

    def part(self, resize: Resize, shown: Box) -> tuple[Size, Box]:
        """Return to what size a resize, its own operation, samples what part of a picture that may be reduced.

        shown: the part of that picture which is the full size.
        """
        layout = resize.layout(self.seen)
        window, picture = layout.window, layout.picture
        for number in reversed(range(len(self.before))):
            op, size = self.before[number], Link(self.op, self.before[:number], self.full).seen
            window = op.origin(window, size) or window
            if op.sideways:
                picture = Size(picture.height, picture.width)
        across, down = (part / side for part, side in zip(shown.size, self.full, strict=True))
        return picture, window.scaled(across, down).within(shown)

    def lay(self, image: Image.Image) -> Image.Image:
        """Lay the result of a resize on its canvas; of any other operation, return it."""
        return self.op.lay(image, self.op.layout(self.seen)) if isinstance(self.op, Resize) else image


def links(ops: tuple[Op, ...], full: Size) -> Iterator[Link]:
    """Return the operations in order, each resize with what is fused into it."""
    waiting: list[Op] = []
    start = seen = full
    for op in ops:
        if isinstance(op, Resize):
            yield Link(op, tuple(waiting), start)
        elif op.origin(whole(seen), seen) is not None:
            waiting.append(op)
            seen = op.size(seen)
            continue
        else:
            yield from _unfused(waiting, start)
            yield Link(op, (), seen)
        waiting, start = [], op.size(seen)
        seen = start
    yield from _unfused(waiting, start)


def _unfused(ops: list[Op], size: Size) -> Iterator[Link]:
    for op in ops:
        yield Link(op, (), size)
        size = op.size(size)


def apply_ops(ops: tuple[Op, ...], frames: Frames) -> Frames:
    """Return the frames with every operation applied to each, in sRGB."""
    return to_srgb(_changed(ops, frames))


def flow(ops: tuple[Op, ...], stream: Stream, mode: str = "L") -> Frames:
    """Return all frames changed by the operations, each as soon as it is decoded, so that none waits at its full size.

    All get one mode, since operations treat transparency differently: where a frame has more channels than those before
    it, all begins anew. mode: the one that they have at least.
    """
    done: list[Frames] = []
    for frames in stream():
        own = frames.mode
        if done and MODES.index(own) > MODES.index(mode):
            return flow(ops, stream, own)
        mode = max(own, mode, key=MODES.index)
        done.append(apply_ops(ops, frames if own == mode else frames.map(methodcaller("convert", mode))))
    images, durations = (each.first for each in done), (each.durations[0] for each in done)
    return replace(done[0], images=tuple(images), durations=tuple(durations))


def settle(ops: tuple[Op, ...], full: Size, stream: Stream, point: Point | None = None) -> tuple[Op, ...]:
    """Return the operations with what depends on pixels decided, as where to trim: one box for all frames, in pixels.

    Each operation looks at the first frame, or at every frame, as those before it leave it, and reduced where that is
    enough. full: the source's size. point: what matters most in it, where that is known; it goes with the picture.
    """
    settled: tuple[Op, ...] = ()
    for op in ops:
        steps: tuple[Op, ...] = (op,)
        if op.depends and point and (toward := op.toward(point)):
            steps = (toward,)
        elif op.depends:
            glance = op.glance(full)
            before = (*settled, *([glance] if glance else []))
            changed = (_changed(before, frames) for frames in stream())
            steps = op.settle(((to_srgb(each) if op.chromatic else each).first for each in changed), full)
        for step in steps:
            point = followed(point, step, full) if point else None
            full = step.size(full)
        settled += steps
    return settled


def followed(point: Point, op: Op, size: Size) -> Point | None:
    """Return where a point of a picture of this size is after an operation; None where it is outside, or unknown."""
    after, x, y = op.size(size), point.x * size.width, point.y * size.height
    if isinstance(op, Resize):
        canvas, picture, window = op.layout(size)
        margin = [(room - side) // 2 for room, side in zip(canvas, picture, strict=True)]
        x = (x - window.left) / window.size[0] * picture.width + margin[0]
        y = (y - window.top) / window.size[1] * picture.height + margin[1]
    elif (corner := op.origin(Box(0, 0, 0, 0), size)) is not None:
        right, below = (op.origin(Box(*step, *step), size) or corner for step in ((1, 0), (0, 1)))
        x, y = x - corner.left, y - corner.top
        # The operation cuts, mirrors and turns by quarters: to undo it is to multiply with what its two axes are.
        x, y = (x * (end.left - corner.left) + y * (end.top - corner.top) for end in (right, below))
    elif after != size:
        return None
    place = Point(x / after.width, y / after.height)
    return place if place.inside else None


def _changed(ops: tuple[Op, ...], frames: Frames) -> Frames:
    for link in links(ops, frames.full):
        if link.srgb_before:
            frames = to_srgb(frames)
        frames = replace(frames.map(partial(link.apply, grid=frames.grid)), grid=None)
        if link.srgb_after:
            frames = to_srgb(frames)
        frames = frames.map(link.lay)
    return frames
