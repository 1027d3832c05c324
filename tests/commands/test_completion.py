"""Completion: the scripts offer what the parser and the declarations have, in every shell that is here."""

from pathlib import Path

import pytest

from handler.commands.arguments.pictures import SHELLS
from handler.commands.completion import SCRIPTS
from handler.commands.line import COMMANDS, line
from tests.commands.conftest import Said
from tests.support.shells import offered

LINES: tuple[tuple[str, set[str]], ...] = (
    ("tintype re", {"render"}),
    ("tintype render --f", {"--force"}),
    ("tintype render a b fi", {"fit="}),
    ("tintype render a b fit=cro", {"fit=crop", "fit=cropmax"}),
    ("tintype render a b w=300,loss", {"w=300,lossless="}),
    ("tintype render a b crop=top,lef", {"crop=top,left"}),
    ("tintype render --jobs 3 a b loss", {"lossless="}),
    ("tintype render generate:mon", {"generate:montage"}),
    ("tintype explain '/images/bee.jpg?w=300&fm=web", {"/images/bee.jpg?w=300&fm=webp"}),
    ("tintype completion f", {"fish"}),
    ("tintype translate --to thumb", {"thumbor"}),
)
AFTER_THE_SIGN = {"fit=crop": "crop", "fit=cropmax": "cropmax", "generate:montage": "montage"}
"""Bash parts words at = and :, and wants what follows."""


@pytest.fixture(scope="module")
def scripts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    from handler.commands.completing.menu import menu

    found = menu(line().commands, COMMANDS)
    folder = tmp_path_factory.mktemp("scripts")
    for shell, script in SCRIPTS.items():
        (folder / shell).write_text(script(found))
    return {shell: folder / shell for shell in SCRIPTS}


@pytest.mark.parametrize("shell", SHELLS)
def test_a_shell_offers_commands_options_parameters_and_their_words(shell: str, scripts: dict[str, Path]) -> None:
    for typed, expected in LINES:
        found = set(offered(shell, scripts[shell], typed))
        if shell == "bash":
            expected = {AFTER_THE_SIGN.get(each, each) for each in expected}  # noqa: PLW2901
            expected = {each.removeprefix("crop=").removeprefix("w=") for each in expected}  # noqa: PLW2901
        if shell == "fish" and "'" in typed:
            found = {each.strip("'\"") for each in found}
        assert expected <= found, (typed, found)
        assert len(found) < 6, (typed, found)


@pytest.mark.parametrize("shell", SHELLS)
def test_every_command_is_offered(shell: str, scripts: dict[str, Path]) -> None:
    assert set(COMMANDS) <= set(offered(shell, scripts[shell], "tintype "))


def test_the_command_prints_a_script(said: Said, scripts: dict[str, Path]) -> None:
    assert said("completion", "bash") == (0, scripts["bash"].read_text())
    assert said("completion", "tcsh")[0] == 2
