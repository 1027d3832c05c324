"""Signature of the solution: HMAC-SHA256 of the path and the sorted query, in hexadecimal.

1. The signed text is the path from its first slash, and where there are other parameters a `?` and these, decoded,
   sorted and joined by `&`. https://docs.aws.amazon.com/solutions/latest/dynamic-image-transformation-for-amazon-cloudfront/
2. The path is signed as it was asked for, or decoded once: API Gateway hands the solution the one or the other. Where
   decoding leaves a % or a ? it counts only as it was asked for, so that no text has two meanings.
3. A parameter with & or = in its name or value matches nothing: it could be taken for two.
"""

from collections.abc import Sequence
from hmac import compare_digest, digest

from handler.core.keys import decode
from handler.core.query_string import pairs
from handler.core.signing import Address, names
from handler.dialects.aws.short_query import SIGNATURE

AMBIGUOUS = frozenset("&=")


def signed(raw: Address) -> bool:
    """Return whether an address has a signature, right or wrong."""
    return SIGNATURE in names(raw)


def verify(raw: Address, keys: Sequence[str]) -> bool:
    """Return whether an address has exactly one signature, made with one of the keys."""
    given = [text for name, text in pairs(raw.query) if name == SIGNATURE]
    if len(given) != 1:
        return False
    own = [signature_of(text, key).encode() for text in _signed_texts(raw) for key in keys]
    matches = [compare_digest(each, given[0].encode()) for each in own]
    return any(matches)


def signature_of(text: str, key: str) -> str:
    """Return the signature, 64 hexadecimal digits, of a signed text."""
    return digest(key.encode(), text.encode(), "sha256").hex()


def _signed_texts(raw: Address) -> list[str]:
    others = [(name, text) for name, text in pairs(raw.query) if name != SIGNATURE]
    if any(AMBIGUOUS & set(part) for pair in others for part in pair):
        return []
    query = "&".join(f"{name}={text}" for name, text in sorted(others))
    plain, decoded = raw.path.decode("latin-1"), decode(raw.path)
    paths = [plain, *([decoded] if decoded != plain and not {"%", "?"} & set(decoded) else [])]
    return [f"{path}?{query}" if query else path for path in paths]
