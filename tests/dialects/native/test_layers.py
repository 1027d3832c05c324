"""Layers: five parameters say one operation, each with its own companions."""

import pytest

from handler.core.source import Stored
from handler.dialects import json_form, native
from handler.dialects.native.layers import KINDS, LAYERS, MARKS
from handler.dialects.native.vocabulary import vocabulary
from handler.errors import Inexpressible, InvalidParameter
from handler.ops import CATALOGUE
from handler.ops.op import Op
from handler.ops.overlay import Overlay
from handler.recipe import Recipe

CAT = Stored(key="cat.jpg")
OWL = Stored(key="owl.png")


def ops(query: str) -> tuple[Op, ...]:
    return native.parse(query, "cat.jpg").recipe.ops


def test_every_layer_has_the_parameters_of_the_first_under_its_own_name() -> None:
    first = {mark.name.removeprefix("mark") for mark, _ in Overlay.params().values()}
    for kind, word in zip(MARKS, ("mark", "mark2", "mark3", "mark4"), strict=True):
        assert {mark.name.removeprefix(word) for mark, _ in kind.params().values()} == first
    assert {f"blend{rest}" for rest in first} < {mark.name for mark, _ in LAYERS[0].params().values()}


def test_each_is_an_overlay_in_the_order_of_the_query() -> None:
    found = ops("mark4=d.png&mark=a.png&blend=b.png&mark2=c.png&sharp=10&mask=ellipse")
    assert [type(op).__name__ for op in found] == ["Sharpen", *["Overlay"] * 4, "Mask"]
    assert [op.picture.key for op in found if isinstance(op, Overlay)] == ["b.png", "a.png", "c.png", "d.png"]  # type: ignore[union-attr]
    assert [kind for kind in KINDS if kind not in LAYERS] == [kind for kind in CATALOGUE if kind is not Overlay]


def test_a_blend_has_defaults_of_its_own() -> None:
    assert ops("blend=owl.png") == (Overlay(picture=OWL, mode="overlay", align=("center", "middle"), pad=0),)
    assert ops("blend=tomato") == ops("blend-color=ff6347") == (Overlay(color="ff6347", mode="overlay"),)


@pytest.mark.parametrize("name", ["mark", "mark2", "mark3", "mark4", "blend"])
@pytest.mark.parametrize("more", ["-align=top,bottom", "-fit=crop&{}-w=3", "-scale=3&{}-w=4"])
def test_a_contradiction_is_told_in_the_parameters_of_its_layer(name: str, more: str) -> None:
    with pytest.raises(InvalidParameter, match=f"{name}-") as caught:
        ops(f"{name}=owl.png&{name}{more.format(name)}")
    assert str(caught.value.facts["parameter"]).startswith(f"{name}-")


@pytest.mark.parametrize("name", [name for name in vocabulary() if name.startswith(("mark", "blend")) and "-" in name])
def test_what_says_more_of_a_layer_needs_it(name: str) -> None:
    if name == "blend-color":
        return
    layer = name.partition("-")[0]
    text = next(iter(vocabulary()[name][0].info.examples or ["grid"]))
    with pytest.raises(InvalidParameter, match=f"{name} says nothing alone; it goes with .*{layer}"):
        ops(f"{name}={text}")


@pytest.mark.parametrize(
    "query",
    [
        "mark=owl.png",
        "blend-color=ff6347&blend-alpha=50",
        "blend=owl.png&blend-mode=hue&blend-size=inherit&mark=a.png&mark2=b.png&mark3=c.png&mark4=d.png",
        "mark=~qr%3Ftext%3Da%2526b&mark-align=top,left&mark-pad=0",
        "mark=owl.png&mark-x=-10&mark-y=0.5&mark-rot=45&mark-tile=grid&mark-alpha=30",
    ],
)
def test_a_query_reads_back(query: str) -> None:
    recipe = native.parse(query, "cat.jpg").recipe
    again = native.write(recipe)
    assert native.parse(again, "cat.jpg").recipe == recipe
    assert native.write(native.parse(again, "cat.jpg").recipe) == again
    assert json_form.parse(json_form.write(recipe)) == recipe


@pytest.mark.parametrize(
    "said",
    [
        tuple(Overlay(picture=OWL) for _ in range(5)),
        (Overlay(picture=OWL), Overlay(color="ff6347")),
        (Overlay(color="ff6347"), Overlay(color="ff6347")),
    ],
)
def test_what_a_query_cannot_say_is_refused_naming_the_operation(said: tuple[Op, ...]) -> None:
    recipe = Recipe(source=CAT, ops=said)
    assert json_form.parse(json_form.write(recipe)) == recipe
    with pytest.raises(Inexpressible, match="overlay"):
        native.write(recipe)


def test_dpr_multiplies_lengths_of_every_layer() -> None:
    (op,) = ops("mark2=owl.png&mark2-w=30&mark2-x=-10&mark2-y=0.5&dpr=2")
    assert op == Overlay(picture=OWL, w=60, x=-20, y=0.5, pad=10)


def test_a_blend_that_lies_where_a_mark_usually_does_says_so() -> None:
    mark = Overlay(picture=Stored(key="owl.png"), mode="multiply")
    recipe = Recipe.of(Stored(key="a.jpg"), (mark,))
    query = native.write(recipe)
    assert "blend-align=" in query
    assert native.parse(query, "a.jpg").recipe == recipe
