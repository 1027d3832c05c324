"""Laid mark: what an overlay may say of its size and place that no parameter of a query does, but other dialects do."""

from typing import Annotated, Any, Literal

from pydantic import Field

from handler.core.geometry import Size, pixels
from handler.core.params import Position
from handler.ops.op import Op

ELSEWHERE = (
    *("x", "y", "w", "h", "fit", "scale", "angle", "tile", "size_of", "align", "pad"),
    *("right", "bottom", "spread", "tall"),
)
"""What says size and place, which a colour has not."""


class LaidMark(Op):
    """What an overlay has besides."""

    right: Annotated[
        Position | None, Field(description="Distance from the right edge, in place of x: pixels or a ratio.")
    ] = None
    bottom: Annotated[
        Position | None, Field(description="Distance from the bottom edge, in place of y: pixels or a ratio.")
    ] = None
    spread: Annotated[
        Literal["", "x", "y", "xy"],
        Field(description="Repeat it across (x), down (y) or both, as often as it fits, with equal gaps between."),
    ] = ""
    tall: Annotated[
        float | None,
        Field(gt=0, le=100, description="Its height, percent of the picture's height; with scale: at most both."),
    ] = None

    def percent_of(self, size: Size, scale: float | None) -> dict[str, Any]:
        """Return the fields of a resize to percent of a picture of this size. scale: of its width."""
        parts = zip((scale, self.tall), size, strict=True)
        across, down = (None if part is None else pixels(side * part / 100) for part, side in parts)
        return {"w": across, "h": down, "fit": "clip"}

    @property
    def far(self) -> tuple[float | None, float | None]:
        """Where it lies from the right and from the bottom."""
        return self.right, self.bottom

    def clashes(self, sides: bool, tile: str, near: tuple[float | None, float | None]) -> dict[str, bool]:  # noqa: FBT001 - a fact
        """Return what may be contradictory in these, and whether it is.

        sides: whether they are said already. tile: how it is repeated otherwise. near: x and y.
        """
        return {
            "right and x, or bottom and y, are two places": any(
                None not in pair for pair in zip(near, self.far, strict=True)
            ),
            "what is spread is no tile": bool(self.spread) and tile != "none",
            "tall says the height; w and h go without it": bool(self.tall) and sides,
        }
