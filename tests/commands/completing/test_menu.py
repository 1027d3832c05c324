"""Menu: all commands, options and parameters, and nothing that is listed by hand."""

from handler.commands.completing.menu import menu, worded
from handler.commands.line import COMMANDS, line
from handler.core.formats.catalogue import WRITTEN
from handler.dialects.native.vocabulary import vocabulary
from handler.dialects.table import families
from handler.generators import NAMES

MENU = menu(line().commands, COMMANDS)


def test_it_has_what_the_parser_and_the_declarations_have() -> None:
    assert [each.name for each in MENU.commands] == list(COMMANDS)
    assert set(MENU.values) == set(vocabulary())
    assert set(WRITTEN) <= set(MENU.values["fm"])
    assert MENU.values["lossless"] == ("true", "false")
    assert MENU.values["w"] == ()
    assert MENU.generators == NAMES


def test_a_value_follows_an_option_or_not() -> None:
    [render] = (each for each in MENU.commands if each.name == "render")
    assert {option.name: option.takes for option in render.options} == {
        "--help": False,
        "--recipe": True,
        "--jobs": True,
        "--force": False,
        "--limits": True,
    }
    assert render.worded == "parameters"
    [translate] = (each for each in MENU.commands if each.name == "translate")
    assert next(option for option in translate.options if option.name == "--to").choices == tuple(sorted(families()))


def test_words_are_found_however_deep_a_schema_has_them() -> None:
    schema = {"anyOf": [{"type": "array", "items": {"enum": ["a", 1]}}, {"const": True}, {"type": "integer"}]}
    assert [*worded(schema)] == ["a", "1", "true"]
