"""Nothing is ever ignored: what is added to a query changes what is asked for, or is an error, or is listed here."""

from itertools import combinations, permutations

import pytest

from handler.core.formats.catalogue import FORMATS, WRITTEN
from handler.core.output import WITHOUT_QUALITY
from handler.dialects import native
from handler.dialects.interface import FactsReply
from handler.dialects.native import NativeReply
from handler.dialects.native.vocabulary import vocabulary
from handler.errors import ImageError, InvalidParameter
from handler.generators import GENERATORS
from handler.generators.generator import Generator
from handler.ops import CATALOGUE
from tests.support.requests.needed_parameters import NEEDED

PRESETS = {"thumbnail": "w=77"}
VALUES = {
    "flip": "h",
    "trim": "auto",
    "fit": "clip",
    "mask": "ellipse",
    "metadata": "strip",
    "effort": "small",
    "lossless": "true",
    "fm": "webp",
    "auto": "format,compress",
    "usmrad": "3",
    "dpr": "3",
    "invert": "true",
    "reverse": "true",
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

YIELDING = {frozenset({"auto", "q"}), frozenset({"auto", "lossless"}), frozenset({"auto", "palette"})}
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


def said(query: str, maker: type[Generator] | None = None) -> NativeReply | str:
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
    assert isinstance(before, NativeReply)
    taken = {pair.partition("=")[0] for pair in base.split("&")}
    changed = {name: said(f"{base}&{name}={value(name, None)}") for name in vocabulary() if name not in taken}
    ignored = {name for name, after in changed.items() if after == before}
    assert ignored <= PERMISSIONS | ({"auto"} if "fm=png" in base else set())


@pytest.mark.parametrize("maker", GENERATORS)
def test_each_parameter_of_a_generator_changes_what_is_drawn_or_is_an_error(maker: type[Generator]) -> None:
    base = NEEDED.get(maker.model_fields["generate"].default, "v=1")
    before = said(base, maker)
    own = {mark.name for mark, _ in maker.params().values()} - {base.partition("=")[0]}
    assert {name for name in own if said(f"{base}&{name}={value(name, maker)}", maker) == before} == set()


def test_of_two_parameters_none_makes_the_other_mean_nothing() -> None:
    pairs = {name: f"{name}={value(name, None)}" for name in vocabulary() if name not in PERMISSIONS}
    alone = {name: said(pair) for name, pair in pairs.items()}
    ignored = set()
    for one, other in combinations(pairs, 2):
        both = said(f"{pairs[one]}&{pairs[other]}")
        if isinstance(both, NativeReply) and both in (alone[one], alone[other]):
            ignored.add(frozenset({one, other}))
    assert ignored <= YIELDING


@pytest.mark.parametrize("query", NEUTRAL)
def test_a_value_that_says_what_is_so_anyway_is_legal(query: str) -> None:
    assert isinstance(said(query), NativeReply)


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
    assert isinstance(after, NativeReply) is multiplied
    if not multiplied:
        assert str(after).startswith("dpr=2 multiplies nothing: it goes with w, h, pad")
    assert isinstance(said(f"{query}&dpr=1"), NativeReply)


PICTURES = [name for name in WRITTEN if not FORMATS[name].text]


@pytest.mark.parametrize("pair", [*permutations(PICTURES, 2)], ids=",".join)
def test_of_several_formats_a_quality_is_of_those_that_have_one(pair: tuple[str, str]) -> None:
    """Which of them carries the picture is known when it is: so one with a quality is enough, and none is too few."""
    after = said(f"fm={','.join(pair)}&q=50")
    assert isinstance(after, NativeReply) is not (set(pair) <= WITHOUT_QUALITY)
    assert isinstance(said(f"fm={','.join(pair)}&auto=compress"), NativeReply)


@pytest.mark.parametrize("text", [name for name in WRITTEN if FORMATS[name].text])
def test_a_text_is_never_one_format_of_several(text: str) -> None:
    """Nobody who did not ask for it gets a text in place of a picture."""
    for other in (*PICTURES, "source", "classic"):
        for pair in (f"{text},{other}", f"{other},{text}"):
            with pytest.raises(InvalidParameter, match=f"fm={text} goes alone") as caught:
                native.parse(f"fm={pair}", "a.jpg")
            assert caught.value.facts["parameter"] == "fm"


def test_a_palette_is_a_format_and_no_second_one() -> None:
    for form in ("json", "css"):
        assert native.parse(f"palette={form}&w=9", "a.jpg") == native.parse(f"fm=palette-{form}&w=9", "a.jpg")
    for other in ("png", "json", "palette-json"):
        with pytest.raises(InvalidParameter, match="palette=json is the format palette-json; leave fm=") as caught:
            native.parse(f"palette=json&fm={other}", "a.jpg")
        assert caught.value.facts["parameter"] == "palette"
    with pytest.raises(InvalidParameter, match="prefix goes with fm=palette-css"):
        native.parse("palette=json&prefix=a", "a.jpg")


@pytest.mark.parametrize("prefix", ["Hero", "1a", "a b", "a{", "", "a" * 33, "ä"])
def test_a_prefix_is_the_beginning_of_a_class_and_nothing_else(prefix: str) -> None:
    with pytest.raises(InvalidParameter):
        native.parse(f"palette=css&prefix={prefix}", "a.jpg")


def test_what_facts_tell_is_asked_for_where_facts_are() -> None:
    plain, asked = native.parse("w=9&fm=json", "a.jpg"), native.parse("w=9&fm=json&placeholder=true", "a.jpg")
    assert isinstance(plain, FactsReply)
    assert isinstance(asked, FactsReply)
    assert (plain.wish.placeholder, asked.wish.placeholder, asked.recipe) == (False, True, plain.recipe)
    with pytest.raises(InvalidParameter, match="placeholder says what facts tell; ask for them with fm=json"):
        native.parse("w=9&placeholder=true", "a.jpg")


SUBSIDIARY = {mark.name: kind for kind in CATALOGUE for mark, _ in kind.params().values() if not mark.makes}
MAKING = {mark.name for kind in CATALOGUE for mark, _ in kind.params().values() if mark.makes}
DEFAULTS = {
    mark.name: word.write(word.info.default)
    for kind in CATALOGUE
    for mark, _ in kind.params().values()
    for word in vocabulary()[mark.name]
    if mark.name not in MAKING and word.info.default not in {None, ()}
}


def test_most_parameters_that_say_more_of_an_operation_have_a_default() -> None:
    placing = {f"mark-{name}" for name in ("align", "x", "y", "w", "h", "scale")}
    others = {"crop", "faceindex", "trim-color", "gradient-stops", "txt-fit", "txt-width"}
    assert SUBSIDIARY.keys() - MAKING - DEFAULTS.keys() == others | placing
    assert len(DEFAULTS) >= 7


@pytest.mark.parametrize("name", sorted(SUBSIDIARY.keys() - MAKING))
@pytest.mark.parametrize("base", ["", "v=1&", "flip=h&"])
def test_what_says_more_of_an_operation_says_nothing_without_it_but_its_default(name: str, base: str) -> None:
    if name in DEFAULTS:
        pair = f"{base}{name}={DEFAULTS[name]}"
        parsed = said(pair)
        assert isinstance(parsed, NativeReply), parsed
        assert parsed.recipe == native.parse(f"{base}dpr=1", "a.jpg").recipe
    assert str(said(f"{base}{name}={value(name, None)}")).startswith(f"{name} says nothing alone; it goes with ")


@pytest.mark.parametrize("pair", ["fp-x=0.5&fp-y=0.5&fp-z=1", "fit=max&usmrad=2.5&trim-tol=10&duotone-alpha=100"])
def test_several_defaults_together_say_nothing_and_harm_nothing(pair: str) -> None:
    parsed = said(pair)
    assert isinstance(parsed, NativeReply)
    assert parsed.recipe.ops == ()


@pytest.mark.parametrize("name", sorted(SUBSIDIARY.keys() - MAKING))
def test_a_value_that_cannot_be_meant_is_told_before_that_it_says_nothing(name: str) -> None:
    value = "~" if name == "txt-font" else "zzzz"  # any word may be the name of a font
    wrong = str(said(f"{name}={value}"))
    assert wrong.startswith(f"{name}={value}: "), wrong
