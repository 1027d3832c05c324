"""The door of facts: whatever is asked as a picture is told, not shown."""

import pytest

from handler.dialects.interface import DialectRequest, FactsReply
from handler.dialects.native import facts, stored


@pytest.mark.parametrize(("query", "bare"), [("", True), ("fm=json", True), ("w=300", False), ("auto=format", False)])
def test_every_query_asks_for_facts_and_only_those_of_the_file_alone_are_bare(query: str, bare: bool) -> None:
    told = facts.parse(DialectRequest(b"a.jpg", query))
    assert isinstance(told, FactsReply)
    assert told.bare is bare


def test_the_recipe_is_that_of_the_picture() -> None:
    asked = DialectRequest(b"a.jpg", "w=300&fm=webp&v=2")
    told = facts.parse(asked)
    assert isinstance(told, FactsReply)
    assert told.picture == stored.parse(asked)
    assert told.document is None
