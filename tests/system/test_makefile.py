"""The Makefile: few targets, each explained, and none told of in the docs that is not there."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tools.slow_suites import suites

ROOT = Path(__file__).parents[2]
MAKEFILE = (ROOT / "Makefile").read_text()
EXPLAINED = set(re.findall(r"^([a-z-]+):.*## ", MAKEFILE, re.MULTILINE))
PAGES = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").glob("*.md"))]


def made(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = ["make", "--silent", "--no-print-directory", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_there_are_few_targets() -> None:
    assert len(EXPLAINED) <= 15  # with help, which a bare make is


def test_a_bare_make_lists_them() -> None:
    listed = made().stdout
    assert {line.split()[1] for line in listed.splitlines()} == EXPLAINED


def test_a_bare_make_slow_lists_the_suites() -> None:
    done = made("slow")
    assert [line.split()[2] for line in done.stdout.splitlines()] == [f"SUITE={name}" for name in suites()]


@pytest.mark.parametrize("named", ["nope", "chaos faults"])
def test_a_suite_that_is_none_is_refused_before_anything_is_installed(named: str, tmp_path: Path) -> None:
    done = made("slow", f"SUITE={named}", f"VENV={tmp_path}/venv", f"PYTHON={sys.executable}")
    assert done.returncode != 0
    assert f"there is no suite {named!r}; they are alike, bench-check, browser, cdk, chaos" in done.stderr
    assert not [*tmp_path.iterdir()]


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_the_pages_name_targets_and_suites_that_there_are(page: Path) -> None:
    text = page.read_text()
    named = set(re.findall(r"(?:`|^|&& )make ([a-z-]+)", text, re.MULTILINE))
    assert named <= EXPLAINED
    assert set(re.findall(r"make slow SUITE=([\w-]+)", text)) <= suites().keys()
