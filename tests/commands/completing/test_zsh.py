"""Zsh: the script says nothing that zsh takes for an error, and has every parameter."""

import shutil
import subprocess
from pathlib import Path

import pytest

from handler.commands.completing.menu import CommandEntry, Menu, Option
from handler.commands.completing.zsh import zsh_script

MENU = Menu(
    (CommandEntry("make", 'what\'s "made"', (Option("--to", "it's where", takes=True),), ("a", "b")),),
    {"fit": ("max", "crop"), "w": ()},
    ("card",),
)


def test_(tmp_path: Path) -> None:
    program = shutil.which("zsh")
    if program is None:
        pytest.skip("there is no zsh here")
    (tmp_path / "script").write_text(zsh_script(MENU))
    done = subprocess.run([program, "-n", tmp_path / "script"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_it_has_what_the_menu_has() -> None:
    script = zsh_script(MENU)
    for word in ("make", "--to", "max crop", "fit", "generate:card"):
        assert word in script
    assert "$$" not in script
