"""Camera raw files: the largest preview that the camera has put into them, a JPEG, is what is shown."""

from dataclasses import replace
from io import BytesIO
from typing import BinaryIO

from handler.codecs.formats import jpeg
from handler.codecs.header import Header, unread
from handler.codecs.pixels import exif
from handler.codecs.scanners.buffer import held
from handler.codecs.scanners.further.raw import preview_of
from handler.codecs.scanners.meter import Meter

NEAR = 1 << 18
"""Bytes from the start of a file's EXIF in which its first directory has what is asked of it."""

TIFF = {b"II": b"II*\0", b"MM": b"MM\0*"}
"""How EXIF begins; some makers give their files a number of their own there."""


def read(blob: BinaryIO, meter: Meter) -> Header:
    """Read the header of the preview. The orientation is that of the raw file, where it says one."""
    data = held(blob)
    preview = preview_of(data, meter)
    if preview is None:
        raise unread("a camera raw without a preview that can be read")
    header = jpeg.read(BytesIO(data[preview.start : preview.stop]), meter)
    if preview.block is None:
        return header
    block = bytes(data[preview.block : preview.block + NEAR])
    block = TIFF.get(block[:2], b"") + block[4:]
    turn, said = exif.orientation(block), exif.rights(block)
    return replace(
        header,
        orientation=turn if turn != 1 else header.orientation,
        rights=said if any((said.artist, said.copyright)) else header.rights,
    )
