"""Equalize: spread the levels of each channel so that all are as frequent."""

from typing import ClassVar, Literal

from PIL import Image, ImageOps

from handler.ops._channels import recoloured
from handler.ops.op import Op

SEEN = [0] + [255] * 255
"""Table from alpha to a mask of what is seen at all."""


class Equalize(Op):
    """Spread the levels of each channel so that each part of the range has as many pixels; hues may move."""

    chromatic: ClassVar[bool] = True
    cost: ClassVar[float] = 4
    veiled: ClassVar[float] = 3
    scratch: ClassVar[tuple[float, float]] = (0.5, 9)

    op: Literal["equalize"] = "equalize"

    def apply(self, image: Image.Image) -> Image.Image:
        """Return the picture with the histogram of each channel equalized; alpha stays, what it hides counts not."""
        seen = image.getchannel("A").point(SEEN) if image.mode == "RGBA" else None
        return recoloured(image, lambda colours: ImageOps.equalize(colours, seen))
