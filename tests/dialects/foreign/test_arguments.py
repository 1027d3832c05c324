"""Arguments of foreign dialects: values in ranges and from tables, and errors that name word and value."""

import pytest

from handler.dialects.foreign.arguments import argument, dense, in_range, one_of, whole_in_range, wrong_argument
from handler.dialects.literals import flag
from handler.errors import InvalidParameter


def test_a_value_is_read_and_kept_in_its_range() -> None:
    assert (in_range("blur", "2.5", 0, 250), whole_in_range("w", "300", 1, 8192)) == (2.5, 300)
    assert argument("anim", "true", flag) is True
    for word, text, said in (
        ("blur", "251", "blur=251: must be 0 to 250"),
        ("blur", "x", "blur=x: must be a number, in plain digits with at most one point"),
    ):
        with pytest.raises(InvalidParameter, match=said):
            in_range(word, text, 0, 250)
    with pytest.raises(InvalidParameter, match="w=0: must be 1 to 8192"):
        whole_in_range("w", "0", 1, 8192)


def test_a_word_is_one_of_a_table_and_the_nearest_is_proposed() -> None:
    assert one_of("fit", "cover", {"cover": "crop"}) == "crop"
    with pytest.raises(InvalidParameter) as caught:
        one_of("fit", "covr", {"cover": "crop", "contain": "clip"})
    assert caught.value.detail == "fit=covr: must be cover or contain; did you mean cover?"
    assert caught.value.facts == {"parameter": "fit", "nearest": "cover"}


def test_a_density_multiplies_as_dpr_does_and_not_past_the_largest_side() -> None:
    assert [dense("w", 3, density) for density in (1, 1.5, 2)] == [3, 5, 6]
    with pytest.raises(InvalidParameter, match="w=5000: must be at most 8192 pixels, and is 10000 with dpr=2"):
        dense("w", 5000, 2)


def test_a_long_value_is_shown_in_part() -> None:
    assert len(wrong_argument("w", "9" * 999, "no").detail) < 60
