"""The reference is complete, its pictures show what they are about, and they are what the application answers."""

import json
import re
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any, Literal

import pytest
from PIL import Image, ImageChops, ImageSequence, ImageStat
from starlette.testclient import TestClient

from docs.chapters.contents import pages
from docs.chapters.examples import PICTURES, Example, Row, rows, told, unseen
from docs.chapters.recipes import example, name_of, picture
from docs.chapters.shown import address, every, generator_words, query_words
from docs.chapters.tables import choices
from docs.reference_pictures import answered
from docs.sample_application import application
from handler.dialects.native.vocabulary import Word
from handler.dialects.table import DIALECTS
from handler.generators import GENERATORS
from handler.ops import CATALOGUE
from handler.ops.op import Op
from handler.web.dispatch import DoorRoute

MOST = 1_200_000
"""Bytes of all pictures together: whoever clones the project takes them along."""

SEEN = 0.4
"""Levels of 255, on average over a picture, from which on a difference is seen: thin letters change few pixels."""

ADD = "add [[{}]] to docs/chapters/examples.toml, with an address over which it can be seen, and run `make docs`"
WORDS = query_words()
DRAWN = [(kind, word) for kind in GENERATORS for word in generator_words(kind)]
SHOWN = {example.name: example for example in every()}
AGAIN = sorted(SHOWN)[::30]
ANCHOR = re.compile(r"\]\(([a-z/-]*\.md|)#([^)]+)\)")


@pytest.fixture(scope="module")
def asked() -> Iterator[TestClient]:
    """The application of which the pictures are asked."""
    with application() as client:
        yield client


@cache
def written() -> dict[str, str]:
    return pages()


def rows_of(word: Word) -> list[Row]:
    kind = next((kind for kind, each in DRAWN if each is word), None)
    return [*rows(word, address(kind))] if kind else [*rows(word)]


def named(word: Word) -> str:
    kind = next((kind for kind, each in DRAWN if each is word), None)
    return f'"{address(kind).partition("?")[0]} {word.name}"' if kind else word.name


ALL = [*WORDS, *(word for _, word in DRAWN)]


@pytest.mark.parametrize("word", ALL, ids=named)
def test_every_parameter_has_pictures_on_which_it_is_seen(word: Word) -> None:
    shown = rows_of(word)
    assert shown or word.name in unseen(), ADD.format(named(word))
    for row in shown:
        first, *others = (opened(each) for each in row.examples)
        assert others, ADD.format(named(word))
        apart = [difference(first, other) for other in others]
        alike = max(apart) if row.examples[0].label.partition("=")[0] == word.name else min(apart)
        assert alike >= SEEN, f"{row.examples} look alike: {ADD.format(named(word))}"


@pytest.mark.parametrize("word", [word for word in ALL if choices(word.schema())], ids=named)
def test_every_word_that_a_parameter_can_be_is_shown(word: Word) -> None:
    if word.name in unseen():
        return
    asked = {part for row in rows_of(word) for each in row.examples for part in re.split("[?&]", each.path)}
    given = [part.partition("=")[2] for part in asked if part.startswith(f"{word.name}=")]
    values = {value for text in given for value in text.split(",")}
    default = {*map(str, word.info.default)} if isinstance(word.info.default, tuple) else {str(word.info.default)}
    silent = {name.partition("=")[2] for name in unseen() if name.startswith(f"{word.name}=")} | default
    wanted = [each for each in choices(word.schema()) if each not in values | silent]
    assert wanted == [], ADD.format(named(word))


def opened(shown: Example) -> list[Image.Image]:
    path = PICTURES / shown.name
    assert path.exists(), f"{shown.path} has no picture: run `make docs`"
    return frames(path)


def frames(file: Any) -> list[Image.Image]:
    with Image.open(file) as image:
        return [frame.convert("RGBA") for frame in ImageSequence.Iterator(image)]


def difference(one: list[Image.Image], other: list[Image.Image]) -> float:
    """Return by how many levels two pictures differ; 255 where their sizes or frames do."""
    if [each.size for each in one] != [each.size for each in other]:
        return 255.0
    return max(_apart(*pair) for pair in zip(one, other, strict=True))


def _apart(one: Image.Image, other: Image.Image) -> float:
    white = Image.new("RGBA", one.size, "white")
    both = (Image.alpha_composite(white, each).convert("RGB") for each in (one, other))
    return float(max(ImageStat.Stat(ImageChops.difference(*both)).mean))


def test_nothing_is_said_of_parameters_and_operations_that_there_are_not() -> None:
    known = {named(word).strip('"') for word in ALL}
    said = {name for name in told() if name not in {"none", "generators", "recipes", "info"}}
    assert said <= known
    assert {name.partition("=")[0] for name in unseen()} <= {word.name for word in ALL}
    assert {*told()["recipes"]} <= {name_of(op) for op in CATALOGUE}


def test_the_pictures_are_those_that_are_shown_and_small() -> None:
    files = list(PICTURES.iterdir())
    assert {path.name for path in files} == {*SHOWN}, "run `make docs`"
    assert sum(path.stat().st_size for path in files) < MOST


@pytest.mark.parametrize("name", AGAIN)
def test_a_picture_is_what_its_address_gives(asked: TestClient, name: str) -> None:
    assert difference(frames(BytesIO(answered(asked, SHOWN[name]))), opened(SHOWN[name])) < 1, "`make docs` with `all`"


@pytest.mark.parametrize("op", CATALOGUE, ids=name_of)
def test_each_operation_has_a_recipe_that_gives_its_picture(asked: TestClient, op: type[Op]) -> None:
    body, shown = example(op), picture(op).examples[-1]
    assert op.model_fields["op"].default in [step["op"] for step in body["ops"]]
    made = answered(asked, Example("/render", name_of(op), post=json.dumps(body)))
    assert difference(frames(BytesIO(made)), opened(shown)) < 1
    assert difference(opened(picture(op).examples[0]), opened(shown)) >= SEEN


def test_an_operation_without_an_example_is_told_what_to_add() -> None:
    class Unshown(Op):
        op: Literal["unshown"] = "unshown"

    with pytest.raises(LookupError, match=r"give a field examples.* or add \[recipes.unshown\] to docs/chapters"):
        example(Unshown)


def test_every_picture_has_words_for_who_cannot_see_it() -> None:
    for name, text in written().items():
        for alt in re.findall(r"!\[([^\]]*)\]", text):
            assert len(alt) > len("A drawn qr, "), name


def test_every_parameter_operation_and_field_is_told() -> None:
    texts = written()
    for op in CATALOGUE:
        chapter = texts["reference/recipe.md"].partition(f"\n### {name_of(op)}\n")[2].partition("\n### ")[0]
        assert [field for field in op.model_fields if field != "op" and f"| `{field}` |" not in chapter] == []
    headings = {line[3:] for text in texts.values() for line in text.splitlines() if line.startswith("## ")}
    assert [word.name for word in WORDS if word.name not in headings] == []


def test_every_route_is_told_with_its_methods(asked: TestClient) -> None:
    text = written()["reference/routes.md"]
    app: Any = asked.app
    methods: dict[str, set[str]] = {}
    for route in app.routes:
        if (
            not isinstance(route, DoorRoute) and "{name}" not in route.path
        ):  # the files of /docs, and those of the table
            methods.setdefault(route.path.replace(":path}", "}"), set()).update(route.methods)
    assert len(methods) > 5
    for path, taken in methods.items():
        assert f"`{', '.join(sorted(taken))} {path}`" in text, path
    assert [each.prefix for each in DIALECTS if f" {each.prefix}" not in text] == []


def test_the_facts_of_the_example_are_those_that_are_told(asked: TestClient) -> None:
    said, now = json.loads(told()["info"]["answer"]), asked.get(told()["info"]["path"]).json()
    for facts in (said, now):
        del facts["digest"], facts["source"]["version"], facts["result"]["memory"], facts["result"]["work"]
    assert said == now


def slug(heading: str) -> str:
    return re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-")


def test_every_link_into_a_page_leads_to_a_heading() -> None:
    texts = written()
    headings = {name: re.findall(r"^#+ (.+)$", text, re.MULTILINE) for name, text in texts.items()}
    anchors = {name: {*map(slug, found)} for name, found in headings.items()}
    docs = Path(PICTURES).parents[1]
    for name, text in texts.items():
        for page, anchor in ANCHOR.findall(text):
            target = (docs / name).parent / page if page else docs / name
            inside = str(target.resolve().relative_to(docs.resolve()))
            assert anchor in anchors.get(inside, {anchor}), (name, page, anchor)
