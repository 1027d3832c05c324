"""Picture arguments: what the commands of pictures take."""

from handler.commands.arguments.pictures import ADDED, SHELLS
from handler.commands.completion import SCRIPTS
from handler.commands.line import COMMANDS, line


def test_their_commands_are_there_and_take_what_they_need() -> None:
    assert set(ADDED) <= set(COMMANDS)
    chosen = line().parse_args(["render", "a", "b", "w=3", "fm=png"])
    assert (chosen.picture, chosen.out, chosen.words, chosen.jobs) == ("a", "b", ["w=3", "fm=png"], 0)


def test_every_shell_that_is_offered_has_a_script() -> None:
    assert tuple(SCRIPTS) == SHELLS
