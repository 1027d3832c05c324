"""Codec: the module that reads and writes a file format, loaded when the first file of it comes."""

from importlib import import_module
from typing import BinaryIO, Protocol, cast

from handler.codecs.header import Header
from handler.codecs.scanners.meter import Meter
from handler.codecs.writing import WriteOptions
from handler.core.formats.catalogue import FORMATS
from handler.core.formats.row import FormatName
from handler.core.frames import Frames
from handler.errors import InvalidParameter, UnacceptedKind


class Codec(Protocol):
    """What the module of a format has: `read` where its row has a `reading`, `write` where it has a `writing`."""

    def read(self, blob: BinaryIO, meter: Meter) -> Header:
        """Walk a file, counting; then read its header, or that of one of its pages."""

    def write(self, frames: Frames, wish: WriteOptions) -> bytes:
        """Return the frames as a file."""


def codec(name: FormatName, *, writes: bool = False) -> Codec:
    """Return the module of a format. It is imported only now, and with it one of Pillow's 43 plugins.

    writes: whether it is to write. Where the format needs an extra that is not installed, UnacceptedKind names it for a
    file that is to be read, InvalidParameter for one that is to be written.
    """
    row = FORMATS[name]
    module = (writes and row.writer) or row.codec
    try:
        return cast("Codec", import_module(f"handler.codecs.formats.{module}"))
    except ModuleNotFoundError as error:
        if not row.extra:
            raise
        said = f"{row.label} needs the extra {row.extra}, which is not installed here: tintype[{row.extra}]"
        raise (InvalidParameter(said, parameter="fm") if writes else UnacceptedKind(said, kind=row.label)) from error
