"""What tests of the command line share: an environment without settings, and a way to run a command."""

import os
from collections.abc import Callable

import pytest

from handler.commands.line import main

KEY = "a-key-of-the-tests-no-other"
Said = Callable[..., tuple[int, str]]


@pytest.fixture
def environ(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Replace the environment by one without settings, which a command may change."""
    bare = {name: text for name, text in os.environ.items() if name != "PORT" and not name.startswith("TINTYPE_")}
    monkeypatch.setattr(os, "environ", bare)
    return bare


@pytest.fixture
def said(environ: dict[str, str], capsys: pytest.CaptureFixture[str]) -> Said:
    """Return a function that runs a command, and returns its status and all that it said."""

    def run(*words: str, **settings: str) -> tuple[int, str]:
        environ.update(settings)
        try:
            status = main(list(words))
        except SystemExit as ended:
            status = int(ended.code or 0)
        told = capsys.readouterr()
        return status, told.out + told.err

    return run
