"""Source file: the bytes of a source with what is known of them, read only as far as somebody asks."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from io import SEEK_CUR, SEEK_END, SEEK_SET, BytesIO
from time import perf_counter
from types import TracebackType
from typing import NamedTuple, Self

ReadBytes = Callable[[int], bytes]
CHUNK = 65_536


class Span(NamedTuple):
    """Bytes from `start` up to but not including `stop`."""

    start: int
    stop: int


@dataclass(frozen=True)
class SourceFacts:
    """What a store says of an object without its bytes.

    version: text that changes whenever the bytes do. size: bytes in all. modified: when they last changed.
    content_type: not to be trusted. cache_control: what the object's owner wants caches to do, empty for nothing. made:
    whether this project wrote it itself. etag: what S3 calls this version, as it wrote it, empty where it does not.
    """

    version: str
    size: int
    modified: datetime | None = None
    content_type: str = ""
    cache_control: str = ""
    made: bool = False
    etag: str = ""


@dataclass
class SourceFile:
    """A binary file, seekable, that keeps what it has read. Errors of the store pass through as ImageErrors.

    waited: seconds spent on reading from the store.
    """

    source: ReadBytes
    facts: SourceFacts
    closer: Callable[[], None] = lambda: None
    waited: float = 0.0
    _seen: bytearray = field(default_factory=bytearray)
    _at: int = 0

    @property
    def size(self) -> int:
        """Bytes in all."""
        return self.facts.size

    def read(self, size: int = -1, /) -> bytes:
        """Return up to `size` bytes from here; all the rest where it is negative."""
        stop = self.size if size < 0 else min(self._at + size, self.size)
        self._fill(stop)
        with memoryview(self._seen) as seen:  # one copy, and not two
            found = bytes(seen[self._at : stop])
        self._at += len(found)
        return found

    def load(self) -> None:
        """Have all of it here: what a store gives damaged or not at all is told now, and not in the midst of it."""
        try:
            self._fill(self.size)
        except BaseException:
            self.close()
            raise

    def pieces(self, size: int) -> Iterator[bytes]:
        """Yield all of it in pieces of this size, bytes, and keep none of them: it is not to be read otherwise."""
        while piece := self.source(size):
            yield piece

    def _fill(self, stop: int) -> None:
        while len(self._seen) < stop:
            start = perf_counter()
            piece = self.source(max(CHUNK, stop - len(self._seen)))
            self.waited += perf_counter() - start
            if not piece:
                break
            self._seen += piece

    def seek(self, offset: int, whence: int = SEEK_SET, /) -> int:
        """Move to a place and return it; past the end is allowed, as in any file."""
        base = {SEEK_SET: 0, SEEK_CUR: self._at, SEEK_END: self.size}[whence]
        self._at = max(0, base + offset)
        return self._at

    def tell(self) -> int:
        """Return the place."""
        return self._at

    def seekable(self) -> bool:
        """Return whether it can seek: it can."""
        return True

    def readable(self) -> bool:
        """Return whether it can be read: it can."""
        return True

    def close(self) -> None:
        """Let go of the connection or file."""
        self.closer()

    @property
    def read_so_far(self) -> int:
        """How many bytes have come from the store."""
        return len(self._seen)

    def __enter__(self) -> Self:
        """Use it, and close it afterwards."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Close it."""
        self.close()


def source_file_of(data: bytes, version: str) -> SourceFile:
    """Return a blob of bytes that are already here."""
    return SourceFile(BytesIO(data).read, SourceFacts(version, len(data)))
