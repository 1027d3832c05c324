"""Load: how much is rendered at once: as many pictures as there are cores, within one budget of memory.

1. A render starts when a core and its estimated memory are free; one alone always may, the limits having judged it.
2. Others wait in line, a few of them and a short time; past that the answer is 503, at once.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Condition

from handler.errors import Saturated

WAITING_PER_CORE = 8
"""How many renders may wait for each that runs."""

WAIT_SECONDS = 5.0
"""How long one waits."""


class Load:
    """The cores and the memory that renders share. memory: bytes."""

    def __init__(self, cores: int, memory: int) -> None:
        """Start with everything free."""
        self.cores, self.memory = cores, memory
        self.running = self.used = self.waiting = 0
        self.changed = Condition()

    @contextmanager
    def carrying(self, memory: int) -> Iterator[None]:
        """Hold a core and some memory; Saturated where they cannot be had in time."""
        with self.changed:
            self._await(memory)
            self.running += 1
            self.used += memory
        try:
            yield
        finally:
            with self.changed:
                self.running -= 1
                self.used -= memory
                self.changed.notify_all()

    def _await(self, memory: int) -> None:
        if self._free(memory):
            return
        if self.waiting >= WAITING_PER_CORE * self.cores:
            raise Saturated("as many pictures are being made as can be; try again")
        self.waiting += 1
        try:
            if not self.changed.wait_for(lambda: self._free(memory), timeout=WAIT_SECONDS):
                raise Saturated("as many pictures are being made as can be; try again")
        finally:
            self.waiting -= 1

    def _free(self, memory: int) -> bool:
        return self.running == 0 or (self.running < self.cores and self.used + memory <= self.memory)
