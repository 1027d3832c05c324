"""Source: the end of a path, which names the picture: a key, or the address of a picture elsewhere."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Any

from handler.core.keys import checked_key
from handler.core.source import Fetched, Stored
from handler.dialects.foreign.words import declared
from handler.dialects.located.location import source_at
from handler.dialects.thumbor.address import FILTERS, ORDER
from handler.errors import InvalidParameter

ENCODED = "b64:"
"""imagor's beginning of a picture's address in base64url, unpadded."""

SCHEMES = ("http:/", "https:/")
"""How an address elsewhere begins; a front may have made one of its two slashes."""


def source_of(text: str, fields: dict[str, Any], base: str = "") -> Stored | Fetched:
    """Return the picture that a text names. fields: what filters say of it, such as its frame.

    base: what viewers have before this service's paths: a URL of ours names what its path names.
    """
    name = plain_name(text)
    if not name.startswith(SCHEMES):
        return declared(Stored, "image", name, key=checked_key(name), **fields)
    scheme, _, rest = name.partition(":")
    found = source_at("image", f"{scheme}://{rest.lstrip('/')}", base)
    return declared(type(found), "image", name, **{**found.model_dump(exclude_defaults=True), **fields})


def stored_of(text: str) -> Stored:
    """Return the picture that is laid over another; InvalidParameter for one of another host."""
    found = source_of(text, {})
    if isinstance(found, Fetched):
        raise InvalidParameter("image: what is laid over a picture is stored here, and no URL", parameter="image")
    return found


def plain_name(text: str) -> str:
    """Return what a text names, where it is in base64url too."""
    if not text.startswith(ENCODED):
        return text
    letters = text.removeprefix(ENCODED)
    try:
        found = urlsafe_b64decode(f"{letters}{'=' * (-len(letters) % 4)}").decode()
    except ValueError:  # a key that happens to begin so
        return text
    return found if found and encoded_name(found) == text else text


def encoded_name(name: str) -> str:
    """Return a name in base64url."""
    return f"{ENCODED}{urlsafe_b64encode(name.encode()).decode().rstrip('=')}"


def unmistakable(name: str) -> str:
    """Return a name as a path can end in it: as it is, or encoded where its beginning would be a word."""
    segment, slash, _ = name.partition("/")
    word = bool(slash) and (segment == "debug" or any(fits(segment) for _, fits in ORDER))
    hidden = word or name.startswith(FILTERS) or plain_name(name) != name
    return encoded_name(name) if hidden else name
