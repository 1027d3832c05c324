"""Quality target: a number of 1 to 100, or one of four words, of which the shortest stands for the usual one."""

import json

import pytest
from pydantic import ValidationError

from handler.codecs._auto_quality_tables import WEIGHTS
from handler.core.formats import abilities
from handler.core.formats.quality_target import FINEST, TARGETS
from handler.core.output import Output
from handler.dialects import native
from handler.errors import InvalidParameter


@pytest.mark.parametrize("word", TARGETS)
def test_a_target_is_read_and_written_as_it_is(word: str) -> None:
    said = native.parse(f"q={word}&w=9", "a.jpg").recipe
    assert said.output.quality == word
    assert native.parse(native.write(said), "a.jpg").recipe == said
    assert Output.model_validate_json(json.dumps({"quality": word})).quality == word
    assert Output.model_validate_json(said.output.model_dump_json()) == said.output


def test_auto_alone_is_the_usual_target_so_that_both_have_one_address() -> None:
    assert native.parse("q=auto", "a.jpg").recipe == native.parse("q=auto:good", "a.jpg").recipe
    assert Output(quality="auto").quality == "auto:good"  # type: ignore[arg-type]


def test_better_targets_are_higher_scores() -> None:
    assert list(TARGETS.values()) == sorted(TARGETS.values(), reverse=True)


@pytest.mark.parametrize("wrong", ["auto:", "auto:god", "autos", "AUTO", "", 0, 101, 7.5, True, None])
def test_nothing_else_is_a_quality(wrong: object) -> None:
    with pytest.raises(ValidationError):
        Output.model_validate({"quality": wrong})


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("q=auto:god", "must be auto:best, auto:good, auto:eco or auto:low; did you mean auto:good"),
        ("q=abc", "must be a whole number"),
        ("q=101", "q=101: must be at most 100"),
        ("q=high", "write auto:best"),
        ("q=auto&fm=png", "q says nothing of fm=png, which has no quality"),
        ("q=auto&fm=webp&lossless=true", "q says nothing of a lossless file"),
        ("q=auto&max-bytes=900", "max-bytes looks for a quality, and so does q=auto; give one of both"),
    ],
)
def test_what_contradicts_itself_is_refused_with_the_parameter_and_what_to_write(query: str, said: str) -> None:
    with pytest.raises(InvalidParameter) as caught:
        native.parse(query, "a.jpg")
    assert said in caught.value.detail
    assert caught.value.facts["parameter"] in {"q", "max-bytes"}


def test_a_target_that_is_asked_for_beats_the_wish_for_few_bytes() -> None:
    assert native.parse("q=auto&auto=compress", "a.jpg").recipe.output.quality == "auto:good"


@pytest.mark.parametrize("name", [row.name for row in abilities.LOSSY])
def test_a_target_is_for_formats_of_which_the_tables_know_what_it_takes(name: str) -> None:
    """What has a quality and no table would fail only when it is written."""
    known = {family for family, _ in WEIGHTS}
    if name in known:
        assert Output(formats=(name,), quality="auto:eco").finest <= FINEST
        return
    with pytest.raises(ValidationError, match=f"with fm={name} q is a number"):
        Output(formats=(name,), quality="auto:eco")
