"""Pages: answers that are made for people beside the playground: the catalogue of errors, the API documentation."""

import re
from collections.abc import Mapping
from html import escape
from importlib import resources
from textwrap import dedent
from urllib.parse import urlsplit

from starlette.responses import Response

from handler.errors import ImageError, NotFound
from handler.web.responses import page

HTML = "text/html; charset=utf-8"

STYLE = "body{font:16px/1.6 system-ui,sans-serif;max-width:44rem;margin:3rem auto;padding:0 1rem}h2{margin-top:2.5rem}"
PAGE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
SELF = "'self' 'unsafe-inline'"
DOCS_POLICY = f"default-src 'self'; script-src {SELF}; style-src {SELF}; img-src 'self' data: blob:"
NAME = re.compile("`([^`]+)`")
ASSETS = {
    "swagger-ui-bundle.js": "text/javascript",
    "swagger-ui.css": "text/css",
    "favicon.png": "image/png",
}
"""The files of Swagger UI that are served, each with its media type."""


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
