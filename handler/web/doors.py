"""Doors that no dialect is: what is asked there stands in a body, or is answered by a stream that never ends by itself.

Their names and paths stand here as those of the dialects do in `handler/dialects/table.py`.
"""

from typing import NamedTuple


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
DOORS = (RENDER, FEEDS)
