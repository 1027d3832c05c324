"""Menu: every command with its options, and every parameter with its words, for the scripts of all shells.

Commands are read off the parser, parameters off the declarations: nothing is listed by hand.
"""

import argparse
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from handler.core.suggest import SHOWN
from handler.dialects.native.vocabulary import vocabulary
from handler.dialects.table import families
from handler.generators import NAMES

WORDED = {"words": "parameters", "url": "query"}
"""Arguments that take parameters: each its own, or in the query of an address."""

DIALECT = "DIALECT"
"""What the help calls an argument that names one."""


class Option(NamedTuple):
    """An option. takes: whether a value follows it. choices: what that may be, empty for any."""

    name: str
    about: str
    takes: bool
    choices: tuple[str, ...] = ()


class CommandEntry(NamedTuple):
    """A command. choices: what its first argument may be. worded: how it takes parameters, empty for not at all."""

    name: str
    about: str
    options: tuple[Option, ...]
    choices: tuple[str, ...] = ()
    worded: str = ""


class Menu(NamedTuple):
    """What can be typed. values: the words of each parameter, none where it takes numbers or any text."""

    commands: tuple[CommandEntry, ...]
    values: Mapping[str, tuple[str, ...]]
    generators: tuple[str, ...]


def menu(commands: Mapping[str, argparse.ArgumentParser], abouts: Mapping[str, str]) -> Menu:
    """Return the menu of these commands."""
    entries = (_entry(name, parser, abouts[name]) for name, parser in commands.items())
    values = {name: tuple(worded(words[0].schema())) for name, words in sorted(vocabulary().items())}
    return Menu(tuple(entries), values, NAMES)


def _entry(name: str, parser: argparse.ArgumentParser, about: str) -> CommandEntry:
    actions = parser._actions  # noqa: SLF001 - argparse tells its arguments nowhere else
    options = (option for action in actions for option in _options(action))
    choices = next((tuple(action.choices or ()) for action in actions if _names(action)), ())
    worded = next((WORDED[action.dest] for action in actions if action.dest in WORDED), "")
    return CommandEntry(name, about, tuple(options), choices, worded)


def _names(action: argparse.Action) -> bool:
    return not action.option_strings and action.choices is not None


def _options(action: argparse.Action) -> Iterator[Option]:
    choices = tuple(sorted(families())) if action.metavar == DIALECT else tuple(action.choices or ())
    about = (action.help or "").partition(";")[0][: SHOWN * 2]
    for name in action.option_strings:
        if name.startswith("--"):
            yield Option(name, about, action.nargs != 0, choices)


def worded(schema: Mapping[str, Any]) -> Iterator[str]:
    """Yield the words that a schema lists, in order; none where numbers or any text are meant."""
    if schema.get("type") == "boolean":
        yield from ("true", "false")
    said = (*schema.get("enum", ()), *([schema["const"]] if "const" in schema else []))
    yield from (str(word).lower() if isinstance(word, bool) else str(word) for word in said)
    for part in (*schema.get("anyOf", ()), *([schema["items"]] if isinstance(schema.get("items"), dict) else [])):
        yield from worded(part)
