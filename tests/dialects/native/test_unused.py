"""Unused: a parameter that refines what nobody asked for is an error, and its default is not."""

import pytest

from handler.dialects.native.query_form import _read
from handler.dialects.native.unused import check_used
from handler.dialects.native.vocabulary import vocabulary
from handler.errors import InvalidParameter
from handler.ops.resize import Resize


def test_what_refines_nothing_is_named_with_what_would_ask_for_it() -> None:
    words = vocabulary()
    with pytest.raises(InvalidParameter, match=r"^fit says nothing alone; it goes with ar, h, .*w$") as caught:
        check_used({"fit": "crop"}, words, (), _read)
    assert caught.value.facts["parameter"] == "fit"
    check_used({"fit": "max"}, words, (), _read)
    check_used({"fit": "crop", "w": "9"}, words, (Resize(w=9, fit="crop"),), _read)
    with pytest.raises(InvalidParameter, match=r"^fit=zzzz: "):
        check_used({"fit": "zzzz"}, words, (), _read)
