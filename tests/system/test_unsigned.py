"""What passes without a signature: what clients really ask for, no more than is counted, and a refusal that helps."""

import importlib
from itertools import product
from typing import TYPE_CHECKING

import pytest

from handler.config.settings import Settings
from handler.core.formats.catalogue import FORMATS, WRITTEN
from handler.core.output import WITHOUT_QUALITY, Output
from handler.core.source import Stored
from handler.dialects import native
from handler.errors import InvalidParameter, NotAllowed
from handler.generators.card import Card
from handler.ops.op import Op
from handler.ops.resize import Resize
from handler.recipe import Recipe
from handler.web.access.gate import AccessRequest, Gate
from handler.web.access.width_ladder import Fault, Ladder, negotiated
from handler.web.negotiation import candidates
from tests.support.aws.deployments import default_environment
from tests.support.aws.template import ROOT

if TYPE_CHECKING:
    pass

SECURITY = (ROOT / "docs" / "security.md").read_text()
KEY = "a-key-of-the-tests-no-other"


WAYS = [
    ("w=300", ""),
    ("", ""),
    ("fm=avif", ""),
    ("q=75&fm=webp", ""),
    ("w=300&h=225&fit=crop", ""),
    ("w=300&h=169&fit=crop", ""),
    ("w=300&h=168&fit=crop&q=60", ""),
    ("w=300&h=169&fit=crop&dpr=5&q=20", ""),
    ("w=300&ar=16:9", ""),
    ("w=300&auto=compress&fm=png", ""),
    ("w=300&q=80&fm=png", ""),
    ("w=4087", ""),
    ("w=301", "without a signature w=301 is not allowed, but 300 and 320 are; a signed link is"),
    ("w=1", "w=1 is not allowed, but 16 is"),
    ("w=4087&dpr=2", "w=8174 is not allowed, but 8000 and 8192 are"),
    ("h=300", "a picture without w is not allowed, but a width of "),
    ("w=0.5", "w=0.5 is not allowed, but a width of "),
    ("w=300&h=301&fit=crop", "h=301 with w=300 is not allowed, but h=300, 225, 200, 169 or 168 with fit=crop is"),
    ("w=300&h=300", "fit=max with a height is not allowed, but fit=crop is"),
    ("w=300&ar=5:4", "this aspect ratio is not allowed, but ar=1:1, 4:3, 3:2 or 16:9 with w is"),
    ("w=300&ar=8:6", "this aspect ratio is not allowed"),
    ("w=300&fit=crop", "fit=crop with w alone is not allowed, but fit=max or clip is"),
    ("w=300&q=70", "q=70 is not allowed, but 50, 60, 75 or 80 is"),
    ("w=300&q=auto", "q=auto:good is not allowed, but 50, 60, 75 or 80 is"),
    ("w=300&q=20", "q=20 at this size is not allowed, but it is with dpr=5"),
    ("w=300&fm=tiff", "fm=tiff is not allowed, but jpg, png, webp, avif or gif is, or no fm"),
    ("w=300&fm=webp,png", "a list of formats is not allowed, but a single one is"),
    ("w=300&blur=5", "blur is not allowed; a signed link is"),
    ("w=300&h=300&crop=top", "crop is not allowed"),
    ("w=300&max-h=100", "max-h is not allowed"),
    ("w=300&usm=30", "usm is not allowed"),
    ("w=300&bg=red", "bg is not allowed"),
    ("w=300&frame=1", "frame is not allowed"),
    ("w=300&or=1", "or is not allowed"),
    ("w=300&lossless=true&fm=png", "lossless is not allowed"),
    ("w=300&metadata=strip", "metadata is not allowed"),
    ("rect=0,0,9,9", "rect is not allowed"),
]


def said(query: str, **settings: object) -> str:
    gate = Gate(Settings.model_validate({"unsigned": {"widths"}, "signing_keys": KEY, **settings}), ["thumb"])
    parsed = native.parse(query, "a.jpg")
    try:
        gate.allow(AccessRequest("images"), parsed.recipe)
    except NotAllowed as error:
        return error.detail
    return ""


@pytest.mark.parametrize(("query", "expected"), WAYS)
def test_what_does_not_pass_is_told_what_is_in_the_way_and_what_would_pass(query: str, expected: str) -> None:
    detail = said(query)
    assert expected in detail
    assert bool(expected) == bool(detail)


def test_the_parameter_in_the_way_is_a_member_of_the_answer() -> None:
    gate = Gate(Settings(unsigned=frozenset({"widths"})))
    for query, parameter in (("w=301", "w"), ("w=300&q=70", "q"), ("w=300&usm=3", "usm"), ("w=300&h=9", "h")):
        with pytest.raises(NotAllowed) as caught:
            gate.allow(AccessRequest("images"), native.parse(query, "a.jpg").recipe)
        assert caught.value.facts == {"parameter": parameter}


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({"signing_keys": ""}, "w=301 is not allowed, but 300 and 320 are; no key is set (TINTYPE_SIGNING_KEYS)"),
        ({"unsigned": {"widths", "presets"}}, "320 are; a preset alone is, as preset=thumb; a signed link is"),
        (
            {"unsigned": {"presets"}},
            "a picture that is not asked for by preset alone is not allowed; a preset alone is",
        ),
        ({"unsigned": set()}, "without a signature a picture is not allowed; a signed link is"),
        ({"unsigned": {"generate"}}, "without a signature a picture is not allowed; a signed link is"),
        ({"widths": (100,), "ratios": ()}, "w=301 is not allowed, but 300 and 400 are"),
    ],
)
def test_the_refusal_is_that_of_the_rules_that_are_set(settings: dict[str, object], expected: str) -> None:
    assert expected in said("w=301", **settings)


def test_without_ratios_no_height_passes() -> None:
    assert "a height is not allowed, but w alone is" in said("w=300&h=300&fit=crop", ratios=())
    assert "a height is not allowed, but w alone is" in said("w=300&ar=1:1", ratios=())


def test_what_no_rule_but_any_opens_says_what_it_is() -> None:
    gate = Gate(Settings.model_validate({"unsigned": {"widths", "generate"}, "signing_keys": KEY}))
    card = native.parse_made("title=a&picture=cat.jpg", Card).recipe
    for door, recipe, expected in (
        ("render", None, "POST /render is not allowed; a signed link is"),
        ("feeds", None, "a feed is not allowed"),
        ("generate", card, "a made picture with a stored one in it is not allowed, but one without is"),
    ):
        with pytest.raises(NotAllowed, match=expected):
            gate.allow(AccessRequest(door), recipe)


def test_as_many_renditions_pass_as_are_counted() -> None:
    """Every way to ask that a small ladder could let pass, with every Accept, against the number of the docs."""
    ladder = Ladder((100,), ("3:2",), ("50@2",))
    passed = set()
    ways = product(
        *(
            ("", "&dpr=2", "&dpr=3", "&dpr=4", "&dpr=5"),
            ("", "&h=66", "&h=67", "&ar=3:2"),
            ("", "&fit=clip", "&fit=crop"),
        ),
        *(("", "&q=50"), ("", "&fm=jpg", "&fm=png", "&fm=webp", "&fm=avif", "&fm=gif", "&fm=tiff", "&fm=classic")),
    )
    whole = product(("v=1",), ("", "&q=50"), ("", *(f"&fm={form}" for form in WRITTEN)))
    for parts in (*whole, *(("w=100", *way) for way in ways)):
        try:
            said = native.parse("".join(parts), "a.jpg")
        except InvalidParameter as error:
            assert "q says nothing of fm=" in error.detail
            continue
        recipe = said.recipe
        if ladder.fault(recipe) is None:
            kinds = negotiated() if said.delivery.negotiable else {recipe.output.formats}
            passed |= {(recipe.ops, recipe.output.quality, formats) for formats in kinds}
    assert len(passed) == ladder.renditions()


def test_negotiation_makes_no_more_lists_than_are_counted() -> None:
    for header in (
        None,
        "",
        "image/avif;q=0.1,image/webp",
        "*/*;q=0",
        "text/html",
        "image/webp;q=0,*/*",
        "image/avif,*/*",
    ):
        assert candidates(header) in negotiated()


def test_a_ratio_is_no_pixel() -> None:
    """1.0 and 1 are equal in Python, and all of a picture and one pixel of it are not."""
    ladder = Ladder((1,), ("1:1",), ())
    assert ladder.fault(native.parse("w=1", "a.jpg").recipe) is None
    assert ladder.fault(native.parse("w=1.0", "a.jpg").recipe) is not None
    assert ladder.fault(native.parse("w=1&h=1.0&fit=crop", "a.jpg").recipe) is not None


@pytest.mark.parametrize("ops", [(Resize(w=300), Resize(w=300)), (Op(),)])
def test_a_recipe_that_no_query_can_say_does_not_pass(ops: tuple[Op, ...]) -> None:
    ladder = Ladder((300,), (), ())
    recipe = Recipe.model_construct(source=Stored(key="a.jpg"), ops=ops, output=Output())
    assert ladder.fault(recipe) == Fault("", "another operation than one resize")


def test_formats_without_a_quality_are_those_of_the_table() -> None:
    assert {name for name in WRITTEN if not FORMATS[name].quality} == WITHOUT_QUALITY
    assert Output().quality == 80


def test_the_page_says_how_many_there_are() -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(ROOT / "docs"))
        renditions = importlib.import_module("renditions")
    assert renditions.written(SECURITY) == SECURITY, "run `make docs`"
    settings = Settings.read(default_environment())
    count = Ladder(settings.widths, settings.ratios, settings.qualities).renditions()
    assert f"| the defaults | 98 | 1,171 | {count:,} |" in SECURITY
    assert count < 100_000
