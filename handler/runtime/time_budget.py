"""Time budget: until when a request may wait for a store, and how much of its time failed attempts have used."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from math import inf
from time import monotonic

LOST_SECONDS = 1.5
"""Seconds. A request that has lost this to failed attempts does not retry, so that it is answered within three."""


@dataclass
class TimeBudget:
    """The time of one request. end: by `monotonic`. lost: seconds used by failed attempts."""

    end: float = inf
    lost: float = 0.0

    @property
    def over(self) -> bool:
        """Whether the request has no time left."""
        return monotonic() >= self.end

    @property
    def spent(self) -> bool:
        """Whether there is no time for another attempt."""
        return self.over or self.lost >= LOST_SECONDS


_current: ContextVar[TimeBudget | None] = ContextVar("budget", default=None)


def budget() -> TimeBudget:
    """Return the budget of the current request; outside of one, a new budget without end."""
    return _current.get() or TimeBudget()


@contextmanager
def budgeted(seconds: float) -> Iterator[None]:
    """Set a budget of `seconds` for the block and for threads that copy its context."""
    token = _current.set(TimeBudget(monotonic() + seconds))
    try:
        yield
    finally:
        _current.reset(token)
