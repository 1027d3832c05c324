"""Description: what is said of a picture and its result, without a pixel."""

from typing import Any

from handler.config.settings import INPUTS
from handler.core.limits import Limits
from handler.core.source import Fetched
from handler.core.source_file import SourceFacts
from handler.dialects import native
from handler.recipe import Made, Recipe
from handler.rendering import describe
from handler.rendering.opening import opened
from handler.rendering.plan import plan
from tests.support.images.stored_samples import fetch


def told(recipe: Recipe) -> dict[str, Any]:
    with opened(recipe.source, fetch, Limits(), INPUTS) as picture:
        return describe.of(recipe, picture, plan(recipe, picture), [SourceFacts("v1", 164_784)], "0" * 64)


def test_a_stored_picture_is_told_with_its_key_size_and_version() -> None:
    source = told(native.parse("w=64&fm=webp", "bee.jpg").recipe)["source"]
    assert (source["width"], source["height"], source["format"]) == (1024, 1280, "jpg")
    assert (source["key"], source["bytes"], source["version"]) == ("bee.jpg", 164_784, "v1")


def test_a_result_is_told_with_its_size_type_and_cost() -> None:
    said = told(native.parse("w=64&fm=webp", "bee.jpg").recipe)
    result = said["result"]
    assert (result["width"], result["height"], result["media_type"]) == (64, 80, "image/webp")
    assert result["exact"] is True
    assert result["memory"] > 64 * 80 * 4
    assert result["work"] > 0
    assert said["digest"] == "0" * 64


def test_after_a_trim_the_size_is_a_bound() -> None:
    assert told(native.parse("trim=auto&w=64", "bee.jpg").recipe)["result"]["exact"] is False


def test_a_picture_elsewhere_is_told_with_its_url() -> None:
    recipe, url = native.parse("w=64&fm=webp", "bee.jpg").recipe, "https://a.example/bee.jpg"
    with opened(recipe.source, fetch, Limits(), INPUTS) as picture:
        fetched = recipe.model_copy(update={"source": Fetched(url=url)})
        source = describe.of(fetched, picture, plan(recipe, picture), [SourceFacts("v1", 3)], "0" * 64)["source"]
    assert (source["url"], source["bytes"], source["version"], "key" in source) == (url, 3, "v1", False)


def test_a_drawing_has_no_key() -> None:
    made = Recipe(source=Made.model_validate({"made": {"generate": "gradient", "dimensions": (40, 20)}}))
    assert told(made)["source"] == {"width": 40, "height": 20, "frames": 1, "alpha": False}


def test_what_a_format_cannot_carry_is_not_foretold() -> None:
    found = {
        kind: told(native.parse(f"w=30&mask=circle&fm={kind}", "bee.jpg").recipe)["result"]["alpha"]
        for kind in ("png", "webp", "jpg", "pjpg")
    }
    assert found == {"png": True, "webp": True, "jpg": False, "pjpg": False}
