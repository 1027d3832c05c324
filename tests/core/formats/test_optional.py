"""Optional formats: what an extra of the package reads or writes, and nobody has without asking for it."""

import tomllib
from pathlib import Path

from handler.core.formats.optional import OPTIONAL

PROJECT = tomllib.loads((Path(__file__).parents[3] / "pyproject.toml").read_text())["project"]


def test_each_names_an_extra_that_can_be_installed() -> None:
    assert {row.extra for row in OPTIONAL} <= set(PROJECT["optional-dependencies"])


def test_none_is_read_unless_somebody_says_so() -> None:
    assert [row.name for row in OPTIONAL if row.reading and row.reading.on] == []


def test_none_is_chosen_for_a_client_that_left_the_choice() -> None:
    assert {row.clients for row in OPTIONAL} == {"few"}
