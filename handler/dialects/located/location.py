"""Location: which picture a URL in a query names: one of this service by its path, or one at an allowed origin.

1. A path names a picture of this service: `/cat.jpg` is the key cat.jpg, and so is `cat.jpg` where it can be no host.
   It is a part of a URL, so it is percent-decoded once, after the query was.
2. The address of this service itself, TINTYPE_PUBLIC_URL, names what its path names; with or without a base path.
3. Anything else is fetched by https, from where TINTYPE_ORIGINS allows. `http://` is read as https://, as browsers do
   with pictures in pages that came by https: https://www.w3.org/TR/mixed-content/#upgrade-algorithm.
4. A query belongs to the URL of another host. A picture of this service has none: its path is all that it has.
"""

from urllib.parse import quote

from handler.core.keys import checked_key, decode
from handler.core.source import Fetched, Stored
from handler.core.suggest import SHOWN
from handler.dialects.foreign.words import declared
from handler.errors import Inexpressible, InvalidParameter
from handler.recipe import Source

SCHEMES = ("https://", "http://")
HTTP_PORT = ":80"
PORTS = (":443", HTTP_PORT)
"""Ports that are the same as none."""


def source_at(word: str, text: str, base: str, *, bare: bool = False) -> Stored | Fetched:
    """Return the picture that a URL names; InvalidParameter blames `word`, InvalidKey a path that names none.

    base: what viewers have before this service's paths. bare: whether a host may stand without a scheme, as in
    `img.example.com/cat.jpg`.
    """
    rest = _from_host(text, bare=bare)
    if rest is None:
        _check_path(word, text)
        return _stored(word, text)
    here = path_here(text, base, bare=bare)
    if here is not None:
        return _stored(word, here)
    host, slash, path = rest.partition("/")
    return declared(Fetched, word, text, url=f"https://{host.removesuffix(HTTP_PORT)}{slash}{path}")


def path_here(text: str, base: str, *, bare: bool = False) -> str | None:
    """Return the path of a URL that is this service's own, behind its base path; None for any other text.

    For dialects that have a URL elsewhere than in a query, too. base, bare: as above.
    """
    rest, own = _from_host(text, bare=bare), _from_host(base, bare=False)
    return _inside(rest, own) if rest is not None and own is not None else None


def url_of(source: Source) -> str:
    """Return the URL that names a picture again; Inexpressible for one that has none."""
    if isinstance(source, Stored):
        return f"/{quote(source.key)}"
    if isinstance(source, Fetched):
        return source.url
    raise Inexpressible("a URL names a stored picture or one at another host; this one is drawn, or was sent along")


def _from_host(text: str, *, bare: bool) -> str | None:
    """Return what follows the scheme, host first; None where a text names no host."""
    lower = text[:SHOWN].lower()
    for scheme in SCHEMES:
        if lower.startswith(scheme):
            return text[len(scheme) :]
    if bare and text.startswith("//"):
        return text[2:]
    first = text.partition("/")[0]
    return text if bare and "." in first and text != first else None


def _inside(rest: str, own: str) -> str | None:
    """Return the path of a picture of this service; None for another host, or what is beside the base path."""
    host, _, path = rest.partition("/")
    ours, _, prefix = own.partition("/")
    if _plain(host) != _plain(ours):
        return None
    if not prefix:
        return path
    return path.removeprefix(f"{prefix}/") if path.startswith(f"{prefix}/") else None


def _plain(host: str) -> str:
    """Return a host in lower case, without a port that goes without saying."""
    host = host.lower()
    return next((host.removesuffix(port) for port in PORTS if host.endswith(port)), host)


def _check_path(word: str, text: str) -> None:
    """InvalidParameter for what begins neither as a path nor as an https URL."""
    if text.startswith("//") or ":" in text.partition("/")[0]:
        said = f"{word}={text[:SHOWN]}: write a path of this service, as /bee.jpg, or a URL that begins with https://"
        raise InvalidParameter(said, parameter=word)


def _stored(word: str, path: str) -> Stored:
    if "?" in path or "#" in path:
        said = "a picture of this service is named by its path alone; in it ? is written %3F, and # %23"
        raise InvalidParameter(f"{word}={path[:SHOWN]}: {said}", parameter=word)
    return Stored(key=checked_key(decode(path.removeprefix("/").encode())))
