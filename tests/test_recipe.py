"""The recipe: canonical, resolvable, and honest about sizes and what it needs."""

import json
import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from PIL import Image

from handler.core.frames import Frames
from handler.core.geometry import Size
from handler.core.output import Output
from handler.core.source import Stored
from handler.dialects import json_form, native
from handler.dialects.literals import LONGEST_NUMBER, number
from handler.errors import ImageError, Inexpressible
from handler.ops import CATALOGUE
from handler.ops._asked_box import AskedBox
from handler.ops._laid_mark import LaidMark
from handler.ops.blur import Blur
from handler.ops.op import Op
from handler.ops.rect import Rect
from handler.ops.resize import Resize
from handler.ops.rotate import Rotate
from handler.ops.trim import Trim
from handler.recipe import Recipe
from handler.rendering.pipeline import settle
from tests.support.strategies.operations import SIZES, operations, pictures

CAT = Stored(key="cat.jpg")
FORMS = st.lists(st.sampled_from(["source", "jpg", "webp", "png"]), min_size=1, max_size=3).map(tuple)
OUTPUTS = FORMS.flatmap(
    lambda forms: st.builds(
        Output, formats=st.just(forms), quality=st.just(80) if set(forms) == {"png"} else st.integers(1, 100)
    )
)


@st.composite
def recipes(draw: st.DrawFn, *, ordered: bool = False) -> Recipe:
    kinds = draw(st.lists(st.sampled_from(CATALOGUE), max_size=4, unique=ordered))
    kinds = sorted(kinds, key=CATALOGUE.index) if ordered else kinds
    return Recipe(source=CAT, ops=tuple(draw(operations(kind)) for kind in kinds), output=draw(OUTPUTS))


@given(recipes())
def test_a_recipe_of_its_parts_is_the_one_that_is_judged_and_its_text_that_of_the_whole(recipe: Recipe) -> None:
    made = Recipe.of(recipe.source, recipe.ops, recipe.output)
    assert made == recipe
    whole = json.dumps(recipe.model_dump(mode="json"), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert made.text() == recipe.text() == whole


def test_what_changes_nothing_and_too_much_are_judged_of_parts_too() -> None:
    assert Recipe.of(CAT, (Rotate(angle=0), Blur(radius=2))).ops == (Blur(radius=2),)
    with pytest.raises(ValueError, match="at most 32 operations"):
        Recipe.of(CAT, (Blur(radius=2),) * 33)


@given(recipes())
def test_json_says_every_recipe(recipe: Recipe) -> None:
    assert json_form.parse(json_form.write(recipe)) == recipe


@given(recipes(ordered=True))
def test_a_query_reads_back_or_is_refused_naming_the_fault(recipe: Recipe) -> None:
    try:
        query = native.write(recipe)
    except Inexpressible as error:
        assert "cannot say" in error.detail
        return
    again = native.parse(query, "cat.jpg").recipe
    assert again == recipe
    assert native.write(again) == query


def plainly(recipe: Recipe) -> str:
    """Return the recipe with every number as a query writes it, without exponents."""
    return json.dumps(json.loads(recipe.text(), parse_float=lambda text: number(float(text))))


UNSAID = {*AskedBox.model_fields, *LaidMark.model_fields, "upright", "beside"} - {"op"}
"""Fields for which a query has no word; JSON says them, and other dialects."""


@pytest.mark.parametrize("kind", [kind for kind in CATALOGUE if kind.params()])
@given(data=st.data())
def test_every_operation_alone_can_be_said_in_a_query(kind: type[Op], data: st.DataObject) -> None:
    drawn = data.draw(operations(kind))
    fields = kind.model_fields
    op = drawn.model_copy(update={name: fields[name].default for name in UNSAID & fields.keys()})
    if getattr(op, "bg", None) is not None and op.op != "background":  # bg asks for a background too
        return
    if getattr(op, "radius", None) and op.op == "border":  # and corner-radius for a mask
        return
    recipe = Recipe(source=CAT, ops=(op,))
    assume(all(len(number) <= LONGEST_NUMBER for number in re.findall(r"[0-9.]+", plainly(recipe))))
    assert native.parse(native.write(recipe), "cat.jpg").recipe == recipe


@given(recipes(), SIZES)
def test_resolving_twice_is_resolving_once_and_changes_no_size(recipe: Recipe, size: Size) -> None:
    try:
        resolved = recipe.at(size)
    except ImageError as error:  # a Rect outside the picture
        assert error.status == 400
        return
    assert resolved.at(size) == resolved
    assert resolved.sizes(size) == recipe.sizes(size)


@given(recipes(), pictures())
def test_sizes_are_a_promise_once_settled(recipe: Recipe, image: Image.Image) -> None:
    try:
        settled = settle(recipe.ops, Size(*image.size), lambda: iter([Frames((image,), Size(*image.size))]))
        sizes = recipe.model_copy(update={"ops": settled}).sizes(Size(*image.size))
    except ImageError:
        return
    for op, size in zip(settled, sizes, strict=True):
        image = op.apply(image)
        assert image.size == size


def test_the_digest_tells_apart_everything_that_decides_the_bytes() -> None:
    recipe = Recipe(source=CAT, ops=(Resize(w=300),), output=Output(formats=("avif", "webp", "source")))
    others = [
        recipe.model_copy(update={"source": Stored(key="dog.jpg")}),
        recipe.model_copy(update={"source": Stored(key="cat.jpg", frame=0)}),
        recipe.model_copy(update={"ops": (Resize(w=301),)}),
        recipe.model_copy(update={"output": Output(formats=("webp", "avif", "source"))}),
        recipe.model_copy(update={"output": Output(formats=("avif", "webp", "source"), quality=81)}),
    ]
    digests = {each.digest(("v1",), "e1") for each in (recipe, *others)}
    digests |= {recipe.digest(("v2",), "e1"), recipe.digest(("v1",), "e2"), recipe.digest((), "e1")}
    assert len(digests) == len(others) + 4
    assert recipe.digest(("v1",), "e1") == json_form.parse(json_form.write(recipe)).digest(("v1",), "e1")


FULL = Size(4000, 3000)


@pytest.mark.parametrize(
    ("ops", "needed"),
    [
        ((), FULL),
        ((Resize(w=400),), Size(801, 601)),
        ((Rect(box=(0, 0, 2000, 1500)), Resize(w=400)), Size(1601, 1201)),
        ((Rotate(angle=90), Resize(w=300)), Size(801, 601)),
        ((Rotate(angle=45), Resize(w=300)), FULL),
        ((Blur(radius=1), Resize(w=300)), FULL),
        ((Trim(mode="auto"), Resize(w=300)), FULL),
        ((Resize(w=300, h=300, fit="crop", crop=("entropy",)),), Size(801, 601)),
        ((Resize(w=30, h=30, fit="crop", crop=("entropy",)),), Size(513, 385)),
        ((Rotate(angle=45), Resize(w=30, h=30, fit="crop", crop=("entropy",))), FULL),
        ((Resize(w=9000 // 2),), FULL),
    ],
)
def test_no_more_is_decoded_than_needed(ops: tuple[object, ...], needed: Size) -> None:
    assert Recipe(source=CAT, ops=ops).needed(FULL) == needed  # type: ignore[arg-type]


def test_what_depends_on_pixels_is_settled_where_it_stands() -> None:
    image = Image.new("RGB", (100, 80), "white")
    image.paste("black", (30, 20, 70, 50))
    ops = (Rotate(angle=90), Trim(mode="auto"), Resize(w=20))
    settled = settle(ops, Size(100, 80), lambda: iter([Frames((image,), Size(100, 80))]))
    assert settled == (Rotate(angle=90), Rect(box=(30, 30, 30, 40)), Resize(w=20))
