"""Denoise: small differences between neighbours go, large ones stay."""

from typing import Annotated, ClassVar, Literal

from PIL import Image, ImageChops
from pydantic import Field

from handler.core.params import Param
from handler.ops._channels import recoloured
from handler.ops.blur import softened
from handler.ops.op import Op
from handler.ops.sharpen import Sharpen

STRONGEST = 60
"""Levels up to which a difference counts as noise at 100 percent."""

SCALES = ((0.8, 1.0), (1.6, 0.3))
"""Of each scale of noise, from fine to coarse: the Gaussian radius that takes it away, pixels, and its share of the
noise. So weighed, it beats the best blur at noise of 5 and 10 levels (tests/ops/test_denoise.py)."""

EDGE = 2
"""Times that threshold from which a difference is an edge, and stays whole."""

MIDDLE = 128
"""The level that stands for no difference."""


class Denoise(Op):
    """Take noise away and keep edges, by differences from the surroundings that are too small to be one."""

    cost: ClassVar[float] = 140
    veiled: ClassVar[float] = 1.5
    scratch: ClassVar[tuple[float, float]] = (28, 31)

    op: Literal["denoise"] = "denoise"
    amount: Annotated[
        int,
        Param("nr"),
        Field(ge=0, le=100, description="How strong a difference still counts as noise, percent.", examples=["40"]),
    ]
    sharpness: Annotated[
        int,
        Param("nrs", makes=False),
        Field(ge=0, le=100, description="How much what is left is sharpened, percent.", examples=["0"]),
    ] = 20

    @property
    def neutral(self) -> bool:
        """0 percent takes nothing away."""
        return self.amount == 0

    def apply(self, image: Image.Image) -> Image.Image:
        """Return the picture without what differs little from its surroundings; alpha stays."""
        if self.neutral:
            return image
        base, result = image, image
        for radius, share in SCALES:
            soft = softened(base, radius)
            result = _cleaned(result, base, soft, share * STRONGEST * self.amount / 100)
            base = soft
        return Sharpen(amount=self.sharpness).apply(result) if self.sharpness else result


def _cleaned(result: Image.Image, base: Image.Image, soft: Image.Image, threshold: float) -> Image.Image:
    mode = "L" if base.mode == "L" else "RGB"
    apart = ImageChops.subtract(base.convert(mode), soft.convert(mode), 1, MIDDLE)
    noise = apart.point([MIDDLE + _noise(level - MIDDLE, threshold) for level in range(256)] * len(mode))
    return recoloured(result, lambda colours: ImageChops.subtract(colours, noise, 1, MIDDLE))


def _noise(difference: int, threshold: float) -> int:
    """Return how much of a difference is noise: all of a small one, nothing of a large one, less and less between."""
    size = float(abs(difference))
    if size > threshold:
        size = max(0, (EDGE * threshold - size) / (EDGE - 1))
    return int(size + 0.5) * (1 if difference > 0 else -1)
