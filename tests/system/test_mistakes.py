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
