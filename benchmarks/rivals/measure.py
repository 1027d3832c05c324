"""One run: the servers are started, the rows measured one after the other, and each is told as soon as it is known."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from benchmarks.rivals import cold, floor, growth, load, results, rounds, servers
from benchmarks.rivals.client import Client
from benchmarks.rivals.contenders import OURS, Contender
from benchmarks.rivals.floor import ALLOWED_MS, Floor, Store
from benchmarks.rivals.matching import Match, Scorer, matched, scoring
from benchmarks.rivals.results import Cells, Figures, Results
from benchmarks.rivals.rounds import Measured
from benchmarks.rivals.rows import BY_NAME, SMALLEST, Row

BOTH = frozenset({servers.SERVER_CORE, servers.OTHER_CORE})
Contenders = Mapping[str, Contender]


@dataclass
class Bench:
    """Measures rows. access: to S3. clients: of the servers that keep nothing. before: the last results.

    program: the bare codecs, where this machine could make them.
    """

    some: Contenders
    number: int
    access: Mapping[str, str]
    clients: Mapping[str, Client]
    scorer: Scorer
    program: Path | None
    before: Results
    floors: dict[str, dict[str, float]] = field(default_factory=dict)
    matches: dict[tuple[str, str], Match] = field(default_factory=dict)

    def measured(self, row: Row) -> Cells:
        """Return the figures of a row."""
        able = {name: each for name, each in self.some.items() if each.can(row)}
        qualities = {name: self._match(BY_NAME[row.like], name) for name in able}
        paths = {name: each.address(row.task, qualities[name].quality) or "" for name, each in able.items()}
        if row.kind == "load":
            with many(able, self.access, load.AT_ONCE) as asking:
                return load.cells(load.loaded(asking, paths, min(self.number, load.MOST_ROUNDS)), OURS)
        if row.kind == "cold":
            return self._cells(row, cold.started(able, paths, self.access, self.number))
        with ExitStack() as stack:
            clients = dict(self.clients)
            for name, each in able.items():
                if row.kind == "kept" and each.kept:
                    clients[name] = Client(stack.enter_context(servers.serving(each, self.access, kept=True)))
            asks = {name: rounds.question(row, clients[name], path) for name, path in paths.items()}
            return self._cells(row, self._beside_the_floor(row, asks))

    def _beside_the_floor(self, row: Row, asks: Mapping[str, rounds.Ask]) -> dict[str, Measured]:
        """Measure a row, and the bare codecs and S3 in the same rounds where there are such."""
        if not (row.floor and self.program):
            return rounds.measured(asks, self.number)
        bare, store = Floor(self.program, row.task), Store(self.access, row.task.key)
        bare.match(lambda body: self.scorer.score(row.task.key, body), self.matches[row.name, OURS].score)
        found = rounds.measured({**asks, "floor": bare.ask, "s3": store.ask}, self.number)
        self.floors[row.name] = floor.told(bare, found.pop("floor"), found.pop("s3"), found[OURS].cpus)
        return found

    def _cells(self, row: Row, found: Mapping[str, Measured]) -> Cells:
        ours = found[OURS].clocks, found[OURS].cpus
        cells: Cells = {}
        for name, each in found.items():
            cells[name] = results.figures(each.clocks, each.cpus, ours)
            cells[name]["bytes"] = len(each.body)
            if row.like == row.name:
                cells[name]["quality"], cells[name]["score"] = self.matches[row.name, name]
        return cells

    def _match(self, row: Row, name: str) -> Match:
        """Return the quality at which a contender's pictures of a row look as ours do; None is its own."""
        if (row.name, name) not in self.matches:
            self.matches[row.name, name] = self._matched(row, self.some[name])
        return self.matches[row.name, name]

    def _matched(self, row: Row, contender: Contender) -> Match:
        client = self.clients[contender.name]

        def scored(quality: int | None) -> float:
            body = client.ask(contender.address(row.task, quality) or "").body
            return round(self.scorer.score(row.task.key, body), 2)

        if contender.name == OURS or not contender.steerable:
            return Match(None, scored(None))
        last = self.before.get("rows", {}).get(row.name, {}).get(contender.name, {}).get("quality")
        others = [match.quality for (other, _), match in self.matches.items() if other == row.name and match.quality]
        return matched(scored, self._match(row, OURS).score, last or (others[-1] if others else None))


@contextmanager
def many(some: Contenders, access: Mapping[str, str], count: int) -> Iterator[dict[str, list[Client]]]:
    """Start servers of two processes on both cores, each with so many clients."""
    with ExitStack() as stack, rounds.held(BOTH):
        running = {name: stack.enter_context(servers.serving(each, access, cores=BOTH)) for name, each in some.items()}
        yield {name: [Client(server) for _ in range(count)] for name, server in running.items()}


class Wanted(NamedTuple):
    """What a run measures: some rows, in so many rounds, and how cost grows where that is wanted."""

    rows: list[Row]
    number: int
    grow: bool


def run(some: Contenders, wanted: Wanted, before: Results, keep: Callable[[Results], None]) -> Results:
    """Measure what is wanted. keep: called whenever there is more."""
    servers.install()
    found: Results = {"rounds": {}, "rows": {}, "floors": {}}
    with ExitStack() as stack:
        stack.enter_context(rounds.held(frozenset({servers.OTHER_CORE})))
        access = stack.enter_context(servers.s3())
        keys = {BY_NAME[name].task.key for row in wanted.rows for name in (row.name, row.like)}
        for key in sorted(keys | (growth.keys() if wanted.grow else set())):
            servers.put(access, key)
        running = {name: stack.enter_context(servers.serving(each, access)) for name, each in some.items()}
        clients = {name: Client(server) for name, server in running.items()}
        program = floor.compiled(Path(stack.enter_context(TemporaryDirectory())))
        scorer = stack.enter_context(scoring())
        bench = Bench(some, wanted.number, access, clients, scorer, program, before, found["floors"])
        for row in wanted.rows:
            found["rows"][row.name] = cells = bench.measured(row)
            found["rounds"][row.name] = wanted.number
            print(*told(row, cells, bench.floors.get(row.name)), sep="\n", flush=True)
            keep(found)
        if wanted.grow:
            found["growth"] = growth.grown(clients, some, growth.ROUNDS) | {"clients": _crowd(some, access)}
            keep(found)
    return found


def _crowd(some: Contenders, access: Mapping[str, str]) -> growth.Points:
    able = {name: each for name, each in some.items() if name in {OURS, *growth.RIVALS}}
    paths = {name: each.address(BY_NAME[SMALLEST].task, None) or "" for name, each in able.items()}
    with many(able, access, max(growth.AT_ONCE)) as asking:
        return growth.crowded(asking, paths, growth.ROUNDS)


def told(row: Row, cells: Cells, least: Mapping[str, float] | None) -> Iterator[str]:
    """Give the lines that tell a row. least: its floor."""
    yield f"\n{row.name}  ({row.label})"
    ahead = results.best(cells)
    for name, cell in cells.items():
        yield f"  {name:8}{'*' if name == ahead else ' '} {_rate(cell) if 'rate' in cell else _times(cell)}"
    if least:
        parts = ", ".join(f"{name} {least[name]:.1f}" for name in ("decode", "resize", "encode", "s3"))
        yield f"  floor     {parts}: this is {least['ratio']:.2f} of that and {ALLOWED_MS:.0f} ms"


def _rate(cell: Figures) -> str:
    low, middle, high = cell["rate_ratio"]
    return f"{cell['rate'][1]:8.1f} a second, p95 {cell['p95']:6.1f} ms   it/this {middle:5.2f} ({low:.2f}-{high:.2f})"


def _times(cell: Figures) -> str:
    ratio, cpu = cell["clock_ratio"], cell["cpu_ratio"]
    look = f"  q {cell['quality'] or '-':>3}  score {cell['score']:6.2f}" if "score" in cell else ""
    return (
        f"{cell['clock'][1]:8.1f} ms  {cell['cpu'][1]:8.1f} CPU   this/it {ratio[1]:5.2f} "
        f"({ratio[0]:.2f}-{ratio[2]:.2f})  CPU {cpu[1]:5.2f} ({cpu[0]:.2f}-{cpu[2]:.2f})  {cell['bytes']:9,} B{look}"
    )
