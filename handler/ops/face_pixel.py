"""FacePixel: faces in large square blocks."""

from typing import Annotated, ClassVar, Literal

from PIL import Image
from pydantic import Field

from handler.core.params import Param
from handler.ops import _face_regions
from handler.ops._of_faces import OfFaces
from handler.ops.pixelate import Pixelate


class FacePixel(OfFaces):
    """Draw every face that is found in square blocks; a face can be missed, as with face-blur."""

    parameter: ClassVar[str] = "face-pixel"
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

    def apply(self, image: Image.Image) -> Image.Image:
        """Return the picture with faces of blocks."""
        if self.neutral:
            return image
        return _face_regions.with_faces_changed(image, lambda part, _: Pixelate(block=self.block).apply(part))
