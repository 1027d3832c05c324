"""The slow suites: each names what is there, and what cannot be run says so."""

from pathlib import Path

import pytest

from tools import slow_suites
from tools.slow_suites import main, suites

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("name", suites())
def test_a_suite_runs_what_is_there(name: str) -> None:
    files = [part for part in suites()[name].command if part.startswith(("tests/", "benchmarks/", "tools/"))]
    assert [part for part in files if not (ROOT / part).exists()] == []
    assert files or "pytest" in suites()[name].command


def test_without_a_name_all_are_listed_with_what_they_do(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split(maxsplit=3)[3] for line in lines] == [suite.what for suite in suites().values()]


@pytest.mark.parametrize("arguments", [["chaoss"], ["chaos", "faults"], ["--check", "chaoss"], ["--check"]])
def test_a_name_that_is_none_is_refused(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 2
    assert "they are alike, bench-check, browser, cdk" in capsys.readouterr().err


def test_what_a_suite_lacks_is_named(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    assert main(["browser"]) == 2
    assert "needs chromedriver on PATH" in capsys.readouterr().err


def test_options_are_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EXAMPLES", "20")
    monkeypatch.setenv("PARALLEL", "--numprocesses 2")
    assert suites()["contract"].command[-1] == "20"
    assert "--numprocesses" in suites()["search"].command
    assert "--numprocesses" not in suites()["chaos"].command


def test_the_status_is_that_of_the_suite(monkeypatch: pytest.MonkeyPatch) -> None:
    failing = {"failing": slow_suites.Suite("fails", ("-c", "raise SystemExit(3)"))}
    monkeypatch.setattr(slow_suites, "suites", lambda: failing)
    assert main(["failing"]) == 3
