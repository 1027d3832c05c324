"""The header of a stored picture, which is read before any pixel is decoded, and the errors of readers made ours."""

import struct
import warnings
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import NamedTuple

from PIL import Image

from handler.core.formats.row import MOST
from handler.core.frames import Rights
from handler.core.geometry import Size
from handler.errors import Corrupt, TooLarge, UnacceptedKind

# Pillow's own limit counts pixels, is one number for the whole process, and only warns up to twice that number. Ours
# (handler/core/limits.py) are checked between probe and decode, per request and in bytes.
Image.MAX_IMAGE_PIXELS = None
# Pillow warns of strange tags and chunks in words that come out of the file; they do not belong into a log.
warnings.filterwarnings("ignore", module=r"PIL\.\w+ImagePlugin")

FAULTS = (
    OSError,  # also UnidentifiedImageError
    ValueError,  # also UnicodeError
    SyntaxError,
    RuntimeError,  # also NotImplementedError
    EOFError,
    LookupError,
    TypeError,
    ArithmeticError,
    AttributeError,
    AssertionError,
    struct.error,
    zlib.error,
    Warning,  # where warnings are made errors
    Image.DecompressionBombError,
)
"""What Pillow's readers raise on files that are damaged or lie."""

NOBODY = Rights()
Loader = Callable[[int, range], Iterator[tuple[Image.Image, int]]]


class GainMap(NamedTuple):
    """A gain map. image: as stored. meaning: the segments that say what its values are, in the order of the file."""

    image: Image.Image
    meaning: tuple[tuple[int, bytes], ...]


@dataclass(frozen=True)
class Header:
    """The facts of a stored picture, and how to get at its pixels.

    size: as stored, before any turning. mode: Pillow's name of the stored mode. frames: of the animation, or pages.
    alpha: whether it may have transparency. loop: how often an animation plays in all, 0 for ever. load: gives the
    frames of a range as (picture in any mode and as stored, milliseconds), their sides reduced by a factor, which is
    one of those in the format's row, or 1. streamed: whether that row's `streamed` holds for it. scans: how often its
    decoder goes over the pixels. buffered: whether that row's `buffered` holds for it. kept: bytes a pixel that its
    decoder holds of all of the picture, however much it is reduced. veil: bytes of the file that hold its alpha alone.
    coded: pixels that are decoded, where some of them are never shown. most: the largest factor by which its decoder
    can reduce this one, where that is up to the file. gain_map: gives the map of a JPEG that has one, as stored.
    """

    size: Size
    mode: str
    load: Loader = field(repr=False)
    frames: int = 1
    moves: bool = False
    alpha: bool = False
    loop: int = 0
    progressive: bool = False
    streamed: bool = False
    scans: int = 1
    buffered: bool = False
    kept: int = 0
    veil: int = 0
    orientation: int = 1
    rights: Rights = NOBODY
    icc: bytes | None = None
    exif: bytes | None = None
    xmp: bytes | None = None
    coded: int = 0
    gain_map: Callable[[], GainMap] | None = field(default=None, repr=False)
    most: int = MOST


def unread(kind: str) -> UnacceptedKind:
    """Return the error on a file that may be right, but that nothing here reads. kind: what it is, with its article."""
    said = f"this is {kind}, which is not a kind of picture that is read here"
    return UnacceptedKind(said, kind=kind.split(" ", 1)[1])


@contextmanager
def corrupt_where_it_fails(label: str) -> Iterator[None]:
    """Turn whatever a damaged file makes a reader raise into Corrupt; an ImageError goes through as it is."""
    try:
        yield
    except FAULTS as error:
        raise Corrupt(f"the {label} file is damaged or cut short") from error
    except MemoryError as error:
        raise TooLarge("decoding the picture takes more memory than there is", limit="memory") from error
