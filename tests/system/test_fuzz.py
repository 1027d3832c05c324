"""The fuzzers: a short run finds nothing, what was once found stays mended, and what would be wrong would be seen."""

import subprocess
import sys
from math import inf
from pathlib import Path

import pytest

from fuzz import work
from fuzz.__main__ import FOUND
from fuzz.mutations import LARGEST, PNG, repaired
from fuzz.pictures import unused
from fuzz.seeds import seeds
from fuzz.work import given, run
from handler.codecs import sniff
from handler.config.settings import INPUTS, OPTIONAL_INPUTS
from tests.support.waiting import PATIENCE

ROOT = Path(__file__).parents[2]
WRONG = """
import os, time
def made(random): return b""
def tried(data): {}
"""


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """No busy machine looks like an input that hangs."""
    monkeypatch.setattr(work, "HANGS", PATIENCE)
    monkeypatch.setattr(work, "START", PATIENCE)


@pytest.mark.parametrize(("kind", "inputs"), [("pictures", 150), ("texts", 300)])
def test_a_short_run_finds_nothing(kind: str, inputs: int) -> None:
    tried = [*run(kind, 0, inf, inputs)]
    assert [each.number for each in tried] == [*range(inputs)]
    assert [each for each in tried if each.failed] == []
    assert len({each.outcome for each in tried}) > 4


def test_what_was_found_once_stays_mended() -> None:
    command = [sys.executable, "-m", "fuzz", "--again"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=10 * PATIENCE, check=False)
    assert done.returncode == 0, done.stdout
    assert len(done.stdout.splitlines()) == len([*FOUND.iterdir()]) > 0


@pytest.mark.parametrize(
    ("body", "outcome"),
    [
        ("raise ValueError('wrong')", "!ValueError: wrong"),
        ("os._exit(3)", "!died (3)"),
        ("os.kill(os.getpid(), 11)", "!died (-11)"),
        ("time.sleep(60)", "!hangs"),
    ],
)
def test_what_should_not_be_is_seen_and_the_next_input_tried(
    body: str, outcome: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "fuzz").mkdir()
    (tmp_path / "fuzz" / "wrong.py").write_text(WRONG.format(body))
    monkeypatch.syspath_prepend(tmp_path)
    if outcome == "!hangs":
        monkeypatch.setattr(work, "HANGS", 0.5)
        monkeypatch.setattr(work, "START", 0.5)
    first, second = run("wrong", 0, inf, 2)
    assert (first.number, second.number) == (0, 1)
    assert first.failed
    assert first.outcome.startswith(outcome)


@pytest.mark.parametrize("kind", ["pictures", "texts"])
def test_an_input_is_the_same_by_its_number(kind: str) -> None:
    assert [given(kind, 1, number) for number in range(30)] == [given(kind, 1, number) for number in range(30)]
    assert given(kind, 1, 0) != given(kind, 2, 0)
    assert all(len(given(kind, 1, number)) <= LARGEST + 1 for number in range(100))


def test_there_are_seeds_of_every_kind_and_recipes_of_every_operation() -> None:
    assert {sniff(seed[:64]) for seed in seeds()} == INPUTS | OPTIONAL_INPUTS
    assert unused() == []


def test_checksums_and_lengths_are_put_right() -> None:
    picture = next(seed for seed in seeds() if seed.startswith(PNG))
    assert repaired(picture) == picture
    assert repaired(picture[:16] + b"\0\0\0\x09" + picture[20:29] + b"????" + picture[33:]) != picture
    moving = next(seed for seed in seeds() if seed.startswith(b"RIFF"))
    assert repaired(b"RIFF\0\0\0\0" + moving[8:]) == moving
