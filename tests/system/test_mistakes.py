"""Mistakes that people make, and the answer to each: the table of docs/mistakes.md, asked of the real application.

Beside it, that no value at all brings out the words of what validates it.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import pytest
from pydantic_core.core_schema import ErrorType
from starlette.testclient import TestClient

from handler.app import create_app
from handler.config.settings import Settings
from handler.core.validation_text import PHRASES, sentence
from handler.dialects import json_form, native
from handler.dialects.native.vocabulary import vocabulary
from handler.errors import ImageError
from handler.generators import GENERATORS
from handler.ops import CATALOGUE

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

PAGE = (Path(__file__).parents[2] / "docs" / "mistakes.md").read_text()

ROWS = [[cell.strip(" `") for cell in line.split("|")[1:-1]] for line in PAGE.splitlines() if line.startswith("| `")]

INTERNAL = re.compile(
    r"input should|value error|validation|pydantic|_kind|discriminator|\bTrue\b|\bFalse\b|\bNone\b|\btuple\b"
    r"|Expecting|codec|\(char|delimiter|Maximum number|multipart"
    r"|\bdict\b|\bstr\b|\bint\b|\bfloat\b|\bbool\b|instance|\btag\b|Traceback|<class|NoneType|errors\.|literal"
)
"""What Python and pydantic say, and nobody else."""


@pytest.fixture(scope="module")
def app(store: "S3Client") -> TestClient:
    del store
    settings = Settings(source="s3://samples", unsigned=frozenset({"any"}), presets='{"thumb": "w=80"}', log=False)
    return TestClient(create_app(settings), raise_server_exceptions=False)


def test_the_table_is_long_enough_and_says_everything_once() -> None:
    assert len(ROWS) >= 60
    assert len({row[0] for row in ROWS}) == len(ROWS)
    assert {len(row) for row in ROWS} == {5}


@pytest.mark.parametrize("row", ROWS, ids=[row[0][:60] for row in ROWS])
def test_a_mistake_gets_the_answer_that_helps(app: TestClient, row: list[str]) -> None:
    asked, status, parameter, detail, near = row
    if asked[0] in "{[":
        answer = app.post("/render", content=asked.encode(), headers={"content-type": "application/json"})
    elif header := re.fullmatch(r"([A-Z][A-Za-z-]+): (.+)", asked):
        answer = app.post("/render", content=b"{}", headers={"Content-Type": "application/json", header[1]: header[2]})
    else:
        answer = app.get(asked if asked[0] == "/" else f"/images/bee.jpg?{asked}")
    said = answer.json()
    assert (said["status"], said.get("parameter", ""), said.get("nearest", "")) == (int(status), parameter, near), said
    assert detail in said["detail"]
    assert not INTERNAL.search(said["detail"])
    assert len(said["detail"]) < 320


def test_every_kind_of_fault_has_words_of_the_house() -> None:
    """Of all that pydantic can find, whether or not a declaration brings it about today."""
    numbers = dict.fromkeys(("gt", "ge", "lt", "le", "min_length", "max_length", "actual_length", "pattern"), 7.0)
    for kind in get_args(ErrorType):
        fault: Any = {"type": kind, "ctx": {**numbers, "expected": "'a', 'b' or 'c'", "expected_tags": "'a', 'b'"}}
        words = sentence(fault)
        assert words
        assert not INTERNAL.search(words), (kind, words)
    assert set(PHRASES) <= set(get_args(ErrorType))


HOSTILE = (
    *(
        "",
        "0",
        "-1",
        "9" * 30,
        "1e9",
        "NaN",
        "inf",
        "true",
        "null",
        "None",
        "[]",
        "{}",
        "a",
        ",",
        ",,,",
        "1,2",
        "1,2,3,4",
    ),
    *("x" * 500, "%00", "1:2", "axb", "%F0%9F%98%80", "#", "1.5", "-0.5", "()", "99999", "0x10"),
)
JSONS: tuple[Any, ...] = (
    None,
    True,
    False,
    "",
    "a",
    -1,
    0,
    1.5,
    99_999_999,
    [],
    {},
    [1],
    ["a"],
    {"a": 1},
    [[]],
    "9" * 99,
)


def faults(asked: Iterator[Any], parse: Any) -> Iterator[tuple[Any, str]]:
    for each in asked:
        try:
            parse(each)
        except ImageError as error:
            assert error.status < 500
            yield each, error.detail


@pytest.mark.parametrize("maker", [None, *GENERATORS])
def test_no_value_of_any_parameter_brings_out_what_validates_it(maker: Any) -> None:
    names = vocabulary(maker) if maker else vocabulary()
    parse = (lambda query: native.parse_made(query, maker)) if maker else (lambda query: native.parse(query, "a"))
    own = {mark.name for mark, _ in maker.params().values()} if maker else set(names)
    asked = (f"{name}={text}{more}" for name in own for text in HOSTILE for more in ("", "&v=1&w=9&h=9"))
    for query, detail in faults(asked, parse):
        name, _, text = query.partition("&")[0].partition("=")
        shown = detail.replace(f"{name}={text[:40]}", "")
        assert not INTERNAL.search(shown), (query, detail)


def test_no_value_of_any_member_brings_out_what_validates_it() -> None:
    steps = [
        {"op": kind.model_fields["op"].default, field: value}
        for kind in CATALOGUE
        for field in (*kind.model_fields, "nonsense")
        for value in JSONS
    ]
    drawn = [
        {"generate": kind.model_fields["generate"].default, field: value}
        for kind in GENERATORS
        for field in (*kind.model_fields, "nonsense")
        for value in JSONS
    ]
    recipes = [
        *({"source": {"key": "a"}, "ops": [step]} for step in steps),
        *({"source": {"made": each}} for each in drawn),
        *({"source": {"key": "a"}, "output": {name: value}} for name in ("formats", "quality") for value in JSONS),
        *({"source": {name: value}} for name in ("key", "made", "posted", "frame") for value in JSONS),
        *({name: value} for name in ("source", "ops", "output") for value in JSONS),
    ]
    for recipe, detail in faults((json.dumps(recipe).encode() for recipe in recipes), json_form.parse):
        assert not INTERNAL.search(detail), (recipe, detail)


BODIES = [
    (b"", "the body is empty"),
    (b" \n", "the body is empty"),
    (b"{", "the recipe is not JSON: line 1, column 2"),
    (b"nul", "the recipe is not JSON: line 1, column 1"),
    (b'{"source": {"key": "a"}}\n x', "the recipe is not JSON: line 2, column 2"),
    (b'"\x01"', "the recipe is not JSON: line 1, column 2"),
    (b"\xff", "the recipe is not UTF-8: byte 1 begins no character"),
    ('{"source": {"key": "é"}}'.encode("latin-1"), "the recipe is not UTF-8: byte 21 begins no character"),
    ('{"source": {"key": "a"}}'.encode("utf-16"), "the recipe is not UTF-8: byte 1 begins no character"),
    (b"[" * 60_000, "the recipe is not JSON that is read here: it is nested too deeply"),
    (b'{"ops": [], "ops": []}', "'ops' is given more than once"),
]


@pytest.mark.parametrize(("sent", "expected"), BODIES, ids=[str(sent[:20]) for sent, _ in BODIES])
def test_a_body_that_is_no_json_is_told_in_words_of_the_house(app: TestClient, sent: bytes, expected: str) -> None:
    answer = app.post("/render", content=sent, headers={"content-type": "application/json"})
    assert (answer.status_code, answer.json()["detail"]) == (400, expected)


FILE = 'name="picture"; filename="a"'


def part(disposition: str, text: str = "x") -> str:
    return f"--b\r\ncontent-disposition: form-data; {disposition}\r\n\r\n{text}\r\n"


FORMS = [
    ("", part(FILE), "its Content-Type names no boundary"),
    ("; boundary=b", part('name="foto"; filename="a"'), "a form takes picture and recipe or query; there is no foto"),
    ("; boundary=b", part(FILE) + part(FILE), "a form takes one file, picture"),
    (
        "; boundary=b",
        part(FILE) + part("name=recipe") + part("name=a"),
        "a form takes one text, recipe or query",
    ),
    ("; boundary=b", part("name=recipe", "x" * 70_000) + part(FILE), "a recipe or query has at most 65536 bytes"),
    ("; boundary=b", part("size=3"), "one of its parts has no name"),
    ("; boundary=b", "picture=x", "its parts do not stand between the boundaries"),
    ("; boundary=b", part("name=recipe", "{}"), "picture: must be a file, and the only one"),
    ("; boundary=b", part(FILE) + part("name=recipe", "{a"), "the recipe is not JSON: line 1, column 2"),
    ("; boundary=b", part(FILE) + part("name=recipe", ""), "the recipe is empty"),
]


@pytest.mark.parametrize(("boundary", "sent", "expected"), FORMS, ids=[expected for _, _, expected in FORMS])
def test_a_form_that_cannot_be_read_is_told_in_words_of_the_house(
    app: TestClient, boundary: str, sent: str, expected: str
) -> None:
    headers = {"content-type": f"multipart/form-data{boundary}"}
    answer = app.post("/render", content=f"{sent}--b--\r\n".encode(), headers=headers)
    assert answer.status_code == 400
    assert expected in answer.json()["detail"]
    assert not INTERNAL.search(answer.json()["detail"])


LONG = "zq" * 2000


@pytest.mark.parametrize("name", sorted({*vocabulary(), LONG}))
def test_what_is_repeated_of_a_value_is_short(name: str) -> None:
    asked = iter([f"{name}={LONG}", f"{name}={LONG[:100]}&w=9"])
    for _, detail in faults(asked, lambda query: native.parse(query, "a")):
        assert LONG[:61] not in detail
        assert len(detail) < 320


def test_what_is_repeated_of_a_recipe_is_short() -> None:
    said: list[Any] = [{LONG: 1}, {"source": {LONG: 1}}, {"source": {"key": "a"}, "output": {"formats": [LONG]}}]
    said += [{"source": {"key": "a"}, "ops": [{"op": kind.model_fields["op"].default, LONG: 1}]} for kind in CATALOGUE]
    said += [{"source": {"key": "a"}, "ops": [{"op": LONG}]}, {"source": {"made": {"generate": LONG}}}]
    said += [{"source": {"made": {"generate": kind.model_fields["generate"].default, LONG: 1}}} for kind in GENERATORS]
    found = list(faults((json.dumps(each).encode() for each in said), json_form.parse))
    assert len(found) == len(said)
    for each, detail in found:
        assert LONG[:61] not in detail, each
        assert len(detail) < 400
