"""Validation: of all that pydantic finds one fault is told, in the words of the query."""

import pytest
from pydantic import ValidationError

from handler.core.params import Declared
from handler.dialects import native
from handler.dialects.literals import Malformed
from handler.dialects.native.vocabulary import vocabulary
from handler.dialects.validation import blame, malformed, words, wrong
from handler.errors import InvalidParameter
from handler.generators.montage import Montage
from handler.ops.resize import Resize


def fault(kind: type[Declared], given: dict[str, str], **fields: object) -> InvalidParameter:
    with pytest.raises(ValidationError) as caught:
        kind.model_validate(fields)
    return blame(caught.value, kind, given)


def test_a_range_is_told_with_the_parameter_and_its_value() -> None:
    told = fault(Resize, {"w": "0"}, w=0)
    assert told.facts["parameter"] == "w"
    assert told.detail.startswith("w=0: ")


def test_a_near_word_is_proposed() -> None:
    told = fault(Resize, {"w": "9", "fit": "corp"}, w=9, fit="corp")
    assert told.facts["nearest"] == "crop"
    assert told.detail.endswith("; did you mean crop?")


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("w", "300px", "w=300px: must be pixels as 300, or a ratio as 0.5, in plain digits, without a unit"),
        ("border", "tomato,4", "border=tomato,4: write 4,tomato"),
        ("bg", "rgb(1", "bg=rgb(1: "),
    ],
)
def test_what_cannot_be_read_is_told_with_what_would_be(name: str, text: str, said: str) -> None:
    word = vocabulary()[name][0]
    error = Malformed("must be pixels as 300, or a ratio as 0.5, in plain digits")
    assert malformed(word, text, error).detail.startswith(said)


def test_a_value_is_wrong_only_by_its_own_fault() -> None:
    word = vocabulary()["w"][0]
    assert wrong(word, 300) is None
    assert wrong(word, 0) is not None


def test_the_words_of_an_annotation_are_found_inside_others() -> None:
    assert {"max", "crop", "fill"} <= set(words(Resize.model_fields["fit"].annotation))


def test_a_long_list_is_not_proposed_the_other_way_round() -> None:
    """It is cut where it is shown, and what is left of it would be a value."""
    with pytest.raises(InvalidParameter, match="no list of more than 64"):
        native.parse_made(f"keys={','.join(['bee.jpg'] * 65)}", Montage)
