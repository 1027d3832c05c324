"""The JSON form: every recipe can be said, faults are named by their path, nothing is ignored."""

import json
from typing import Any

import pytest

from handler.core.output import Output
from handler.core.source import Fetched, Posted, Stored
from handler.dialects import json_form
from handler.errors import Inexpressible, InvalidRecipe
from handler.ops.blur import Blur
from handler.ops.resize import Resize
from handler.recipe import Recipe


def said(content: Any) -> bytes:
    return json.dumps(content).encode()


def test_operations_keep_their_order_and_may_repeat() -> None:
    steps = [{"op": "blur", "radius": 2}, {"op": "resize", "w": 300, "h": 0.5}, {"op": "blur", "radius": 1.5}]
    recipe = json_form.parse(said({"source": {"key": "a/b.jpg"}, "ops": steps, "output": {"formats": ["webp"]}}))
    assert recipe == Recipe(
        source=Stored(key="a/b.jpg"),
        ops=(Blur(radius=2), Resize(w=300, h=0.5), Blur(radius=1.5)),
        output=Output(formats=("webp",)),
    )
    assert json_form.parse(json_form.write(recipe)) == recipe


def test_a_made_picture_can_be_said() -> None:
    recipe = json_form.parse(said({"source": {"made": {"generate": "placeholder"}}, "ops": []}))
    assert json_form.parse(json_form.write(recipe)) == recipe


@pytest.mark.case("D05")
@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[]",
        b"null",
        b"{",
        b"\xff",
        b"[" * 20_000,
        b'{"source":' * 5_000,
        b'{"source": {"key": "a"}, "source": {"key": "b"}}',
        b'{"source": {"key": "a", "key": "b"}}',
        b'{"source": {"key": "a"}, "output": {"quality": NaN}}',
        b'{"source": {"key": "a"}, "ops": [{"op": "blur", "radius": 1e999}]}',
        b" " * (json_form.MAX_BODY_BYTES + 1),
    ],
)
def test_what_is_no_recipe_is_refused(data: bytes) -> None:
    with pytest.raises(InvalidRecipe):
        json_form.parse(data)


def test_a_posted_picture_has_no_name_in_json() -> None:
    with pytest.raises(Inexpressible):
        json_form.write(Recipe(source=Posted(posted="0" * 64)))


def test_steps_come_without_a_source() -> None:
    steps = json_form.parse_steps(b'{"ops": [{"op": "blur", "radius": 1}]}')
    assert steps.ops == (Blur(radius=1),)
    with pytest.raises(InvalidRecipe):
        json_form.parse_steps(b'{"source": {"key": "a"}}')


def test_a_picture_elsewhere_reads_back_as_the_one_url_that_it_has() -> None:
    said = b'{"source": {"url": "https://Images.example.com:443/%61.jpg?v=1", "frame": 2}}'
    recipe = json_form.parse(said)
    assert recipe.source == Fetched(url="https://images.example.com/a.jpg?v=1", frame=2)
    assert json_form.parse(json_form.write(recipe)) == recipe
