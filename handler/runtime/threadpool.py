"""Thread pool: blocking work runs in a bounded number of threads; with none free, a request is refused with 503.

It does not queue. Entering a thread takes no pass of the event loop, and leaving it takes two; with 500 clients a pass
is long, so a request that has to be refused is refused before.
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
"""Threads of the pool."""

SPARE = 4
"""Requests that may be in a thread beyond those admitted to render: some are answered without rendering."""

SWITCH_SECONDS = 0.0001
"""Seconds after which a thread that holds the interpreter gives it to one that waits (Python's default: 0.005)."""

Result = TypeVar("Result")


def share_interpreter() -> None:
    """Let no thread of this process keep the interpreter long while another waits for it.

    The event loop lets go of it at each read and write, and who takes it then would keep it for 5 ms.
    """
    sys.setswitchinterval(SWITCH_SECONDS)


class ThreadPool:
    """A pool of at most `most` threads, started as they are needed."""

    def __init__(self, most: int = MOST) -> None:
        """Start with no thread."""
        self.most, self.busy = most, 0
        self.pool = ThreadPoolExecutor(most, thread_name_prefix="tintype")
        self.lock = Lock()

    async def run(self, work: Callable[[], Result], load: Admission | None = None) -> Result:
        """Run `work` in a thread, with a copy of this context; Saturated where no thread is free.

        load: for work that may render; then Saturated also where `load` would admit no more. If the caller is
        cancelled, the work goes on and holds its thread until it ends.
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
            working.add_done_callback(self._free)  # at once, unless the caller was cancelled and the work goes on
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
"""The pool of this process."""
