"""Validation texts: what a value must be, in this project's words, for every kind of fault."""

from typing import Annotated, Any, Literal

import pytest
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError, field_validator

from handler.core.validation_text import OTHERWISE, expected, sentence, sentence_list


class Declaration(BaseModel):
    """One field for each kind of fault."""

    model_config = ConfigDict(strict=True, extra="forbid", allow_inf_nan=False)

    whole: int = 0
    number: Annotated[float, Field(gt=0, le=2.5)] = 1.0
    ratio: Annotated[float, Field(ge=1, lt=10)] = 1.0
    flag: bool = False
    word: Literal["crop", "clip", "max"] = "max"
    only: Literal["one"] = "one"
    text: Annotated[str, Field(min_length=2, max_length=4, pattern="^[a-z]+$")] = "aa"
    several: Annotated[tuple[int, ...], Field(min_length=1, max_length=2)] = (1,)
    own: int = 0

    @field_validator("own")
    @classmethod
    def even(cls, own: int) -> int:
        """Refuse odd numbers in words of our own."""
        if own % 2:
            raise ValueError("only even numbers are meant")
        return own


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("whole", "a", "must be a whole number"),
        ("whole", 1.5, "must be a whole number"),
        ("number", "a", "must be a number"),
        ("number", 0, "must be above 0"),
        ("number", 3, "must be at most 2.5"),
        ("number", float("nan"), "must be a finite number"),
        ("ratio", 0.5, "must be at least 1"),
        ("ratio", 10, "must be below 10"),
        ("flag", "yes", "must be true or false"),
        ("word", "fit", "must be crop, clip or max"),
        ("only", "two", "must be one"),
        ("text", 5, "must be a text"),
        ("text", "a", "must have at least 2 characters"),
        ("text", "aaaaa", "must have at most 4 characters"),
        ("text", "A1", "must be of another form"),
        ("several", 5, "must be a list"),
        ("several", (), "must have at least 1, not 0"),
        ("several", (1, 2, 3), "must have at most 2, not 3"),
        ("own", 3, "only even numbers are meant"),
        ("other", 3, "there is no such member"),
    ],
)
def test_each_fault_says_what_the_value_must_be(field: str, value: object, words: str) -> None:
    with pytest.raises(ValidationError) as caught:
        Declaration.model_validate({field: value})
    (fault,) = caught.value.errors()
    assert sentence(fault) == words


def test_a_kind_of_fault_without_words_has_some_all_the_same() -> None:
    fault: Any = {"type": "url_parsing", "ctx": {"error": "invalid"}}
    assert sentence(fault) == OTHERWISE


def test_the_words_that_are_expected_are_written_as_json_writes_them() -> None:
    assert expected({"expected": "'a', 'b' or 'c'"}) == ["a", "b", "c"]
    assert expected({"expected_tags": "'blur', 'trim'"}) == ["blur", "trim"]
    assert expected({"expected": "True"}) == ["true"]


@pytest.mark.parametrize(("words", "text"), [(["a"], "a"), (["a", "b"], "a or b"), (["a", "b", "c"], "a, b or c")])
def test_words_are_listed_as_in_a_sentence(words: list[str], text: str) -> None:
    assert sentence_list(words) == text


def test_a_pattern_is_told_in_words() -> None:
    for pattern, told in (
        ("^[0-9a-f]{64}$", "must be of the digits 0 to f, 64 of them"),
        ("^[A-Za-z0-9._-]{1,9}$", "must be of letters, digits, ., _ and -, at most 9 of them"),
        ("^[0-9.]{0,16}%?$", "must be of digits and ., at most 16 of them, or percent"),
        ("^(a|b)$", "must be of another form"),
    ):
        kind = TypeAdapter(Annotated[str, Field(pattern=pattern)])
        with pytest.raises(ValidationError) as caught:
            kind.validate_python("é")
        assert sentence(caught.value.errors()[0]) == told
