"""Probe: reads the header of a file, whatever kind it is, and gives the picture, of which no pixel is decoded yet."""

from collections.abc import Iterator
from contextlib import contextmanager
from io import SEEK_END
from typing import BinaryIO

from handler.codecs.codec import codec
from handler.codecs.header import corrupt_where_it_fails
from handler.codecs.pixels import icc
from handler.codecs.pixels.modes import SIDEWAYS
from handler.codecs.scanners.meter import Bounds, Meter
from handler.codecs.sniff import HEAD, sniff
from handler.codecs.stored_picture import StoredPicture
from handler.core.formats.catalogue import FORMATS
from handler.core.frames import Excerpt
from handler.core.geometry import Size
from handler.errors import InvalidParameter, UnacceptedKind


@contextmanager
def probe(
    blob: BinaryIO,
    *,
    accepted: frozenset[str],
    bounds: Bounds,
    orientation: int | None = None,
    frame: int | Excerpt | None = None,
) -> Iterator[StoredPicture]:
    """Read the header of a file and give the picture; it can be decoded until the block ends.

    `blob` is read from its start and has to stay open. `accepted`: names of formats. `bounds`: what the file may hold
    before Pillow sees it. `orientation` overrules EXIF's, 1 to 8. `frame`: the one wanted, from 0, of an animation or
    of pages, or the part of an animation. UnacceptedKind for other kinds of file, TooLarge past a bound,
    Corrupt where the header is damaged, InvalidParameter naming frame or frames where there are not so many.
    """
    blob.seek(0)
    name = sniff(blob.read(HEAD))
    label = FORMATS[name].label
    if name not in accepted:
        raise UnacceptedKind(f"{label} is not among the kinds of picture that are read here", kind=label)
    blob.seek(0)
    with corrupt_where_it_fails(label):
        header = codec(name).read(blob, Meter(bounds, _furthest(frame)))
    if (asked := _furthest(frame)) >= header.frames:
        there = "one frame, 0" if header.frames == 1 else f"{header.frames} frames, 0 to {header.frames - 1}"
        word = "frames" if isinstance(frame, Excerpt) else "frame"
        raise InvalidParameter(f"{word}: {asked} was asked for, but the picture has {there}", parameter=word)
    excerpt = frame if isinstance(frame, Excerpt) else None
    several = excerpt is None or len(excerpt.of(header.frames)) > 1
    turn = orientation or header.orientation
    yield StoredPicture(
        size=Size(header.size.height, header.size.width) if turn in SIDEWAYS else header.size,
        format=name,
        mode=header.mode,
        frames=header.frames,
        frame=frame.first if isinstance(frame, Excerpt) else frame or 0,
        alpha=header.alpha,
        animated=header.moves and several and not isinstance(frame, int),
        orientation=turn,
        profile=icc.describe(header.icc),
        progressive=header.progressive,
        rights=header.rights,
        header=header,
        blob=blob,
        bytes=blob.seek(0, SEEK_END),
        excerpt=excerpt,
    )


def _furthest(frame: int | Excerpt | None) -> int:
    """Return the number of the last frame that has to be there."""
    if isinstance(frame, Excerpt):
        return frame.first if frame.last is None else frame.last
    return frame or 0
