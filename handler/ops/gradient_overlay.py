"""Gradient overlay: colours that flow into each other over the picture, as text on it needs."""

from itertools import pairwise
from typing import Annotated, ClassVar, Literal, Self

from PIL import Image
from pydantic import AfterValidator, Field, model_validator

from handler.core.colours import Rgba, mix, rgba
from handler.core.params import Colour, Param, whole_turn
from handler.ops._channels import recoloured
from handler.ops.op import Op

LAST = 255
"""Number of the last of the places along a gradient for which a colour is computed."""


class GradientOverlay(Op):
    """Lay a gradient of colours over the picture; where that is transparent it stays so."""

    chromatic: ClassVar[bool] = True
    cost: ClassVar[float] = 32
    veiled: ClassVar[float] = 1.05
    scratch: ClassVar[tuple[float, float]] = (14, 18)

    op: Literal["gradient_overlay"] = "gradient_overlay"
    colors: Annotated[
        tuple[Colour, ...],
        Param("gradient"),
        Field(
            min_length=2,
            max_length=8,
            description="Two to eight colours along the gradient. Their alpha says how dense they are.",
            examples=["0000,cc0f172a"],
        ),
    ]
    stops: Annotated[
        tuple[Annotated[float, Field(ge=0, le=1)], ...],
        Param("gradient-stops", makes=False),
        Field(
            max_length=8,
            description="Where each colour stands, 0 to 1; without it they are evenly spaced.",
            examples=["0.4,1"],
        ),
    ] = ()
    angle: Annotated[
        float,
        Param("gradient-angle", makes=False),
        Field(ge=-360, le=360, description="Degrees, as in CSS: 0 runs upwards, 90 to the right.", examples=["90"]),
        AfterValidator(whole_turn),
    ] = 180.0

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if self.stops and len(self.stops) != len(self.colors):
            raise ValueError("gradient-stops has a number for each colour of gradient")
        if any(one > other for one, other in pairwise(self.stops)):
            raise ValueError("gradient-stops go up")
        return self

    @property
    def neutral(self) -> bool:
        """Transparent colours are not seen."""
        return all(rgba(colour).alpha == 0 for colour in self.colors)

    def apply(self, image: Image.Image) -> Image.Image:
        """Return the picture with the gradient over its colours."""
        from handler.ops._planes import along  # noqa: PLC0415 - only where it is drawn

        places = along(image.size, self.angle)
        *bands, alpha = (places.point([colour[band] for colour in self._colours()]) for band in range(4))
        over = Image.merge("RGB", bands)
        return recoloured(image, lambda colours: Image.composite(over, colours.convert("RGB"), alpha))

    def _colours(self) -> list[Rgba]:
        """Return the colours at all places, mixed as in CSS: premultiplied, so that a clear one brings no black."""
        count = len(self.colors) - 1
        stops = self.stops or [number / count for number in range(count + 1)]
        known = list(zip(stops, map(rgba, self.colors), strict=True))
        return [_at(place / LAST, known) for place in range(LAST + 1)]


def _at(place: float, known: list[tuple[float, Rgba]]) -> Rgba:
    before = [each for each in known if each[0] <= place] or known[:1]
    after = [each for each in known if each[0] > place] or known[-1:]
    (start, one), (stop, other) = before[-1], after[0]
    part = min(max((place - start) / (stop - start), 0), 1) if stop > start else 0
    alpha = mix(one.alpha, other.alpha, part)
    if alpha == 0:
        return Rgba(0, 0, 0, 0)
    shares = (mix(a * one.alpha, b * other.alpha, part) / alpha for a, b in zip(one[:3], other[:3], strict=True))
    red, green, blue = (int(share + 0.5) for share in shares)
    return Rgba(red, green, blue, int(alpha + 0.5))
