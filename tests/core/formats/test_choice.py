"""Which of the candidates a picture gets."""

from itertools import product
from typing import Any

import pytest
from pydantic import ValidationError

from handler.core.formats.catalogue import FORMATS, WRITTEN
from handler.core.formats.choice import Subject, choose, contenders, worthwhile
from handler.core.formats.row import FormatName
from handler.core.output import Output

CHOICES = [
    # candidates, source, alpha, moving, chosen
    (("webp",), "jpg", False, False, "webp"),
    (("source",), "jpg", False, False, "jpg"),
    (("source",), "jpg", True, False, "png"),
    (("source",), "png", False, False, "png"),
    (("source",), "gif", True, True, "gif"),
    (("source",), "webp", True, True, "webp"),
    (("source",), "avif", False, False, "avif"),
    (("source",), "tiff", False, False, "jpg"),
    (("source",), "tiff", True, False, "png"),
    (("source",), None, False, False, "png"),
    (("source",), None, True, False, "png"),
    (("avif", "webp", "source"), "jpg", True, False, "avif"),
    (("jpg", "webp"), "png", True, False, "webp"),
    (("jpg", "png"), "gif", False, True, "png"),
    (("jpg", "pjpg"), "gif", True, True, "pjpg"),
    (("tiff", "gif"), "gif", False, True, "gif"),
    (("jpg",), "png", True, False, "jpg"),
]


@pytest.mark.parametrize(("formats", "source", "alpha", "moving", "chosen"), CHOICES)
def test_the_first_that_can_carry_the_picture_is_chosen_or_else_the_last(
    *, formats: tuple[Any, ...], source: FormatName | None, alpha: bool, moving: bool, chosen: FormatName
) -> None:
    assert choose(Output(formats=formats), Subject(source, alpha=alpha, moving=moving, area=1_000_000)) == chosen


@pytest.mark.parametrize(("source", "alpha", "moving"), list(product([*FORMATS, None], [False, True], [False, True])))
def test_a_source_is_never_carried_worse_than_it_need_be(
    *, source: FormatName | None, alpha: bool, moving: bool
) -> None:
    row = FORMATS[choose(Output(), Subject(source, alpha=alpha, moving=moving))]
    assert row.alpha or not alpha
    assert row.name != "tiff"


NEGOTIATED = (("source",), ("classic",), ("webp", "source"), ("webp", "classic"), ("avif", "webp", "source"))
"""What Accept comes to."""

SUBJECTS = [
    Subject(source, alpha=alpha, moving=moving, area=1_000_000)
    for source, alpha, moving in product([*FORMATS, None], [False, True], [False, True])
]


@pytest.mark.parametrize("asked", [{"lossless": True}, {"colors": 8}, {"lossless": True, "colors": 8}])
@pytest.mark.parametrize("formats", NEGOTIATED)
def test_what_is_asked_can_be_had_whatever_is_negotiated(formats: tuple[Any, ...], asked: dict[str, Any]) -> None:
    for subject in SUBJECTS:
        chosen = FORMATS[choose(Output(**asked).model_copy(update={"formats": formats}), subject)]
        assert set(asked) <= chosen.can, (subject, chosen)
        assert chosen.animation >= subject.moving


@pytest.mark.parametrize(("asked", "parameter"), [({"lossless": True}, "lossless"), ({"colors": 8}, "colors")])
def test_what_no_format_that_is_named_can_do_is_refused(asked: dict[str, Any], parameter: str) -> None:
    unable: tuple[tuple[FormatName, ...], ...] = (("jpg",), ("avif", "jpg"))
    for names in unable:
        with pytest.raises(ValidationError, match=parameter):
            Output(formats=names, **asked)
    assert choose(Output(formats=("avif", "png"), **asked), SUBJECTS[0]) == "png"


@pytest.mark.parametrize("subject", SUBJECTS, ids=lambda it: f"{it.source}-{it.alpha:d}-{it.moving:d}")
def test_whether_a_picture_can_be_had_never_depends_on_accept(subject: Subject) -> None:
    """Whichever formats fit, in every one of their combinations: either something that fits is chosen for all, or for
    none. What hardly anybody shows is never chosen, as the test below says, and so is left out."""
    shown = [row.name for row in FORMATS.values() if row.clients != "few"]
    for several in range(2 ** len(shown)):
        fitting = {name for number, name in enumerate(shown) if several >> number & 1}
        given = subject._replace(fits=fitting.__contains__)
        had = {choose(Output(formats=names), given) in fitting for names in NEGOTIATED}
        assert len(had) == 1, fitting


@pytest.mark.parametrize("formats", NEGOTIATED)
def test_what_does_not_fit_is_passed_over_for_what_does(formats: tuple[Any, ...]) -> None:
    for fitting in ({"jpg"}, {"jpg", "png", "gif"}, {"jpg", "webp"}):
        chosen = choose(Output(formats=formats), Subject("jpg", area=1_000_000, fits=fitting.__contains__))
        assert chosen == ("webp" if {"webp"} <= fitting & set(formats) else "jpg")


def test_no_words_of_a_recipe_choose_a_format_that_hardly_anybody_shows() -> None:
    for subject, formats in product(SUBJECTS, NEGOTIATED):
        assert FORMATS[choose(Output(formats=formats), subject)].clients != "few"


@pytest.mark.parametrize("name", WRITTEN)
def test_a_format_is_worth_it_from_its_smallest_result_on(name: FormatName) -> None:
    smallest = WRITTEN[name].smallest
    assert [worthwhile(name, area) for area in (smallest - 1, smallest, 10**9)] == [False, True, True]


RACES = [
    # formats, source, alpha, moving, contenders
    (("smallest",), "jpg", False, False, {"jpg", "png"}),
    (("smallest", "avif", "webp", "source"), "jpg", False, False, {"avif", "webp", "jpg", "png"}),
    (("smallest", "avif", "webp", "source"), "png", True, False, {"avif", "webp", "png"}),
    (("smallest", "avif", "webp", "source"), "gif", False, True, {"webp", "gif", "png"}),
    (("smallest", "avif", "webp", "source"), "gif", False, False, {"avif", "webp", "gif", "jpg", "png"}),
    (("smallest", "webp", "classic"), "avif", False, False, {"webp", "jpg", "png"}),
    (("smallest", "jpg", "webp"), "png", False, False, {"jpg", "webp"}),
    (("smallest", "jpg"), "png", True, False, {"jpg"}),
    (("webp", "jpg"), "png", False, False, {"webp"}),
]


@pytest.mark.parametrize(("formats", "source", "alpha", "moving", "expected"), RACES)
def test_of_the_smallest_all_are_written_that_can_carry_the_picture(
    *, formats: tuple[Any, ...], source: FormatName, alpha: bool, moving: bool, expected: set[FormatName]
) -> None:
    output, subject = Output(formats=formats), Subject(source, alpha=alpha, moving=moving, area=1_000_000)
    found = contenders(output, subject)
    assert set(found) == expected
    assert len(found) == len(expected)
    assert found[0] == choose(output, subject)
    assert contenders(output.among(found), subject) == found


def test_what_does_not_fit_is_not_among_them_but_one_always_is() -> None:
    output = Output(formats=("smallest", "avif", "webp", "source"))
    assert "avif" not in contenders(output, Subject("jpg", area=1_000_000, fits=lambda name: name != "avif"))
    assert len(contenders(output, Subject("jpg", area=1_000_000, fits=lambda _: False))) == 1


@pytest.mark.parametrize("formats", [("webp", "smallest"), ("smallest", "smallest"), ("smallest", "webp", "smallest")])
def test_the_word_comes_first_and_once(formats: tuple[Any, ...]) -> None:
    with pytest.raises(ValidationError, match="smallest comes first in fm, and once"):
        Output(formats=formats)


@pytest.mark.parametrize("moving", [False, True])
def test_a_budget_of_bytes_asks_for_a_quality_where_a_plain_format_can_have_one(*, moving: bool) -> None:
    for source in FORMATS:
        for alpha in (False, True):
            subject = Subject(source, alpha=alpha, moving=moving, area=1_000_000)
            chosen = choose(Output(max_bytes=9000), subject)
            assert FORMATS[chosen].quality or alpha or moving
            assert choose(Output(max_bytes=9000, formats=("webp", "source")), subject) == "webp"
