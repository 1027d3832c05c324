"""Address: what an IIIF path asks for, read from the right: a picture, its info.json, or the base URI of both.

1. Slashes in an identifier are percent-encoded (section 9). Some fronts decode the path before it comes here, so an
   identifier may have bare slashes as well: what counts is how the path ends.
2. A path of four parameters is told by the last, a quality and a format; where that is misspelled, by two of the
   others. So one wrong parameter is a 400 that names it, and `2024/05/cat.jpg` is an identifier.
"""

from typing import Literal, NamedTuple
from urllib.parse import quote

from handler.core.keys import checked_key, decode
from handler.dialects.iiif.appearance import QUALITIES, read_rotation
from handler.dialects.iiif.region import read_region
from handler.errors import ImageError

INFO = "info.json"
PARAMETERS = 4
ALIKE = 2
"""So many parameters have to be sound where the last is not."""

PLAIN = ":!$&'()*+,;="
"""Characters of an identifier that need no escape, beside letters and digits (section 9)."""

SIZE_LETTERS = frozenset("0123456789,^!")


class IiifPath(NamedTuple):
    """A path. key: what the identifier names. parameters: region, size, rotation, and quality with format."""

    kind: Literal["base", "info", "picture"]
    key: str
    parameters: tuple[str, ...] = ()


def read_path(path: bytes) -> IiifPath:
    """Read what follows the door's prefix; InvalidKey where the identifier can be no key."""
    segments = path.split(b"/")
    if len(segments) > 1 and decode(segments[-1]) == INFO:
        return IiifPath("info", _key(segments[:-1]))
    last = segments[-PARAMETERS:]
    if len(segments) > PARAMETERS and _pictures(parameters := tuple(map(decode, last))):
        return IiifPath("picture", _key(segments[:-PARAMETERS]), parameters)
    return IiifPath("base", _key(segments))


def identifier(key: str) -> str:
    """Return the identifier of a stored picture, as one segment of a path."""
    return quote(key, safe=PLAIN)


def _key(segments: list[bytes]) -> str:
    return checked_key(decode(b"/".join(segments)))


def _pictures(parameters: tuple[str, ...]) -> bool:
    """Return whether the end of a path is that of a picture's address."""
    region, size, rotation, last = parameters
    quality = last.rpartition(".")[0]
    if quality in QUALITIES:
        return True
    return sum((_regional(region), _sized(size), _turning(rotation))) >= ALIKE


def _regional(text: str) -> bool:
    try:
        read_region(text)
    except ImageError:
        return False
    return True


def _sized(text: str) -> bool:
    words = text.startswith(("pct:", "^pct:")) or text in {"max", "^max", "full"}
    return words or ("," in text and SIZE_LETTERS.issuperset(text))


def _turning(text: str) -> bool:
    try:
        read_rotation(text)
    except ImageError:
        return False
    return True
