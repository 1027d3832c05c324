"""Source file: the bytes of a stored picture as a file that reads from the store only as far as it is asked to."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from io import SEEK_CUR, SEEK_END, SEEK_SET, BytesIO
from time import perf_counter
from types import TracebackType
from typing import NamedTuple, Self

from handler.core.geometry import Point

FOCAL = "focal"
"""What a stored object's metadata call the point that matters most: `x-amz-meta-focal: 0.3,0.4`."""

LONGEST_FOCAL, FOCAL_PLACES = 32, 6
"""Characters of that text which are looked at, and decimal places that are kept."""

ReadBytes = Callable[[int], bytes]
CHUNK = 65_536
"""Bytes that are read from the store at a time, at least."""

PIECE = 1 << 22
"""Bytes that are read at a time, at most: a piece is there twice until it is kept."""


class Span(NamedTuple):
    """A range of bytes: from `start` up to, but not including, `stop`."""

    start: int
    stop: int


@dataclass(frozen=True)
class SourceFacts:
    """Facts about a stored object that a HEAD request gives.

    version: a text that changes whenever the bytes do, or the focal point. size: bytes. modified: when they last
    changed. content_type: as the uploader gave it, not to be trusted. cache_control: the object's own Cache-Control,
    empty for none. made: whether Tintype wrote it. etag: S3's ETag in its quotes, empty for other stores. metadata:
    what its writer said of it, by lower-case name.
    """

    version: str
    size: int
    modified: datetime | None = None
    content_type: str = ""
    cache_control: str = ""
    made: bool = False
    etag: str = ""
    metadata: Mapping[str, str] = field(default_factory=dict, compare=False)

    @property
    def focal(self) -> Point | None:
        """The point of the upright picture that matters most, where its metadata say one."""
        return focal_point(self.metadata.get(FOCAL, ""))


def focal_point(text: str) -> Point | None:
    """Return the point that a text says, as `0.3,0.4`; None where it says none: metadata come from anyone."""
    parts = text.strip(" ").split(",") if len(text) <= LONGEST_FOCAL else []
    if len(parts) != len(Point._fields) or not all(map(_is_part, parts)):
        return None
    point = Point(*(round(float(part), FOCAL_PLACES) for part in parts))
    return point if point.inside else None


def focal_text(point: Point) -> str:
    """Return the text that says a point."""
    return f"{point.x:g},{point.y:g}"


def _is_part(text: str) -> bool:
    digits = text.strip(" ").replace(".", "", 1)
    return digits.isascii() and digits.isdigit()


@dataclass
class SourceFile:
    """A seekable binary file that keeps in memory what it has read. Errors of the store are raised as ImageErrors.

    source: reads up to so many more bytes from the store. closer: ends the connection. waited: seconds spent reading.
    """

    source: ReadBytes
    facts: SourceFacts
    closer: Callable[[], None] = lambda: None
    waited: float = 0.0
    _seen: bytearray = field(default_factory=bytearray)
    _read: int = 0
    _at: int = 0

    @property
    def size(self) -> int:
        """Size of the whole file, in bytes."""
        return self.facts.size

    def read(self, size: int = -1, /) -> bytes:
        """Return up to `size` bytes from the current position; all the rest where `size` is negative."""
        stop = self.size if size < 0 else min(self._at + size, self.size)
        self._fill(stop)
        with memoryview(self._seen) as seen:  # one copy, and not two
            found = bytes(seen[self._at : min(stop, self._read)])
        self._at += len(found)
        return found

    def getbuffer(self) -> memoryview:
        """Return all of the file where it is kept, to be read without a copy, as `BytesIO` has it."""
        self._fill(self.size)
        return memoryview(self._seen)[: self._read]

    def load(self) -> None:
        """Read the whole file now, so that an error of the store is raised here and not in the middle of an answer."""
        try:
            self._fill(self.size)
        except BaseException:
            self.close()
            raise

    def pieces(self, size: int) -> Iterator[bytes]:
        """Yield the whole file in pieces of `size` bytes and keep none of them, so it can be read only once."""
        while piece := self.source(size):
            yield piece

    def _fill(self, stop: int) -> None:
        while self._read < stop:
            start = perf_counter()
            piece = self.source(min(max(CHUNK, stop - self._read), PIECE, self.size - self._read))
            self.waited += perf_counter() - start
            if not piece:
                break
            self._keep(piece)

    def _keep(self, piece: bytes) -> None:
        """Keep what has been read. Past the first piece there is room for all of it: what grows is copied to grow."""
        stop = self._read + len(piece)
        if len(self._seen) < stop:
            room = bytearray(self.size if self._read else len(piece))
            room[: self._read] = self._seen[: self._read]
            self._seen = room
        self._seen[self._read : stop] = piece
        self._read = stop

    def seek(self, offset: int, whence: int = SEEK_SET, /) -> int:
        """Move to a position and return it; past the end is allowed, as in any file."""
        base = {SEEK_SET: 0, SEEK_CUR: self._at, SEEK_END: self.size}[whence]
        self._at = max(0, base + offset)
        return self._at

    def tell(self) -> int:
        """Return the current position."""
        return self._at

    def seekable(self) -> bool:
        """Return True: every position can be read."""
        return True

    def readable(self) -> bool:
        """Return True: this is no file for writing."""
        return True

    def close(self) -> None:
        """Close the connection or file behind it."""
        self.closer()

    @property
    def read_so_far(self) -> int:
        """Bytes that have come from the store."""
        return self._read

    def __enter__(self) -> Self:
        """Return the file, which the `with` statement closes."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Close it."""
        self.close()


def source_file_of(data: bytes, version: str) -> SourceFile:
    """Return a source file of bytes that are in memory already."""
    return SourceFile(BytesIO(data).read, SourceFacts(version, len(data)))
