"""FaceBlur: faces softened until nobody is known by them."""

from typing import Annotated, ClassVar, Literal

from PIL import Image
from pydantic import Field

from handler.analysis import faces
from handler.core.geometry import Size
from handler.core.params import Param
from handler.ops import _crops, _face_regions
from handler.ops.blur import softened
from handler.ops.op import Op


class FaceBlur(Op):
    """Soften every face that is found; who must not be known should be looked at, since a face can be missed."""

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

    def check_installed(self) -> None:
        """InvalidParameter where what finds faces is not installed."""
        _crops.require_faces("face-blur")

    def work(self, size: Size, scale: float = 1.0, *, alpha: bool = False) -> float:
        """Return the estimated CPU milliseconds: of finding faces, and of softening the whole picture."""
        return super().work(size, scale, alpha=alpha) + faces.detector_ms(size, faces.CLOSER)

    def memory(self, size: Size, scale: float = 1.0, *, alpha: bool = False) -> int:
        """Return the peak of memory beside the input, in bytes."""
        return super().memory(size, scale, alpha=alpha) + faces.detector_memory(size, faces.CLOSER)

    def apply(self, image: Image.Image) -> Image.Image:
        """Return the picture with soft faces."""
        if self.neutral:
            return image
        return _face_regions.with_faces_changed(image, lambda part, width: softened(part, width * self.strength / 100))
