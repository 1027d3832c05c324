"""A pytest plugin, for `make security`: notes how the tests of each case ended, and writes it into docs/security.md."""

import platform
from collections import Counter
from datetime import UTC, datetime

import pytest

from tests.support.cases.held import held
from tests.support.cases.page import RUN, write
from tests.support.cases.table import CASES

WORST = ("failed", "skipped", "passed")
outcomes: dict[str, Counter[str]] = {}
marks: dict[str, set[str]] = {}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Note which cases each test bears."""
    for item in items:
        marks[item.nodeid] = {str(each) for mark in item.iter_markers("case") for each in mark.args}


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Note how a test ended: by its call, or by what kept it from being called."""
    if report.when == "call" or report.outcome != "passed":
        for each in marks.get(report.nodeid, ()):
            outcomes.setdefault(each, Counter())[report.outcome] += 1


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Write the page, and say what it now says."""
    tests = held()
    results = {each: said(each, slow=any(test.slow for test in tests.get(each, ()))) for each in CASES}
    kinds = Counter(result.partition(" (")[0] or "untested" for result in results.values())
    run = f"{RUN}{datetime.now(UTC):%Y-%m-%d}, Python {platform.python_version()}, {platform.machine()}: "
    counted = ", ".join(f"{number} {kind}" for kind, number in kinds.most_common())
    write(results, f"{run}{len(CASES)} cases, {counted}.\n")
    terminalreporter.write_sep("=", f"docs/security.md: {len(CASES)} cases, {counted}")


def said(case: str, *, slow: bool) -> str:
    """Return the result of a case: the worst of its tests, and how many ended so."""
    counted = outcomes.get(case, Counter())
    worst = next((outcome for outcome in WORST if counted[outcome]), None)
    if worst is None:
        return "slow, not run here" if slow else "not applicable" if CASES[case].reason else ""
    return f"{worst} ({counted[worst]})"
