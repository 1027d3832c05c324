"""FacePixel: faces in large square blocks."""

from typing import Annotated, ClassVar, Literal

from PIL import Image
from pydantic import Field

from handler.analysis import faces
from handler.core.geometry import Size
from handler.core.params import Param
from handler.ops import _crops, _face_regions
from handler.ops.op import Op
from handler.ops.pixelate import Pixelate


class FacePixel(Op):
    """Draw every face that is found in square blocks; a face can be missed, as with face-blur."""

    cost: ClassVar[float] = 40
    veiled: ClassVar[float] = 1.6
    scratch: ClassVar[tuple[float, float]] = (14, 18)

    op: Literal["face_pixel"] = "face_pixel"
    block: Annotated[
        int,
        Param("face-pixel"),
        Field(ge=0, le=100, description="Side of a block, pixels; 0 and 1 change nothing.", examples=["10"]),
    ]

    @property
    def neutral(self) -> bool:
        """A block of one pixel is that pixel."""
        return self.block <= 1

    def check_installed(self) -> None:
        """InvalidParameter where what finds faces is not installed."""
        _crops.require_faces("face-pixel")

    def work(self, size: Size, scale: float = 1.0, *, alpha: bool = False) -> float:
        """Return the estimated CPU milliseconds: of finding faces, and of drawing the whole picture in blocks."""
        return super().work(size, scale, alpha=alpha) + faces.detector_ms(size, faces.CLOSER)

    def memory(self, size: Size, scale: float = 1.0, *, alpha: bool = False) -> int:
        """Return the peak of memory beside the input, in bytes."""
        return super().memory(size, scale, alpha=alpha) + faces.detector_memory(size, faces.CLOSER)

    def apply(self, image: Image.Image) -> Image.Image:
        """Return the picture with faces of blocks."""
        if self.neutral:
            return image
        return _face_regions.with_faces_changed(image, lambda part, _: Pixelate(block=self.block).apply(part))
