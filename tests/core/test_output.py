"""Output: which formats may be asked for, and which wishes go with them, as the catalogue of formats says."""

from itertools import combinations
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from handler.core.formats.abilities import ALONE
from handler.core.formats.catalogue import FORMATS, KINDS, READ, WRITTEN
from handler.core.output import DEFAULT_QUALITY, SMALLEST, STANDING, WITHOUT_QUALITY, Output

SCHEMA: dict[str, Any] = TypeAdapter(Output).json_schema()["properties"]


def test_what_may_be_asked_for_is_what_is_written_and_words_that_stand_for_it() -> None:
    assert SCHEMA["formats"]["items"]["enum"] == [*STANDING, SMALLEST, *WRITTEN]
    for name in WRITTEN:
        assert Output(formats=(name,)).formats == (name,)
    for name in {*READ, "ppm", "JPG", ""} - set(WRITTEN):
        with pytest.raises(ValidationError):
            Output(formats=(name,))


@pytest.mark.parametrize(("wish", "word"), [({"lossless": True}, "lossless"), ({"colors": 9}, "colors")])
def test_a_wish_goes_with_formats_that_can_have_it_and_with_no_other(wish: dict[str, Any], word: str) -> None:
    for name in WRITTEN:
        if word in FORMATS[name].can:
            assert Output(formats=(name,), **wish).formats == (name,)
            assert name in SCHEMA[word]["description"]
        else:
            with pytest.raises(ValidationError, match=f"{word} goes with fm="):
                Output(formats=(name,), **wish)
            assert f"={name}" not in SCHEMA[word]["description"]
    for name in STANDING:
        assert Output(formats=(name,), **wish).formats == (name,)


@pytest.mark.parametrize("wish", [{"loop": 0}, {"fps": 2.0}, {"reverse": True}])
def test_how_it_plays_goes_with_formats_that_move_and_with_no_other(wish: dict[str, Any]) -> None:
    (word,) = wish
    for name in WRITTEN:
        if FORMATS[name].animation:
            assert Output(formats=(name,), **wish).formats == (name,)
        else:
            with pytest.raises(ValidationError, match=f"{word} goes with fm="):
                Output(formats=(name,), **wish)
    for name in STANDING:
        assert Output(formats=(name,), **wish).formats == (name,)


@pytest.mark.parametrize(
    "beside", [{"lossless": True}, {"colors": 9}, {"formats": ("png",)}, {"formats": ("gif", "tiff")}]
)
def test_a_budget_of_bytes_goes_with_what_has_a_quality(beside: dict[str, Any]) -> None:
    assert Output(max_bytes=900).max_bytes == 900
    with pytest.raises(ValidationError, match="max-bytes"):
        Output(max_bytes=900, **beside)


def test_a_quality_says_something_where_one_of_the_formats_has_one() -> None:
    several = [row.name for row in KINDS if row.name in WRITTEN and row.quality]
    for names in combinations([name for name in WRITTEN if name not in ALONE], 2):
        if set(names) <= WITHOUT_QUALITY:
            with pytest.raises(ValidationError, match=f"q says nothing of fm={','.join(names)}"):
                Output(formats=names, quality=50)
        else:
            assert Output(formats=names, quality=50).lossy
        assert Output(formats=names, quality=DEFAULT_QUALITY).formats == names
    use = " or ".join((", ".join(several[:-1]), several[-1]))
    with pytest.raises(ValidationError, match=f"fm=png, which has no quality; leave q out, or use fm={use} "):
        Output(formats=("png",), quality=50)
    with pytest.raises(ValidationError, match="q says nothing of a lossless file"):
        Output(formats=("webp",), quality=50, lossless=True)


@pytest.mark.parametrize("name", ALONE)
def test_a_text_is_no_choice_of_several_nor_the_smallest(name: str) -> None:
    for formats in ((name, "jpg"), ("jpg", name), ("smallest", name), ("smallest", "jpg", name)):
        with pytest.raises(ValidationError, match=f"fm={name} goes alone"):
            Output(formats=formats)
