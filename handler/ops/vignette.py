"""Vignette: the picture fades into a colour towards its corners."""

from typing import Annotated, ClassVar, Literal

from PIL import Image
from pydantic import Field

from handler.core.colours import rgba
from handler.core.params import Colour, Param
from handler.ops._channels import recoloured
from handler.ops.op import Op

INNER = 0.3
"""Where it begins, as a part of the way from the middle to a corner."""


class Vignette(Op):
    """Fade the picture into a colour towards its corners, as an old lens does."""

    chromatic: ClassVar[bool] = True
    cost: ClassVar[float] = 24
    veiled: ClassVar[float] = 1.2
    scratch: ClassVar[tuple[float, float]] = (5, 9)

    op: Literal["vignette"] = "vignette"
    amount: Annotated[
        int,
        Param("vignette"),
        Field(ge=0, le=100, description="How much of its light a corner loses, percent.", examples=["60"]),
    ]
    color: Annotated[
        Colour,
        Param("vignette-color", makes=False),
        Field(description="What the corners fade into. Its alpha is multiplied with vignette.", examples=["3b1d0f"]),
    ] = "000000"

    @property
    def neutral(self) -> bool:
        """0 percent, or of a transparent colour, fades nothing."""
        return self.amount == 0 or rgba(self.color).alpha == 0

    def apply(self, image: Image.Image) -> Image.Image:
        """Return the picture mixed with the colour, the more the further from the middle; alpha stays."""
        from handler.ops._planes import outwards  # noqa: PLC0415 - only where it is drawn

        paint = rgba(self.color)
        most = self.amount / 100 * paint.alpha / 255
        fade = outwards(image.size, lambda away: most * _smooth((away - INNER) / (1 - INNER)))

        def faded(colours: Image.Image) -> Image.Image:
            result = colours.convert("RGB") if colours.mode != "RGB" else colours.copy()
            result.paste(paint[:3], mask=fade)
            return result

        return recoloured(image, faded)


def _smooth(part: float) -> float:
    """Return a part, 0 to 1, that leaves and arrives without a bend (the polynomial 3t² - 2t³)."""
    part = min(max(part, 0), 1)
    return part * part * (3 - 2 * part)
