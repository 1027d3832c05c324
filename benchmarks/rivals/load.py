"""At once: requests a second and the slowest of twenty answers, of servers with two cores and a process for each."""

import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from benchmarks.rivals.client import Client
from benchmarks.rivals.ratios import paired, percentile, spread
from benchmarks.rivals.results import Cells, Figures
from benchmarks.rivals.rounds import order

AT_ONCE = 8
SECONDS, MOST_ROUNDS = 2.5, 5
"""For each server in each round; and rounds, since each is long."""


@dataclass
class Loaded:
    """Requests a second in each round, and what each answer took in milliseconds."""

    rates: list[float] = field(default_factory=list)
    clocks: list[float] = field(default_factory=list)


def loaded(
    servers: Mapping[str, list[Client]], paths: Mapping[str, str], rounds: int, seconds: float = SECONDS
) -> dict[str, Loaded]:
    """Ask each server by several clients at once, round by round."""
    found = {name: Loaded() for name in servers}
    for name, clients in servers.items():
        _storm(clients, paths[name], seconds / 2, Loaded())
    for number in range(rounds):
        for name in order(list(servers), number):
            _storm(servers[name], paths[name], seconds, found[name])
    return found


def _storm(clients: list[Client], path: str, seconds: float, into: Loaded) -> None:
    start = time.perf_counter()
    end = start + seconds

    def ask(client: Client) -> list[float]:
        clocks = []
        while time.perf_counter() < end:
            clocks.append(client.ask(path).clock)
        return clocks

    with ThreadPoolExecutor(len(clients)) as pool:
        answers = [clock for clocks in pool.map(ask, clients) for clock in clocks]
    into.rates.append(len(answers) / (time.perf_counter() - start))
    into.clocks += answers


def cells(found: Mapping[str, Loaded], ours: str) -> Cells:
    """Return what the rounds come to. The ratio is a server's rate to ours, so that less is better for us."""
    return {name: _figures(each, found[ours]) for name, each in found.items()}


def _figures(each: Loaded, ours: Loaded) -> Figures:
    return {
        "rate": [round(value, 2) for value in spread(each.rates)],
        "rate_ratio": [round(value, 3) for value in paired(each.rates, ours.rates)],
        "p95": round(percentile(each.clocks, 95), 1),
    }
