"""Prediction: what a server's /info tells is foretold here, of a file, a place or a size."""

from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from handler.app import create_app
from handler.commands.explaining.asked import asked
from handler.commands.explaining.prediction import BROWSER, NOTHING, fetch_of, predicted, server_recipe
from handler.commands.misuse import Misuse
from handler.config.settings import Settings

SAMPLES = Path(__file__).parents[3] / "samples"
SAID = Settings(source=SAMPLES.as_uri(), unsigned=frozenset({"any"}))


@pytest.mark.parametrize("query", ["w=300&fm=webp", "w=300", "w=300&mark=owl.png", "trim=auto&fm=png"])
def test_it_is_what_the_server_foretells(query: str) -> None:
    recipe = server_recipe(asked(f"/images/bee.jpg?{query}", "", SAID, {}), SAID)
    found = predicted(recipe, fetch_of(recipe, "", None, SAID), SAID)
    server = TestClient(create_app(SAID)).get(f"/info/bee.jpg?{query}", headers={"accept": BROWSER})
    assert found.told == server.json()


def test_a_file_or_a_folder_will_do_and_without_a_picture_nothing_is_foretold() -> None:
    bare = Settings()
    recipe = server_recipe(asked("/images/shop/a.jpg?w=300&mark=owl.png", "", bare, {}), bare)
    of_file = predicted(recipe, fetch_of(recipe, str(SAMPLES / "bee.jpg"), None, bare), bare)
    assert of_file.told["source"]["width"] == 1024
    assert of_file.keys == 2
    assert predicted(recipe, fetch_of(recipe, "", None, bare), bare) == NOTHING
    other = server_recipe(asked("/images/owl.png?w=30", "", bare, {}), bare)
    assert predicted(other, fetch_of(other, str(SAMPLES), None, bare), bare).told["source"]["format"] == "png"
    drawn = server_recipe(asked("/generate/qr?text=a", "", bare, {}), bare)
    assert predicted(drawn, fetch_of(drawn, "", None, bare), bare).told["result"]["width"]


def test_a_size_will_do_and_a_limit_is_told() -> None:
    recipe = server_recipe(asked("/images/a.jpg?w=8000&fm=png", "", SAID, {}), SAID)
    found = predicted(recipe, fetch_of(recipe, "", (30_000, 30_000), SAID), SAID, known=False)
    assert found.told["result"]["width"] == 8000
    assert "the limit" in found.refused


@pytest.mark.parametrize(
    ("url", "place", "size", "said"),
    [
        ("/images/no.jpg?w=3", "", None, "there is no picture of this key"),
        ("/images/a.jpg?w=3", str(SAMPLES), (3, 3), "give one of both"),
        ("/generate/qr?text=a", "", (3, 3), "this is drawn, and not made of a picture: leave --size out"),
        (
            "/generate/qr?text=a",
            str(SAMPLES / "bee.jpg"),
            None,
            "and not made of a file: leave --source out",
        ),
        ("/images/a.jpg?w=3", "nowhere", None, "there is no folder nowhere"),
    ],
)
def test_a_picture_that_cannot_be_had_is_told(url: str, place: str, size: tuple[int, int] | None, said: str) -> None:
    recipe = server_recipe(asked(url, "", SAID, {}), SAID)
    with pytest.raises(Misuse, match=said):
        predicted(recipe, fetch_of(recipe, place, size, SAID), SAID)
