"""Keys of stored pictures: which texts are valid keys, and how a percent-encoded path becomes one.

1. A key is percent-decoded exactly once, as strict UTF-8; a path that does not decode is refused.
2. A segment that is empty, `.` or `..` is refused, as are backslashes and control characters, though S3 could
   hold such keys: clients, proxies and file systems rewrite them, so that one address would have two meanings.
3. A key is at most 1,024 bytes of UTF-8, as in S3.
"""

from typing import TYPE_CHECKING, Annotated

from handler.errors import InvalidKey

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
    from pydantic.json_schema import JsonSchemaValue
    from pydantic_core import CoreSchema

MAX_KEY_BYTES = 1024
"""UTF-8 bytes of the longest key; the limit of S3."""

HEX = frozenset(b"0123456789abcdefABCDEF")

NAMELESS = "no picture is named; its key follows, as in /images/bee.jpg"

MISPLACED = {
    "": "a key neither begins nor ends with a slash, and has no two that follow each other",
    **dict.fromkeys((".", ".."), "a key has no . or .. between its slashes"),
}
"""For each segment that no key may have: the error message."""


def decode(raw: bytes) -> str:
    """Return the text of a percent-encoded path or value, decoded once; InvalidKey where it is not UTF-8."""
    pieces = raw.split(b"%")
    decoded = bytearray(pieces[0])
    for piece in pieces[1:]:
        if len(piece) < 2 or not HEX.issuperset(piece[:2]):  # noqa: PLR2004 - two hexadecimal digits
            raise InvalidKey("a % in the path is not followed by two hexadecimal digits; write %25 for a percent sign")
        decoded.append(int(piece[:2], 16))
        decoded += piece[2:]
    try:
        return decoded.decode("utf-8")
    except UnicodeDecodeError as error:
        raise InvalidKey("the path is not UTF-8") from error


def key_fault(key: str) -> str | None:
    """Return what is wrong with a key, None where it is valid."""
    if any(ord(char) < ord(" ") or "\x7f" <= char <= "\x9f" for char in key):
        return "a key holds no control characters"
    if "\\" in key:
        return "a key holds no backslash"
    if misplaced := next(filter(None, map(MISPLACED.get, key.split("/"))), None):
        return misplaced if key else NAMELESS
    try:
        size = len(key.encode())
    except UnicodeEncodeError:
        return "a key is UTF-8 text"
    return None if size <= MAX_KEY_BYTES else f"a key has at most {MAX_KEY_BYTES} bytes, this one has {size}"


def checked_key(key: str) -> str:
    """Return the key if it is valid; InvalidKey says what is wrong with it."""
    if wrong := key_fault(key):
        raise InvalidKey(wrong)
    return key


def _valid(key: str) -> str:
    if wrong := key_fault(key):
        raise ValueError(wrong)
    return key


SEGMENT = r"(?!\.{1,2}(?:/|$))[^/\\\u0000-\u001f\u007f-\u009f]+"
"""Pattern of a segment between slashes: not `.` or `..`, without backslash or control character."""


class _Checked:
    """What makes a pydantic type of a text: a program that only makes links has keys and no pydantic."""

    def __get_pydantic_core_schema__(self, source: type, handler: "GetCoreSchemaHandler") -> "CoreSchema":
        from pydantic_core import core_schema  # noqa: PLC0415 - pydantic is here, since it asks

        return core_schema.no_info_after_validator_function(_valid, handler(source))

    def __get_pydantic_json_schema__(self, schema: "CoreSchema", handler: "GetJsonSchemaHandler") -> "JsonSchemaValue":
        del schema, handler
        return {"type": "string", "maxLength": MAX_KEY_BYTES, "pattern": f"^{SEGMENT}(?:/{SEGMENT})*$"}


Key = Annotated[str, _Checked()]
"""The key of a stored picture. Where TINTYPE_SOURCE names several sources, its first segment is the source's name."""
