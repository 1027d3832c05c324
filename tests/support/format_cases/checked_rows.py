"""Rows of corner cases in docs/formats.md, each with a function that checks it."""

from collections.abc import Callable
from typing import NamedTuple


class Corner(NamedTuple):
    """One case: its slug, the case and what happens in words, and what shows that it does."""

    slug: str
    case: str
    happens: str
    holds: Callable[[], None]


class Corners(list[Corner]):
    """The rows of one kind, in the order in which they are written."""

    def add(self, case: str, happens: str) -> Callable[[Callable[[], None]], Callable[[], None]]:
        """Return a decorator that adds a row whose slug is the function's name."""

        def added(holds: Callable[[], None]) -> Callable[[], None]:
            self.append(Corner(holds.__name__.replace("_", "-"), case, happens, holds))
            return holds

        return added
