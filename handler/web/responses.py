"""Responses: how each kind of answer is put together, pictures and errors alike, with the headers it has to have."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import NamedTuple
from urllib.parse import quote

from starlette.responses import Response

from handler.core.delivery import Delivery
from handler.core.formats import catalogue
from handler.core.output import FormatName
from handler.core.source_file import Span
from handler.errors import Expired, ImageError, TooLarge
from handler.web.preconditions import Validators, status, unchanged

FOR_EVER = "public, max-age=31536000, immutable"
ERROR_CACHED = "public, max-age=60"
NOT_CACHED = "no-store"
PROBLEM_TYPE = "application/problem+json"
SANDBOX = "default-src 'none'; sandbox"
MAX_CACHE_CONTROL = 1024
"""The longest Cache-Control of a stored object that is used, in characters."""

STREAMED_BYTES = 200_000_000
"""The most that a front which streams carries in one answer."""

SERVER_FAULT = 500
NOT_MODIFIED = 304
SEE_OTHER = 303
NO_CONTENT = 204
SENDABLE = "Content-Type, If-Match, If-None-Match, If-Range, Range"
"""Request headers that a page of another origin may send."""


@dataclass(frozen=True)
class Terms:
    """Headers for caches and tools: Cache-Control, Vary, the cache tag, and milliseconds by step."""

    cache_control: str
    vary: str = ""
    tag: str = ""
    timings: Mapping[str, float] = field(default_factory=dict)

    def headers(self) -> dict[str, str]:
        """Return the headers that a 200, a 206 and a 304 have in common."""
        headers = {"cache-control": self.cache_control}
        if self.vary:
            headers["vary"] = self.vary
        if self.tag:
            headers["cache-tag"] = self.tag
        if self.timings:
            headers["server-timing"] = ", ".join(f"{name};dur={ms:.1f}" for name, ms in self.timings.items())
        return headers


class Heading(NamedTuple):
    """All that GET and HEAD of a picture have in common: everything but the bytes."""

    media_type: str
    state: Validators
    terms: Terms
    more: Mapping[str, str]

    def headers(self) -> dict[str, str]:
        """Return the headers, all but type and length."""
        return {**self.terms.headers(), **self.state.headers(), **self.more}

    def kept(self) -> "Heading":
        """Return the heading of what lies in the results bucket, so that parts of it can be had."""
        return self._replace(more={**self.more, "accept-ranges": "bytes"})


def heading(
    delivery: Delivery, form: FormatName, state: Validators, terms: Terms, told: Mapping[str, str] | None = None
) -> Heading:
    """Return the heading of a rendition. told: headers that its dialect has."""
    return Heading(catalogue.FORMATS[form].media_type, state, terms, {**disposition(delivery, form), **(told or {})})


def rendition(body: bytes, heading: Heading, part: Span | None = None) -> Response:
    """Answer a rendition, or the part of it that a Range asks for."""
    return portion(body if part is None else body[part.start : part.stop], heading, part, len(body))


def portion(body: bytes, heading: Heading, part: Span | None, size: int) -> Response:
    """Answer the bytes of `body`, which are the whole picture, or `part` of one with `size` bytes."""
    headers = heading.headers()
    if part is not None:
        headers["content-range"] = f"bytes {part.start}-{part.stop - 1}/{size}"
    return Response(body, status(part), media_type=heading.media_type, headers=headers)


def head(heading: Heading, length: int | None) -> Response:
    """Answer what GET would say, without its body; the length only where it is known."""
    response = Response(None, media_type=heading.media_type, headers=heading.headers())
    del response.headers["content-length"]
    if length is not None:
        response.headers["content-length"] = str(length)
    return response


def not_modified(state: Validators, terms: Terms, more: Mapping[str, str] | None = None) -> Response:
    """Answer that the client has it already (304), with the headers of the 200: they replace those in the cache."""
    return Response(None, NOT_MODIFIED, headers={**terms.headers(), **state.headers(), **(more or {})})


def see_other(location: str, terms: Terms) -> Response:
    """Answer where a picture lies that is too big for this front (303). Not cached: the link is short-lived."""
    headers = {**terms.headers(), "cache-control": NOT_CACHED, "location": location}
    return Response(None, SEE_OTHER, headers=headers)


def redirect(location: str) -> Response:
    """Answer that another address is meant, which may be remembered for as long as an error."""
    return Response(None, SEE_OTHER, headers={"location": location, "cache-control": ERROR_CACHED})


def preflight(methods: Sequence[str]) -> Response:
    """Answer a browser that asks what its page may send."""
    headers = {"access-control-allow-methods": ", ".join(methods), "access-control-allow-headers": SENDABLE}
    return Response(None, NO_CONTENT, headers={**headers, "access-control-max-age": "86400"})


def page(
    body: str | bytes,
    media_type: str,
    asked: Mapping[str, str],
    more: Mapping[str, str] | None = None,
    cache_control: str = ERROR_CACHED,
) -> Response:
    """Answer text that is made for each request: facts, a page, a schema. Its ETag is the SHA-256 of its bytes."""
    data = body.encode() if isinstance(body, str) else body
    state = Validators(sha256(data).hexdigest())
    terms = Terms(cache_control, vary=(more or {}).get("vary", ""))
    if unchanged(asked, state):
        return not_modified(state, terms, more)
    return Response(data, media_type=media_type, headers={**terms.headers(), **state.headers(), **(more or {})})


def problem(error: ImageError, *, public_url: str, request_id: str) -> Response:
    """Answer an error as an RFC 9457 problem. Unprintable characters are escaped: a terminal could obey them."""
    body = {
        "type": absolute(f"/errors#{error.slug()}", public_url),
        "title": error.title,
        "status": error.status,
        "detail": error.detail,
        **error.facts,
        "request": request_id,
    }
    told = json.dumps(body, ensure_ascii=False)
    content = "".join(char if char.isprintable() else json.dumps(char)[1:-1] for char in told)
    return Response(content, status_code=error.status, media_type=PROBLEM_TYPE, headers=failure_headers(error))


def failure_headers(error: ImageError) -> dict[str, str]:
    """Return the headers of an error: how long it may be kept, and those that its status asks for."""
    return {"cache-control": NOT_CACHED if error.status >= SERVER_FAULT else ERROR_CACHED, **error.headers()}


def absolute(path: str, public_url: str) -> str:
    """Return the address that a viewer would use; relative to the host where TINTYPE_PUBLIC_URL is not set."""
    return f"{public_url.rstrip('/')}{path}"


def lifetime(delivery: Delivery, own: str, default: str, now: float) -> str:
    """Return the Cache-Control of a picture; Expired where its link is good no more.

    With an edition (`v=`) the picture is kept for ever; else the stored object's own Cache-Control, if it can be a
    header, wins over the default. A delivery's own age comes before those two. `expires` shortens all of them: nothing
    is kept past it. now: seconds since 1970.
    """
    chosen = FOR_EVER if delivery.edition else own if _plain(own) else default
    if delivery.max_age is not None and not delivery.edition:
        chosen = f"public, max-age={delivery.max_age}"
    seconds = seconds_good(delivery.expires, now)
    return chosen if seconds is None else _shortened(chosen, seconds)


def facts_lifetime(delivery: Delivery, now: float) -> str:
    """Return the Cache-Control of facts: a minute, or until the link expires."""
    return lifetime(Delivery(expires=delivery.expires), "", ERROR_CACHED, now)


def seconds_good(expires: int | None, now: float) -> int | None:
    """Return how many seconds a link is still good, None for ever; Expired where it is not. Times since 1970."""
    if expires is None:
        return None
    seconds = int(expires - now)
    if seconds <= 0:
        raise Expired("this link was good until the time that its expires names")
    return seconds


def _plain(own: str) -> bool:
    """Return whether what was stored with an object can be a header: printable ASCII, and not too long."""
    return 0 < len(own) <= MAX_CACHE_CONTROL and own.isascii() and own.isprintable()


def _shortened(cache_control: str, seconds: int) -> str:
    """Return a Cache-Control by which nothing is kept longer than these seconds, stale copies included."""
    kept = []
    for directive in (part.strip().lower() for part in cache_control.split(",")):
        name, _, value = directive.partition("=")
        if directive in {"no-store", "no-cache"}:
            return cache_control
        if name in {"max-age", "s-maxage"}:
            kept.append(f"{name}={min(int(value) if value.isdigit() else seconds, seconds)}")
        elif not name.startswith("stale-") and name != "immutable":
            kept.append(directive)
    return ", ".join(kept if any("max-age" in part for part in kept) else [*kept, f"max-age={seconds}"])


def disposition(delivery: Delivery, form: FormatName) -> dict[str, str]:
    """Return the header that offers a download. The name is written as in RFC 8187, so that no letter is lost."""
    if delivery.download is None:
        return {}
    extension = catalogue.FORMATS[form].extension
    name = delivery.download if "." in delivery.download else f"{delivery.download}.{extension}"
    return {"content-disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}"}


def too_big(actual: int, room: int) -> TooLarge:
    """Return the error of an answer too big for the front that cannot be linked to. actual, room: bytes."""
    said = f"the answer has {actual:,} bytes, this front carries {room:,}"
    return TooLarge(f"{said}; ask for a smaller w or h, or fm=webp", limit="answer", max=room, actual=actual)


def carried_as_stream(room: int | None) -> bool:
    """Return whether a front streams. room: bytes that it carries, None for a server, which always does."""
    return room is None or room >= STREAMED_BYTES
