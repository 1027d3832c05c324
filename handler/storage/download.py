"""Download: the bytes of one object as they come from S3, made whole where they break off and checked at their end.

1. What breaks off, or comes too slowly, is asked for again from where it ended, of the same version; botocore retries
   no body. Tries, budget and seconds are shared with the first answer.
2. The last bytes are handed over only after the checksum is known to be right. Where it is not, all of it is fetched
   again, and what was handed over before has to be the same.
3. One read of the socket at a time, so that a drip is seen: a timeout starts anew with every byte.
"""

from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from io import BytesIO
from time import monotonic
from typing import Any, NamedTuple

from handler.core.source_file import Span
from handler.errors import ImageError
from handler.storage.checksums import Checksum, checksum_of
from handler.storage.s3_client import READ_SECONDS, Attempts, reader
from handler.storage.s3_errors import s3_error, translated

MOST_SECONDS = 10.0
"""How long the bytes of one object may take together, however they come."""

SLOW_SECONDS = 1.2
SLOWEST = 100_000
"""Fewer bytes a second than this, after so many seconds, are as good as none."""

PIECE = 262_144
"""The most that is taken from the socket at once, bytes."""

PAGES = ("application/xml", "text/xml", "text/html")
"""What an error or somebody else's answer comes as."""


class ObjectRequest(NamedTuple):
    """An object of a bucket, or a part of it. etag: of the version that it has to be, as S3 wrote it."""

    bucket: str
    key: str
    part: Span | None = None
    etag: str = ""


@dataclass
class Download:
    """One object being read, once it is open. size: bytes that are to come in all, None where S3 does not say."""

    wanted: ObjectRequest
    attempts: Attempts = field(default_factory=Attempts)

    def __post_init__(self) -> None:
        """Begin before the first byte."""
        self.stack = ExitStack()
        self.raw: Any = None  # urllib3's answer: what the types call it has no read1
        self.at = 0
        self.seconds = 0.0
        self.found: Mapping[str, Any] = {}
        self.etag = self.wanted.etag
        self.size: int | None = None
        self.checksum: Checksum | None = None

    def open(self, offset: int = 0) -> None:
        """Ask for the bytes from an offset on. What the first answer says, every later one has to agree with."""
        self.stack.close()
        asked = self._asked(offset)
        for attempt in self.attempts:
            with attempt:
                found = reader().get_object(Bucket=self.wanted.bucket, Key=self.wanted.key, **asked)
                self._check(found, asked.get("Range", ""))
        self.raw = self.stack.enter_context(found["Body"])
        self.waited, self.received = 0.0, 0
        if not self.found:
            self._learn(found)

    def _learn(self, found: Mapping[str, Any]) -> None:
        """Keep what the first answer says of the object."""
        self.found = found
        self.etag = self.wanted.etag or found.get("ETag", "")
        self.size = found.get("ContentLength")
        whole = self.wanted.part is None and self.size is not None
        self.checksum = checksum_of(found) if whole else None

    def __call__(self, size: int) -> bytes:
        """Return up to so many bytes, fewer only at the end."""
        piece = self._read(size)
        if self.checksum is None:
            self.at += len(piece)
            return piece
        before = self.checksum.sum.digest()
        self.checksum.update(piece)
        while self.at + len(piece) == self.size and not self.checksum.right:
            self.attempts.failed(s3_error("damaged"), 0)
            piece = self._anew(before)
        self.at += len(piece)
        return piece

    def close(self) -> None:
        """Let go of the connection; what is left of the body is not read."""
        self.stack.close()

    def _anew(self, before: bytes) -> bytes:
        """Fetch all of it again and return what has not been handed over. before: the sum of what has been."""
        assert self.checksum is not None  # noqa: S101 - for mypy: nothing else comes here
        handed, self.at = self.at, 0
        self.open(0)
        again = self.checksum.anew(b"")
        while self.at < handed:  # in pieces: of a large original no second one is to be in memory
            piece = self._read(min(PIECE, handed - self.at))
            again.update(piece)
            self.at += len(piece)
        same = again.sum.digest() == before
        rest = self._read((self.size or 0) - handed)
        again.update(rest)
        self.checksum = again
        if again.right and not same:
            raise s3_error("damaged")
        return rest

    def _read(self, size: int) -> bytes:
        """Return up to so many bytes from here on, asking again for what does not come."""
        wanted = size if self.size is None else min(size, self.size - self.at)
        came = BytesIO()  # which hands over what it holds; joining pieces would hold all of it twice
        while came.tell() < wanted:
            try:
                piece = self._piece(wanted - came.tell())
            except ImageError as error:
                self._spend(error)
                if not self.etag:
                    self._restart(came, error)
                self.open(self.at + came.tell())
            else:
                came.write(piece)
                if not piece:
                    break
        return came.getvalue()

    def _spend(self, error: ImageError) -> None:
        """Count a failure of the body; what took longer than is waited for the next byte was time well spent."""
        if self.seconds > MOST_SECONDS:
            raise error
        self.attempts.failed(error, min(self.waited, READ_SECONDS))

    def _restart(self, came: BytesIO, error: ImageError) -> None:
        """Drop what came, to begin again: without an ETag nothing says that the rest belongs to it."""
        if self.at:
            raise error
        came.seek(0)
        came.truncate()

    def _piece(self, size: int) -> bytes:
        """Return what one read of the socket gives; nothing only where the end is not known and this is it."""
        start = monotonic()
        try:
            with translated():
                piece: bytes = self.raw.read1(min(size, PIECE))
        finally:
            took = monotonic() - start
            self.waited += took
            self.seconds += took
        if not piece and self.size is not None:
            raise s3_error("broken")
        self.received += len(piece)
        if len(piece) < size and self._late():
            raise s3_error("slow")
        return piece

    def _late(self) -> bool:
        dripping = self.waited > SLOW_SECONDS and self.received < SLOWEST * self.waited
        return dripping or self.seconds > MOST_SECONDS or self.attempts.budget.over

    def _check(self, found: Mapping[str, Any], part: str) -> None:
        """Judge an answer, and let go of one that is not what was asked for."""
        try:
            check_answer(found)
            self._fits(found, part)
        except ImageError:
            found["Body"].close()
            raise

    def _fits(self, found: Mapping[str, Any], part: str) -> None:
        """Judge whether an answer is what was asked for, and of the size that was told."""
        begins = part.replace("=", " ").partition("-")[0]
        longer = self.wanted.part and found.get("ContentLength", 0) > self.wanted.part.stop - self.wanted.part.start
        if longer or not found.get("ContentRange", "").startswith(begins):
            raise s3_error("odd")
        if not part and self.found and found.get("ContentLength") != self.size:
            raise s3_error("short")

    def _asked(self, offset: int) -> dict[str, Any]:
        """Return the conditions and the range of a GET."""
        part, etag = self.wanted.part, self.wanted.etag or self.found.get("ETag", "")
        more = {"IfMatch": etag} if etag else {}
        if part:
            more["Range"] = f"bytes={part.start + offset}-{part.stop - 1}"
        elif offset:
            more["Range"] = f"bytes={offset}-"
        return more


def check_answer(found: Mapping[str, Any]) -> None:
    """Judge an answer to GET or HEAD that says it is an object: every one that S3 gives has an ETag."""
    if not found.get("ETag") and (found.get("ContentLength") == 0 or found.get("ContentType", "").startswith(PAGES)):
        raise s3_error("odd")
