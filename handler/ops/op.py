"""Op, the base of all operations: a frozen value with its fields, the size of its result, its cost, and `apply`."""

from collections.abc import Iterable
from math import floor
from typing import Any, ClassVar, Protocol, Self

from PIL import Image, ImageChops

from handler.core.colours import Rgba, rgba
from handler.core.geometry import MEGAPIXEL, PIXEL_BYTES, Box, Point, Size
from handler.core.params import Declared
from handler.generators.made import Source


class Companion(Protocol):
    """Another picture that an operation draws; its header has been read, and its pixels are decoded when taken."""

    @property
    def size(self) -> Size:
        """Its upright size, in pixels."""

    @property
    def alpha(self) -> bool:
        """Whether it may have transparency."""

    def cost(self, steps: "tuple[Op, ...]") -> tuple[int, float]:
        """Return bytes of memory and CPU milliseconds of `take`."""

    def take(self, steps: "tuple[Op, ...]") -> Image.Image:
        """Return its first frame in the colours of the result, after these operations, no larger than they need."""


class Op(Declared):
    """One step from picture to picture. Pictures are upright 8-bit RGB, RGBA or L; `apply` never changes its input."""

    op: str = ""
    """Name of the operation in JSON; each operation declares it as a Literal."""

    chromatic: ClassVar[bool] = False
    """Whether it computes with colours, so that the picture has to be in sRGB before it."""

    cost: ClassVar[float] = 1
    """CPU milliseconds per megapixel of the larger of input and output, measured by benchmarks/work.py."""

    veiled: ClassVar[float] = 1
    """Factor on `cost` for a picture with transparency: a fourth channel, and premultiplication where it is needed."""

    scratch: ClassVar[tuple[float, float]] = (0, 0)
    """Bytes per pixel of the larger of input and output that it needs beside both; the first for an opaque picture, the
    second for one with transparency. Measured by benchmarks/memory.py.
    """

    def at(self, size: Size) -> Self:
        """Return the operation with ratios converted to pixels of a picture of this size."""
        del size
        return self

    def size(self, size: Size) -> Size:
        """Return the size of the result; an upper bound where the operation still depends on pixels."""
        return size

    def work(self, size: Size, scale: float = 1.0, *, alpha: bool = False) -> float:
        """Return the estimated CPU milliseconds for one frame.

        size: the frame at full scale, in pixels. scale: the part of that, 0 to 1, at which the sides of the input were
        decoded. alpha: whether the frame has transparency.
        """
        return self.cost * (self.veiled if alpha else 1) * self._largest(size) * scale**2 / MEGAPIXEL

    def looking(self, size: Size, scale: float = 1.0, *, alpha: bool = False) -> float:
        """Return the estimated CPU milliseconds of `settle` for each frame that it sees; arguments as in `work`."""
        del size, scale, alpha
        return 0.0

    def memory(self, size: Size, scale: float = 1.0, *, alpha: bool = False) -> int:
        """Return the peak of memory beside the input, in bytes: the output and `scratch`; arguments as in `work`."""
        return int((PIXEL_BYTES * self.size(size).area + self.scratch[alpha] * self._largest(size)) * scale**2)

    def needs(self) -> tuple[Source, ...]:
        """Return the other pictures that it draws."""
        return ()

    def drawn(self, companions: tuple[Companion, ...]) -> Self:
        """Return the operation with the pictures that it `needs`, in that order; it is applied with them alone."""
        del companions
        return self

    def preparing(self, size: Size) -> float:
        """Return the CPU milliseconds, once for all frames of this size, of what it draws."""
        del size
        return 0.0

    def held(self, size: Size) -> int:
        """Return the bytes that stay taken from the first frame of this size on, by what it draws."""
        del size
        return 0

    def _largest(self, size: Size) -> int:
        return max(size.area, self.size(size).area)

    def alpha(self, alpha: bool) -> bool:  # noqa: FBT001 - the question is the bool itself
        """Return whether the result may have transparency, given whether the input may."""
        return alpha

    def origin(self, box: Box, size: Size) -> Box | None:
        """Return the part of the input, of this size, that a box of the result shows; None where it is no box.

        Only operations with an origin may stand before a resize if the source is to be decoded at a reduced size.
        """
        del box, size
        return None

    @property
    def sideways(self) -> bool:
        """Whether it swaps width and height, as a quarter turn does."""
        return False

    @property
    def neutral(self) -> bool:
        """Whether it changes no picture, like a blur of radius 0; a recipe drops such a step."""
        return False

    @property
    def paints(self) -> bool:
        """Whether it draws a colour of its own, which is sRGB, so that the picture has to be in sRGB too."""
        return False

    @property
    def depends(self) -> bool:
        """Whether the part that it keeps depends on pixels, so that `settle` has to be called first."""
        return False

    @property
    def everywhere(self) -> bool:
        """Whether `settle` needs all frames of an animation, and not the first alone."""
        return False

    def check_installed(self) -> None:
        """InvalidParameter, naming it, where it needs an extra, or a font, that is not installed here."""

    def toward(self, point: Point) -> "Op | None":
        """Return the operation with a stored focal point in place of what `settle` would look for; None for others."""
        del point
        return None

    def glance(self, size: Size) -> "Op | None":
        """Return an operation that reduces a picture of this size for `settle`; None if that needs full size."""
        del size
        return None

    def settle(self, images: Iterable[Image.Image], size: Size) -> "tuple[Op, ...]":
        """Return operations that do the same without depending on pixels, decided by looking at these frames.

        images: the frames, reduced by the operation that `glance` returned, if any. size: their size at full scale.
        """
        del images, size
        return (self,)

    def apply(self, image: Image.Image) -> Image.Image:
        """Return the changed picture; `image` itself stays as it is."""
        raise NotImplementedError

    def scaled(self, density: float) -> dict[str, Any]:
        """Return the fields, not validated, with lengths in CSS pixels multiplied by `density`; ratios stay."""
        fields = self.model_dump()
        for name, (mark, _) in self.params().items():
            if mark.dense is not None:
                fields[name] = _scaled(fields[name], density, mark.dense)
        return fields


def settled_alone(op: Op, image: Image.Image) -> Image.Image:
    """Return the picture after an operation that depends on pixels, which looks at this one alone."""
    size = Size(*image.size)
    glance = op.glance(size)
    for step in op.settle([glance.apply(image) if glance else image], size):
        image = step.apply(image)
    return image


def _scaled(value: Any, density: float, dense: type[int] | type[float]) -> Any:  # noqa: ANN401 - whatever a dense field holds
    if isinstance(value, tuple):
        return tuple(_scaled(part, density, dense) for part in value)
    if not isinstance(value, dense):
        return value
    return floor(value * density + 0.5) if dense is int else value * density


def canvas(like: Image.Image, size: tuple[int, int], ground: str | None) -> Image.Image:
    """Return an empty picture in the colour `ground`; without one, transparent if `like` has alpha, else white."""
    if ground is None:
        return Image.new(like.mode, size, (255, 255, 255, 0) if like.mode == "RGBA" else "white")
    paint = rgba(ground)
    opaque = like.mode != "RGBA" and paint.alpha == 255  # noqa: PLR2004 - the largest alpha
    return Image.new("RGB" if opaque else "RGBA", size, paint[:3] if opaque else paint)


def laid(picture: Image.Image, cover: Image.Image, paint: Rgba) -> Image.Image:
    """Return an RGBA picture with a colour beside it, not under it; the two are mixed where the edge divides a pixel.

    cover: mode L, how much of each pixel belongs to the picture; the picture's alpha is multiplied by it already. Where
    picture and colour are equal, the result is exactly that colour, which premultiplied mixing in 8 bits would miss.
    """
    room = cover.point([255 - level for level in range(256)])
    # Where the picture covers a part c of a pixel with alpha a, a ground of alpha g is to contribute g(1-c). Laid under
    # the picture it loses the part ca, so it needs g(1-c)/(1-ca): about g(1-c+ca), and exactly that for a of 0 or 1.
    beside = ImageChops.add(room, ImageChops.darker(picture.getchannel("A"), room.point([0, *[255] * 255])))
    below = Image.new("RGBA", picture.size, paint)
    below.putalpha(beside.point([round(level * paint.alpha / 255) for level in range(256)]))
    return Image.alpha_composite(below, picture)
