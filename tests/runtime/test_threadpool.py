"""The thread pool: so much is done at once, in the caller's context, and what finds no thread is refused at once."""

import asyncio
import sys
import threading
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

import pytest

from handler.errors import Saturated
from handler.runtime.admission import Admission
from handler.runtime.threadpool import SPARE, ThreadPool
from tests.support.waiting import PATIENCE, until

Result = TypeVar("Result")
WORD: ContextVar[str] = ContextVar("word", default="none")


@contextmanager
def pool(most: int) -> Iterator[ThreadPool]:
    """Give a pool of its own, and the interpreter its switch interval back."""
    interval = sys.getswitchinterval()
    made = ThreadPool(most)
    sys.setswitchinterval(interval)
    try:
        yield made
    finally:
        made.pool.shutdown()


def done(work: Coroutine[Any, Any, Result]) -> Result:
    """Return what comes of a coroutine, on a loop of its own; asyncio.run would take that of later tests away."""
    loop = asyncio.new_event_loop()
    try:
        return loop.run_until_complete(work)
    finally:
        loop.close()


def test_work_is_done_in_a_thread_and_in_the_callers_context() -> None:
    async def ask(threads: ThreadPool) -> tuple[str, bool]:
        WORD.set("mine")
        return await threads.run(lambda: (WORD.get(), threading.current_thread() is threading.main_thread()))

    with pool(2) as threads:
        assert done(ask(threads)) == ("mine", False)
        until(lambda: threads.busy == 0)


def test_who_finds_no_thread_free_is_refused_at_once() -> None:
    release = threading.Event()

    async def ask(threads: ThreadPool) -> list[bool | BaseException]:
        first = [asyncio.ensure_future(threads.run(lambda: release.wait(PATIENCE))) for _ in range(2)]
        await asyncio.sleep(0)
        with pytest.raises(Saturated):
            await threads.run(release.is_set)
        release.set()
        return await asyncio.gather(*first, return_exceptions=True)

    with pool(2) as threads:
        assert done(ask(threads)) == [True, True]


class Full(Admission):
    """A load of one render, beside which none is let in."""

    places = 1
    room = 0


def test_beside_renders_only_a_few_may_look_whether_they_have_to_render() -> None:
    load, release = Full(cores=1, memory=100), threading.Event()

    async def ask(threads: ThreadPool) -> int:
        several = [threads.run(lambda: release.wait(PATIENCE), load) for _ in range(30)]
        running = asyncio.gather(*several, return_exceptions=True)
        await asyncio.sleep(0)
        release.set()
        return sum(isinstance(answer, Saturated) for answer in await running)

    with pool(40) as threads:
        assert done(ask(threads)) == 30 - (Full.places + SPARE)


def test_what_fails_gives_its_thread_back() -> None:
    def fail() -> None:
        raise ValueError("within")

    with pool(1) as threads:
        for _ in range(3):
            with pytest.raises(ValueError, match="within"):
                done(threads.run(fail))
            until(lambda: threads.busy == 0)


def test_who_is_cancelled_leaves_a_thread_busy_until_its_work_has_ended() -> None:
    begun, release = threading.Event(), threading.Event()

    def work() -> None:
        begun.set()
        release.wait(PATIENCE)

    async def ask(threads: ThreadPool) -> int:
        task = asyncio.ensure_future(threads.run(work))
        await asyncio.sleep(0)
        begun.wait(PATIENCE)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        busy = threads.busy
        release.set()
        return busy

    with pool(2) as threads:
        assert done(ask(threads)) == 1
        until(lambda: threads.busy == 0)


def test_how_late_the_event_loop_takes_a_result_is_noted() -> None:
    load = Admission(cores=1, memory=100)
    load.late = 100.0
    with pool(1) as threads:
        done(threads.run(lambda: None, load))
    assert load.late < 100
