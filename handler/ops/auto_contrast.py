"""Auto-contrast: the darkest level becomes black, the brightest white."""

from collections.abc import Iterable
from typing import Annotated, ClassVar, Literal

from PIL import Image
from pydantic import Field

from handler.core.geometry import Size
from handler.core.params import Param
from handler.ops._by_levels import ByLevels
from handler.ops._histograms import counted, ends
from handler.ops.levels import Levels
from handler.ops.op import Op


class AutoContrast(ByLevels):
    """Spread the levels that a picture has over the full range, those of all channels alike, so that no hue moves."""

    chromatic: ClassVar[bool] = True
    cost: ClassVar[float] = Levels.cost
    scratch: ClassVar[tuple[float, float]] = (2.5, 7)

    op: Literal["auto_contrast"] = "auto_contrast"
    amount: Annotated[
        int,
        Param("auto-contrast"),
        Field(ge=0, le=100, description="How far the ends move to black and white, percent.", examples=["100"]),
    ]

    @property
    def neutral(self) -> bool:
        """0 percent moves nothing."""
        return self.amount == 0

    def settle(self, images: Iterable[Image.Image], size: Size) -> tuple[Op, ...]:
        """Return the levels; nothing for a picture of one level, or that has them all."""
        del size
        if self.neutral:
            return ()
        dark, bright = ends(counted(images)[:3])
        black, white = round(dark * self.amount / 100), 255 - round((255 - bright) * self.amount / 100)
        if dark >= bright or (black, white) == (0, 255):
            return ()
        return (Levels(range=(black, 1.0, white)),)
