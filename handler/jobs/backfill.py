"""Backfill: renditions of the pictures that lay in a bucket before anyone watched it.

1. What is made already is not made again. So what was interrupted is begun again, and does what is left.
2. Ctrl-C ends it after what has been begun, with the summary; a second one ends it at once. Neither loses anything.
3. An object that fails is a line in the summary, and does not stop the others. A queue that cannot be reached does.
"""

import json
import signal
import sys
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from functools import partial
from itertools import islice
from threading import Event, Thread

from handler.config.presets import Presets
from handler.config.settings import Settings
from handler.errors import ImageError
from handler.jobs.backfill_report import BackfillReport, Done, Progress
from handler.jobs.backfill_tasks import Local, Original, Queue, Task, Trial
from handler.jobs.renditions import Renditions
from handler.storage.bucket import bucket

AHEAD = 2
"""Tasks begun or waiting for each worker: the list is not read further than that."""

LOOK_SECONDS = 0.2

Listing = Callable[[], Iterator[Original]]


def prepared(settings: Settings, address: str, *, queue: str = "", dry: bool = False) -> tuple[Task, Listing]:
    """Return the task, and what lists the objects for it; ValueError where the settings do not allow it."""
    place = bucket(address)
    if dry and not settings.results:
        raise ValueError("TINTYPE_RESULTS is not set: a dry run writes nothing, but looks there for what is made")
    renditions = Renditions(settings)
    listing = partial(originals, renditions, address)
    if dry:
        return Trial(renditions), listing
    return Queue(renditions, place, queue) if queue else Local(renditions), listing


def originals(renditions: Renditions, address: str) -> Iterator[Original]:
    """List what is served of s3://bucket/prefix and has a preset. ImageError where it cannot be listed."""
    place, results = bucket(address), renditions.results.place
    for inside, facts in place.list():
        name = f"{place.prefix}{inside}"
        own = bool(results.prefix) and place.name == results.name and name.startswith(results.prefix)
        key = None if own else renditions.sources.key_of(place.name, name)
        if key is not None and not key.endswith("/") and renditions.presets.of(key):
            yield Original(name, key, facts)


def run_task(
    task: Task, found: Iterable[Original], workers: int, stop: Event, tell: Callable[[list[Done]], None]
) -> None:
    """Do a task to all objects until `stop` is set. tell: is called with what became of some, or of none, at times."""
    parts = _batched(found, task.batch)
    running: set[Future[list[Done]]] = set()
    with ThreadPoolExecutor(workers) as pool:
        while not stop.is_set() and (part := next(parts, None)):
            running.add(pool.submit(task.do, part))
            while len(running) >= AHEAD * workers:
                running = _ended(running, tell)
        while running:
            running = _ended(running, tell)


def _ended(running: set[Future[list[Done]]], tell: Callable[[list[Done]], None]) -> set[Future[list[Done]]]:
    ended, waiting = wait(running, timeout=LOOK_SECONDS, return_when=FIRST_COMPLETED)
    tell([done for future in ended for done in future.result()])
    return waiting


def _batched(found: Iterable[Original], size: int) -> Iterator[list[Original]]:
    several = iter(found)
    return iter(lambda: list(islice(several, size)), [])


@contextmanager
def interruptible() -> Iterator[Event]:
    """Return what Ctrl-C, or SIGTERM, sets; the second one is not caught."""
    stop = Event()
    before: dict[signal.Signals, object] = {}

    def interrupt(number: int, frame: object) -> None:
        del frame
        stop.set()
        signal.signal(number, signal.SIG_DFL)

    for number in (signal.SIGINT, signal.SIGTERM):
        before[number] = signal.signal(number, interrupt)
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)  # type: ignore[arg-type]


def count(found: Iterable[Original], progress: Progress) -> None:
    """Count the objects beside the work, so that the time left can be told."""

    def counting() -> None:
        try:
            progress.total = sum(1 for _ in found)
        except ImageError:  # the work itself meets it too, and says so
            return

    Thread(target=counting, daemon=True).start()


def only(settings: Settings, names: list[str]) -> Settings:
    """Return the settings with the presets of these names alone, all without a name; ValueError for one unknown."""
    known = Presets(settings.presets).all
    if not known:
        raise ValueError("TINTYPE_PRESETS is not set: there is nothing to make")
    if unknown := sorted(set(names) - set(known)):
        raise ValueError(f"there is no preset {unknown[0]!r}; they are {', '.join(known)}")
    chosen = {name: known[name].model_dump(mode="json", exclude={"name"}) for name in names or known}
    return settings.model_copy(update={"presets": json.dumps(chosen)})


def backfill(task: Task, listing: Listing, workers: int, report: BackfillReport) -> bool:
    """Do a task to all objects, telling how far it is on standard error; return whether it came to the end."""
    progress = Progress(sys.stderr)
    count(listing(), progress)

    def tell(several: list[Done]) -> None:
        for done in several:
            report.add(done)
        progress.show(report.counts.total(), report.counts["failed"])

    with interruptible() as stop:
        try:
            run_task(task, listing(), workers, stop, tell)
        finally:
            progress.show(report.counts.total(), report.counts["failed"], last=True)
        return not stop.is_set()
