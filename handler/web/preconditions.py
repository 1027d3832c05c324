"""Preconditions and ranges: what a client has already and which part it wants, in the order of RFC 9110, 13.2.2.

1. If-Match, then If-Unmodified-Since where that is absent: 412.
2. If-None-Match, then If-Modified-Since where that is absent: 304 for GET and HEAD.
3. Range, if If-Range still holds: one span of bytes. Several spans and unknown units are answered whole.
4. If-Match and If-Range compare strongly, If-None-Match weakly. A malformed date is no condition.
"""

import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from http import HTTPStatus
from typing import NamedTuple

from handler.core.source_file import SourceFacts, Span
from handler.errors import PreconditionFailed, RangeNotSatisfiable

CONDITIONS = ("if-match", "if-none-match", "if-modified-since", "if-unmodified-since")
MAX_TAGS = 128
"""How many entity tags of a list are compared."""

MOST_DIGITS = 1000
"""Digits of a position in a file that are read."""


class Validators(NamedTuple):
    """What tells one version of a picture from another (RFC 9110, 8.8): a strong ETag, and when the source changed."""

    etag: str
    modified: datetime | None = None

    def headers(self) -> dict[str, str]:
        """Return the headers that carry them."""
        headers = {"etag": f'"{self.etag}"'}
        return headers | {"last-modified": _date(self.modified)} if self.modified else headers


def validators(digest: str, facts: list[SourceFacts]) -> Validators:
    """Return the validators of a rendition with this digest. facts: of the stored pictures that it is made of."""
    changes = [each.modified for each in facts if each.modified is not None]
    return Validators(digest, max(changes, default=None))


def conditional(headers: Mapping[str, str]) -> bool:
    """Return whether a request has a condition, so that it might be answered without rendering."""
    return any(name in headers for name in CONDITIONS)


def unchanged(headers: Mapping[str, str], state: Validators) -> bool:
    """Return whether the client has this version already (304); PreconditionFailed where it wants another."""
    if (tags := headers.get("if-match")) is not None:
        if not _matches(tags, state.etag, weak=False):
            raise PreconditionFailed("the picture is another than If-Match names")
    elif (since := _parsed(headers.get("if-unmodified-since"))) and state.modified and _seconds(state.modified) > since:
        raise PreconditionFailed("the picture has changed since If-Unmodified-Since")
    if (tags := headers.get("if-none-match")) is not None:
        return _matches(tags, state.etag, weak=True)
    since = _parsed(headers.get("if-modified-since"))
    return since is not None and state.modified is not None and _seconds(state.modified) <= since


def span(headers: Mapping[str, str], state: Validators, size: int) -> Span | None:
    """Return the bytes that Range asks for, None for all; RangeNotSatisfiable where there are none of those."""
    unit, _, spans = headers.get("range", "").partition("=")
    if unit.strip().lower() != "bytes" or "," in spans or not _still(headers.get("if-range"), state):
        return None
    first, dash, last = (part.strip() for part in spans.partition("-"))
    if not dash or not all(part.isascii() and part.isdigit() for part in (first, last) if part) or not first + last:
        return None
    if first and last and _position(first) > _position(last):
        return None
    start = _position(first) if first else max(0, size - _position(last))
    stop = min(_position(last) + 1, size) if first and last else size
    if start >= stop:
        raise RangeNotSatisfiable(f"there are {size} bytes; none of those that Range asks for", max=size)
    return Span(start, stop)


def status(part: Span | None) -> int:
    """Return 206 for a part and 200 for all."""
    return HTTPStatus.OK if part is None else HTTPStatus.PARTIAL_CONTENT


def _position(digits: str) -> int:
    """Return a number of bytes, the largest for all past it: Python reads no more than 4,300 digits."""
    return int(digits) if len(digits) <= MOST_DIGITS else sys.maxsize


def _still(condition: str | None, state: Validators) -> bool:
    if condition is None:
        return True
    if condition.startswith(('"', "W/")):
        return _matches(condition, state.etag, weak=False)
    since = _parsed(condition)
    return since is not None and state.modified is not None and _seconds(state.modified) == since


def _matches(tags: str, etag: str, *, weak: bool) -> bool:
    if tags.strip() == "*":
        return True
    for tag in tags.split(",")[:MAX_TAGS]:
        plain = tag.strip()
        opaque = plain.removeprefix("W/") if weak else plain
        if opaque == f'"{etag}"':
            return True
    return False


def _parsed(text: str | None) -> datetime | None:
    try:
        found = parsedate_to_datetime(text) if text else None
    except (ValueError, OverflowError):  # the latter for a year of twenty digits
        return None
    return found if found is None or found.tzinfo else found.replace(tzinfo=UTC)


def _seconds(moment: datetime) -> datetime:
    """Return the moment as a header can say it: without fractions."""
    return moment.astimezone(UTC).replace(microsecond=0)


def _date(moment: datetime) -> str:
    return format_datetime(_seconds(moment), usegmt=True)
