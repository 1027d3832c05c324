"""Pages: the few answers that are made for people: the first page, the catalogue of errors, the API documentation."""

import json
import re
from collections.abc import Collection, Mapping, Sequence
from html import escape
from importlib import resources
from textwrap import dedent
from urllib.parse import quote, urlsplit

from starlette.responses import Response

from handler import __version__
from handler.dialects import table
from handler.errors import ImageError, NotFound
from handler.web.doors import DOORS, RENDER, TRANSLATE
from handler.web.negotiation import ranges
from handler.web.responses import page

HTML = "text/html; charset=utf-8"

STYLE = "body{font:16px/1.6 system-ui,sans-serif;max-width:44rem;margin:3rem auto;padding:0 1rem}h2{margin-top:2.5rem}"
PAGES = {
    "/docs": "every parameter, to try out",
    "/openapi.json": "the same for programs",
    "/errors": "what each error means",
    "/health": "version and engine",
}
"""What the first page names beside the doors: a path to open, and what comes."""

PAGE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
START_POLICY = f"{PAGE_POLICY} 'self'"
SELF = "'self' 'unsafe-inline'"
DOCS_POLICY = f"default-src 'self'; script-src {SELF}; style-src {SELF}; img-src 'self' data: blob:"
NAME = re.compile("`([^`]+)`")
ASSETS = {
    "swagger-ui-bundle.js": "text/javascript",
    "swagger-ui.css": "text/css",
    "favicon.png": "image/png",
}
"""The files of Swagger UI that are served, each with its media type."""


def shown_paths(chosen: Collection[str]) -> dict[str, str]:
    """Return what the first page names: a path of every open door to fill in or to open, and what comes."""
    dialects = {dialect.example: dialect.about for dialect in table.open_doors(chosen)}
    return dialects | {door.example: door.about for door in (*DOORS, TRANSLATE)} | PAGES


def start(asked: Mapping[str, str], address: str, samples: Sequence[str], chosen: Collection[str]) -> Response:
    """Return what there is to ask for, as HTML, or as JSON where Accept prefers that.

    address: what viewers have before each path. samples: keys of pictures that are known to be there.
    chosen: the dialects that are open.
    """
    doors = {f"{address}{path}": said for path, said in shown_paths(chosen).items()}
    pictures = [f"{address}{table.DIALECTS[0].prefix}{quote(key)}" for key in samples]
    more = {"vary": "Accept", "content-security-policy": START_POLICY}
    if (wish := _wish(asked, "application/json"))[0] and wish > _wish(asked, "text/html"):
        told = {"version": __version__, "routes": doors, "samples": [f"{each}?w=640" for each in pictures]}
        return page(json.dumps(told), "application/json", asked, more)
    rows = "".join(f"<dt>{_link(path)}<dd>{escape(said)}" for path, said in doors.items())
    shown = "".join(
        f'<a href="{each}?w=640"><img src="{each}?w=160&amp;h=120&amp;fit=crop" width=160 height=120 alt="{alt}"></a> '
        for each, alt in zip(pictures, map(escape, samples), strict=True)
    )
    gallery = f"<h2>Samples</h2><p>{shown}</p>" if shown else ""
    return page(f"{_head('Tintype')}<h1>Tintype {__version__}</h1><dl>{rows}</dl>{gallery}", HTML, asked, more)


def _link(path: str) -> str:
    """Return a path as HTML, a link where it can be opened as it is."""
    shown = f"<code>{escape(path)}</code>"
    return shown if "{" in path or path.endswith(RENDER.path) else f'<a href="{escape(path)}">{shown}</a>'


def _wish(asked: Mapping[str, str], media_type: str) -> tuple[float, int]:
    """Return how much a client wants a media type, by the most specific range that holds it, and how specific that is.

    https://www.rfc-editor.org/rfc/rfc9110#section-12.5.1
    """
    weights = {each.media_type: each.weight for each in ranges(asked.get("accept") or "*/*")}
    kinds = ("*/*", f"{media_type.partition('/')[0]}/*", media_type)
    return next(((weights[kind], place) for place, kind in reversed([*enumerate(kinds)]) if kind in weights), (0.0, 0))


def _prose(text: str) -> str:
    """Return a docstring as HTML."""
    return NAME.sub(r"<code>\1</code>", escape(dedent(text)))


def _head(title: str) -> str:
    icon = "<link rel=icon href=data:,>"  # else a browser asks for /favicon.ico
    return f"<!doctype html><html lang=en><meta charset=utf-8><title>{title}</title>{icon}<style>{STYLE}</style>"


def errors(asked: Mapping[str, str]) -> Response:
    """Return the catalogue of errors as HTML: one section for each, its anchor the end of the problem's `type`."""
    sections = "".join(
        f'<h2 id="{kind.slug()}">{kind.status} {escape(kind.title)}</h2><p>{_prose(kind.__doc__ or "")}</p>'
        for kind in ImageError.tree()
    )
    return page(f"{_head('Errors')}<h1>Errors</h1>{sections}", HTML, asked, {"content-security-policy": PAGE_POLICY})


def documentation(title: str, asked: Mapping[str, str], public_url: str) -> Response:
    """Return Swagger UI, with assets that this application serves itself. public_url: where it sends its requests."""
    from fastapi.openapi.docs import get_swagger_ui_html  # noqa: PLC0415 - only where the documentation is on

    built = get_swagger_ui_html(
        openapi_url="openapi.json",
        title=title,
        swagger_js_url="docs/swagger-ui-bundle.js",
        swagger_css_url="docs/swagger-ui.css",
        swagger_favicon_url="docs/favicon.png",
    )
    origin = "".join(f" {part.scheme}://{part.netloc}" for part in [urlsplit(public_url)] if part.netloc)
    policy = f"{DOCS_POLICY}; connect-src 'self'{origin}"
    return page(bytes(built.body), HTML, asked, {"content-security-policy": policy})


def asset(name: str, asked: Mapping[str, str]) -> Response:
    """Return a file of Swagger UI; the package that carries it is installed to serve, not on Lambda."""
    if name not in ASSETS:
        raise NotFound("there is no such page")
    try:
        body = resources.files("fastapi_offline").joinpath("static", name).read_bytes()
    except ModuleNotFoundError as error:
        raise NotFound("the documentation's assets are not installed; the extra `serve` brings them") from error
    return page(body, ASSETS[name], asked)
