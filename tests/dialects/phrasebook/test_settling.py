"""Settling: what words say together, and the way back."""

import pytest

from handler.dialects.phrasebook.book import Book
from handler.dialects.phrasebook.settling import default_fit, settled, unsettled
from handler.errors import InvalidParameter

FITS = {"cover": "fit=crop", "inside": "fit=clip", "fill": "fit=scale", "outside": "fit=outside"}
GROWING = Book(
    names={"w": "w"}, phrases={"fit": FITS, "small": {"1": "grow=no"}, "kind": {"p": "kind=pjpg"}}, fit="crop"
)
STILL = Book(names={"w": "w"}, phrases={"fit": FITS, "large": {"1": "grow=yes"}}, fit="clip", grows=False, keeps=False)
NATIVE = Book(names={}, ours=True)
BOTH = {"w": "300", "h": "200"}


def test_fits_are_settled_by_sides_and_by_whether_they_enlarge() -> None:
    kept = {"fm": "source"}
    cases = [
        (GROWING, BOTH, {"fit": "crop", **kept}),
        (GROWING, BOTH | {"grow": "no"}, {"fit": "min", **kept}),
        (GROWING, BOTH | {"fit": "clip", "grow": "no"}, {"fit": "max", **kept}),
        (GROWING, BOTH | {"fit": "min", "grow": "no"}, {"fit": "min", **kept}),
        (GROWING, {"w": "300"}, {"fit": "clip", **kept}),
        (GROWING, {"w": "300", "fit": "scale", "grow": "no"}, {"fit": "max", **kept}),
        (GROWING, {"w": "300", "ar": "3:2"}, {"fit": "crop", **kept}),
        (GROWING, {"ar": "3:2"}, {"fit": "crop", **kept}),
        (GROWING, BOTH | {"fit": "outside"}, {"fit": "clip", "min-w": "300", "min-h": "200", **kept}),
        (GROWING, BOTH | {"fit": "outside", "dpr": "1.5"}, {"fit": "clip", "min-w": "450", "min-h": "300", **kept}),
        (GROWING, {"h": "200", "fit": "outside"}, {"fit": "clip", **kept}),
        (GROWING, BOTH | {"crop": "top"}, {"fit": "crop", "crop": "top", **kept}),
        (STILL, BOTH, {"fit": "max", "auto": "format"}),
        (STILL, BOTH | {"grow": "yes"}, {"fit": "clip", "auto": "format"}),
        (STILL, BOTH | {"fit": "crop"}, {"fit": "min", "auto": "format"}),
        (STILL, BOTH | {"fit": "scale"}, {"fit": "scale", "auto": "format"}),
    ]
    for book, said, more in cases:
        plain = {name: text for name, text in said.items() if name != "grow"}
        assert settled(said, book) == plain | more, said


def test_what_says_nothing_alone_is_left_out() -> None:
    assert settled({"fit": "crop", "crop": "top", "fp-x": "0.3"}, GROWING) == {"fm": "source"}
    assert settled(BOTH | {"fit": "clip", "crop": "top"}, STILL) == BOTH | {"fit": "max", "auto": "format"}
    assert settled({"q": "80", "fm": "png"}, GROWING) == {"fm": "png"}
    assert settled({"expires": "9"}, GROWING, asked=False) == {"expires": "9"}
    assert settled({}, GROWING, asked=False) == {}
    assert settled({}, GROWING) == {"fm": "source"}
    assert settled({"fit": "min"}, NATIVE) == {"fit": "min"}


def test_a_kind_of_format_is_that_format() -> None:
    assert settled({"kind": "pjpg"}, GROWING)["fm"] == "pjpg"
    assert settled({"kind": "pjpg", "fm": "jpeg"}, GROWING)["fm"] == "pjpg"
    with pytest.raises(InvalidParameter, match="pjpg is a kind of jpg"):
        settled({"kind": "pjpg", "fm": "png"}, GROWING)
    assert unsettled({"fm": "pjpg"}, GROWING) == {"fm": "jpg", "kind": "pjpg"}
    assert unsettled({"fm": "pjpg"}, STILL) == {"fm": "pjpg"}


def test_a_ratio_that_repeats_both_sides_is_a_crop() -> None:
    assert settled(BOTH | {"ar": "300:200"}, GROWING) == BOTH | {"fit": "crop", "fm": "source"}
    for ratio in ("1:1", "3", "a:b", "3:2:1", "0:1", "3:0"):
        with pytest.raises(InvalidParameter, match="is not that of width and height"):
            settled(BOTH | {"ar": ratio}, GROWING)


@pytest.mark.parametrize(
    "said", [BOTH | {"fit": "scale", "grow": "no"}, BOTH | {"fit": "outside", "grow": "no"}, {"w": "0.5", "h": "200"}]
)
def test_what_contradicts_is_an_error(said: dict[str, str]) -> None:
    with pytest.raises(InvalidParameter):
        settled(said if "fit" in said else said | {"fit": "outside"}, GROWING)


def test_the_way_back_says_the_same() -> None:
    cases = [
        (GROWING, BOTH | {"fit": "min", "fm": "source"}),
        (GROWING, BOTH | {"fit": "crop", "fm": "webp"}),
        (GROWING, BOTH | {"fit": "max", "fm": "source"}),
        (GROWING, BOTH | {"fit": "clip", "min-w": "300", "min-h": "200", "fm": "source"}),
        (GROWING, {"w": "300", "fit": "max", "fm": "source"}),
        (GROWING, {"h": "300", "fit": "clip", "fm": "source"}),
        (STILL, BOTH | {"fit": "max", "auto": "format"}),
        (STILL, BOTH | {"fit": "clip", "auto": "format"}),
        (STILL, BOTH | {"fit": "min", "auto": "format"}),
        (STILL, BOTH | {"fit": "crop", "auto": "format"}),
        (STILL, {"w": "300", "fit": "clip", "auto": "format"}),
        (GROWING, {"fm": "source", "blur": "5"}),
        (NATIVE, BOTH | {"fit": "min"}),
    ]
    for book, given in cases:
        assert settled(unsettled(given, book), book) == given, given


def test_the_way_back_names_nothing_where_there_is_no_word() -> None:
    bare = Book(names={"w": "w"})
    assert unsettled({"w": "300", "h": "2", "fit": "crop"}, bare)["fit"] == "crop"
    assert unsettled({"blur": "5"}, bare) == {"blur": "5", "auto": "format"}
    assert unsettled({"v": "5"}, bare) == {"v": "5"}
    assert unsettled({"w": "300"}, bare) == {"w": "300", "fit": "max", "auto": "format"}
    assert [default_fit(book) for book in (GROWING, STILL, bare)] == ["crop", "max", "max"]
