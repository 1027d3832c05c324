"""Time budget: how long a request or an event may still take, and how much of its time faults have cost it already."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from math import inf
from time import monotonic

ANSWER_RESERVE = 0.7
"""Seconds of Lambda's time that are kept back to send an answer, which is to be there half a second before the end."""

STREAM_RESERVE = 0.4
"""Seconds of Lambda's time that are left when an answer under way is ended, so that its client is told of it."""

FEED_RESERVE = 2.0
"""Seconds of Lambda's time that are left when a feed ends, so that its last frame still gets out."""

JOB_RESERVE = 5.0
"""Seconds of Lambda's time that have to be left for another job to begin; else it goes back to the queue."""

LOST_SECONDS = 1.5
"""Seconds. A request that has lost this to failed attempts does not retry, so that it is answered within three."""


def seconds_left(context: object) -> float:
    """Return the seconds that Lambda still gives, by its context; infinitely many where there is none."""
    remaining = getattr(context, "get_remaining_time_in_millis", None)
    return remaining() / 1000 if remaining else inf


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
