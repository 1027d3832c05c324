"""Negative cache: a picture that just failed fails again for ten seconds, without asking the store.

1. A source that is missing or denied, archived, corrupt or no picture fails whatever is asked of it. What is past a
   limit fails when just the same is asked again. A failure that another try may not meet is never remembered.
2. The number of failures is bounded. Of each only words are kept: an error itself would hold on to decoded pixels.
"""

from collections import OrderedDict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http import HTTPStatus
from threading import Lock
from time import monotonic
from typing import NamedTuple

from handler.errors import Fact, ImageError
from handler.recipe import Source
from handler.rendering.companions import name_of

SECONDS = 10.0
MOST = 1024
"""How many failures are remembered."""

OF_THE_SOURCE = frozenset(
    {HTTPStatus.NOT_FOUND, HTTPStatus.CONFLICT, HTTPStatus.UNSUPPORTED_MEDIA_TYPE, HTTPStatus.UNPROCESSABLE_ENTITY}
)
TOO_LARGE = 413
OF_THE_FRONT = "answer"
"""The name of the limit that the front has: the next request may come through another front."""

LASTING = frozenset({"headers", "private", "astray"})
"""Faults of the store that last as long as the object does, and those of a host that leads to where nobody may go."""


class RememberedFailure(NamedTuple):
    """What is kept of an error. until: when it is forgotten, on the monotonic clock."""

    until: float
    kind: type[ImageError]
    detail: str
    facts: Mapping[str, Fact]
    fault: str

    def error(self) -> ImageError:
        """Return the error anew."""
        error = self.kind(self.detail, **self.facts)
        error.fault = self.fault
        return error


class NegativeCache:
    """The recent failures of one application."""

    def __init__(self) -> None:
        """Remember nothing yet."""
        self.known: OrderedDict[str, RememberedFailure] = OrderedDict()
        self.lock = Lock()

    @contextmanager
    def remembering(self, source: Source, what: str = "", beside: tuple[Source, ...] = ()) -> Iterator[None]:
        """Raise the failure of a moment ago, if there was one; remember the one that is raised inside.

        what: text of all that is asked for, under which a passed limit is remembered; empty to remember none. beside:
        the pictures that are laid over it, each of which fails by itself.
        """
        if not any(each.keys for each in (source, *beside)):
            yield
            return
        own = source.model_dump_json()
        names = [own, *(_over(name_of(each)) for each in beside)]
        for name in (*names, what):
            self._raise(name)
        try:
            yield
        except ImageError as error:
            if error.status in OF_THE_SOURCE or error.fault in LASTING:
                overlay = error.facts.get("overlay")
                self._remember(own if overlay is None else _over(overlay), error)
            elif what and error.status == TOO_LARGE and _lasts(error):
                self._remember(what, error)
            raise

    def _raise(self, name: str) -> None:
        with self.lock:
            refusal = self.known.get(name)
        if refusal and refusal.until > monotonic():
            raise refusal.error()

    def _remember(self, name: str, error: ImageError) -> None:
        refusal = RememberedFailure(monotonic() + SECONDS, type(error), error.detail, error.facts, error.fault)
        with self.lock:
            self.known.pop(name, None)
            self.known[name] = refusal
            while len(self.known) > MOST:
                self.known.popitem(last=False)


def _over(name: Fact) -> str:
    """Return under what name a picture that is laid over others is remembered."""
    return f"overlay {name}"


def _lasts(error: ImageError) -> bool:
    """Return whether a passed limit lasts. One without a number is memory that ran out: the next may find more."""
    return error.facts.get("limit") != OF_THE_FRONT and "actual" in error.facts
