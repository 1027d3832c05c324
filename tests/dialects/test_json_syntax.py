"""JSON syntax: no member twice, and what is wrong is said so that a name can stand before it."""

import pytest

from handler.dialects.json_syntax import Repeated, parse_json


def test_json_is_read_from_text_and_from_bytes() -> None:
    assert parse_json('{"a": [1, 0.5, null]}') == parse_json(b'{"a": [1, 0.5, null]}') == {"a": [1, 0.5, None]}


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ("", "is empty"),
        (" \n", "is empty"),
        (b"\xff{", "is not UTF-8: byte 1 begins no character"),
        ("{", "is not JSON: line 1, column 2"),
        ("[1,\n2,]", "is not JSON: line 2, column 3"),
        ("[" * 100_000, "nested too deeply"),
        ("[" + "9" * 1001 + "]", "^holds a number of more than 1,000 digits$"),
        ("-" + "9" * 5000, "^holds a number of more than 1,000 digits$"),
    ],
)
def test_what_is_wrong_is_said_without_the_libraries_words(data: str | bytes, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        parse_json(data)


@pytest.mark.parametrize("data", ['{"a": 1, "a": 1}', '{"b": {"a": 1, "a": 2}}'])
def test_a_member_given_twice_is_named(data: str) -> None:
    with pytest.raises(Repeated, match="'a' is given more than once") as caught:
        parse_json(data)
    assert caught.value.name == "a"


def test_a_long_name_is_cut() -> None:
    name = "a" * 1000
    with pytest.raises(Repeated) as caught:
        parse_json(f'{{"{name}": 1, "{name}": 1}}')
    assert 0 < len(caught.value.name) < 100
