"""Generated pictures: a generator's drawing as a picture like any other, so that it is planned and rendered alike."""

from collections.abc import Callable
from dataclasses import dataclass

from PIL import Image

from handler.codecs import upright
from handler.core.frames import Frames
from handler.core.geometry import MEGAPIXEL, Size
from handler.errors import InvalidParameter
from handler.generators.generator import Generator
from handler.recipe import Made
from handler.rendering.picture import DrawnPicture

DRAWING_BYTES = 14
"""Memory of a pixel at the peak of drawing, measured: 4 to 8, 13 for a card on a picture."""


@dataclass(frozen=True)
class DrawnWith:
    """The stored pictures in a drawing. take: decodes them. memory: bytes. work: CPU milliseconds.

    sizes: those at which they are shown, where the generator has cells for them.
    """

    take: Callable[[], tuple[Image.Image, ...]] = tuple
    memory: int = 0
    work: float = 0.0
    sizes: tuple[Size, ...] = ()


@dataclass(frozen=True)
class Drawing(DrawnPicture):
    """What a generator draws, perhaps with stored pictures in it. given: those pictures."""

    source: Made
    given: DrawnWith = DrawnWith()

    def __post_init__(self) -> None:
        """Refuse a frame that a still picture does not have."""
        excerpt, said = self.source.excerpt, "frame"
        if excerpt and (excerpt.first or excerpt.last):
            said = "frames"
        elif not self.source.frame:
            return
        raise InvalidParameter(f"{said}: a made picture has one frame, frame=0", parameter=said)

    @property
    def generator(self) -> Generator:
        """What draws it."""
        return self.source.made

    @property
    def size(self) -> Size:
        """The upright size."""
        return self.source.size

    @property
    def alpha(self) -> bool:
        """Whether the drawing has transparency."""
        return self.generator.alpha()

    @property
    def flat(self) -> bool:
        """Whether the drawing has few colours."""
        return self.generator.flat()

    @property
    def pictures(self) -> list[dict[str, object]] | None:
        """Which stored pictures lie where in it, in pixels, where the generator says so."""
        places = zip(self.source.keys, self.generator.places(self.given.sizes), strict=False)
        turned = self.source.orientation not in {None, 1}
        told = [
            {"key": key, "x": box.left, "y": box.top, "width": box.size[0], "height": box.size[1]}
            for key, box in places
        ]
        return told if told and not turned else None

    def cost(self, at_least: Size) -> tuple[int, float]:
        """Return bytes of memory and CPU milliseconds of drawing; a drawing has one scale."""
        del at_least
        area = self.size.area
        own = self.generator.cost * area / MEGAPIXEL + self.generator.setting
        return DRAWING_BYTES * area + self.given.memory, own + self.given.work

    @property
    def held(self) -> int:
        """Bytes that stay taken beside the picture: of those that it was drawn with."""
        return self.given.memory

    def decode(self, at_least: Size, *, moving: bool) -> Frames:
        """Draw the picture."""
        del at_least, moving
        image = upright(self.generator.draw(self.given.take()), self.source.orientation or 1)
        return Frames(images=(image,), full=Size(*image.size), flat=self.flat)
