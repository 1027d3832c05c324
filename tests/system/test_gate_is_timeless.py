"""No test of the gate looks at a clock or a meter: what it promises holds on any machine, however busy."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import PROFILE

ROOT = Path(__file__).parents[2]
CLOCKS = {
    *("perf_counter", "perf_counter_ns", "process_time", "process_time_ns", "thread_time", "thread_time_ns"),
    *("monotonic_ns", "time_ns", "getrusage", "tracemalloc", "psutil", "sleep"),
}
FROM_TIME = {"time", "monotonic"}
"""Clocks too where they are the module's: elsewhere they are the names of what a test puts in their place."""

ALLOWED = {
    "tests/support/waiting.py": "waits for what comes in its own time, with a patience that nothing hangs on",
    "tests/support/processes/watched_loop.py": "the server of tests/system/timing",
    "tests/support/processes/many_clients.py": "clients of `make slow SUITE=overload`, which measures",
    "tests/support/processes/worker_processes.py": "workers poll for work, and are killed at any moment",
    "tests/system/test_signing_page.py": "another process reads the clock; what it signs is held against it",
    "tests/system/iiif/run.py": "`make slow SUITE=iiif`, likewise",
    "tests/system/contract/run.py": "`make slow SUITE=contract`, likewise",
    "tests/system/contract/lambda_server.py": "`make slow SUITE=contract`, likewise",
}


def slow(node: ast.AST) -> bool:
    return any(isinstance(part, ast.Attribute) and part.attr == "slow" for part in ast.walk(node))


def gated(tree: ast.Module) -> Iterator[ast.AST]:
    """Give the statements of a file that a run of the gate may come to."""
    marks = [
        node for node in tree.body if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "pytestmark"
    ]
    if any(map(slow, marks)):
        return
    for node in tree.body:
        if not (isinstance(node, ast.FunctionDef) and any(map(slow, node.decorator_list))):
            yield node


def clocks(text: str) -> set[str]:
    """Return the clocks and meters that a file reads in the gate."""
    found: set[str] = set()
    for node in (part for statement in gated(ast.parse(text)) for part in ast.walk(statement)):
        match node:
            case ast.Attribute(attr=name, value=ast.Name(id=owner)) if name in CLOCKS - {"sleep"} or (
                owner == "time" and name in FROM_TIME | CLOCKS
            ):
                found.add(name)
            case ast.ImportFrom(module="time", names=names):
                found |= {each.name for each in names} & (CLOCKS | FROM_TIME)
            case ast.Import(names=names):
                found |= {each.name for each in names} & CLOCKS
            case _:
                pass
    return found


def test_no_test_of_the_gate_reads_a_clock() -> None:
    found = {str(path.relative_to(ROOT)): clocks(path.read_text()) for path in sorted((ROOT / "tests").rglob("*.py"))}
    reading = {path: names for path, names in found.items() if names}
    assert {path: names for path, names in reading.items() if path not in ALLOWED} == {}
    assert [path for path in ALLOWED if path not in reading] == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("import time\ndef test_a():\n    assert time.perf_counter() < 1", {"perf_counter"}),
        ("import time\ndef test_a():\n    time.sleep(1)", {"sleep"}),
        ("from time import monotonic as now", {"monotonic"}),
        ("import resource\nresource.getrusage(0)", {"getrusage"}),
        ("import tracemalloc", {"tracemalloc"}),
        ("import pytest, time\npytestmark = pytest.mark.slow\ntime.time()", set()),
        ("import pytest, time\n@pytest.mark.slow\ndef test_a():\n    time.time()", set()),
        ("import asyncio\nasyncio.BaseEventLoop.time\nfrom time import strftime", set()),
    ],
)
def test_a_clock_is_seen_wherever_it_is_read(text: str, found: set[str]) -> None:
    assert clocks(text) == found


def test_examples_are_the_same_everywhere_and_nobody_measures_how_long_they_take() -> None:
    assert PROFILE.derandomize
    assert PROFILE.deadline is None
