"""imgix's signature: the MD5 of a token and an address, in the query's `s`, as imgix's clients write it.

1. The signed text is the token, the path from the door on, and `?` with the raw query without `s`, where there is one.
   The order is the link's own: one client keeps that of its caller, another sorts.
2. A front may have decoded the query or the path before this program sees it. So besides the address as it came a few
   other spellings of the same path and parameters are tried: those that clients write. They mean the same picture.
3. Every text that is tried is printable ASCII. MD5 lets whoever knows a signature extend the text that was signed; the
   extended text holds bytes that pad the first one, 0x80 among them, so none is ever a candidate.
4. Exactly one `s`, 32 lower-case hexadecimal digits. Each comparison takes a constant time; the first that matches ends
   them, so that a link which came as it was signed costs one hash.

https://docs.imgix.com/en-US/getting-started/setup/securing-assets
"""

from collections.abc import Iterator, Sequence
from hashlib import md5
from hmac import compare_digest
from urllib.parse import quote, quote_plus

from handler.core.keys import decode
from handler.core.query_string import pairs
from handler.core.signing import PARAMETER, Address, signed
from handler.errors import ImageError

__all__ = ["md5_of", "signed", "verify"]

FIRST = "ixlib"
"""The parameter that imgix-js writes before all others, which it leaves in their order."""

JS_VALUE, JS_PATH = "!'()*", "/;,@&=$!'()*"
"""What JavaScript leaves unescaped, beside letters, digits and -._~, in a value, and imgix-js in a path."""

BY_HAND = "!'()*,:;/@$?|"
"""What also stands unescaped in the queries that people write."""

Pairs = list[tuple[str, str]]


def verify(raw: Address, keys: Sequence[str]) -> bool:
    """Return whether an address, from its door on, has exactly one signature, made with one of the tokens."""
    parts = raw.query.split("&")
    given = [part for part in parts if part.partition("=")[0] == PARAMETER]
    if len(given) != 1 or sum(name == PARAMETER for name, _ in _pairs(raw.query)) != 1:
        return False
    kept = "&".join(part for part in parts if part is not given[0])
    texts = (text for text in _candidates(raw.path, kept) if text.isascii() and text.isprintable())
    told = given[0].removeprefix(f"{PARAMETER}=").encode("latin-1", "replace")
    return any(compare_digest(md5_of(text, key).encode(), told) for text in texts for key in keys)


def md5_of(text: str, token: str) -> str:
    """Return the signature of a path and query that have none."""
    return md5(f"{token}{text}".encode(), usedforsecurity=False).hexdigest()


def _candidates(path: bytes, query: str) -> Iterator[str]:
    """Give the texts that may have been signed: the address as it came first, then the same as clients write it."""
    came = path.decode("latin-1")
    for spelled in (came, *_paths(path)):
        if not query:
            yield spelled
        for written in (query, *_queries(query)) if query else ():
            yield f"{spelled}?{written}"


def _paths(path: bytes) -> Iterator[str]:
    try:
        plain = decode(path)
    except ImageError:
        return
    yield quote(plain, safe=JS_PATH)
    yield quote(plain)


def _queries(query: str) -> Iterator[str]:
    said = _pairs(query)
    ordered = sorted(said)
    for pairing in (said, ordered, _library_first(said), _library_first(ordered)):
        yield "&".join(f"{quote_plus(name)}={quote_plus(text)}" for name, text in pairing)
        for safe in (JS_VALUE, "", BY_HAND):
            yield "&".join(f"{quote(name, safe=safe)}={quote(text, safe=safe)}" for name, text in pairing)


def _library_first(said: Pairs) -> Pairs:
    return sorted(said, key=lambda pair: pair[0] != FIRST)


def _pairs(query: str) -> Pairs:
    """Return the parameters, none where they cannot be decoded: then the address as it came is all that is tried."""
    try:
        return list(pairs(query))
    except ImageError:
        return []
