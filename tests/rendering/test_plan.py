"""Plan: what a recipe will do, from the header alone, and that it then does it."""

import io

import pytest
from PIL import Image

from handler.config.settings import INPUTS
from handler.core.geometry import Size
from handler.core.limits import Limits
from handler.dialects import native
from handler.ops.rect import Rect
from handler.rendering.opening import opened
from handler.rendering.outline import Unbounded
from handler.rendering.plan import Plan, plan
from handler.rendering.render import render
from handler.web.negotiation import negotiate
from tests.support.images.stored_samples import fetch


def planned(key: str, query: str, budget: Unbounded = Unbounded(), accept: str | None = None) -> Plan:
    recipe = native.parse(query, key).recipe
    if accept:
        recipe = negotiate(recipe, accept)
    with opened(recipe.source, fetch, Limits(), INPUTS) as picture:
        return plan(recipe, picture, budget)


@pytest.mark.parametrize(
    ("key", "query"),
    [
        ("bee.jpg", "w=200&h=100&fit=fill&pad=3&fm=png"),
        ("owl.png", "rot=90&w=77"),
        ("lighthouse.gif", "w=90&fm=webp"),
        ("citrus.jpg", "w=90&mask=ellipse&fm=webp"),
    ],
)
def test_what_is_planned_comes(key: str, query: str) -> None:
    found = planned(key, query)
    result = render(native.parse(query, key).recipe, fetch=fetch, limits=Limits(), accepted=INPUTS)
    assert (found.sizes[-1], found.format, found.frames) == (result.size, result.format, result.frames)
    with Image.open(io.BytesIO(result.body)) as image:
        transparent = image.mode == "RGBA" and image.getchannel("A").getextrema() != (255, 255)
    assert found.alpha is transparent


def test_a_plan_says_what_is_decoded_and_what_comes_in_between() -> None:
    found = planned("bee.jpg", "w=100&pad=10&fm=jpg")
    assert found.source == Size(1024, 1280)
    assert found.sizes == (Size(100, 125), Size(120, 145))
    assert found.needed.width < found.source.width
    assert not found.moving
    assert planned("lighthouse.gif", "w=90").moving


def test_without_an_operation_the_size_is_the_sources() -> None:
    assert planned("bee.jpg", "fm=png").sizes == (Size(1024, 1280),)


def test_of_several_formats_one_is_taken_that_stays_within_the_budget() -> None:
    accept = "image/avif,image/webp,*/*"
    dear = planned("dandelion.jpg", "w=1600", accept=accept)
    assert dear.format == "avif"
    cheaper = planned("dandelion.jpg", "w=1600", Unbounded(work=dear.work / 2), accept)
    assert cheaper.format != "avif"
    assert cheaper.work < dear.work / 2


def test_past_the_budget_a_plan_says_what_would_make_it_less() -> None:
    assert planned("dandelion.jpg", "w=1600&fm=avif").remedy == ("", "")
    parameter, how = planned("dandelion.jpg", "w=1600&fm=avif", Unbounded(work=0.2)).remedy
    assert (parameter, how) in {("fm", "fm=webp takes less"), ("fm", "fm=jpg takes less")} or parameter == "w"


def test_operations_that_are_decided_give_the_exact_size() -> None:
    recipe = native.parse("trim=auto&fm=png", "owl.png").recipe
    with opened(recipe.source, fetch, Limits(), INPUTS) as picture:
        bound = plan(recipe, picture)
        exact = plan(recipe, picture, settled=(Rect(box=(0, 0, 10, 20)),))
    assert (bound.sizes[-1], exact.sizes[-1]) == (picture.size, Size(10, 20))
    assert exact.format == bound.format


def test_the_work_of_the_smallest_is_that_of_all_formats_and_what_takes_too_long_is_left_out() -> None:
    query, accept = "w=600&fm=smallest", "image/avif,image/webp,*/*"
    every = planned("bee.jpg", query, accept=accept)
    assert every.formats == ("avif", "webp", "jpg", "png")
    alone = {name: planned("bee.jpg", f"w=600&fm={name}").work for name in every.formats}
    assert every.work > sum(alone.values()) - 3 * alone["jpg"]
    assert every.work > max(alone.values())
    less = planned("bee.jpg", query, Unbounded(work=every.work - 0.02), accept)
    assert less.formats[0] == "avif"
    assert set(less.formats) < set(every.formats)
    assert less.work < every.work
    assert planned("bee.jpg", query, Unbounded(work=alone["webp"] + 0.01), accept).formats[0] == "webp"


def test_the_smallest_comes_and_is_what_the_header_admits() -> None:
    for accept in ("image/avif,image/webp,*/*", "image/webp,*/*", "*/*"):
        recipe = negotiate(native.parse("w=200&fm=smallest", "bee.jpg").recipe, accept)
        made = render(recipe, fetch=fetch, limits=Limits(), accepted=INPUTS)
        each = {
            name: len(
                render(
                    native.parse(f"w=200&fm={name}", "bee.jpg").recipe, fetch=fetch, limits=Limits(), accepted=INPUTS
                ).body
            )
            for name in made.plan.formats
        }
        assert len(made.body) == min(each.values()) == each[made.format]
        assert set(made.plan.formats) <= {"jpg", "png", *("avif" in accept) * ["avif"], *("webp" in accept) * ["webp"]}
