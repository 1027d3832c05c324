"""What a writer is handed beside the pixels."""

from typing import NamedTuple

from handler.output import FormatName, Output


class Wish(NamedTuple):
    """How to write a picture.

    name: the format, since JPEG has two. exif: a bare EXIF block. xmp: an XMP packet. Both are to be left out where
    the format has no place for them.
    """

    name: FormatName
    output: Output
    exif: bytes | None = None
    xmp: bytes | None = None
