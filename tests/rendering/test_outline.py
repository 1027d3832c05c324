"""Outline: sizes and sums of a recipe on a picture, per format, told before one is chosen."""

import pytest

from handler.config.settings import INPUTS
from handler.core.geometry import Size
from handler.core.limits import Limits
from handler.dialects import native
from handler.rendering.opening import opened
from handler.rendering.outline import UNBOUNDED, Outline, Unbounded
from tests.support.images.stored_samples import fetch


def outline(key: str, query: str) -> Outline:
    recipe = native.parse(query, key).recipe
    with opened(recipe.source, fetch, Limits(), INPUTS) as picture:
        found = Outline(recipe, picture, recipe.ops)
        found.needed, found.effort("png"), found.memory("png")
    return found


def test_sizes_are_those_after_each_operation() -> None:
    assert outline("bee.jpg", "w=200&pad=10").sizes == (Size(200, 250), Size(220, 270))
    assert outline("bee.jpg", "fm=png").sizes == ()
    assert outline("bee.jpg", "fm=png").last == Size(1024, 1280)


def test_a_format_that_cannot_move_shows_one_frame_of_an_animation() -> None:
    moving = outline("lighthouse.gif", "w=90")
    assert (moving.played("webp"), moving.played("jpg")) == (24, 1)
    assert moving.memory("webp") > moving.memory("jpg")
    assert moving.effort("webp").seconds > moving.effort("jpg").seconds
    assert outline("lighthouse.gif", "w=90&frame=0").played("webp") == 1


@pytest.mark.parametrize("budget", [Unbounded(work=0.0), Unbounded(memory=0.0)])
def test_a_budget_is_passed_by_work_or_by_memory(budget: Unbounded) -> None:
    found = outline("bee.jpg", "w=900&blur=20")
    assert found.within("avif", UNBOUNDED)
    assert not found.within("avif", budget)


def test_transparency_is_foretold() -> None:
    assert outline("bee.jpg", "w=90&mask=ellipse").alpha
    assert not outline("bee.jpg", "w=90").alpha
