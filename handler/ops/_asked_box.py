"""Asked box: what a resize may say of its box that only a look at the picture decides; JSON and dialects say it.

No parameter of a query says these: other services do, and a recipe in JSON.
"""

from typing import Annotated, Any, Self

from pydantic import Field

from handler.core.geometry import Size, resolve
from handler.core.params import Offset
from handler.ops.op import Op

PAIRS = (("w", "h"), ("min_w", "min_h"), ("max_w", "max_h"))
"""Fields that change places where a box is turned."""


class AskedBox(Op):
    """What a resize has besides, of which the picture decides what it means."""

    turned: Annotated[
        bool, Field(description="Swap w and h where the picture stands and the box lies, or the other way round.")
    ] = False
    capped: Annotated[
        bool, Field(description="Take the picture's own side in place of a longer one of the box, each for itself.")
    ] = False
    point: Annotated[
        tuple[Offset, Offset] | None,
        Field(description="What a cut keeps in its middle: from left and top, pixels or ratios."),
    ] = None
    under: Annotated[
        bool, Field(description="Lay the ground under the transparency of the picture too, not only beside it.")
    ] = False

    def decided(self, size: Size) -> Self:
        """Return the same for a picture of this size, with nothing left that its size decides, but ratios."""
        if not (self.turned or self.capped):
            return self
        found: dict[str, Any] = {name: getattr(self, name) for pair in PAIRS for name in pair}
        if self.turned and _crosswise(found, size):
            found = {one: found[other] for pair in PAIRS for one, other in (pair, pair[::-1])}
        if self.capped:
            sides = {name: size[at] for pair in PAIRS[:2] for at, name in enumerate(pair)}
            found |= {name: min(resolve(found[name], side), side) for name, side in sides.items() if found[name]}
        return self.model_copy(update={**found, "turned": False, "capped": False})

    def pointed(self, size: Size) -> tuple[float, float] | None:
        """Return the point as parts of the sides of a picture of this size, None where there is none."""
        if self.point is None:
            return None
        x, y = (at if isinstance(at, float) else at / side for at, side in zip(self.point, size, strict=True))
        return min(x, 1.0), min(y, 1.0)


def _crosswise(box: dict[str, Any], size: Size) -> bool:
    """Return whether a box lies where the picture stands, or stands where it lies."""
    sides = [box[name] or box[least] for name, least in (("w", "min_w"), ("h", "min_h"))]
    if None in sides:
        return False
    wide, high = (resolve(asked, side) for asked, side in zip(sides, size, strict=True))
    return (size.width < size.height and wide > high) or (size.width > size.height and wide < high)
