"""What foreign dialects share: errors in their own words, and no recipe that is too long."""

import pytest

from handler.core.output import Output
from handler.core.source import Stored
from handler.dialects.foreign.words import declared, recipe_of, unknown
from handler.errors import InvalidParameter
from handler.ops.blur import Blur
from handler.recipe import MAX_OPS


def test_a_fault_is_told_in_the_words_of_the_dialect() -> None:
    assert declared(Blur, "blur()", "3", radius=3).radius == 3
    with pytest.raises(InvalidParameter, match=r"^blur\(\)=999: must be at most 250") as caught:
        declared(Blur, "blur()", "999", radius=999)
    assert caught.value.facts["parameter"] == "blur()"


def test_an_unknown_word_is_named_with_the_nearest() -> None:
    assert unknown("blurr", ["blur"], "filter").detail == "there is no filter 'blurr'; did you mean blur?"
    assert unknown("zzz" * 99, ["blur"]).detail.startswith("there is no parameter 'zzz")
    assert len(unknown("zzz" * 99, ["blur"]).detail) < 120


def test_too_many_operations_blame_a_word() -> None:
    source, blur = Stored(key="a.jpg"), Blur(radius=3)
    assert recipe_of(source, (blur,), Output(), "filters").ops == (blur,)
    with pytest.raises(InvalidParameter, match=f"at most {MAX_OPS} operations"):
        recipe_of(source, (blur,) * (MAX_OPS + 1), Output(), "filters")
