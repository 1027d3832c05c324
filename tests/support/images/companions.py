"""Companions for tests of operations: pictures that are there already, as others are once their header was read."""

from dataclasses import dataclass
from functools import reduce

from PIL import Image

from handler.core.geometry import PIXEL_BYTES, Size
from handler.ops.op import Op


@dataclass(frozen=True)
class ReadyPicture:
    """A picture that costs nothing to decode."""

    image: Image.Image

    @property
    def size(self) -> Size:
        """Its size."""
        return Size(*self.image.size)

    @property
    def alpha(self) -> bool:
        """Whether it has transparency."""
        return self.image.mode == "RGBA"

    def cost(self, steps: tuple[Op, ...]) -> tuple[int, float]:
        """Return what the operations take."""
        del steps
        return PIXEL_BYTES * self.size.area, 0.0

    def take(self, steps: tuple[Op, ...]) -> Image.Image:
        """Return it after the operations."""
        return reduce(lambda image, step: step.apply(image), steps, self.image)


def given(op: Op, image: Image.Image) -> Op:
    """Return an operation with one picture for all that it draws."""
    return op.drawn(tuple(ReadyPicture(image) for _ in op.needs()))
