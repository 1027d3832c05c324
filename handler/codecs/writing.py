"""What a writer is handed beside the pixels, and what it writes into."""

from io import BytesIO
from typing import NamedTuple

from handler.core.formats.row import Format
from handler.core.output import Output


class WriteOptions(NamedTuple):
    """How to write a picture.

    row: of the format; one module may write two, as JPEG and progressive JPEG. exif: a bare EXIF block. xmp: an XMP
    packet. icc: a colour profile, None for sRGB. All are to be left out where the format has no place for them.
    """

    row: Format
    output: Output
    exif: bytes | None = None
    xmp: bytes | None = None
    icc: bytes | None = None

    @property
    def quality(self) -> int:
        """The quality, which is a number by now."""
        return self.output.finest


class NamedBuffer(BytesIO):
    """A file in memory, with a name that tells Pillow the format.

    Where it is told by `format=`, Pillow first imports five plugins that are not needed.
    """

    def __init__(self, extension: str) -> None:
        super().__init__()
        self.name = f"picture.{extension}"
