"""Nothing is ever ignored: what is added to a query changes what is asked for, or is an error, or is listed here."""

from itertools import combinations

import pytest

from handler.dialects import native
from handler.dialects.native import Parsed
from handler.dialects.native.vocabulary import vocabulary
from handler.errors import ImageError, InvalidParameter
from handler.generators import GENERATORS
from handler.generators.generator import Generator

PRESETS = {"thumbnail": "w=77"}
VALUES = {
    "flip": "h",
    "trim": "auto",
    "fit": "clip",
    "mask": "ellipse",
    "metadata": "strip",
    "lossless": "true",
    "fm": "webp",
    "auto": "format,compress",
    "usmrad": "3",
    "dpr": "3",
    "invert": "true",
    "level": "h",
    "style": "stripes",
    "shape": "radial",
    "angle": "45",
    "size": "300x310",
    "fill": "123456",
    "ink": "654321",
}
"""Where the first example would be the default, or there is none."""

PERMISSIONS = {"s"}
"""What says who may have the picture: the gate judges it over the whole address."""

YIELDING = {frozenset({"auto", "q"}), frozenset({"auto", "lossless"})}
"""auto=compress is a wish: a lower quality where q says none, and where there is one."""

NEUTRAL = (
    *("dpr=1", "auto=format", "fm=source", "q=80", "lossless=false", "metadata=copyright"),
    *("fit=max&w=9", "usm=9&usmrad=2.5", "w=9&h=9&crop=focalpoint&fp-x=0.5", "trim=auto&trim-tol=10"),
)
"""Values that say what is so anyway, alone or with what they belong to."""


def value(name: str, maker: type[Generator] | None) -> str:
    words = vocabulary(*([maker] if maker else []))[name]
    examples = [text for word in words for text in word.info.examples or ()]
    return VALUES.get(name) or str(examples[0])


def said(query: str, maker: type[Generator] | None = None) -> Parsed | str:
    try:
        return native.parse_made(query, maker, PRESETS) if maker else native.parse(query, "a.jpg", PRESETS)
    except ImageError as error:
        assert error.status == 400
        return error.detail


@pytest.mark.parametrize(
    "base", ["v=1", "rect=0,0,9,9", "fm=png&v=1", "fm=webp&w=9", "blur=3&fm=json", "preset=thumbnail"]
)
def test_each_parameter_changes_what_is_asked_for_or_is_an_error(base: str) -> None:
    before = said(base)
    assert isinstance(before, Parsed)
    taken = {pair.partition("=")[0] for pair in base.split("&")}
    changed = {name: said(f"{base}&{name}={value(name, None)}") for name in vocabulary() if name not in taken}
    ignored = {name for name, after in changed.items() if after == before}
    assert ignored <= PERMISSIONS | ({"auto"} if "fm=png" in base else set())


@pytest.mark.parametrize("maker", GENERATORS)
def test_each_parameter_of_a_generator_changes_what_is_drawn_or_is_an_error(maker: type[Generator]) -> None:
    base = "text=hello" if maker.model_fields["generate"].default == "qr" else "v=1"
    before = said(base, maker)
    own = {mark.name for mark, _ in maker.params().values()} - {base.partition("=")[0]}
    assert {name for name in own if said(f"{base}&{name}={value(name, maker)}", maker) == before} == set()


def test_of_two_parameters_none_makes_the_other_mean_nothing() -> None:
    pairs = {name: f"{name}={value(name, None)}" for name in vocabulary() if name not in PERMISSIONS}
    alone = {name: said(pair) for name, pair in pairs.items()}
    ignored = set()
    for one, other in combinations(pairs, 2):
        both = said(f"{pairs[one]}&{pairs[other]}")
        if isinstance(both, Parsed) and both in (alone[one], alone[other]):
            ignored.add(frozenset({one, other}))
    assert ignored <= YIELDING


@pytest.mark.parametrize("query", NEUTRAL)
def test_a_value_that_says_what_is_so_anyway_is_legal(query: str) -> None:
    assert isinstance(said(query), Parsed)


@pytest.mark.parametrize("form", ["png", "gif", "tiff", "png,gif"])
@pytest.mark.parametrize("more", ["", "&w=100", "&auto=format"])
def test_a_quality_of_a_format_without_one_is_an_error_that_names_both(form: str, more: str) -> None:
    with pytest.raises(InvalidParameter, match=f"q says nothing of fm={form}, which has no quality") as caught:
        native.parse(f"fm={form}&q=10{more}", "a.jpg")
    assert caught.value.facts["parameter"] == "q"


@pytest.mark.parametrize("query", ["q=10", "fm=jpg&q=10", "fm=png,webp&q=10", "fm=source&q=10", "auto=format&q=10"])
def test_a_quality_means_something_where_a_candidate_has_one(query: str) -> None:
    assert native.parse(query, "a.jpg").recipe.output.quality == 10


@pytest.mark.parametrize("query", ["", "w=0.5", "blur=0.5&w=0.5", "rot=90", "fm=webp", "rect=0,0,9,9", "mask=ellipse"])
def test_dpr_needs_a_length_in_pixels_to_multiply(query: str) -> None:
    multiplied = "blur" in query
    after = said(f"{query}&dpr=2")
    assert isinstance(after, Parsed) is multiplied
    if not multiplied:
        assert str(after).startswith("dpr=2 multiplies nothing: it goes with w, h, pad")
    assert isinstance(said(f"{query}&dpr=1"), Parsed)
