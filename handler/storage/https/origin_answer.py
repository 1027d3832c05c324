"""Origin answer: what another host says of a picture, and its bytes: counted, timed, and whole or an error.

1. A length is one number or there is none. Fewer bytes than that, or an end without TLS's own, is an error.
2. A version is the host's strong ETag, with the URL that it is of; a weak one promises no bytes, so they are hashed.
3. What is compressed is not read: its length says nothing of what it becomes.
"""

from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from hashlib import sha256
from http import HTTPStatus
from http.client import HTTPResponse
from io import BytesIO
from time import monotonic

from handler.core.limits import Limits
from handler.core.origins.https_url import HttpsUrl
from handler.core.source_file import CHUNK, SourceFacts, SourceFile
from handler.storage.https.origin_errors import as_origin_errors, origin_error, refusal
from handler.storage.https.pinned_connection import PinnedConnection

REDIRECTS = frozenset({301, 302, 303, 307, 308})

SLOW_SECONDS = 3.0
SLOWEST = 20_000
"""Fewer bytes a second than this, after so many seconds, are as good as none."""

PIECE = 262_144
"""The most that is taken from the connection at once, bytes."""

MOST_DIGITS = 15
"""Digits of a length that are read."""

MAX_ETAG = 256
"""Characters of an ETag that is believed."""


@dataclass
class OriginAnswer:
    """One answer, its head read. Whoever has it closes it."""

    url: HttpsUrl
    connection: PinnedConnection
    answer: HTTPResponse
    waited: float = 0.0
    received: int = 0

    @property
    def location(self) -> str | None:
        """Where it leads, None where it does not; an error where it leads to nowhere."""
        if self.answer.status not in REDIRECTS:
            return None
        if not (location := self._said("location")):
            raise origin_error("odd")
        return location

    def check(self) -> None:
        """Judge whether it is one of which the body, as it comes, is the picture."""
        if self.answer.status != HTTPStatus.OK:
            raise refusal(self.answer.status)
        if self._said("content-encoding").lower() not in {"", "identity"}:
            raise origin_error("encoded")
        if self._said("transfer-encoding").lower() not in {"", "chunked"}:
            raise origin_error("odd")
        self.length  # noqa: B018 - which is an error where there are two

    @property
    def length(self) -> int | None:
        """How many bytes the body has; None where that is not said."""
        said = set(self.answer.headers.get_all("content-length", ()))
        if self.answer.chunked or not said:
            return None
        digits = said.pop()
        if said or not (digits.isascii() and digits.isdigit() and len(digits) <= MOST_DIGITS):
            raise origin_error("odd")
        return int(digits)

    def facts(self) -> SourceFacts | None:
        """Return what the head tells of the picture; None where that is not its version, or not its size."""
        version, length = self._version(), self.length
        return None if length is None or not version else self._facts(version, length)

    def file(self, limits: Limits) -> SourceFile:
        """Return the picture, which is read as it is needed, or all at once where its bytes tell version or size."""
        limits.check_bytes(self.length or 0)
        if facts := self.facts():
            return SourceFile(self.read, facts, self.close)
        body = bytearray()
        while piece := self.read(CHUNK if self.length is None else self.length - len(body)):
            body += piece
            limits.check_bytes(len(body))
        self.close()
        return SourceFile(BytesIO(body).read, self._facts(self._version() or sha256(body).hexdigest(), len(body)))

    def read(self, size: int) -> bytes:
        """Return up to so many bytes; none only at the end, which is where the length says."""
        start = monotonic()
        with as_origin_errors():
            piece = self.answer.read1(min(size, PIECE))
        self.waited += monotonic() - start
        self.received += len(piece)
        if not piece and self.received < (self.length or 0):
            raise origin_error("broken")
        if self.waited > SLOW_SECONDS and self.received < SLOWEST * self.waited and piece:
            raise origin_error("slow")
        return piece

    def close(self) -> None:
        """Let go of the connection."""
        self.answer.close()
        self.connection.close()

    def _version(self) -> str:
        """Return the version that the host tells; empty where it tells none that can be relied upon."""
        etag = self._said("etag")
        return f"{etag[1:-1]}~{sha256(self.url.text.encode()).hexdigest()[:16]}" if _is_strong(etag) else ""

    def _facts(self, version: str, size: int) -> SourceFacts:
        kept = ", ".join(self.answer.headers.get_all("cache-control", ()))
        return SourceFacts(
            version, size, _moment(self._said("last-modified")), self._said("content-type"), cache_control=kept
        )

    def _said(self, name: str) -> str:
        return str(self.answer.headers.get(name, "")).strip()


def _is_strong(etag: str) -> bool:
    """Return whether an ETag promises the same bytes (RFC 9110, 8.8.3)."""
    inner = etag[1:-1]
    quoted = etag == f'"{inner}"' and '"' not in inner and 0 < len(inner) < MAX_ETAG
    return quoted and inner.isascii() and inner.isprintable()


def _moment(text: str) -> datetime | None:
    try:
        found = parsedate_to_datetime(text) if text else None
    except (ValueError, OverflowError):  # the latter for a year of twenty digits
        return None
    return found if found and found.tzinfo else None
