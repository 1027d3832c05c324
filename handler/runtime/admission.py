"""Admission control: at most as many renders at once as there are cores, within one budget of memory.

1. A render starts when a core and its estimated memory are free. A single one may always start: the limits have
   checked it.
2. Others wait in a queue, first come, first served. A render may join it only if it can start soon, which is estimated
   from the work before it and from how long a second of estimated work has really taken of late.
3. All others are refused with 503 at once, so that a request that was admitted is also answered in time.
4. A caller that disconnects or runs out of time leaves the queue; a render that has started ends at its next step.
"""

import os
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from threading import Condition
from time import monotonic

from handler.errors import Saturated

WAITING_PER_CORE = 8
"""Renders that may wait in the queue, for each core."""

AHEAD_SECONDS = 0.5
"""Seconds. A render is admitted if the work before it, plus the event loop's delay, takes no longer than this."""

QUICK = 0.3
"""Weight, 0 to 1, of a new sample in the moving average of the event loop's delay (EWMA)."""

WAIT_SECONDS = 5.0
"""Seconds after which a waiting render is refused, if the work before it takes longer than estimated."""

LEARNING = 0.1
"""Weight, 0 to 1, of a finished render in the moving averages of pace and work (EWMA)."""

FULL = "as many pictures are being made as can be; try again"
"""The message of a 503."""


def cores(environ: Mapping[str, str]) -> int:
    """Return how many cores this process has to itself, at least one.

    Those that it is held to, divided by the processes that share them: WEB_CONCURRENCY, by which servers are told how
    many to start.
    """
    held = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    told = environ.get("WEB_CONCURRENCY", "")
    return max(1, held // max(1, int(told))) if told.isascii() and told.isdigit() else held


@dataclass
class Caller:
    """The client of one request, which may disconnect before its answer is ready."""

    left: bool = False
    lines: "list[Condition]" = field(default_factory=list)
    endings: "list[Callable[[], None]]" = field(default_factory=list)

    def leave(self) -> None:
        """Mark the caller as gone, wake the queues in which its renders wait, and end what can be ended."""
        self.left = True
        for end in tuple(self.endings):
            end()
        for line in self.lines:
            with line:
                line.notify_all()


_caller: ContextVar[Caller | None] = ContextVar("caller", default=None)


@contextmanager
def calling() -> Iterator[Caller]:
    """Set the caller for the block and for threads that copy its context; it leaves when the block ends."""
    caller = Caller()
    token = _caller.set(caller)
    try:
        yield caller
    finally:
        _caller.reset(token)
        caller.leave()


def stay() -> None:
    """Raise Saturated if the caller has left, so that no work is done for nobody."""
    caller = _caller.get()
    if caller is not None and caller.left:
        raise Saturated("whoever asked has left")


@contextmanager
def leaving(end: Callable[[], None]) -> Iterator[None]:
    """Call `end` if the caller leaves during the block, from the thread that notices it; or has left before."""
    caller = _caller.get()
    if caller is None:
        yield
        return
    caller.endings.append(end)
    try:
        if caller.left:
            end()
        yield
    finally:
        caller.endings.remove(end)


@dataclass(eq=False)
class Ticket:
    """A render that runs or waits. memory: bytes. work: estimated seconds. start: when it began, by `monotonic`."""

    memory: int
    work: float
    start: float = 0.0


class Admission:
    """The cores and the memory, in bytes, that renders share, and the queue for them."""

    def __init__(self, cores: int, memory: int) -> None:
        """Start with all cores and all memory free."""
        self.cores, self.memory = cores, memory
        self.running: set[Ticket] = set()
        self.line: deque[Ticket] = deque()
        self.pace = 0.5
        """Real seconds per second of estimated work, a moving average; below 1, since estimates are high."""

        self.late = 0.0
        """Seconds from the end of some work until the event loop sees it, a moving average; it grows under load."""

        self.usual = 0.1
        """Estimated seconds of work of a render, a moving average."""

        self.changed = Condition()

    @contextmanager
    def carrying(self, memory: int, work: float = 0.0) -> Iterator[None]:
        """Hold a core and `memory` bytes for the block; Saturated where it has to wait too long. work: in seconds."""
        ticket = Ticket(memory, work)
        with self.changed:
            self._await(ticket)
            self.running.add(ticket)
            ticket.start = monotonic()
        try:
            yield
        finally:
            with self.changed:
                self.running.remove(ticket)
                if work > 0:
                    self.usual += LEARNING * (work - self.usual)
                    self.pace += LEARNING * (min(2.0, (monotonic() - ticket.start) / work) - self.pace)
                self.changed.notify_all()

    def note(self, late: float) -> None:
        """Record a delay of the event loop, in seconds."""
        self.late += QUICK * (late - self.late)

    def check(self) -> None:
        """Raise Saturated if no more render would be admitted."""
        if self.full:
            raise Saturated(FULL)

    @property
    def full(self) -> bool:
        """Whether no more render would be admitted. It takes no lock and may be slightly out of date."""
        late = len(self.running) >= self.cores and self.ahead + self.late > AHEAD_SECONDS
        return late or len(self.line) >= WAITING_PER_CORE * self.cores

    @property
    def ahead(self) -> float:
        """Estimated seconds until all that runs and waits is done."""
        now = monotonic()
        left = sum(max(0.0, self.pace * each.work - (now - each.start)) for each in tuple(self.running))
        return (left + self.pace * sum(each.work for each in tuple(self.line))) / self.cores

    @property
    def room(self) -> int:
        """Estimated number of renders that would still be admitted, if they are like those of late."""
        if self.full:
            return 0
        soon = self.cores * (AHEAD_SECONDS - self.ahead - self.late) / (self.pace * self.usual)
        return max(1, min((1 + WAITING_PER_CORE) * self.cores - self.places, int(soon)))

    @property
    def places(self) -> int:
        """Number of renders that run or wait."""
        return len(self.running) + len(self.line)

    def _await(self, ticket: Ticket) -> None:
        if not self.line and self._free(ticket.memory):
            return
        self.check()
        caller = _caller.get() or Caller()
        caller.lines.append(self.changed)
        self.line.append(ticket)
        try:
            self.changed.wait_for(lambda: caller.left or self._next(ticket), timeout=WAIT_SECONDS)
            if caller.left or not self._next(ticket):
                raise Saturated(FULL)
        finally:
            self.line.remove(ticket)
            caller.lines.remove(self.changed)
            self.changed.notify_all()

    def _next(self, ticket: Ticket) -> bool:
        return self.line[0] is ticket and self._free(ticket.memory)

    def _free(self, memory: int) -> bool:
        used = sum(ticket.memory for ticket in self.running)
        return not self.running or (len(self.running) < self.cores and used + memory <= self.memory)
