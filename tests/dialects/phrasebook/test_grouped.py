"""Grouped words: several operations in one text become words of a query, and a text again."""

import pytest

from handler.dialects.phrasebook.grouped import Grammar

COLONS, UNDERLINES = Grammar("=", ":", bare=True), Grammar(",", "_")


@pytest.mark.parametrize(
    ("grammar", "text", "query"),
    [
        (COLONS, "resize=fit:crop,width:300/auto_image", "resize.fit=crop&resize.width=300&auto_image=1"),
        (UNDERLINES, "resize,w_300,m_fill/format,webp", "resize.w=300&resize.m=fill&format=webp"),
        (UNDERLINES, "interlace,1", "interlace=1"),
        (COLONS, "", ""),
    ],
)
def test_words_and_text_say_each_other(grammar: Grammar, text: str, query: str) -> None:
    assert grammar.query(text) == query
    assert grammar.text(query) == text


def test_what_has_a_meaning_in_a_query_is_escaped() -> None:
    assert COLONS.query("a=b:x&y=z,,c//d") == "a.b=x%26y%3Dz&a=c&d=1"
    assert COLONS.text("a.b=x%26y") == "a=b:x%26y"
