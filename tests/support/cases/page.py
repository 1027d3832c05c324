"""The table of cases in docs/security.md: `python tests/support/cases/page.py` writes it again, and keeps the results.

Results are those of the last `make security` (tests/support/cases/record.py); whether the rest is fresh, a test says.
"""

import re
from collections.abc import Iterator, Mapping

from tests.support.cases.held import ROOT, Holder, held
from tests.support.cases.table import CASES, GROUPS

PAGE = ROOT / "docs" / "security.md"
START, END = "<!-- cases: written by `make security` and `make docs` -->\n", "<!-- end of cases -->\n"
RUN = "Last run: "
NEVER = f"{RUN}none.\n"
SHOWN = 3
"""So many tests of a case are named."""


def table(results: Mapping[str, str], run: str = NEVER) -> str:
    """Return the generated part: a table for each group, results as they are given."""
    tests = held()
    return "\n".join([f"{START}{run}", *(line for letter in GROUPS for line in _group(letter, tests, results)), END])


def _group(letter: str, tests: Mapping[str, list[Holder]], results: Mapping[str, str]) -> Iterator[str]:
    yield f"### {letter}. {GROUPS[letter]}\n"
    yield "| case | what comes | what happens | held by | result |"
    yield "|---|---|---|---|---|"
    for case in (each for each in CASES.values() if each.id[0] == letter):
        by = case.reason if case.reason and case.id not in tests else _names(tests.get(case.id, []))
        yield f"| {case.id} | {case.comes} | {case.expected} | {by} | {results.get(case.id, '')} |"
    yield ""


def _names(tests: list[Holder]) -> str:
    named = [f"[{test.name.removeprefix('test_').replace('_', ' ')}](../{test.path})" for test in tests[:SHOWN]]
    more = [f"and {len(tests) - SHOWN} more"] if len(tests) > SHOWN else []
    return ", ".join([*named, *more])


def parted(text: str) -> tuple[str, str, str]:
    """Return what stands before the generated part, the part itself, and what comes after."""
    before, start, rest = text.partition(START)
    inside, end, after = rest.partition(END)
    return before, start + inside + end, after


def results_in(text: str) -> dict[str, str]:
    """Return the result of each case that a page shows."""
    return dict(re.findall(r"^\| ([A-L]\d\d) \|.*\| ([^|]*) \|$", text, re.MULTILINE))


def run_in(text: str) -> str:
    """Return the line that says when the results were had."""
    found = re.search(rf"^{RUN}.*\n", text, re.MULTILINE)
    return found[0] if found else NEVER


def write(results: Mapping[str, str] | None = None, run: str | None = None) -> None:
    """Write the page again; without results, those that it has stay."""
    text = PAGE.read_text()
    before, inside, after = parted(text)
    kept = results_in(inside) if results is None else results
    PAGE.write_text(before + table(kept, run_in(inside) if run is None else run) + after)


if __name__ == "__main__":
    write()
