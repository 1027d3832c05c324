"""Start: the first page: for people the playground, for programs what there is to ask for, as JSON.

Its links are relative, so that they are right under every base path. Where nothing but the base path is known they are
relative to that: who asks for /Prod, without the slash at its end, has them below it as well.
"""

import json
from collections.abc import Collection, Mapping, Sequence
from html import escape
from string import Template
from urllib.parse import quote, urlsplit

from starlette.responses import Response

from handler import __version__
from handler.dialects import table
from handler.web.doors import DOORS, RENDER, TRANSLATE
from handler.web.negotiation import ranges
from handler.web.playground.assets import TEMPLATE, stored
from handler.web.responses import page

HTML = "text/html; charset=utf-8"
JSON = "application/json"

PAGES = {
    "/docs": "every parameter, to try out",
    "/openapi.json": "the same for programs",
    "/errors": "what each error means",
    "/health": "version and engine",
}
"""What the first page names beside the doors: a path to open, and what comes."""

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:{origin}; "
    "connect-src 'self'{origin}; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
)
"""No script and no style but those of this application's files."""


def shown_paths(chosen: Collection[str]) -> dict[str, str]:
    """Return what the first page names: a path of every open door to fill in or to open, and what comes."""
    dialects = {dialect.example: dialect.about for dialect in table.open_doors(chosen)}
    return dialects | {door.example: door.about for door in (*DOORS, TRANSLATE)} | PAGES


def start(  # noqa: PLR0913 - what the page tells
    asked: Mapping[str, str],
    address: str,
    samples: Sequence[str],
    chosen: Collection[str],
    *,
    root: str = "",
    signs: bool = False,
) -> Response:
    """Return the playground as HTML, or what there is to ask for as JSON where Accept prefers that.

    address: what viewers have before each path. samples: keys of pictures that are known to be there.
    chosen: the dialects that are open; root: that of the door at the root. signs: whether links are signed here.
    """
    if (wish := _wish(asked, JSON))[0] and wish > _wish(asked, "text/html"):
        doors = {f"{address}{path}": said for path, said in shown_paths(chosen).items()}
        pictures = [f"{address}/{_path(key)}?w=640" for key in samples]
        told = {"version": __version__, "routes": doors, "samples": pictures}
        return page(json.dumps(told), JSON, asked, {"vary": "Accept"})
    parts = urlsplit(address)
    origin = f" {parts.scheme}://{parts.netloc}" if parts.netloc else ""
    more = {"vary": "Accept", "content-security-policy": POLICY.format(origin=origin)}
    spoken = {dialect.family for dialect in table.open_doors(chosen)} | {root} - {""}
    attributes = {"address": address, "dialects": " ".join(sorted(spoken))}
    if signs:
        attributes["signing"] = "on"
    return page(_playground(attributes, samples, chosen), HTML, asked, more)


def _playground(attributes: Mapping[str, str], samples: Sequence[str], chosen: Collection[str]) -> str:
    """Return the page. attributes: what its script reads, `address` among it.

    A public address is no base of its links: it may be asked for past it, on this machine.
    """
    address = attributes["address"]
    template = "\n".join(line.strip() for line in stored(TEMPLATE).splitlines())  # what indents it is not sent
    return Template(template).substitute(
        told=" ".join(f'data-{name}="{escape(text)}"' for name, text in attributes.items()),
        base=f'<base href="{escape(address)}/">' if address.startswith("/") else "",
        version=__version__,
        samples="".join(map(_sample, samples)),
        doors="".join(f"<dt>{_link(path)}<dd>{escape(said)}" for path, said in shown_paths(chosen).items()),
    )


def _sample(key: str) -> str:
    """Return a sample as a picture to choose; without a script it opens."""
    path, name = _path(key), escape(key)
    shown = f'<img src="{path}?w=160&amp;h=120&amp;fit=crop" width=160 height=120 alt="{name}">'
    return f'<li><a href="{path}?w=640" data-key="{name}" title="{name}">{shown}</a>'


def _path(key: str) -> str:
    return f"{table.DIALECTS[0].prefix}{quote(key)}".removeprefix("/")


def _link(path: str) -> str:
    """Return a path as HTML, a link where it can be opened as it is."""
    shown = f"<code>{escape(path)}</code>"
    closed = "{" in path or path == RENDER.path
    return shown if closed else f'<a href="{escape(path.removeprefix("/"))}">{shown}</a>'


def _wish(asked: Mapping[str, str], media_type: str) -> tuple[float, int]:
    """Return how much a client wants a media type, by the most specific range that holds it, and how specific that is.

    https://www.rfc-editor.org/rfc/rfc9110#section-12.5.1
    """
    weights = {each.media_type: each.weight for each in ranges(asked.get("accept") or "*/*")}
    kinds = ("*/*", f"{media_type.partition('/')[0]}/*", media_type)
    return next(((weights[kind], place) for place, kind in reversed([*enumerate(kinds)]) if kind in weights), (0.0, 0))
