"""Seal: the signature within Cloudinary's paths: `s--`, a hash of transformation, key and secret, `--`.

1. Eight characters of SHA-1 or of SHA-256, or 32 of SHA-256, in base64url. The secret ends what is hashed, so nobody
   who has one signature can make a longer address of it; and it opens this door alone.
2. The text is what the path asks for without its version, as it was sent, or encoded as Cloudinary's clients encode a
   key: both have the meaning of the path itself. Decoded it counts only where no % is left, and none of it does where
   a key begins as a component does, so that no text has two meanings.
3. It is found by its place, before the first component, and taken out once.
"""

from base64 import urlsafe_b64encode
from collections.abc import Iterator, Sequence
from hashlib import sha1, sha256
from hmac import compare_digest
from urllib.parse import quote

from handler.core.keys import decode
from handler.core.signing import Address
from handler.dialects.cloudinary.components import Path, reads_as_component, taken_apart

SHORT, LONG = 8, 32
UNESCAPED = "/:!~*'()"
"""What a client leaves as it is in a key, beside letters, digits and -._"""


def signed(raw: Address) -> bool:
    """Return whether an address has a signature, right or wrong."""
    return bool(_parts(raw.path).signature)


def verify(raw: Address, keys: Sequence[str]) -> bool:
    """Return whether an address has the signature of one of the keys."""
    given = _parts(raw.path).signature
    own = [f"s--{each}--" for text in _texts(raw.path) for key in keys for each in seals(text, key)]
    matches = [compare_digest(each.encode(), given.encode()) for each in own]
    return any(matches)


def seals(text: str, key: str) -> tuple[str, ...]:
    """Return the signatures, in each of their forms, of a text."""
    whole = (text + key).encode()
    weak = urlsafe_b64encode(sha1(whole, usedforsecurity=False).digest()).decode()
    strong = urlsafe_b64encode(sha256(whole).digest()).decode()
    return weak[:SHORT], strong[:SHORT], strong[:LONG]


def _texts(path: bytes) -> Iterator[str]:
    """Give the texts that may have been signed; none where a key could be taken for a component."""
    parts, decoded = _parts(path), decode(path)
    if reads_as_component(parts.key):
        return
    for sent in {path.decode("latin-1"), *([] if "%" in decoded else [decoded])}:
        same = taken_apart(sent.removeprefix("/"))
        yield "/".join((*same.components, same.key))
    yield "/".join((*parts.components, quote(parts.key, safe=UNESCAPED)))


def _parts(path: bytes) -> Path:
    return taken_apart(decode(path).removeprefix("/"))
