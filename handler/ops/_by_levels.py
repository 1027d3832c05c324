"""By levels: what operations share that count the levels of a picture, and change it as these ask for."""

from PIL import Image

from handler.core.geometry import Size
from handler.ops._histograms import counting, glimpse
from handler.ops.op import Op, settled_alone


class ByLevels(Op):
    """An operation that counts a small picture, of an animation all frames together, so that all change alike."""

    @property
    def depends(self) -> bool:
        """True: which levels there are is seen in the pixels alone."""
        return True

    @property
    def everywhere(self) -> bool:
        """True: every frame is changed alike, as all together need it."""
        return True

    def looking(self, size: Size, scale: float = 1.0, *, alpha: bool = False) -> float:
        """Return the estimated CPU milliseconds of counting."""
        return counting(size, scale, alpha=alpha)

    def glance(self, size: Size) -> Op | None:
        """Return the resize to the small picture that is counted."""
        return glimpse(size)

    def apply(self, image: Image.Image) -> Image.Image:
        """Return the picture changed as its own levels ask for; animations are settled over all frames instead."""
        return settled_alone(self, image)
