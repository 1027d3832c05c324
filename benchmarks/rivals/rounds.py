"""Rounds: every server is asked in turn, in another order each time, so that what disturbs one disturbs all."""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from statistics import median

from benchmarks.rivals.client import Answer, Client
from benchmarks.rivals.rows import Row

TURN_MS, MOST_IN_A_TURN = 120.0, 16
"""A turn has as many requests as take so long, at least one."""


Ask = Callable[[], Answer]
"""Puts one question to one server."""


@dataclass
class Measured:
    """What a contender took in each round, in milliseconds, and its picture."""

    body: bytes
    clocks: list[float] = field(default_factory=list)
    cpus: list[float] = field(default_factory=list)


def order(names: Sequence[str], number: int) -> list[str]:
    """Return who is asked after whom in a round: each goes first in turn."""
    start = number % len(names)
    return [*names[start:], *names[:start]]


def measured(asks: Mapping[str, Ask], rounds: int) -> dict[str, Measured]:
    """Put each server its question, round by round."""
    first = {name: _warm(ask) for name, ask in asks.items()}
    turns = {name: min(MOST_IN_A_TURN, max(1, int(TURN_MS / answer.clock))) for name, answer in first.items()}
    found = {name: Measured(answer.body) for name, answer in first.items()}
    for number in range(rounds):
        for name in order(list(asks), number):
            answers = [asks[name]() for _ in range(turns[name])]
            found[name].clocks.append(median(answer.clock for answer in answers))
            found[name].cpus.append(sum(answer.cpu for answer in answers) / len(answers))
    return found


def _warm(ask: Ask) -> Answer:
    """Ask until nothing is done for the first time."""
    for _ in range(2):
        ask()
    return ask()


def question(row: Row, client: Client, path: str) -> Ask:
    """Return what asks a server for a row."""
    if row.kind == "unchanged":
        tag = client.ask(path).tag
        return lambda: client.ask(path, {"If-None-Match": tag}, expected=304)
    return lambda: client.ask(path)


@contextmanager
def held(cores: frozenset[int]) -> Iterator[None]:
    """Hold this program to other cores for a while."""
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, cores)
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)
