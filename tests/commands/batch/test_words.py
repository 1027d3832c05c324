"""Words: parameters on a command line become the query of a URL."""

import pytest

from handler.commands.batch.words import query_of_words, says_format
from handler.commands.misuse import Misuse
from handler.dialects.native.vocabulary import vocabulary
from handler.generators.card import Card


@pytest.mark.parametrize(
    ("words", "query"),
    [
        (["w=300", "fm=webp"], "w=300&fm=webp"),
        (["w=300,fm=webp"], "w=300&fm=webp"),
        (["w=300&fm=webp"], "w=300&fm=webp"),
        (["rect=0,0,400,300,crop=top,left,w=3"], "rect=0,0,400,300&crop=top,left&w=3"),
        (["bg=fff,pad=2"], "bg=fff&pad=2"),
        (["txt=Salt, pepper & x=3, y=4"], "txt=Salt,%20pepper%20%26%20x%3D3,%20y%3D4"),
        (["?w=300&txt=a%20b&&fm=png"], "w=300&txt=a%20b&fm=png"),
        (["w=300,widht=3"], "w=300&widht=3"),
        (["w="], "w="),
    ],
)
def test_an_argument_is_a_parameter_or_several(words: list[str], query: str) -> None:
    assert query_of_words(words, vocabulary()) == query


def test_the_texts_of_a_generator_are_free_too() -> None:
    assert query_of_words(["title=a,w=3"], vocabulary(Card)) == "title=a,w%3D3"


@pytest.mark.parametrize("word", ["300x200", "=3", "w"])
def test_what_is_no_parameter_is_told(word: str) -> None:
    with pytest.raises(Misuse, match=f"'{word}' is no parameter; one is a name and a value, as w=300"):
        query_of_words([word], vocabulary())


@pytest.mark.parametrize(("query", "says"), [("fm=png", True), ("w=3&format=png", True), ("w=3", False), ("", False)])
def test_a_format_may_be_said_under_any_of_its_names(query: str, says: bool) -> None:
    assert says_format(query) is says
