"""Thread pool: where blocking work is done, so much at once; who finds no thread free is refused: no line is endless.

A thread is had without a turn of the event loop, and costs two when it is done. Where five hundred clients press, a
turn is long: what is refused is best refused before.
"""

import asyncio
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from threading import Lock
from time import monotonic
from typing import TypeVar

from handler.errors import Saturated
from handler.runtime.admission import FULL, Admission

MOST = 40
"""How many there are."""

SPARE = 4
"""How many requests are looked at, beside those that may render, before it is known whether they have to."""

SWITCH_SECONDS = 0.0001
"""After so long, who wants the interpreter gets it from who has it."""

Result = TypeVar("Result")


def share_interpreter() -> None:
    """Let no thread of this process keep the interpreter long while another waits for it.

    The event loop lets go of it at each read and write, and who takes it then would keep it for 5 ms.
    """
    sys.setswitchinterval(SWITCH_SECONDS)


class ThreadPool:
    """A pool of threads, started as they are needed."""

    def __init__(self, most: int = MOST) -> None:
        """Start none."""
        self.most, self.busy = most, 0
        self.pool = ThreadPoolExecutor(most, thread_name_prefix="tintype")
        self.lock = Lock()

    async def run(self, work: Callable[[], Result], load: Admission | None = None) -> Result:
        """Do something in a thread, in this context; Saturated where none is free, or the load leaves none.

        Cancelled, it is left to finish by itself.
        """
        most = min(self.most, load.places + load.room + SPARE) if load else self.most
        with self.lock:
            if self.busy >= most:
                raise Saturated(FULL)
            self.busy += 1
        ended: list[float] = []
        working = self.pool.submit(copy_context().run, _timed, work, ended)
        try:
            return await asyncio.wrap_future(working)
        finally:
            working.add_done_callback(self._free)  # at once, but for one that goes on alone
            if load and ended:
                load.note(monotonic() - ended[0])

    def _free(self, _: object) -> None:
        with self.lock:
            self.busy -= 1


def _timed(work: Callable[[], Result], ended: list[float]) -> Result:
    try:
        return work()
    finally:
        ended.append(monotonic())


THREADS = ThreadPool()
"""Those of the process."""
