"""Of border: what operations share that cut off a border, which only the pixels show."""

from handler.core.geometry import MEGAPIXEL, Size
from handler.ops.op import Op
from handler.ops.rect import Rect


class OfBorder(Op):
    """Examines every pixel for where a border ends, and becomes a plain rectangle."""

    @property
    def depends(self) -> bool:
        """True: where the border ends is seen in the pixels alone."""
        return True

    @property
    def everywhere(self) -> bool:
        """True: what any frame shows inside its border stays in all of them."""
        return True

    def work(self, size: Size, scale: float = 1.0, *, alpha: bool = False) -> float:
        """Return the estimated CPU milliseconds of the cut, at most for the whole picture."""
        del alpha
        return Rect.cost * size.area * scale**2 / MEGAPIXEL

    def looking(self, size: Size, scale: float = 1.0, *, alpha: bool = False) -> float:
        """Return the estimated CPU milliseconds of examining every pixel."""
        return self.cost * (self.veiled if alpha else 1) * size.area * scale**2 / MEGAPIXEL
