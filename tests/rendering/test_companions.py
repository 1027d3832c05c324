"""Companions: the other pictures of a recipe: bounded, in the plan, decoded small, named in errors."""

from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from handler.config.settings import INPUTS
from handler.core.geometry import Size
from handler.core.limits import Limits
from handler.core.source import Stored
from handler.core.source_file import SourceFile, source_file_of
from handler.errors import Corrupt, ImageError, NotFound, SourceBusy, TooLarge
from handler.ops.overlay import Overlay
from handler.ops.resize import Resize
from handler.recipe import Made, Recipe, Source
from handler.rendering.companions import CompanionPicture, accompanied, check_sources, name_of, naming
from handler.rendering.opening import opened
from handler.rendering.plan import Plan, plan
from handler.rendering.render import render
from tests.support.images.stored_samples import fetch

BEE, OWL, DANDELION = (Stored(key=key) for key in ("bee.jpg", "owl.png", "dandelion.jpg"))
CARD = {"made": {"generate": "card", "title": "a", "picture": "bee.jpg", "logo": "owl.png"}}
LIMITS = Limits()


def marked(*pictures: object, **fields: object) -> Recipe:
    ops = [{"op": "overlay", "picture": each, **fields} for each in pictures]
    return Recipe.model_validate({"source": BEE, "ops": (Resize(w=200), *map(Overlay.model_validate, ops))})


def planned(recipe: Recipe) -> Plan:
    with opened(recipe.source, fetch, LIMITS, INPUTS) as picture, accompanied(recipe, fetch, LIMITS, INPUTS) as whole:
        return plan(whole, picture)


def test_a_recipe_knows_all_it_reads_each_once_and_its_own_first() -> None:
    recipe = marked(OWL, BEE, CARD, DANDELION)
    assert recipe.keys == ("bee.jpg", "owl.png", "dandelion.jpg")
    assert recipe.sources[0] == BEE
    assert len(recipe.sources) == 5


def test_eight_pictures_are_read_and_no_more() -> None:
    check_sources(marked(*[OWL] * 7), LIMITS)
    for recipe in (marked(*[OWL] * 8), marked(*[OWL] * 6, CARD)):
        with pytest.raises(TooLarge) as caught:
            check_sources(recipe, LIMITS)
        assert caught.value.facts == {"limit": "sources", "max": 8, "actual": 9}

        def refuse(source: Source) -> SourceFile:
            raise AssertionError(f"{source} was fetched")

        with pytest.raises(TooLarge), accompanied(recipe, refuse, LIMITS, INPUTS):
            pytest.fail("it was fetched")


def test_nothing_lies_deeper_than_what_a_drawing_on_a_picture_holds() -> None:
    """The picture, what is laid over it, and the stored pictures in that: two steps down, by what can be said."""
    for deeper in ({"key": "owl.png", "ops": [{"op": "overlay"}]}, {**CARD, "ops": []}):
        with pytest.raises(ValueError, match="Extra inputs"):
            Overlay.model_validate({"picture": deeper})
    assert Made.model_validate(CARD).keys == ("bee.jpg", "owl.png")


def test_the_plan_counts_what_is_laid_over() -> None:
    plain, small, large = planned(marked()), planned(marked(OWL, scale=10.0)), planned(marked(DANDELION))
    assert plain.work < small.work < large.work
    assert plain.memory <= small.memory < large.memory
    assert plain.sizes[-1] == small.sizes[-1] == large.sizes[-1]


def test_a_companion_is_decoded_no_larger_than_it_is_shown() -> None:
    with opened(DANDELION, fetch, LIMITS, INPUTS) as picture:
        companion = CompanionPicture(DANDELION, picture)
        assert companion.size == picture.size == Size(5312, 2988)
        small, full = (Resize(w=100),), ()
        assert companion.cost(small)[0] < companion.cost(full)[0] / 10
        assert companion.cost(small)[1] < companion.cost(full)[1]
        assert companion.take(small).size == (100, 56)
        assert companion.take(small).mode == "RGB"


def test_what_is_wrong_with_one_names_it() -> None:
    def broken(source: Source) -> SourceFile:
        if source == OWL:
            raise NotFound("there is no picture of this key")
        return fetch(source)

    with pytest.raises(NotFound, match=r"the overlay owl\.png: there is no picture") as missing:
        render(marked(OWL), fetch=broken, limits=LIMITS, accepted=INPUTS)
    assert missing.value.facts["overlay"] == "owl.png"

    def cut(source: Source) -> SourceFile:
        file = fetch(source)
        return file if source == BEE else source_file_of(file.read()[:3000], "1")

    with pytest.raises(Corrupt, match=r"the overlay owl\.png: "):
        render(marked(OWL, scale=50.0), fetch=cut, limits=LIMITS, accepted=INPUTS)


def test_a_fault_of_the_store_stays_what_it_is() -> None:
    with pytest.raises(SourceBusy, match=r"^wait$"), naming(OWL):
        raise SourceBusy("wait")


def test_a_companion_is_called_what_a_request_calls_it() -> None:
    assert name_of(OWL) == "owl.png"
    assert name_of(Made.model_validate(CARD)) == "~card"


def test_one_past_a_limit_is_refused_before_a_pixel() -> None:
    with pytest.raises(TooLarge) as caught:
        render(marked(DANDELION), fetch=fetch, limits=Limits.read("source-side=2000"), accepted=INPUTS)
    assert (caught.value.facts["limit"], caught.value.facts["overlay"]) == ("source-side", "dandelion.jpg")
    with pytest.raises(TooLarge) as heavy:
        render(marked(DANDELION), fetch=fetch, limits=Limits.read("memory=30"), accepted=INPUTS)
    assert heavy.value.facts["limit"] == "memory"


def test_every_frame_of_an_animation_has_it() -> None:
    ops = (Overlay(picture=OWL, scale=40.0, align=("top", "left"), pad=0),)
    recipe = Recipe.model_validate(
        {"source": Stored(key="lighthouse.gif"), "ops": ops, "output": {"formats": ("webp",)}}
    )
    plain = render(recipe.model_copy(update={"ops": ()}), fetch=fetch, limits=LIMITS, accepted=INPUTS)
    rendered = render(recipe, fetch=fetch, limits=LIMITS, accepted=INPUTS)
    assert rendered.frames == plain.frames > 1
    with Image.open(BytesIO(rendered.body)) as film:
        for number in range(rendered.frames):
            film.seek(number)
            level: Any = film.convert("L").getpixel((1, 1))
            assert level > 235, "the white beside the owl"


@pytest.mark.parametrize("picture", [OWL, CARD, Stored(key="lighthouse.gif", frame=1)])
def test_the_same_recipe_gives_the_same_bytes(picture: object) -> None:
    recipe = marked(picture, scale=50.0, mode="soft-light")
    once, again = (render(recipe, fetch=fetch, limits=LIMITS, accepted=INPUTS).body for _ in range(2))
    assert once == again


def test_every_error_can_name_a_companion() -> None:
    for kind in ImageError.tree():
        if kind.status < 500:
            with pytest.raises(kind, match=r"the overlay owl\.png: x"), naming(OWL):
                raise kind("x")
