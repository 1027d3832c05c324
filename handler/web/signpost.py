"""Signpost: where a picture is to be had, said to whoever asked at a path that is none."""

import re

from handler.core.suggest import nearest
from handler.dialects.table import DIALECTS

DOOR = DIALECTS[0]
"""Where stored pictures are."""

OTHERS = {"img", "pictures", "photos"}
"""What other services call it."""

PICTURE = re.compile(r"[\w%~/.-]{1,60}\.(?:jpe?g|png|gif|webp|avif|tiff?)", re.ASCII | re.IGNORECASE)
"""A path, short enough to be repeated, that ends as pictures do."""


def signpost(path: bytes) -> str:
    """Return where pictures are, with the one that a raw path ends in: of `/image/a.jpg` the one of a.jpg."""
    whole = path.decode("latin-1").strip("/")
    first, _, rest = whole.partition("/")
    key = rest if rest and (first in OTHERS or nearest(first, [DOOR.name])) else whole
    return f"pictures are under {DOOR.prefix}: {DOOR.prefix}{key if PICTURE.fullmatch(key) else 'bee.jpg'}"
