"""Signing: HMAC-SHA256 over a whole address, which proves that a link was made by somebody who has a key.

1. The signed text is the path, `?`, and the parameters, sorted and joined by `&`. Each path segment, name and value
   is percent-decoded once and encoded again by RFC 3986: all but letters, digits and -._~ is escaped. So an address
   has one signed text however it was escaped, and no value can be mistaken for two parameters.
2. It has every parameter but `s` itself and tracking names, which are ignored here. An alias is signed as written.
   `expires` is a parameter like any other.
3. A slash within a segment (%2F) differs from one between segments. The method is not signed: HEAD is as GET.
4. `s` is the first 128 bits in base64url: 22 characters. Nobody can try 2^128 signatures, RFC 2104 allows to keep half
   of a hash, and a srcset repeats it for each width. Other lengths, padding or another last character do not match.
5. Every key is tried, in constant time for each, and the answer is only yes or no.

The signed text begins with a slash. Should another form ever be needed, it can begin with something else.
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
"""Names of the two query parameters: the signature, and when the link ends."""

SIGNATURE_BYTES = 16
"""Bytes of the hash that a signature keeps; see rule 4."""

SHORTEST_KEY = 16
LONGEST_KEY = 256
"""Characters of a signing key."""

UNFIT = frozenset("\"'{}\\, ")
"""Characters that no key may have: where one appears, the secret holds JSON or quoted text instead of a bare key."""


PAIRED = "a key is a pair in hexadecimal, key:salt"


class Address(NamedTuple):
    """The signed part of a request: the raw path, without base path, and the raw query."""

    path: bytes
    query: str


def canonical(address: Address) -> str:
    """Return the signed text of an address (rules 1 to 3); InvalidRequest where it cannot be decoded."""
    path = "/".join(_written(decode(segment)) for segment in address.path.split(b"/"))
    said = [(name, text) for name, text in pairs(address.query) if name != PARAMETER and not tracks(name)]
    return f"{path}?{'&'.join(sorted(f'{_written(name)}={_written(text)}' for name, text in said))}"


def names(address: Address) -> list[str]:
    """Return the names of the parameters, in order."""
    return [name for name, _ in pairs(address.query)]


def signed(address: Address) -> bool:
    """Return whether an address has a signature, right or wrong."""
    return PARAMETER in names(address)


def verify(address: Address, keys: Sequence[str]) -> bool:
    """Return whether an address has exactly one signature, made with one of the keys."""
    given = [text for name, text in pairs(address.query) if name == PARAMETER]
    if len(given) != 1:
        return False
    text = canonical(address)
    matches = [compare_digest(signature(text, key).encode(), given[0].encode()) for key in keys]
    return any(matches)


def signature(text: str, key: str) -> str:
    """Return the signature, 22 characters, of a signed text."""
    whole = digest(key.encode(), text.encode(), "sha256")
    return urlsafe_b64encode(whole[:SIGNATURE_BYTES]).rstrip(b"=").decode()


def sign(url: str, key: str, *, expires: int | None = None, base: str = "") -> str:
    """Return a URL with its signature `s` added, and `expires` if given; ValueError where it cannot be signed.

    url: a path and query, or an absolute URL. expires: seconds since 1970. base: the service's address for viewers,
    like TINTYPE_PUBLIC_URL, or its base path; that part of the path is not signed.
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
    """Return the path and query that the service sees of a URL; ValueError where it is no address of the service."""
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
    """Return the keys of a comma-separated list; links are signed with the first. ValueError shows no key."""
    keys = tuple(checked_signing_key(part.strip()) for part in text.split(",") if part.strip())
    if not keys:
        raise ValueError("there is no key in it")
    return keys


def checked_signing_key(key: str) -> str:
    """Return a valid key unchanged; ValueError, which does not show it, where it is invalid."""
    if not SHORTEST_KEY <= len(key) <= LONGEST_KEY:
        raise ValueError(f"a signing key has {SHORTEST_KEY} to {LONGEST_KEY} characters, one here has {len(key)}")
    if not key.isascii() or not key.isprintable() or UNFIT.intersection(key):
        raise ValueError("a signing key is of printable ASCII characters, without spaces, commas, quotes or braces")
    return key


def hexadecimal_pair(key: str) -> tuple[bytes, bytes]:
    """Return key and salt of a pair in hexadecimal, `key:salt`; ValueError, which shows neither, where it is none."""
    parts = key.split(":")
    try:
        secret, salt = map(bytes.fromhex, parts)
    except ValueError as error:
        raise ValueError(PAIRED) from error
    if not secret or not salt:
        raise ValueError(PAIRED)
    return secret, salt


def _written(text: str) -> str:
    return quote(text, safe="")
