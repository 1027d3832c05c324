"""Responses: every answer that leaves, pictures and errors alike, with the headers that belong to it."""

import json
from urllib.parse import quote

from starlette.responses import Response

from handler import codecs
from handler.delivery import Delivery
from handler.errors import ImageError, TooLarge
from handler.render import Rendered

CACHED = "public, max-age=86400, stale-while-revalidate=604800"
CACHED_FOR_EVER = "public, max-age=31536000, immutable"
ERROR_CACHED = "public, max-age=60"
NOT_CACHED = "no-store"
PROBLEM_TYPE = "application/problem+json"
SERVER_FAULT = 500


def picture(rendered: Rendered, delivery: Delivery, *, digest: str, room: int | None) -> Response:
    """Answer a rendered picture. room: how many bytes the front can carry, None where it has no limit."""
    _fits(len(rendered.body), room)
    headers = {"etag": f'"{digest}"', **caching(delivery), **_disposition(delivery, rendered)}
    return Response(rendered.body, media_type=rendered.media_type, headers=headers)


def original(body: bytes, media_type: str, delivery: Delivery, *, room: int | None) -> Response:
    """Answer stored bytes as they are. They may be anything inside, so a browser is told to run nothing."""
    _fits(len(body), room)
    headers = {"content-security-policy": "default-src 'none'; sandbox", **caching(delivery)}
    return Response(body, media_type=media_type, headers=headers)


def facts(content: dict[str, object], delivery: Delivery) -> Response:
    """Answer facts as JSON."""
    body = json.dumps(content, ensure_ascii=False, indent=2)
    return Response(body, media_type="application/json", headers=caching(delivery))


def problem(error: ImageError, *, public_url: str, request_id: str) -> Response:
    """Answer an error as an RFC 9457 problem."""
    body = {
        "type": absolute(f"/errors#{error.slug()}", public_url),
        "title": error.title,
        "status": error.status,
        "detail": error.detail,
        **error.facts,
        "request": request_id,
    }
    headers = {"cache-control": NOT_CACHED if error.status >= SERVER_FAULT else ERROR_CACHED}
    if error.retry_after is not None:
        headers["retry-after"] = str(error.retry_after)
    content = json.dumps(body, ensure_ascii=False)
    return Response(content, status_code=error.status, media_type=PROBLEM_TYPE, headers=headers)


def absolute(path: str, public_url: str) -> str:
    """Return the address that a viewer would use; relative to the host where TINTYPE_PUBLIC_URL is not set."""
    return f"{public_url.rstrip('/')}{path}"


def caching(delivery: Delivery) -> dict[str, str]:
    """Return how long the answer may be kept: for ever where the request names an edition."""
    return {"cache-control": CACHED_FOR_EVER if delivery.edition else CACHED}


def _disposition(delivery: Delivery, rendered: Rendered) -> dict[str, str]:
    """Return the header that offers a download, with the name as RFC 8187 says it: ASCII alone would lose letters."""
    if delivery.download is None:
        return {}
    extension = codecs.FORMATS[rendered.format].extension
    name = delivery.download if "." in delivery.download else f"{delivery.download}.{extension}"
    return {"content-disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}"}


def _fits(size: int, room: int | None) -> None:
    if room is not None and size > room:
        raise TooLarge(
            f"the answer has {size:,} bytes, this front carries {room:,}; ask for a smaller picture or a lower quality",
            limit="answer",
            max=room,
            actual=size,
        )
