"""Negative cache: what could not be had a moment ago is refused again without asking, so that nobody pays for a loop.

1. A picture that is missing or denied, archived, no picture, or corrupt is refused for ten seconds whatever is asked of
   it; what is past a limit, when the same is asked again. What another try may bring is never remembered.
2. So many are remembered and no more; what is remembered is words, and holds on to no picture.
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

SECONDS = 10.0
MOST = 1024
"""So many refusals are remembered by one instance."""

OF_THE_SOURCE = frozenset(
    {HTTPStatus.NOT_FOUND, HTTPStatus.CONFLICT, HTTPStatus.UNSUPPORTED_MEDIA_TYPE, HTTPStatus.UNPROCESSABLE_ENTITY}
)
TOO_LARGE = 413
OF_THE_FRONT = "answer"
"""The limit of whoever carries the answer, which another may not have."""

LASTING = frozenset({"headers"})
"""Faults of the store that stay as long as the object does."""


class RememberedFailure(NamedTuple):
    """An error as words. until: on the monotonic clock."""

    until: float
    kind: type[ImageError]
    detail: str
    facts: Mapping[str, Fact]
    fault: str

    def error(self) -> ImageError:
        """Return the error again, without what it held on to."""
        error = self.kind(self.detail, **self.facts)
        error.fault = self.fault
        return error


class NegativeCache:
    """The refusals of one application."""

    def __init__(self) -> None:
        """Remember nothing yet."""
        self.known: OrderedDict[str, RememberedFailure] = OrderedDict()
        self.lock = Lock()

    @contextmanager
    def remembering(self, source: Source, what: str = "") -> Iterator[None]:
        """Raise what was raised of this a moment ago, and remember what is raised now.

        what: is made of the source; empty where what is asked for tells nothing of whether it is past a limit.
        """
        if not source.keys:
            yield
            return
        name = source.model_dump_json()
        self._raise(name)
        self._raise(what)
        try:
            yield
        except ImageError as error:
            if error.status in OF_THE_SOURCE or error.fault in LASTING:
                self._remember(name, error)
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


def _lasts(error: ImageError) -> bool:
    """Return whether a limit is passed again. What has no number is memory that ran out: the next may find more."""
    return error.facts.get("limit") != OF_THE_FRONT and "actual" in error.facts
