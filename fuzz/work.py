"""The process that does the work, and the one that watches it, which notes where the first one dies or hangs.

Input number n of a seed is always the same, so that each can be made again by its number.
"""

import multiprocessing
import time
from collections.abc import Iterator
from importlib import import_module
from multiprocessing.connection import Connection
from random import Random
from typing import NamedTuple

HANGS = 10.0
"""Seconds after which an input is said to hang."""

START = 20.0
"""Seconds that a new process may take to import everything, on a machine that has other things to do."""

MAPPED = 2 << 30
"""Bytes that the working process may map, so that none takes the machine's."""

Made = tuple[int, str, float]


class Tried(NamedTuple):
    """An input that was tried. outcome: a word, or for what should not be, `!` and what it was. seconds: of CPU."""

    kind: str
    number: int
    outcome: str
    seconds: float

    @property
    def failed(self) -> bool:
        """Whether this should not have been."""
        return self.outcome.startswith("!")


def given(kind: str, seed: int, number: int) -> bytes:
    """Return the input of a kind, `pictures` or `texts`, by its number."""
    data: bytes = import_module(f"fuzz.{kind}").made(Random(f"{kind} {seed} {number}"))
    return data


def tried(kind: str, data: bytes) -> str:
    """Try an input; the outcome begins with `!` where something came out that should not."""
    try:
        outcome: str = import_module(f"fuzz.{kind}").tried(data)
    except Exception as error:  # noqa: BLE001 - finding them is what this is for
        places = []
        trace = error.__traceback__
        while trace is not None:
            places.append(f"{trace.tb_frame.f_code.co_filename.rpartition('/')[2]}:{trace.tb_lineno}")
            trace = trace.tb_next
        return f"!{type(error).__name__}: {str(error)[:200]} ({' '.join(places[-4:])})"
    return outcome


def run(kind: str, seed: int, seconds: float, most: int) -> Iterator[Tried]:
    """Try inputs for so long, or so many; each is returned as soon as it is done."""
    number, ends = 0, time.monotonic() + seconds
    while number < most and time.monotonic() < ends:
        ours, theirs = multiprocessing.get_context("spawn").Pipe()
        process = multiprocessing.get_context("spawn").Process(
            target=_work, args=(kind, seed, number, theirs), daemon=True
        )
        process.start()
        theirs.close()
        try:
            patience = START + HANGS
            while number < most and time.monotonic() < ends:
                done = _next(ours, patience)
                patience = HANGS
                if done is None:
                    process.join(HANGS if ours.poll() else 0)  # whose end of the pipe is closed, is dying
                    died = f"!died ({process.exitcode})" if process.exitcode is not None else "!hangs"
                    yield Tried(kind, number, died, HANGS)
                    number += 1
                    break
                yield Tried(kind, *done)
                number = done[0] + 1
        finally:
            process.kill()
            process.join()
            ours.close()


def _next(ours: Connection, patience: float) -> Made | None:
    """Return what the working process says next; None where it has died or says nothing for too long."""
    try:
        done: Made | None = ours.recv() if ours.poll(patience) else None
    except (EOFError, ConnectionResetError):
        return None
    return done


def _work(kind: str, seed: int, start: int, theirs: Connection) -> None:
    """Try one input after another, until this process is ended."""
    _bound()
    number = start
    while True:
        data = given(kind, seed, number)
        begun = time.process_time()
        outcome = tried(kind, data)
        theirs.send((number, outcome, time.process_time() - begun))
        number += 1


def _bound() -> None:
    """Bound what this process may map; where there are no such bounds, none."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MAPPED, MAPPED))
