"""Base path: the prefix that a viewer sees before the application's own paths, such as /img in /img/images/a.jpg.

1. The application's own paths never contain it: routes, keys and signatures are the same under every base path.
2. A Lambda event tells it where a gateway matched a route of its own: it is what stands before that route.
   TINTYPE_BASE_PATH names one that no event tells. It is removed where the path begins with it, and only once.
3. It is put back into the addresses that an answer contains, unless TINTYPE_PUBLIC_URL is set.
4. Headers are not trusted: anybody can send X-Forwarded-Prefix.
"""

import re
from collections.abc import Mapping, MutableMapping
from typing import Any, NamedTuple
from urllib.parse import unquote

BASE = "tintype.base"
"""Key of the base path in an ASGI scope. Not `root_path`, which Starlette would remove a second time."""

PLAIN = re.compile(r"(/[A-Za-z0-9._~-]+)*")
"""Pattern of a base path: segments of characters that no client percent-encodes."""

PATH_PARAMETER = re.compile(r"\{([^{}+]+)\+?\}")
"""A parameter in the route of a gateway, as {proxy+} or {key}."""


class Mounted(NamedTuple):
    """A path as the application sees it, and the base path that was removed."""

    base: str
    path: str


def parted(whole: str, base: str) -> Mounted:
    """Split a path into base path and rest; the base is empty unless the path begins with all of its segments."""
    rest = whole.removeprefix(base)
    if base and rest != whole and (not rest or rest.startswith("/")):
        return Mounted(base, rest or "/")
    return Mounted("", whole)


def own(template: str, parameters: Mapping[str, str] | None) -> str | None:
    """Return the path that a gateway's route matched: /images/a.jpg for /{proxy+}; None for a default route."""
    if not template.startswith("/"):
        return None
    known = parameters or {}
    return PATH_PARAMETER.sub(lambda found: str(known.get(found[1], "")), template)


def base_of(whole: str, matched: str | None) -> str | None:
    """Return the base path: what precedes the matched part, which may be decoded already, in the whole path.

    None where the path does not end with the matched part.
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
    """Return an ASGI scope whose path has lost the base path of the settings, if it began with it; BASE holds it."""
    told: str = scope.get(BASE, "")
    path = parted(scope["path"], base)
    if not path.base:
        return {**scope, BASE: told or base}
    raw = parted((scope.get("raw_path") or b"").decode("latin-1"), base).path.encode("latin-1")
    return {**scope, BASE: told + base, "path": path.path, "raw_path": raw if scope.get("raw_path") else None}


def viewed(scope: Mapping[str, Any], public_url: str) -> str:
    """Return the prefix of the application's paths for a viewer: the public URL, else the base path or nothing."""
    return public_url.rstrip("/") or str(scope.get(BASE, ""))


def base_path(text: str) -> str:
    """Return a base path in its normal form, /img for `img/`; ValueError where the text is none."""
    path = text.strip("/")
    base = f"/{path}" if path else ""
    if not PLAIN.fullmatch(base):
        raise ValueError("it is a path as /img, its segments of letters, digits and -._~")
    return base


def _plain(base: str) -> str | None:
    return base if PLAIN.fullmatch(base) else None
