"""The page of commands: every command and option is in it, and what it shows is what they print."""

import re
import runpy
from pathlib import Path
from typing import Any

import pytest

from handler.commands.completing.menu import menu
from handler.commands.line import COMMANDS, line

DOCS = Path(__file__).parents[2] / "docs"
PAGE = (DOCS / "commands.md").read_text()


def plain(text: str) -> str:
    """Return a text without what differs from one machine to another: numbers, digests, how lines are wrapped."""
    return " ".join(re.sub(r"\b[0-9a-f]{64}\b|\d[\d.,]*", "#", text).split())


@pytest.fixture(scope="module")
def program() -> dict[str, Any]:
    return runpy.run_path(str(DOCS / "commands.py"))


def test_every_command_and_option_is_in_it() -> None:
    for each in menu(line().commands, COMMANDS).commands:
        assert f"\n## `{each.name}`: " in PAGE
        assert f"$ tintype {each.name} --help\n" in PAGE
        assert [option.name for option in each.options if f"{option.name} " not in PAGE] == []


def test_it_shows_what_the_commands_print(program: dict[str, Any]) -> None:
    assert plain(program["renewed"](PAGE)) == plain(PAGE), "PYTHONPATH=. python docs/commands.py write"
