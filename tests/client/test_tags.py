"""Tags: whatever is in an attribute, a browser reads it back; no attribute takes a parameter's place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handler.client.tags import ATTRIBUTES, MEDIA_TYPES, tag
from handler.client.words import WORDS
from handler.core.formats.catalogue import ROWS
from handler.dialects.native.spellings import SYNONYMS
from tests.support.client_pages import Tags


@given(st.text())
def test_every_text_comes_back(text: str) -> None:
    ((name, given),) = Tags(tag("img", {"alt": text, "id": None, "src": "/a?b=c&d=e"})).found
    assert (name, given) == ("img", {"alt": text, "src": "/a?b=c&d=e"})


def test_no_attribute_of_a_picture_is_a_word() -> None:
    assert set() == ATTRIBUTES & WORDS


@pytest.mark.parametrize("name", MEDIA_TYPES)
def test_media_types_are_those_of_the_formats(name: str) -> None:
    rows = {str(row.name): row.media_type for row in ROWS}
    assert MEDIA_TYPES[name] == rows[SYNONYMS["fm"].get(name, name)]
