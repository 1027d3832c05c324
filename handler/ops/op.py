"""What an operation is: a frozen value that knows its fields, the size it gives, and how to do it."""

from collections.abc import Iterable
from typing import Any, ClassVar, Self

from PIL import Image, ImageChops

from handler.core.colours import Rgba, rgba
from handler.core.geometry import MEGAPIXEL, PIXEL_BYTES, Box, Size
from handler.core.params import Declared


class Op(Declared):
    """One step from picture to picture. Pixels are upright 8-bit RGB, RGBA or L; `apply` never changes its input."""

    op: str = ""
    """Its name in JSON, a literal in each operation."""

    chromatic: ClassVar[bool] = False
    """Whether it works on colours, so that they have to be sRGB before."""

    cost: ClassVar[float] = 1
    """CPU milliseconds per megapixel, of the larger of what comes in and goes out; see benchmarks/work.py."""

    veiled: ClassVar[float] = 1
    """By how much longer it takes with transparency: four channels, and alpha multiplied in and out again."""

    scratch: ClassVar[tuple[float, float]] = (0, 0)
    """Bytes that it takes for each of those pixels, opaque or not, beside both pictures; see benchmarks/memory.py."""

    def at(self, size: Size) -> Self:
        """Return the operation with every ratio resolved to pixels of a picture of this size."""
        del size
        return self

    def size(self, size: Size) -> Size:
        """Return the size it makes of this one. Exact, but for an operation that still depends on pixels."""
        return size

    def work(self, size: Size, scale: float = 1.0, *, alpha: bool = False) -> float:
        """Return the CPU milliseconds that one frame takes, which has transparency or has none.

        size: at full scale, the only one at which boxes are told. scale: how much shorter the sides are of the reduced
        picture that comes in.
        """
        return self.cost * (self.veiled if alpha else 1) * self._largest(size) * scale**2 / MEGAPIXEL

    def looking(self, size: Size, scale: float = 1.0, *, alpha: bool = False) -> float:
        """Return the CPU milliseconds that settling it takes for each frame that it looks at."""
        del size, scale, alpha
        return 0.0

    def memory(self, size: Size, scale: float = 1.0, *, alpha: bool = False) -> int:
        """Return the bytes at the peak, beside the picture that comes in: of the one that goes out, and of scratch."""
        return int((PIXEL_BYTES * self.size(size).area + self.scratch[alpha] * self._largest(size)) * scale**2)

    def _largest(self, size: Size) -> int:
        return max(size.area, self.size(size).area)

    def alpha(self, alpha: bool) -> bool:  # noqa: FBT001 - the question is the bool itself
        """Return whether the result has transparency, given whether the input has."""
        return alpha

    def origin(self, box: Box, size: Size) -> Box | None:
        """Return where a box of the result lies in the input, which has this size; None where boxes do not stay boxes.

        What has an origin may stand between a decoder's reduced picture and the resize that follows.
        """
        del box, size
        return None

    @property
    def sideways(self) -> bool:
        """Whether it lays the width along the height, as a quarter turn does."""
        return False

    @property
    def neutral(self) -> bool:
        """Whether it leaves every picture as it is, as a blur of radius 0; a recipe does not keep such a step."""
        return False

    @property
    def paints(self) -> bool:
        """Whether it lays a colour of its own, which is sRGB, so that the picture's colours have to be too."""
        return False

    @property
    def depends(self) -> bool:
        """Whether the box it takes depends on pixels, so that it has to be settled first."""
        return False

    @property
    def everywhere(self) -> bool:
        """Whether every frame has a say in that, and not the first alone."""
        return False

    def glance(self, size: Size) -> "Op | None":
        """Return what reduces a picture of this size to one on which it can be settled; None where all is needed."""
        del size
        return None

    def settle(self, images: Iterable[Image.Image], size: Size) -> "tuple[Op, ...]":
        """Return plain operations that do the same to every frame, decided on these.

        images: frames, reduced by `glance` where it says how. size: what they have at full scale.
        """
        del images, size
        return (self,)

    def apply(self, image: Image.Image) -> Image.Image:
        """Return the changed picture."""
        raise NotImplementedError

    def scaled(self, density: float) -> dict[str, Any]:
        """Return the fields with every length in CSS pixels multiplied; ratios stay. Not yet validated again."""
        fields = self.model_dump()
        for name, (mark, _) in self.params().items():
            if mark.dense is not None:
                fields[name] = _scaled(fields[name], density, mark.dense)
        return fields


def _scaled(value: Any, density: float, dense: type[int] | type[float]) -> Any:  # noqa: ANN401 - whatever a dense field holds
    if isinstance(value, tuple):
        return tuple(_scaled(part, density, dense) for part in value)
    if not isinstance(value, dense):
        return value
    return int(value * density + 0.5) if dense is int else value * density


def canvas(like: Image.Image, size: tuple[int, int], ground: str | None) -> Image.Image:
    """Return an empty picture of this size: in the colour of `ground`, else transparent, else white."""
    if ground is None:
        return Image.new(like.mode, size, (255, 255, 255, 0) if like.mode == "RGBA" else "white")
    paint = rgba(ground)
    opaque = like.mode != "RGBA" and paint.alpha == 255  # noqa: PLR2004 - the largest alpha
    return Image.new("RGB" if opaque else "RGBA", size, paint[:3] if opaque else paint)


def laid(picture: Image.Image, cover: Image.Image, paint: Rgba) -> Image.Image:
    """Return an RGBA picture with a colour beside it, not under it, mixed where the edge runs through a pixel.

    cover: mode L, how much of each pixel is the picture's place; the picture's own alpha has it already. Equal colours
    give that very colour, which premultiplied mixing in 8 bits does not.
    """
    room = cover.point([255 - level for level in range(256)])
    # Seen through a picture that covers a part c of a pixel with alpha a, a ground of alpha g is to have g(1-c). Laid
    # under it, it loses the part ca; so it needs g(1-c)/(1-ca): about g(1-c+ca), exactly so where a is 0 or 1.
    beside = ImageChops.add(room, ImageChops.darker(picture.getchannel("A"), room.point([0, *[255] * 255])))
    below = Image.new("RGBA", picture.size, paint)
    below.putalpha(beside.point([round(level * paint.alpha / 255) for level in range(256)]))
    return Image.alpha_composite(below, picture)
