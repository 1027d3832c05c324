"""Signpost: what a 404 for an unknown path says: what there is at the door that is near, else where pictures are."""

import re

from handler.core.suggest import nearest
from handler.dialects.table import DIALECTS

DOOR = DIALECTS[0]
"""Where stored pictures are."""

SAMPLE = "bee.jpg"
"""A key that `make run` has."""

OTHERS = {"img", "pictures", "photos"}
"""What other services call the first part of a picture's path."""

PICTURE = re.compile(r"[\w%~/.-]{1,60}\.(?:jpe?g|png|gif|webp|avif|tiff?)", re.ASCII | re.IGNORECASE)
"""A path that ends like a picture's, and is short enough to be repeated."""


def signpost(path: bytes) -> str:
    """Return what to ask for instead: for the raw path `/image/a.jpg` that is `/images/a.jpg`.

    A path that begins with the name of another door, as `/generate/` does, is told what that door gives.
    """
    whole = path.decode("latin-1").strip("/")
    first, _, rest = whole.partition("/")
    if other := next((door for door in DIALECTS[1:] if door.name == first), None):
        return f"{other.prefix} gives {other.about}; for example {other.example.replace('{key}', SAMPLE)}"
    key = rest if rest and (first in OTHERS or nearest(first, [DOOR.name])) else whole
    return f"pictures are under {DOOR.prefix}: {DOOR.prefix}{key if PICTURE.fullmatch(key) else SAMPLE}"
