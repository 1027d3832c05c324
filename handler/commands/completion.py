"""Completion: print the script by which a shell completes these commands, their options and their parameters."""

import argparse
from collections.abc import Callable

from handler.commands import line
from handler.commands.completing.bash import bash_script
from handler.commands.completing.fish import fish_script
from handler.commands.completing.menu import Menu, menu
from handler.commands.completing.zsh import zsh_script

SCRIPTS: dict[str, Callable[[Menu], str]] = {"bash": bash_script, "zsh": zsh_script, "fish": fish_script}
"""By the shell; those that the argument offers."""


def run(chosen: argparse.Namespace) -> int:
    """Print it."""
    print(SCRIPTS[chosen.shell](menu(line.line().commands, line.COMMANDS)), end="")
    return 0
