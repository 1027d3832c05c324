"""Signing: links that this service, or whoever shares a key with it, has made: HMAC-SHA256 over the whole address.

1. What is signed is text: the path, `?`, and the parameters, sorted, with `&` between them. Each segment of the path,
   each name and each value is percent-decoded once and encoded again as RFC 3986 has it: letters, digits and -._~ stay.
   So an address has one form however it was escaped, and no value can pass for two parameters.
2. Every parameter is in it but `s` itself and the names that only track visitors, which mean nothing here. An alias
   counts as it is written. `expires` is a parameter like any other.
3. A slash within a segment (%2F) is not one between two. The method is not in it: HEAD is as GET.
4. `s` is the first 128 bits in base64url: 22 characters. Nobody can try 2^128, RFC 2104 allows half of a hash, and a
   srcset repeats it for each width. Another length, padding or another last character is another signature.
5. Every key is tried, each comparison takes the same time, and the answer is yes or no.

The form begins with a slash, so that another one, should it ever be needed, can begin otherwise.
https://www.rfc-editor.org/rfc/rfc2104#section-5, https://www.rfc-editor.org/rfc/rfc3986#section-2.3
"""

from base64 import urlsafe_b64encode
from collections.abc import Sequence
from hmac import compare_digest, digest
from typing import NamedTuple
from urllib.parse import quote

from handler.core.keys import decode
from handler.core.query_string import pairs, tracks
from handler.errors import InvalidRequest

PARAMETER = "s"
EXPIRES = "expires"
SIGNATURE_BYTES = 16
SHORTEST_KEY = 16
LONGEST_KEY = 256
UNFIT = frozenset("\"'{}\\, ")
"""Characters of no key: who finds them has been given JSON, or a quoted text."""


class Address(NamedTuple):
    """What is signed of a request: the raw path, as the application sees it, and the raw query."""

    path: bytes
    query: str


def canonical(address: Address) -> str:
    """Return the text that is signed; InvalidRequest where the address cannot be decoded."""
    path = "/".join(_written(decode(segment)) for segment in address.path.split(b"/"))
    said = [(name, text) for name, text in pairs(address.query) if name != PARAMETER and not tracks(name)]
    return f"{path}?{'&'.join(sorted(f'{_written(name)}={_written(text)}' for name, text in said))}"


def names(address: Address) -> list[str]:
    """Return the names of the parameters, as they are written."""
    return [name for name, _ in pairs(address.query)]


def signed(address: Address) -> bool:
    """Return whether an address has a signature, right or wrong."""
    return PARAMETER in names(address)


def verify(address: Address, keys: Sequence[str]) -> bool:
    """Return whether an address has exactly one signature, and that of one of the keys."""
    given = [text for name, text in pairs(address.query) if name == PARAMETER]
    if len(given) != 1:
        return False
    text = canonical(address)
    matches = [compare_digest(signature(text, key).encode(), given[0].encode()) for key in keys]
    return any(matches)


def signature(text: str, key: str) -> str:
    """Return the signature of a canonical text."""
    whole = digest(key.encode(), text.encode(), "sha256")
    return urlsafe_b64encode(whole[:SIGNATURE_BYTES]).rstrip(b"=").decode()


def sign(url: str, key: str, *, expires: int | None = None, base: str = "") -> str:
    """Return a URL with `s`, and `expires` if given, added; ValueError where it cannot be signed.

    url: a path and query, or an absolute address. expires: seconds since 1970. base: where the service is for viewers,
    as TINTYPE_PUBLIC_URL, or the base path alone; what stands in it, as a stage, is not in the path that is signed.
    """
    checked_signing_key(key)
    path, _, query = inside(url, base.rstrip("/")).partition("?")
    added = "" if expires is None else f"{EXPIRES}={expires}"
    query = "&".join(part for part in (query, added) if part)
    address = Address(path.encode(), query)
    try:
        given, text = names(address), canonical(address)
    except InvalidRequest as error:
        raise ValueError(f"{url}: {error.detail}") from error
    if PARAMETER in given or given.count(EXPIRES) > 1:
        raise ValueError(f"{url} has {PARAMETER} or {EXPIRES} already")
    return f"{url.partition('?')[0]}?{query}{'&' if query else ''}{PARAMETER}={signature(text, key)}"


def inside(url: str, base: str) -> str:
    """Return what the service sees of a URL: its path and query. ValueError where it is no address of the service."""
    if "#" in url:
        raise ValueError(f"{url} has a fragment, which no server sees")
    if base and url.startswith(f"{base}/"):
        return url.removeprefix(base)
    if url.startswith("/"):
        return url
    rest = url.partition("://")[2]
    slash = rest.partition("?")[0].find("/")
    whole = base and not base.startswith("/")
    if whole or slash < 1:
        raise ValueError(f"{url} is no address under {base}" if whole else f"{url} is no address with a path")
    return inside(rest[slash:], base)


def listed(text: str) -> tuple[str, ...]:
    """Return the keys of a list with commas, the first to sign with; ValueError, which shows none, for one unfit."""
    keys = tuple(checked_signing_key(part.strip()) for part in text.split(",") if part.strip())
    if not keys:
        raise ValueError("there is no key in it")
    return keys


def checked_signing_key(key: str) -> str:
    """Return a key; ValueError, which does not show it, where it is none."""
    if not SHORTEST_KEY <= len(key) <= LONGEST_KEY:
        raise ValueError(f"a signing key has {SHORTEST_KEY} to {LONGEST_KEY} characters, one here has {len(key)}")
    if not key.isascii() or not key.isprintable() or UNFIT.intersection(key):
        raise ValueError("a signing key is of printable ASCII characters, without spaces, commas, quotes or braces")
    return key


def _written(text: str) -> str:
    return quote(text, safe="")
