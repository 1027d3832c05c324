"""Examples: every command has some, and each is one that its parser takes."""

import shlex

from handler.commands.arguments.examples import EXAMPLES
from handler.commands.line import COMMANDS, line


def test_every_command_has_examples_that_it_takes() -> None:
    assert list(EXAMPLES) == list(COMMANDS)
    for name, text in EXAMPLES.items():
        for example in text.splitlines():
            words = shlex.split(example.replace("<(", "").replace(")", ""))
            at = words.index("tintype")
            given = [word for word in words[at + 1 :] if not word.startswith(("|", ">", "<"))]
            chosen, _ = line().parse_known_args(given)
            assert chosen.command == name
