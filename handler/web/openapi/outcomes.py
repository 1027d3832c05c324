"""Outcomes: the responses of each route in OpenAPI: statuses, media types, headers and errors."""

from typing import Any

from handler.core.formats.catalogue import FORMATS
from handler.errors import ImageError
from handler.web.feeds import MIXED
from handler.web.openapi.facts_schema import COUNT, FACTS_TOLD, TEXT, object_like, some_like, text_like

Responses = dict[int | str, dict[str, Any]]
Schema = dict[str, Any]

BINARY: Schema = {"schema": {"type": "string", "format": "binary"}}
IMAGES = {kind.media_type: BINARY for kind in FORMATS.values()}
PROBLEM = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}

HEADERS: dict[str, tuple[str, Schema]] = {
    "X-Request-Id": ("Leads to the request in the log.", text_like(".")),
    "Content-Length": ("Bytes of the body.", COUNT),
    "Cache-Control": ("How long the answer may be kept.", text_like(".")),
    "ETag": (
        "A strong validator: it changes with the source, the recipe and what renders.",
        text_like('^"[0-9a-f]{64}"$'),
    ),
    "Last-Modified": ("When the source last changed.", text_like(" GMT$")),
    "Vary": ("Accept, where it decided the format; Origin, where only some may read.", TEXT),
    "Cache-Tag": ("One for all renditions of a source.", text_like("^k-[0-9a-f]{16}$")),
    "Server-Timing": ("Milliseconds of each step.", text_like("dur=")),
    "Content-Disposition": ("The name of a download.", text_like("^attachment; filename")),
    "Accept-Ranges": ("Parts can be asked for.", text_like("^bytes$")),
    "Content-Range": ("Which part this is, or how much there is.", text_like("^bytes ")),
    "Location": ("Where the picture lies, for a minute.", text_like("^https?://")),
    "Allow": ("The methods that the path takes.", TEXT),
    "Retry-After": ("Seconds to wait.", COUNT),
    "X-Error": ("The slug of the error for which a picture stands in.", TEXT),
}
"""Response headers: what each says, and its values."""

ALWAYS = {"X-Request-Id", "Content-Length", "Cache-Control", "ETag", "Location", "Allow", "Content-Range"}
"""Those that are never missing where they are listed; the others come where they apply."""

COMMON = ("X-Request-Id", "Cache-Control")
STATE = ("ETag", "Last-Modified", "Vary", "Cache-Tag")
RENDITION = (*COMMON, "Content-Length", *STATE, "Server-Timing", "Content-Disposition", "Accept-Ranges")
OF_STATUS = {405: ("Allow",), 416: ("Content-Range",), 503: ("Retry-After",)}

ANYWHERE = (405, 414, 500)
WORKING = (400, 403, 413, 503, 504)
FETCHING = (404, 409, 415, 422, 502)


def _answer(description: str, content: Schema | None, *names: str) -> dict[str, Any]:
    """Return one response object, with references to its headers."""
    told = {name: {"$ref": f"#/components/headers/{name}"} for name in names}
    return {"description": description, "headers": told, **({"content": content} if content else {})}


def failure_responses(*statuses: int, stand_in: bool = False) -> Responses:
    """Return the answers of errors. stand_in: whether those of a source may come as a picture, in its place."""
    failures: Responses = {}
    for status in sorted({*statuses, *ANYWHERE}):
        titles = "; ".join(kind.title for kind in ImageError.tree() if kind.status == status)
        shown = stand_in and status in {*FETCHING, 503}
        content, more = (PROBLEM | IMAGES, ("X-Error",)) if shown else (PROBLEM, ())
        failures[status] = _answer(f"{titles}.", content, *COMMON, "Content-Length", *OF_STATUS.get(status, ()), *more)
    return failures


WHOLE: Responses = {200: _answer("The picture.", IMAGES, *RENDITION)}
ELSEWHERE: Responses = {
    303: _answer("The picture is larger than this front carries, and lies elsewhere.", None, *COMMON, "Location")
}
UNCHANGED: Responses = {304: _answer("The client has it already.", None, *COMMON, *STATE)}
PARTS: Responses = {
    206: _answer("The part of an original or a stored result that Range asks for.", IMAGES, *RENDITION, "Content-Range")
}


def pictures(*, fetches: bool, stand_in: bool) -> Responses:
    """Return what a door answers that gives pictures.

    fetches: whether it reads stored ones, so that the faults of a store come too. stand_in: whether in place of those
    the picture of TINTYPE_FALLBACK comes.
    """
    failing = (*WORKING, *(FETCHING if fetches else ()), 410, 412, 416)
    return WHOLE | PARTS | ELSEWHERE | UNCHANGED | failure_responses(*failing, stand_in=stand_in)


HEALTH_TOLD = object_like({"status": {"type": "string", "const": "ok"}, "version": TEXT, "engine": TEXT})

RENDERED: Responses = WHOLE | ELSEWHERE | failure_responses(*WORKING, *FETCHING, 410)
FACTS: Responses = {
    200: _answer(
        "Facts of the source and the predicted result.",
        {"application/json": {"schema": FACTS_TOLD}},
        *(*COMMON, "Content-Length", "ETag", "Vary"),
    ),
    **UNCHANGED,
    **failure_responses(*WORKING, *FETCHING, 410, 412),
}
DOCUMENT: Responses = {
    **FACTS,
    200: _answer(
        "The document, as the dialect has it.",
        {kind: {"schema": {"type": "object"}} for kind in ("application/json", "application/ld+json")},
        *(*COMMON, "Content-Length", "ETag", "Vary"),
    ),
}
"""Of a dialect that writes facts its own way."""

FEED: Responses = {
    200: _answer("JPEG frames, each a part with its own Content-Length.", {MIXED: BINARY}, *COMMON),
    **failure_responses(*WORKING, *FETCHING, 410, 501),
}
HEALTH: Responses = {
    200: _answer("Version and engine.", {"application/json": {"schema": HEALTH_TOLD}}, *COMMON, "Content-Length"),
    **failure_responses(),
}
SAID_IN = {"type": "object", "additionalProperties": some_like({"url": TEXT, "why": TEXT})}
TRANSLATED_TOLD = object_like({"from": TEXT, "to": SAID_IN})
TRANSLATED: Responses = {
    200: _answer(
        "The address in each dialect, or what that cannot say.",
        {"application/json": {"schema": TRANSLATED_TOLD}},
        *(*COMMON, "Content-Length", "ETag"),
    ),
    **UNCHANGED,
    **failure_responses(400, 403, 412),
}
ROUTES_TOLD = {"type": "object", "additionalProperties": TEXT}
START_TOLD = object_like({"version": TEXT, "routes": ROUTES_TOLD, "samples": {"type": "array", "items": TEXT}})
START: Responses = {
    200: _answer(
        "What there is to ask for.",
        {"text/html": {"schema": TEXT}, "application/json": {"schema": START_TOLD}},
        *(*COMMON, "Content-Length", "ETag", "Vary"),
    ),
    **UNCHANGED,
    **failure_responses(403, 412),
}
PAGE: Responses = {
    200: _answer("The catalogue of errors.", {"text/html": {"schema": TEXT}}, *COMMON, "Content-Length", "ETag"),
    **UNCHANGED,
    **failure_responses(403, 412),
}

_WORDS = dict.fromkeys(("detail", "request", "parameter", "nearest", "limit", "kind"), TEXT)
PROBLEM_TOLD: Schema = {
    "type": "object",
    "description": "An error, as RFC 9457 has it; GET /errors explains each type.",
    "required": ["type", "title", "status", "detail", "request"],
    "properties": {
        "type": text_like(f"/errors#(?:{'|'.join(kind.slug() for kind in ImageError.tree())})$"),
        "title": {"type": "string", "enum": sorted({kind.title for kind in ImageError.tree()})},
        "status": {"type": "integer", "enum": sorted({kind.status for kind in ImageError.tree()})},
        **_WORDS,
        "max": {"type": "number"},
        "actual": {"type": "number"},
    },
    "additionalProperties": False,
}
