"""FaceBlur: faces softened until nobody is known by them."""

from typing import Annotated, ClassVar, Literal

from PIL import Image
from pydantic import Field

from handler.core.params import Param
from handler.ops import _face_regions
from handler.ops._of_faces import OfFaces
from handler.ops.blur import softened


class FaceBlur(OfFaces):
    """Soften every face that is found; who must not be known should be looked at, since a face can be missed."""

    parameter: ClassVar[str] = "face-blur"
    cost: ClassVar[float] = 110
    veiled: ClassVar[float] = 1.4
    scratch: ClassVar[tuple[float, float]] = (14, 18)

    op: Literal["face_blur"] = "face_blur"
    strength: Annotated[
        int,
        Param("face-blur"),
        Field(ge=0, le=100, description="Gaussian radius in percent of a face's width.", examples=["30"]),
    ]

    @property
    def neutral(self) -> bool:
        """A strength of 0 softens nothing."""
        return self.strength == 0

    def apply(self, image: Image.Image) -> Image.Image:
        """Return the picture with soft faces."""
        if self.neutral:
            return image
        return _face_regions.with_faces_changed(image, lambda part, width: softened(part, width * self.strength / 100))
