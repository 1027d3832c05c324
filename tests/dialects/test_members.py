"""Faults of a JSON recipe: named by their path, in the words of its own members."""

import json
import re
from typing import Any

import pytest

from handler.dialects import json_form
from handler.errors import InvalidRecipe
from handler.recipe import MAX_OPS


def said(content: Any) -> bytes:
    return json.dumps(content).encode()


@pytest.mark.parametrize(
    ("content", "path"),
    [
        ({"source": {"key": "a"}, "ops": [{"op": "resize", "w": 0}]}, "ops.0.w"),
        ({"source": {"key": "a"}, "ops": [{"op": "resize", "w": "300"}]}, "ops.0.w"),
        ({"source": {"key": "a"}, "ops": [{"op": "blur", "radius": 1, "raduis": 2}]}, "ops.0.raduis"),
        ({"source": {"key": "a"}, "ops": [{"op": "blurr", "radius": 1}]}, "ops.0"),
        ({"source": {"key": "../a"}}, "source.key"),
        ({"source": {}}, "source"),
        ({"source": {"posted": "0" * 64}}, "source"),
        ({"source": {"key": "a"}, "ops": [{"op": "border", "frame": [1]}]}, "ops.0.frame.1"),
        ({"source": {"key": "a"}, "output": {"quality": 101}}, "output.quality"),
        ({"source": {"key": "a"}, "output": {"formats": ["svg"]}}, "output.formats.0"),
        ({"source": {"key": "a"}, "extra": 1}, "extra"),
        ({"source": {"made": {"generate": "nothing"}}}, "source.made"),
        ({"source": {"key": "a"}, "ops": [{"op": "blur", "radius": 1}] * (MAX_OPS + 1)}, "ops"),
        ({}, "source"),
        # A member may be called as the kind of its object is.
        ({"source": {"key": "a"}, "ops": [{"op": "text", "text": "a", "color": "red"}]}, "ops.0.color"),
        ({"source": {"key": "a"}, "ops": [{"op": "text", "text": "a", "align": ["x"]}]}, "ops.0.align.0"),
        ({"source": {"key": "a"}, "ops": [{"op": "text", "text": "a", "outline_ink": "red"}]}, "ops.0"),
        ({"source": {"key": "a"}, "ops": [{"op": "text"}]}, "ops.0.text"),
        ({"source": {"key": "a", "frame": -1}}, "source.frame"),
        ({"source": {"key": "a"}, "ops": [{"op": "overlay", "picture": {"key": "b", "w": 1}}]}, "ops.0.picture.w"),
        ({"source": {"made": {"generate": "qr", "text": "a"}, "frame": -1}}, "source.frame"),
        ({"source": {"made": {"generate": "card", "picture": 5}}}, "source.made.picture"),
    ],
)
def test_a_fault_is_named_by_its_path(content: Any, path: str) -> None:
    with pytest.raises(InvalidRecipe) as caught:
        json_form.parse(said(content))
    assert caught.value.facts["parameter"] == path


def test_a_near_operation_is_proposed() -> None:
    with pytest.raises(InvalidRecipe, match=r"there are trim, rect, .* and [0-9]+ more; did you mean blur"):
        json_form.parse(said({"source": {"key": "a"}, "ops": [{"op": "blurr"}]}))


@pytest.mark.parametrize(
    ("content", "sense", "near"),
    [
        ({"source": {"key": "a"}, "ops": [{"op": "resize", "width": 3}]}, "did you mean w?", "w"),
        ({"source": {"key": "a"}, "ops": [{"op": "resize", "w": 3, "fit": "cover"}]}, "did you mean crop?", "crop"),
        ({"source": {"key": "a"}, "ops": [{"op": "blur", "sigma": 3}]}, "did you mean radius?", "radius"),
        ({"sources": {"key": "a"}}, "did you mean source?", "source"),
        ({"source": {"key": "a"}, "ops": [{"op": "resize", "w": 3, "fit": "contain"}]}, "vendors disagree", None),
        ({"source": {"name": "a"}}, "must be an object with one of the members key, url and made", None),
        ({"source": {"urls": "https://a.example/b"}}, "did you mean url?", "url"),
        ({"source": {"url": "http://a.example/b"}}, "source.url: a URL begins with https://", None),
        ({"source": {"url": "https://a.example/b", "size": 3}}, "there are frame, frames, interval", None),
        (
            {"source": {"key": "a"}, "ops": [{"op": "overlay", "picture": {"url": "https://a.example/b"}}]},
            "ops.0.picture: must be an object with one of the members key and made",
            None,
        ),
        ({"source": {"key": "a"}, "ops": [{"radius": 1}]}, "must say op, its name", None),
        ({"source": {"made": {"generate": 5}}}, "must say generate, its name", None),
    ],
)
def test_another_services_word_leads_to_ours(content: Any, sense: str, near: str | None) -> None:
    with pytest.raises(InvalidRecipe, match=re.escape(sense)) as caught:
        json_form.parse(said(content))
    assert caught.value.facts.get("nearest") == near
