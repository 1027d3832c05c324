"""Uploadcare filters: each is an operation of ours, and is written as it is read."""

import pytest

from handler.dialects.vendors.uploadcare_filters import FILTER_WORDS, FILTERS
from handler.errors import InvalidParameter
from handler.ops.flip import Flip
from tests.support.requests.foreign_pictures import ops

SAID = (
    ("rotate", "90", "rot=90"),
    ("flip", "", "flip=v"),
    ("grayscale", "", "sat=-100"),
    ("saturation", "20", "sat=20"),
    ("blur", "", "blur=5"),
    ("sharp", "10", "sharp=50"),
    ("border_radius", "9", "corner-radius=9"),
    ("enhance", "", "enhance=50"),
    ("autorotate", "yes", ""),
)


def test_a_filter_is_an_operation_and_back() -> None:
    for word, text, query in SAID:
        found = FILTERS[word](*([text] if text else []))
        assert found == ops(query), word
        for op in found:
            ((name, value),) = FILTER_WORDS[type(op)](op)
            assert FILTERS[name](*([value] if value else [])) == found, word


def test_what_has_no_word_or_no_such_value_is_told() -> None:
    assert FILTER_WORDS[Flip](Flip(axis="hv")) == []
    for word, text in (("autorotate", "no"), ("rotate", "999"), ("sharp", "21"), ("contrast", "500")):
        with pytest.raises(InvalidParameter, match=word):
            FILTERS[word](text)
