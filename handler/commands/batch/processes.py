"""Processes: pictures rendered by several processes at once, and put into their places by the one that began them.

1. What is finished waits beside its place under a hidden name; only this process gives it its name, so that no file is
   ever half there, none is overwritten unasked, and no two pictures of one call become the same file.
2. Ctrl-C begins no further picture; those under way are finished and kept.
"""

import os
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from multiprocessing import get_context
from pathlib import Path

from handler.commands.batch.instructions import same_end
from handler.commands.batch.pairs import Pair
from handler.commands.batch.render_report import RenderReport
from handler.commands.batch.rendition import Finished, Order, begin_process, prepare, rendition_of
from handler.commands.misuse import Misuse

ENDED = "a process that rendered was ended from outside, as happens where memory is short; --jobs 1 takes the least"


def render_all(order: Order, pairs: list[Pair], jobs: int, put: Callable[[Finished], None]) -> bool:
    """Render every pair and hand over what became of it; return False where Ctrl-C has ended it before the last."""
    if jobs == 1:
        prepare(order)
        return _handed((rendition_of(order, pair) for pair in pairs), put)
    with ProcessPoolExecutor(jobs, get_context("spawn"), begin_process, (order,)) as pool:
        before = signal.signal(signal.SIGINT, signal.SIG_IGN)  # which processes that start now have from their start
        waiting = [pool.submit(rendition_of, order, pair) for pair in pairs]
        signal.signal(signal.SIGINT, before)
        try:
            return _handed((each.result() for each in as_completed(waiting)), put) or _last(pool, waiting, put)
        except BrokenProcessPool as error:
            raise Misuse(ENDED) from error


def _handed(results: Iterator[Finished], put: Callable[[Finished], None]) -> bool:
    try:
        for done in results:
            put(done)
    except KeyboardInterrupt:
        return False
    return True


def _last(pool: ProcessPoolExecutor, waiting: list[Future[Finished]], put: Callable[[Finished], None]) -> bool:
    """Hand over what was under way, and begin nothing more."""
    pool.shutdown(cancel_futures=True)
    for each in waiting:
        if not each.cancelled():
            put(each.result())
    return False


class Placing:
    """Gives finished pictures their names, and tells of each."""

    def __init__(self, report: RenderReport, *, force: bool) -> None:
        """Begin. force: whether what is there may be replaced."""
        self.report = report
        self.force = force
        self.placed: dict[Path, str] = {}
        self.told: set[Pair] = set()

    def __call__(self, done: Finished) -> None:
        """Put one into its place; a second time for the same picture, do nothing."""
        if done.pair in self.told:
            return
        self.told.add(done.pair)
        if done.there:
            self.report.kept_for(done, str(done.there))
            return
        if done.waiting is None:
            self.report.failed_for(done, done.fault)
            return
        try:
            self._place(done, done.waiting)
        except OSError as error:
            self.report.failed_for(done, f"{place_of(done)} cannot be written: {error.strerror}")
        finally:
            with suppress(OSError):
                done.waiting.unlink()

    def _place(self, done: Finished, waiting: Path) -> None:
        target = place_of(done)
        if target is None:
            self.report.failed_for(done, f"it comes out as .{done.extension}: let OUT end so, or say fm")
        elif target in self.placed:
            self.report.failed_for(done, f"{target} was just made of {self.placed[target]}; rename one of them")
        elif self.force:
            waiting.replace(target)
            self._done(done, target)
        elif _linked(waiting, target):
            self._done(done, target)
        else:
            self.report.kept_for(done, str(target))

    def _done(self, done: Finished, target: Path) -> None:
        self.placed[target] = done.pair.name
        self.report.made_of(done, str(target))


def _linked(waiting: Path, target: Path) -> bool:
    """Give a file its name; return False where there is one of that name already."""
    try:
        os.link(waiting, target)
    except FileExistsError:
        return False
    except OSError:  # a file system without links
        if target.exists():
            return False
        waiting.replace(target)
    return True


def place_of(done: Finished) -> Path | None:
    """Return where a finished picture goes; None where the name that OUT gives is that of another format."""
    target = done.pair.target
    assert target is not None  # noqa: S101 - for mypy: what goes to standard output is not placed
    if not done.pair.named:
        return target.with_name(f"{target.name}.{done.extension}")
    suffix = target.suffix.removeprefix(".").lower()
    return target if same_end(suffix, done.extension) else None
