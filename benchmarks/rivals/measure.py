"""One run: the servers are started, the rows measured one after the other, and each is told as soon as it is known."""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.rivals import cold, growth, load, results, rounds, servers
from benchmarks.rivals.client import Client
from benchmarks.rivals.contenders import OURS, Contender
from benchmarks.rivals.floor import ALLOWED_MS, NEEDED, Floor, Store, compiled
from benchmarks.rivals.floor import told as told_floor
from benchmarks.rivals.matching import Scorer, matched, scoring
from benchmarks.rivals.results import Cells, Figures, Results
from benchmarks.rivals.rounds import Measured
from benchmarks.rivals.rows import BY_NAME, SMALLEST, Row


class Bench:
    """Measures rows for some contenders. before: the last results, whose qualities are tried first."""

    def __init__(self, some: Mapping[str, Contender], before: Results, number: int) -> None:
        self.some, self.before, self.rounds = some, before, number
        self._scores: dict[tuple[str, str], tuple[int | None, float]] = {}
        self._guess: int | None = None
        self._floors: dict[str, dict[str, float]] = {}
        self._floor: Path | None = None

    def run(self, rows: list[Row], *, grow: bool) -> Results:
        """Measure the rows, and how cost grows where that is wanted."""
        servers.install()
        found: Results = {
            "rounds": dict.fromkeys((row.name for row in rows), self.rounds),
            "rows": {},
            "floors": self._floors,
        }
        rounds.hold(servers.OTHER_CORE)
        with ExitStack() as stack:
            access = stack.enter_context(servers.s3())
            scorer = stack.enter_context(scoring())
            self._floor = compiled(Path(stack.enter_context(TemporaryDirectory())))
            found["floor_missing"] = "" if self._floor else NEEDED
            keys = {BY_NAME[name].task.key for row in rows for name in (row.name, row.like)}
            for key in sorted(keys | (growth.keys() if grow else set())):
                servers.put(access, key)
            plain = self._clients(stack, access)
            for row in rows:
                qualities = dict(self._qualities(BY_NAME[row.like], plain, scorer))
                found["rows"][row.name] = cells = self._row(row, plain, qualities, access)
                print(*told(row, cells, self._floors.get(row.name)), sep="\n", flush=True)
            if grow:
                found["growth"] = growth.grown(plain, self.some, growth.ROUNDS) | {"clients": self._crowd(access)}
        return found

    def _crowd(self, access: Mapping[str, str]) -> growth.Points:
        able = {name: each for name, each in self.some.items() if name in (OURS, *growth.RIVALS)}
        paths = {name: each.address(BY_NAME[SMALLEST].task, None) or "" for name, each in able.items()}
        with self._many(able, access, max(growth.AT_ONCE)) as asking:
            return growth.crowded(asking, paths, growth.ROUNDS)

    @contextmanager
    def _many(
        self, able: Mapping[str, Contender], access: Mapping[str, str], count: int
    ) -> Iterator[dict[str, list[Client]]]:
        """Start servers of two processes on both cores, each with so many clients."""
        both = frozenset({servers.SERVER_CORE, servers.OTHER_CORE})
        with ExitStack() as stack, rounds.held(both):
            start = {name: servers.serving(each, access, cores=both) for name, each in able.items()}
            running = {name: stack.enter_context(each) for name, each in start.items()}
            yield {name: [Client(server) for _ in range(count)] for name, server in running.items()}

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
            if not (row.floor and self._floor):
                return self._cells(row, rounds.measured(asks, self.rounds))
            floor, store = Floor(self._floor, row.task), Store(access, row.task.key)
            found = rounds.measured({**asks, "floor": floor.ask, "s3": store.ask}, self.rounds)
            self._floors[row.name] = told_floor(floor, found.pop("floor"), found.pop("s3"), found[OURS].cpus)
            return self._cells(row, found)

    def _load(self, able: Mapping[str, Contender], paths: Mapping[str, str], access: Mapping[str, str]) -> Cells:
        with self._many(able, access, load.AT_ONCE) as asking:
            return load.cells(load.loaded(asking, paths, min(self.rounds, load.MOST_ROUNDS)), OURS)

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
        found = matched(scored, self._scores[row.name, OURS][1], guess or self._guess)
        self._guess = found.quality
        return found


def told(row: Row, cells: Cells, floor: Mapping[str, float] | None) -> Iterator[str]:
    """Give the lines that tell a row."""
    yield f"\n{row.name}  ({row.label})"
    ahead = results.best(cells)
    for name, cell in cells.items():
        yield f"  {name:8}{'*' if name == ahead else ' '} {_rate(cell) if 'rate' in cell else _times(cell)}"
    if floor:
        parts = ", ".join(f"{name} {floor[name]:.1f}" for name in ("decode", "resize", "encode", "s3"))
        yield f"  floor     {parts}: this is {floor['ratio']:.2f} of that and {ALLOWED_MS:.0f} ms"


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
