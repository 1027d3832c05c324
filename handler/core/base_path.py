"""Base path: what a viewer has before the application's own paths, as in /img/images/a.jpg.

1. The application's paths never contain it: routes, keys and signatures are the same wherever it hangs.
2. An event tells it where a gateway matched a route of its own: what stands before that route is the base path.
   TINTYPE_BASE_PATH says what no event tells. It is taken off where it is there, and never twice.
3. It comes back in addresses that an answer names, unless TINTYPE_PUBLIC_URL says a whole address.
4. No header is believed: X-Forwarded-Prefix is anybody's.
"""

import re
from collections.abc import Mapping, MutableMapping
from typing import Any, NamedTuple
from urllib.parse import unquote

BASE = "tintype.base"
"""What the base path is called in an ASGI scope. Not `root_path`, which Starlette would take off a second time."""

PLAIN = re.compile(r"(/[A-Za-z0-9._~-]+)*")
"""A base path: segments that no client escapes."""

PATH_PARAMETER = re.compile(r"\{([^{}+]+)\+?\}")


class Mounted(NamedTuple):
    """A path as the application has it, and the base path before it."""

    base: str
    path: str


def parted(whole: str, base: str) -> Mounted:
    """Take a base path off a path; none where it does not begin with it, segment by segment."""
    rest = whole.removeprefix(base)
    if base and rest != whole and (not rest or rest.startswith("/")):
        return Mounted(base, rest or "/")
    return Mounted("", whole)


def own(template: str, parameters: Mapping[str, str] | None) -> str | None:
    """Return what a gateway's route matched, as /images/a.jpg of /{proxy+}; None for a route that catches all."""
    if not template.startswith("/"):
        return None
    known = parameters or {}
    return PATH_PARAMETER.sub(lambda found: str(known.get(found[1], "")), template)


def base_of(whole: str, matched: str | None) -> str | None:
    """Return the base path: what stands in a path before what was matched of it, which may be decoded already.

    None where the path does not end with that.
    """
    if matched is None:
        return None
    if matched == "/":
        return _plain(whole.rstrip("/"))
    for path, end in ((whole, matched), (unquote(whole), matched), (unquote(whole), unquote(matched))):
        base = path.removesuffix(end)
        if base != path and whole.startswith(base):
            return _plain(base)
    return None


def mounted(scope: MutableMapping[str, Any], base: str) -> MutableMapping[str, Any]:
    """Return an ASGI scope with the base path of the settings taken off its path, if it is there, and noted."""
    told: str = scope.get(BASE, "")
    path = parted(scope["path"], base)
    if not path.base:
        return {**scope, BASE: told or base}
    raw = parted((scope.get("raw_path") or b"").decode("latin-1"), base).path.encode("latin-1")
    return {**scope, BASE: told + base, "path": path.path, "raw_path": raw if scope.get("raw_path") else None}


def viewed(scope: Mapping[str, Any], public_url: str) -> str:
    """Return what stands before the application's paths for a viewer: an address, or a base path, often nothing."""
    return public_url.rstrip("/") or str(scope.get(BASE, ""))


def base_path(text: str) -> str:
    """Return a base path as it is used, /img of `img/`; ValueError where it is none."""
    path = text.strip("/")
    base = f"/{path}" if path else ""
    if not PLAIN.fullmatch(base):
        raise ValueError("it is a path as /img, its segments of letters, digits and -._~")
    return base


def _plain(base: str) -> str | None:
    return base if PLAIN.fullmatch(base) else None
