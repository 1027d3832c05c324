"""Of faces: what operations share that look for faces in the picture as it stands, and change them."""

from typing import ClassVar

from handler.analysis import faces
from handler.core.geometry import Size
from handler.ops import _crops
from handler.ops.op import Op


class OfFaces(Op):
    """An operation on every face that is found. parameter: what asks for it in a query, for an error to name."""

    parameter: ClassVar[str]

    def check_installed(self) -> None:
        """InvalidParameter where what finds faces is not installed."""
        _crops.require_faces(self.parameter)

    def work(self, size: Size, scale: float = 1.0, *, alpha: bool = False) -> float:
        """Return the estimated CPU milliseconds: of finding faces, and of changing the whole picture."""
        return super().work(size, scale, alpha=alpha) + faces.detector_ms(size, faces.CLOSER)

    def memory(self, size: Size, scale: float = 1.0, *, alpha: bool = False) -> int:
        """Return the peak of memory beside the input, in bytes."""
        return super().memory(size, scale, alpha=alpha) + faces.detector_memory(size, faces.CLOSER)
