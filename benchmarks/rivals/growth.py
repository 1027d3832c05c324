"""Growth: how cost grows with what is asked, for this project and the two nearest rivals.

Each curve is measured in rounds like the rows of the table, and a power is fitted to it: with an exponent of 1, cost
grows as the size does.
"""

from collections.abc import Iterator, Mapping
from statistics import median
from typing import NamedTuple
from urllib.parse import urlencode

from benchmarks.rivals import rounds
from benchmarks.rivals.client import Client
from benchmarks.rivals.contenders import OURS, Contender
from benchmarks.rivals.load import loaded
from benchmarks.rivals.pictures import GROWN
from benchmarks.rivals.ratios import Growth, fitted
from benchmarks.rivals.rows import Row, Task

ROUNDS = 3
"""For each point of a curve."""

RIVALS = ("sharp", "pyvips")
WIDTHS = (100, 200, 400, 800, 1600, 3200)
OPERATIONS = ("bri=10", "con=10", "sat=20", "sharp=30", "blur=2", "gam=10", "vib=20", "hue=30")
"""In the order in which they are added, of this project alone: rivals have others."""

AT_ONCE = (1, 2, 4, 8, 16)
SECONDS = 1.5
"""For each server and each number of clients in each round."""


class Curve(NamedTuple):
    """What is asked for at each size. title: of its plot. unit: of its sizes."""

    title: str
    unit: str
    sizes: tuple[float, ...]
    tasks: tuple[Task, ...]


CURVES = {
    "source": Curve(
        "CPU ms, by megapixels of the source",
        "Mpx of a JPEG, as WebP 800 pixels wide",
        tuple(GROWN),
        tuple(Task(f"grown-{each}.jpg", 800) for each in GROWN),
    ),
    "result": Curve(
        "CPU ms, by megapixels of the result",
        "Mpx of a WebP, of a JPEG of 24",
        tuple(round(width * width * 2 / 3 / 1e6, 4) for width in WIDTHS),
        tuple(Task("jpeg-24.jpg", width) for width in WIDTHS),
    ),
}
TITLES = {
    **{kind: curve.title for kind, curve in CURVES.items()},
    "operations": "CPU ms, by operations after the resize",
    "clients": "requests a second, by clients at once",
}
Points = dict[str, list[list[float]]]
"""For each contender its sizes and costs."""


def keys() -> set[str]:
    """Return the sources that are needed."""
    return {task.key for curve in CURVES.values() for task in curve.tasks} | {"jpeg-2.3.jpg"}


def grown(clients: Mapping[str, Client], some: Mapping[str, Contender], number: int) -> dict[str, Points]:
    """Return the points of each curve; what a contender refuses is no point of its own."""
    asked = {name: client for name, client in clients.items() if name in {OURS, *RIVALS}}
    found = {kind: _curve(kind, asked, some, number) for kind in CURVES}
    found["operations"] = {OURS: _chain(asked[OURS], number)}
    return found


def _curve(kind: str, clients: Mapping[str, Client], some: Mapping[str, Contender], number: int) -> Points:
    """Return the points of a curve, all measured in the same rounds."""
    curve, asks = CURVES[kind], {}
    for size, task in zip(curve.sizes, curve.tasks, strict=True):
        for name, client in clients.items():
            path = some[name].address(task, None)
            if path is not None and client.answer(path).status == 200:  # noqa: PLR2004 - OK; a limit is 413
                asks[f"{name} {size}"] = rounds.question(Row(kind, "", task), client, path)
    found: Points = {name: [] for name in clients}
    for label, each in rounds.measured(asks, number).items():
        name, _, size_said = label.partition(" ")
        found[name].append([float(size_said), round(median(each.cpus), 2)])
    print(f"growth: {kind}", flush=True)
    return found


def _chain(client: Client, number: int) -> list[list[float]]:
    """Return the CPU milliseconds of a picture with one operation more each time."""
    base = f"/images/jpeg-2.3.jpg?{urlencode({'w': 800, 'fm': 'webp'})}"
    paths = {count: "&".join([base, *OPERATIONS[:count]]) for count in range(len(OPERATIONS) + 1)}
    asks = {str(count): (lambda path=path: client.ask(path)) for count, path in paths.items()}
    return [[float(count), round(median(each.cpus), 2)] for count, each in rounds.measured(asks, number).items()]


def crowded(asking: Mapping[str, list[Client]], paths: Mapping[str, str], number: int) -> Points:
    """Return the requests a second by the number of clients that ask at once. asking: as many as the most."""
    found: Points = {name: [] for name in asking}
    for count in AT_ONCE:
        some = {name: clients[:count] for name, clients in asking.items()}
        for name, each in loaded(some, paths, number, SECONDS).items():
            found[name].append([float(count), round(median(each.rates), 2)])
        print(f"growth: clients {count}", flush=True)
    return found


def in_order(found: Mapping[str, Points]) -> Iterator[tuple[str, Points]]:
    """Give what was measured in the order of the page: by kind, and this project first."""
    for kind in TITLES:
        if kind in found:
            yield kind, {name: found[kind][name] for name in (OURS, *RIVALS) if found[kind].get(name)}


def powers(points: Points) -> dict[str, Growth]:
    """Return the fitted power of each contender's curve, of those with two points or more."""
    return {
        name: fitted([size for size, _ in curve], [cpu for _, cpu in curve])
        for name, curve in points.items()
        if len(curve) > 1
    }
