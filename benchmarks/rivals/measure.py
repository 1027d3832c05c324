"""One run: the servers are started, the rows measured one after the other, and each is told as soon as it is known."""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from functools import partial

from benchmarks.rivals import cold, load, results, rounds, servers
from benchmarks.rivals.client import Client
from benchmarks.rivals.contenders import OURS, Contender
from benchmarks.rivals.matching import Scorer, matched, scoring
from benchmarks.rivals.results import Cells, Figures, Results
from benchmarks.rivals.rounds import Measured
from benchmarks.rivals.rows import BY_NAME, Row


class Bench:
    """Measures rows for some contenders. before: the last results, whose qualities are tried first."""

    def __init__(self, some: Mapping[str, Contender], before: Results, number: int) -> None:
        self.some, self.before, self.rounds = some, before, number
        self._scores: dict[tuple[str, str], tuple[int | None, float]] = {}

    def run(self, rows: list[Row]) -> Results:
        """Measure the rows."""
        servers.install()
        found: Results = {"rounds": self.rounds, "rows": {}}
        rounds.hold(servers.OTHER_CORE)
        with ExitStack() as stack:
            access = stack.enter_context(servers.s3())
            scorer = stack.enter_context(scoring())
            for key in {BY_NAME[name].task.key for row in rows for name in (row.name, row.like)}:
                servers.put(access, key)
            plain = self._clients(stack, access)
            for row in rows:
                qualities = dict(self._qualities(BY_NAME[row.like], plain, scorer))
                found["rows"][row.name] = cells = self._row(row, plain, qualities, access)
                print(*told(row, cells), sep="\n", flush=True)
        return found

    def _clients(self, stack: ExitStack, access: Mapping[str, str]) -> dict[str, Client]:
        """Start all servers, and return who asks them."""
        running = {name: stack.enter_context(servers.serving(each, access)) for name, each in self.some.items()}
        return {name: Client(server) for name, server in running.items()}

    def _row(
        self, row: Row, plain: Mapping[str, Client], qualities: Mapping[str, int | None], access: Mapping[str, str]
    ) -> Cells:
        able = {name: each for name, each in self.some.items() if each.can(row)}
        paths = {name: each.address(row.task, qualities.get(name)) or "" for name, each in able.items()}
        if row.kind == "load":
            return self._load(able, paths, access)
        if row.kind == "cold":
            return self._cells(row, cold.started(able, paths, access, self.rounds))
        with ExitStack() as stack:
            if row.kind == "kept":
                keeping = {name: servers.serving(each, access, kept=True) for name, each in able.items() if each.kept}
                plain = {**plain, **{name: Client(stack.enter_context(each)) for name, each in keeping.items()}}
            asks = {name: rounds.question(row, plain[name], path) for name, path in paths.items()}
            return self._cells(row, rounds.measured(asks, self.rounds))

    def _load(self, able: Mapping[str, Contender], paths: Mapping[str, str], access: Mapping[str, str]) -> Cells:
        both = frozenset({servers.SERVER_CORE, servers.OTHER_CORE})
        with ExitStack() as stack, rounds.held(both):
            running = {name: stack.enter_context(servers.serving(each, access, cores=both)) for name, each in able.items()}
            asking = {name: [Client(server) for _ in range(load.AT_ONCE)] for name, server in running.items()}
            return load.cells(load.loaded(asking, paths, self.rounds), OURS)

    def _cells(self, row: Row, found: Mapping[str, Measured]) -> Cells:
        ours = found[OURS].clocks, found[OURS].cpus
        cells: Cells = {}
        for name, each in found.items():
            cells[name] = results.figures(each.clocks, each.cpus, ours)
            cells[name]["bytes"] = len(each.body)
            if row.like == row.name:
                cells[name]["quality"], cells[name]["score"] = self._scores[row.name, name]
        return cells

    def _qualities(self, row: Row, clients: Mapping[str, Client], scorer: Scorer) -> Iterator[tuple[str, int | None]]:
        """Give the quality at which each contender's pictures of a row look as ours do."""
        for name, contender in self.some.items():
            if not contender.can(row):
                continue
            if (row.name, name) not in self._scores:
                self._scores[row.name, name] = self._match(row, clients[name], contender, scorer)
            yield name, self._scores[row.name, name][0]

    def _match(self, row: Row, client: Client, contender: Contender, scorer: Scorer) -> tuple[int | None, float]:
        def scored(quality: int | None) -> float:
            path = contender.address(row.task, quality)
            assert path is not None  # noqa: S101 - it can
            return round(scorer.score(row.task.key, client.ask(path).body), 2)

        if contender.name == OURS or not contender.steerable:
            return None, scored(None)
        guess = self.before.get("rows", {}).get(row.name, {}).get(contender.name, {}).get("quality")
        return matched(partial(scored), self._scores[row.name, OURS][1], guess)


def told(row: Row, cells: Cells) -> Iterator[str]:
    """Give the lines that tell a row."""
    yield f"\n{row.name}  ({row.label})"
    ahead = results.best(cells)
    for name, cell in cells.items():
        yield f"  {name:8}{'*' if name == ahead else ' '} {_rate(cell) if 'rate' in cell else _times(cell)}"


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
