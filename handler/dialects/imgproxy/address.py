"""Address: `/{signature}/{options}/{source}` taken apart: options, the source in either form, and the format.

1. Segments with a colon are options, up to the first without one. Then comes `plain` and the source, percent-encoded,
   with `@format` behind it; or the source in base64url, with `.format` behind it, and slashes anywhere in it.
2. Schemes that name a store, s3:// and local://, lead into the store of this service; the bucket is not looked at.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import NamedTuple
from urllib.parse import unquote_to_bytes

from handler.core.keys import decode
from handler.errors import InvalidKey, InvalidRequest, UnknownParameter

PLAIN = b"plain"
ENCRYPTED = b"enc"
CHAIN = b"-"
LOCAL, BUCKETS = "local", "s3"
REMOTE = ("http", "https")
OTHER_STORES = ("gs", "abs", "swift")

Segments = tuple[tuple[str, ...], ...]
"""Options in order: of each the name, then its arguments."""


class ParsedAddress(NamedTuple):
    """What an address says. source: a key, or a URL with http or https. form: the format, empty for none."""

    options: Segments
    source: str
    form: str


def parsed(path: bytes) -> ParsedAddress:
    """Return the parts of what follows the door's prefix; InvalidRequest where one is missing or malformed."""
    _, *segments = path.split(b"/")
    options: list[tuple[str, ...]] = []
    while segments and b":" in unquote_to_bytes(segments[0]):
        options.append(tuple(decode(segments.pop(0)).split(":")))
    word = unquote_to_bytes(segments[0]) if segments else b""
    if word == CHAIN:
        raise UnknownParameter("several pipelines in one address are of imgproxy Pro", parameter="-")
    if word == ENCRYPTED:
        raise UnknownParameter("an encrypted source is of imgproxy Pro", parameter="enc")
    if word == PLAIN and len(segments) > 1:
        source, form = _plain(b"/".join(segments[1:]))
    else:
        source, form = _encoded(b"".join(segments))
    return ParsedAddress(tuple(options), _within(source), form)


def base64url(text: str) -> str:
    """Return a text in base64url without padding."""
    return urlsafe_b64encode(text.encode()).rstrip(b"=").decode()


def text_of_base64url(text: str) -> str:
    """Return the text that base64url writes, with padding or without; ValueError where it is none."""
    digits = text.rstrip("=")
    decoded = urlsafe_b64decode(digits + "=" * (-len(digits) % 4)).decode()
    if base64url(decoded) != digits:
        raise ValueError("no base64url")
    return decoded


def _plain(raw: bytes) -> tuple[str, str]:
    """Return source and format of the plain form; an @ that belongs to the source is written %40."""
    source, at, form = raw.rpartition(b"@")
    return (decode(source), decode(form)) if at else (decode(raw), "")


def _encoded(raw: bytes) -> tuple[str, str]:
    source, _, form = decode(raw).partition(".")
    if not source:
        raise InvalidKey("no picture is named; its address follows the options, plain or in base64url")
    try:
        return text_of_base64url(source), form
    except ValueError as error:
        raise InvalidKey("the picture's address follows the options: plain/ and itself, or in base64url") from error


def _within(source: str) -> str:
    """Return the key that a source names in this service's store, or its URL."""
    scheme, colon, rest = source.partition(":")
    if not colon or not rest.startswith("/"):
        return source
    if scheme == LOCAL:
        return rest.lstrip("/")
    if scheme == BUCKETS:
        return rest.lstrip("/").partition("/")[2]
    if scheme in OTHER_STORES:
        raise InvalidRequest(f"{scheme}:// names a store that this service has not")
    return f"{scheme}://{rest.lstrip('/')}" if scheme in REMOTE else source
