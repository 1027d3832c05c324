"""Seal check: ImageKit's signatures: HMAC-SHA1 of path, query and the time when the link ends, in hexadecimal.

1. The signed text is the path without its first slash, the query without `ik-t` and `ik-s`, as they were sent, and then
   the ten digits of `ik-t`, or 9999999999 where there is none.
2. `ik-t` has ten digits and begins with no zero. Else the end of the query could be taken for its beginning, and a link
   be made to last longer.
3. A weak hash opens this door alone.
"""

from collections.abc import Sequence
from hmac import compare_digest, digest

from handler.core.query_string import pairs
from handler.core.signing import Address, names

SIGNATURE, ENDS = "ik-s", "ik-t"
NEVER = "9999999999"


def signed(raw: Address) -> bool:
    """Return whether an address has a signature, right or wrong."""
    return SIGNATURE in names(raw)


def verify(raw: Address, keys: Sequence[str]) -> bool:
    """Return whether an address has exactly one signature, made with one of the keys."""
    said = list(pairs(raw.query))
    given = [text for name, text in said if name == SIGNATURE]
    ends = [text for name, text in said if name == ENDS] or [NEVER]
    if len(given) != 1 or len(ends) != 1 or not is_moment(ends[0]):
        return False
    kept = [part for part in raw.query.split("&") if part and next(pairs(part))[0] not in {SIGNATURE, ENDS}]
    text = "?".join(filter(None, (raw.path.decode("latin-1").removeprefix("/"), "&".join(kept))))
    matches = [compare_digest(hmac_of(f"{text}{ends[0]}", key).encode(), given[0].encode()) for key in keys]
    return any(matches)


def is_moment(text: str) -> bool:
    """Return whether a text is a time that a link may have."""
    return len(text) == len(NEVER) and text.isascii() and text.isdecimal() and not text.startswith("0")


def hmac_of(text: str, key: str) -> str:
    """Return the signature, 40 hexadecimal digits, of a signed text."""
    return digest(key.encode(), text.encode(), "sha1").hex()
