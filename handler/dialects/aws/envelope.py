"""Envelope: the JSON of a request, which the path has in base64.

The solution takes the standard alphabet with padding; Node, which reads it, takes base64url and no padding too, and so
does this. What is no base64 of an object is a path in another form.
"""

import json
from base64 import b64decode, b64encode
from binascii import Error
from collections.abc import Mapping
from typing import Any

from handler.dialects.json_syntax import Repeated, parse_json
from handler.errors import InvalidRecipe, RepeatedParameter

ALPHABET = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_=")
OPENING = b"{"
SPACES = b" \t\r\n"


def unsealed(text: str) -> dict[str, Any] | None:
    """Return the object that a path holds, None where it holds none; ImageError where that is broken."""
    data = _decoded(text)
    if data is None or not data.lstrip(SPACES).startswith(OPENING):
        return None
    try:
        value: dict[str, Any] = parse_json(data)
    except Repeated as error:
        raise RepeatedParameter(f"the request says {error.name} more than once", parameter=error.name) from error
    except ValueError as error:
        raise InvalidRecipe(f"the request {error}") from error
    return value


def _decoded(text: str) -> bytes | None:
    if not ALPHABET.issuperset(text):
        return None
    digits = text.rstrip("=").replace("-", "+").replace("_", "/")
    try:
        return b64decode(digits + "=" * (-len(digits) % 4), validate=True)
    except Error:
        return None


def sealed(request: Mapping[str, Any]) -> str:
    """Return the path that holds an object. Of ASCII alone no two slashes follow each other."""
    return b64encode(json.dumps(request, separators=(",", ":")).encode()).decode()
