"""Doors that no dialect is, and the signpost: what a 404 for an unknown path says.

What is asked at these doors stands in a body, is answered by a stream that never ends by itself, or is no picture.
Their names and paths stand here as those of the dialects do in `handler/dialects/table.py`.
"""

import re
from typing import NamedTuple

from handler.core.suggest import nearest
from handler.dialects.table import DIALECTS, Dialect


class Door(NamedTuple):
    """A door. costly: what is asked there, in a refusal's words: no rule for unsigned requests but `any` allows it."""

    name: str
    path: str
    costly: str
    about: str
    """What comes, in one line, for the first page and the reference."""
    below: str = ""
    """An example of what follows the prefix."""

    @property
    def prefix(self) -> str:
        """The beginning of every path of this door."""
        return self.path.partition("{")[0]

    @property
    def example(self) -> str:
        """A path to show."""
        return self.prefix + self.below


RENDER = Door("render", "/render", "POST /render", "POST: a recipe as JSON, or a picture of your own and a recipe")
FEEDS = Door(
    "feeds",
    "/feeds/{prefix:path}",
    "a feed",
    "the newest pictures of a folder as a moving one; this is the test pattern",
    "~clock",
)
TRANSLATE = Door(
    "translate",
    "/translate",
    "a translation",
    "one address in other services' languages, as JSON",
    "?url=/images/bee.jpg%3Fw=300",
)
DOORS = (RENDER, FEEDS)

PICTURES = DIALECTS[0]
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
    if closed := closed_door(path):
        return closed
    whole = path.decode("latin-1").strip("/")
    first, _, rest = whole.partition("/")
    if other := next((door for door in DIALECTS[1:] if door.name == first), None):
        return f"{other.prefix} gives {other.about}; for example {other.example.replace('{key}', SAMPLE)}"
    key = rest if rest and (first in OTHERS or nearest(first, [PICTURES.name])) else whole
    return f"pictures are under {PICTURES.prefix}: {PICTURES.prefix}{key if PICTURE.fullmatch(key) else SAMPLE}"


def closed_door(path: bytes) -> str:
    """Return which setting opens the door that a path begins with, if no route has claimed it; else nothing."""
    closed = next((door for door in DIALECTS if door.family != PICTURES.family and _is_of(path, door)), None)
    return f"{closed.prefix} is open where TINTYPE_DIALECTS names {closed.family}" if closed else ""


def _is_of(path: bytes, door: Dialect) -> bool:
    return f"{path.decode('latin-1')}/".startswith(f"{door.prefix.rstrip('/')}/")
