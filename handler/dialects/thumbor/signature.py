"""Signature: the first part of a path, which proves that a link was made by somebody who has thumbor's key.

1. It is `unsafe`, or the base64url, padded, of HMAC-SHA1 over what follows it, without the slash between: what thumbor,
   imagor and their clients write. `sha256:` before it, or 44 characters as imagor writes them, say HMAC-SHA256.
2. It is the first part of the path and is taken off there, once: a second one within the path is not looked for. (To
   replace its text anywhere was a way around thumbor's check.)
3. What was signed is what was asked for. Where a front has decoded or encoded the path on its way, spellings that
   decode to the very same text are tried too; each is of printable ASCII, and none says another picture.
4. Every key and spelling is compared in constant time, and the answer is only yes or no.

https://thumbor.readthedocs.io/en/latest/security.html, https://docs.imagor.net/security
"""

from base64 import urlsafe_b64encode
from collections.abc import Iterator, Sequence
from hmac import compare_digest, digest
from urllib.parse import quote

from handler.core.keys import decode
from handler.core.signing import Address
from handler.errors import InvalidKey

UNSAFE = "unsafe"
"""The first part of a path that carries no signature."""

PREFIX = "sha256:"
HASHES = {28: "sha1", 44: "sha256"}
"""The hash by the length of its base64url: 20 bytes, and 32."""

PLAIN = "/:()[],;'!*@&=+$|~-._"
"""Characters that clients leave as they are in a path."""

ALPHABET = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")


def signature_and_rest(path: bytes) -> tuple[str, bytes]:
    """Return the first part of a path, decoded, and what follows it. path: without its first slash."""
    first, _, rest = path.partition(b"/")
    return decode(first), rest


def is_signature(first: str) -> bool:
    """Return whether a first part looks like a signature."""
    bare = first.removeprefix(PREFIX)
    return len(bare) in HASHES and bare.endswith("=") and ALPHABET.issuperset(bare[:-1])


def signed(raw: Address) -> bool:
    """Return whether a path carries a signature, right or wrong: all do that are not unsafe."""
    try:
        return signature_and_rest(raw.path.removeprefix(b"/"))[0] != UNSAFE
    except InvalidKey:
        return True


def verify(raw: Address, keys: Sequence[str]) -> bool:
    """Return whether a path carries the signature of one of the keys."""
    try:
        first, rest = signature_and_rest(raw.path.removeprefix(b"/"))
        spellings = list(dict.fromkeys(_spellings(rest)))
    except InvalidKey:
        return False
    if not is_signature(first):
        return False
    bare = first.removeprefix(PREFIX)
    kind = HASHES[len(bare)]
    if first != bare and kind == "sha1":
        return False
    matches = [compare_digest(_mac(text, key, kind), bare.encode()) for key in keys for text in spellings]
    return any(matches)


def path_signature(path: str, key: str, *, sha256: bool = False) -> str:
    """Return the signature of what follows it in a path: `300x200/cat.jpg`."""
    mac = _mac(path.encode(), key, "sha256" if sha256 else "sha1").decode()
    return f"{PREFIX}{mac}" if sha256 else mac


def _mac(text: bytes, key: str, kind: str) -> bytes:
    return urlsafe_b64encode(digest(key.encode(), text, kind))


def _spellings(rest: bytes) -> Iterator[bytes]:
    """Give the spellings of a path under which it may have been signed; all decode to the same text (rule 3)."""
    said = decode(rest)
    yield rest
    if "%" not in said and said.isascii() and said.isprintable():
        yield said.encode()
    yield quote(said, safe=PLAIN).encode()
    yield quote(said, safe="/").encode()
    options, mark, image = _parted_image(said)
    if mark:  # a client that quotes the picture's address alone: all of it, or all but slashes
        plain = quote(options, safe=PLAIN)
        yield f"{plain}/{quote(image, safe='')}".encode()
        yield f"{plain}/{quote(image, safe='/')}".encode()


def _parted_image(said: str) -> tuple[str, str, str]:
    """Return the options of a path, a slash, and the picture's own address, as far as that can be told."""
    from handler.dialects.thumbor.address import parted_image  # noqa: PLC0415 - only where a link is judged

    return parted_image(said)
