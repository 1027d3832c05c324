"""Signpost: what a 404 for an unknown path says: where pictures are, and perhaps the one that was meant."""

import re

from handler.core.suggest import nearest
from handler.dialects.table import DIALECTS

DOOR = DIALECTS[0]
"""Where stored pictures are."""

OTHERS = {"img", "pictures", "photos"}
"""What other services call the first part of a picture's path."""

PICTURE = re.compile(r"[\w%~/.-]{1,60}\.(?:jpe?g|png|gif|webp|avif|tiff?)", re.ASCII | re.IGNORECASE)
"""A path that ends like a picture's, and is short enough to be repeated."""


def signpost(path: bytes) -> str:
    """Return a sentence that says where pictures are. For the raw path `/image/a.jpg` it proposes `/images/a.jpg`."""
    whole = path.decode("latin-1").strip("/")
    first, _, rest = whole.partition("/")
    key = rest if rest and (first in OTHERS or nearest(first, [DOOR.name])) else whole
    return f"pictures are under {DOOR.prefix}: {DOOR.prefix}{key if PICTURE.fullmatch(key) else 'bee.jpg'}"
