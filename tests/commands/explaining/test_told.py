"""Told: the table keeps to the width of a page, and JSON has all of it."""

import json
from typing import Any

from handler.commands.explaining.admittance import Admittance
from handler.commands.explaining.asked import asked
from handler.commands.explaining.parameters import meanings
from handler.commands.explaining.prediction import fetch_of, predicted, server_recipe
from handler.commands.explaining.told import NO_PICTURE, WIDE, Explanation
from handler.config.settings import Settings

NONE = Settings()


def explanation(url: str, size: tuple[int, int] | None = (4000, 3000), **more: Any) -> Explanation:
    found = asked(url, "", NONE, {})
    words, own = meanings(found, {})
    recipe = server_recipe(found, NONE)
    foretold = predicted(recipe, fetch_of(recipe, "", size, NONE), NONE, known=size is None)
    admitted = more.pop("admitted", Admittance(allowed=True, signed=False, ladder=True))
    return Explanation(found, recipe, words, own, foretold, admitted, more.pop("dialects", {}))


def test_a_table_is_as_wide_as_a_page() -> None:
    query = "w=300&h=300&fit=crop&fm=webp&corner-radius=24,24,0,0&gradient=0000,cc000000"
    lines = list(explanation(f"/images/bee.jpg?{query}").lines())
    assert max(map(len, lines)) <= WIDE
    text = "\n".join(lines)
    assert "recipe     resize w=300 h=300 fit=crop -> " in text
    assert "as Accept of a browser decides" not in text
    assert "for a million of them rendered" in text


def test_what_is_not_known_is_asked_for() -> None:
    lines = list(explanation("/images/bee.jpg", None).lines())
    assert "no parameter: the file as it is stored" in lines
    assert f"result     {NO_PICTURE}" in lines


def test_others_dialects_closed_doors_refusals_and_bounds_are_told() -> None:
    shut = Admittance(allowed=False, signed=True, why="never", ladder=False, fault="w=3 is not on it", open=False)
    spoken = {"imgix": ("/imgix/bee.jpg", ""), "next": ("", "no word for it")}
    url = "/thumbor/unsafe/trim/8000x8000/bee.jpg"
    text = "\n".join(explanation(url, (30_000, 30_000), admitted=shut, dialects=spoken).lines())
    for line in (
        "thumbor (/thumbor/); shut here, open where TINTYPE_DIALECTS names thumbor",
        "gate       signed: refused; never",
        "ladder     w=3 is not on it",
        "imgix  /imgix/bee.jpg",
        "next   - no word for it",
    ):
        assert line in text
    assert "refused    " in text


def test_json_has_all_of_it() -> None:
    told = json.loads(explanation("/images/bee.jpg?width=300", dialects={"imgix": ("/imgix/bee.jpg", "")}).document())
    assert told["parameters"] == [{"name": "width", "parameter": "w", "value": "300", "meaning": "Width: 300 pixels."}]
    assert (told["result"]["width"], told["recipe"]["ops"][0]["w"], told["negotiable"]) == (300, 300, True)
    assert "digest" not in told
    assert told["dollars"]["million"] > 0
    assert told["dialects"]["imgix"] == {"url": "/imgix/bee.jpg", "why": ""}
    assert "result" not in json.loads(explanation("/images/bee.jpg?w=3", None).document())
    drawn = explanation("/generate/card?title=a", None)
    assert json.loads(drawn.document())["digest"] == drawn.prediction.told["digest"]
    assert any("drawn: card" in line for line in drawn.lines())
