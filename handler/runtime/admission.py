"""Admission: how much is rendered at once: as many pictures as there are cores, within one budget of memory.

1. A render starts when a core and its estimated memory are free; one alone always may, the limits having judged it.
2. Others wait in line, first come, first served: a few of them, and only as many as will be reached soon. How soon is
   told from the work that stands before, and from how long a second of estimated work has taken of late.
3. Past that the answer is 503, at once: who is let in is also served.
4. Who leaves, or runs out of time, leaves the line; a render under way ends at its next step.
"""

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from threading import Condition
from time import monotonic

from handler.errors import Saturated

WAITING_PER_CORE = 8
"""How many renders may wait for each that runs."""

AHEAD_SECONDS = 0.5
"""How long the work may take that stands before a render which is let in, less what the event loop is late by."""

QUICK = 0.3
"""How much one answer tells of how late the event loop is."""

WAIT_SECONDS = 5.0
"""How long one waits at most, where what stands before takes longer than anybody thought."""

LEARNING = 0.1
"""How much one render tells of how fast the next ones are."""

FULL = "as many pictures are being made as can be; try again"


@dataclass
class Caller:
    """Who waits for an answer, and may leave before it is there."""

    left: bool = False
    lines: "list[Condition]" = field(default_factory=list)

    def leave(self) -> None:
        """Leave whatever line this one stands in."""
        self.left = True
        for line in self.lines:
            with line:
                line.notify_all()


_caller: ContextVar[Caller | None] = ContextVar("caller", default=None)


@contextmanager
def calling() -> Iterator[Caller]:
    """Give what is done inside, in whatever thread it goes on, a caller, who has left when the block has ended."""
    caller = Caller()
    token = _caller.set(caller)
    try:
        yield caller
    finally:
        _caller.reset(token)
        caller.leave()


def stay() -> None:
    """Raise Saturated where the caller has left: nobody is there for whom to go on."""
    caller = _caller.get()
    if caller is not None and caller.left:
        raise Saturated("whoever asked has left")


@dataclass(eq=False)
class Ticket:
    """A render's place. memory: bytes. work: seconds, as estimated. start: when it began, on the monotonic clock."""

    memory: int
    work: float
    start: float = 0.0


class Admission:
    """The cores and the memory that renders share. memory: bytes."""

    def __init__(self, cores: int, memory: int) -> None:
        """Start with everything free."""
        self.cores, self.memory = cores, memory
        self.running: set[Ticket] = set()
        self.line: deque[Ticket] = deque()
        self.pace = 0.5
        """Seconds that a second of estimated work takes; estimates are from above."""
        self.late = 0.0
        """Seconds for which what is done waits until the event loop takes it: it is long where many clients press."""
        self.usual = 0.1
        """Seconds that are estimated for a render."""
        self.changed = Condition()

    @contextmanager
    def carrying(self, memory: int, work: float = 0.0) -> Iterator[None]:
        """Hold a core and some memory; Saturated where they cannot be had in time. work: estimated seconds."""
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
        """Note by how much the event loop was late."""
        self.late += QUICK * (late - self.late)

    def check(self) -> None:
        """Raise Saturated where one more would not be let in."""
        if self.full:
            raise Saturated(FULL)

    @property
    def full(self) -> bool:
        """Whether one more would not be let in. Read without the lock, it may be a moment old."""
        late = len(self.running) >= self.cores and self.ahead + self.late > AHEAD_SECONDS
        return late or len(self.line) >= WAITING_PER_CORE * self.cores

    @property
    def ahead(self) -> float:
        """In how many seconds what runs and waits will be done."""
        now = monotonic()
        left = sum(max(0.0, self.pace * each.work - (now - each.start)) for each in tuple(self.running))
        return (left + self.pace * sum(each.work for each in tuple(self.line))) / self.cores

    @property
    def room(self) -> int:
        """How many more would be let in, as far as can be told from what renders were of late."""
        if self.full:
            return 0
        soon = self.cores * (AHEAD_SECONDS - self.ahead - self.late) / (self.pace * self.usual)
        return max(1, min((1 + WAITING_PER_CORE) * self.cores - self.places, int(soon)))

    @property
    def places(self) -> int:
        """How many renders run or wait."""
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
