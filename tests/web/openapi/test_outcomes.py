"""Outcomes: what comes back has the members and headers that the schema promises."""

import re
from typing import Any

import pytest

from handler.errors import ImageError
from handler.generators import NAMES
from handler.web.openapi import outcomes
from tests.conftest import Client
from tests.support.requests.openapi import operations

Schema = dict[str, Any]


PROBLEM = {"application/problem+json"}


def test_every_error_is_a_problem(schema: Schema) -> None:
    for name, operation in operations(schema):
        for status, said in operation["responses"].items():
            assert set(said.get("content", ())) == PROBLEM or int(status) < 400, (name, status)


def test_every_status_that_an_error_has_is_in_the_schema(schema: Schema) -> None:
    listed = {int(status) for _, operation in operations(schema) for status in operation["responses"]}
    assert {kind.status for kind in ImageError.tree()} <= listed
    assert {200, 206, 303, 304} <= listed


def test_what_draws_has_the_faults_of_a_store_since_a_stored_picture_may_be_laid_over_it(schema: Schema) -> None:
    for name in NAMES:
        drawn = set(schema["paths"][f"/generate/{name}"]["get"]["responses"])
        assert {"404", "409", "415", "422", "502"} <= drawn


def test_where_a_picture_stands_in_the_schema_says_so(client: Client) -> None:
    listed = client(fallback="bee.jpg").get("/openapi.json").json()["paths"]["/images/{key}"]["get"]["responses"]
    assert "image/jpeg" in listed["404"]["content"]
    assert set(listed["400"]["content"]) == PROBLEM


@pytest.mark.parametrize(
    ("path", "headers", "status"),
    [
        ("/images/bee.jpg?w=30", {}, 200),
        ("/images/bee.jpg", {"range": "bytes=0-9"}, 206),
        ("/images/bee.jpg?w=30", {"if-none-match": "*"}, 304),
        ("/images/bee.jpg?w=0", {}, 400),
        ("/images/none.jpg?w=30", {}, 404),
        ("/images/bee.jpg?w=30", {"if-match": '"another"'}, 412),
        ("/images/bee.jpg", {"range": "bytes=99999999-"}, 416),
        ("/info/bee.jpg", {}, 200),
        ("/health", {}, 200),
        ("/errors", {}, 200),
    ],
)
def test_an_answer_has_the_headers_that_the_schema_promises(
    client: Client, schema: Schema, path: str, headers: dict[str, str], status: int
) -> None:
    answer = client().get(path, headers=headers)
    route = path.partition("?")[0].replace("bee.jpg", "{key}").replace("none.jpg", "{key}")
    listed = schema["paths"][route]["get"]["responses"][str(status)]["headers"]
    assert answer.status_code == status
    for name in listed:
        told = schema["components"]["headers"][name]
        value = answer.headers.get(name)
        assert value is not None or not told["required"], name
        assert value is None or re.search(told["schema"].get("pattern", ""), value), (name, value)


def test_a_problem_has_no_member_that_the_schema_does_not_know(client: Client) -> None:
    app = client()
    for path in ("/nowhere", "/images/bee.jpg?w=0", "/images/bee.jpg?widht=3", "/images/bee.jpg?w=8000&fit=clip"):
        assert set(app.get(path).json()) <= set(outcomes.PROBLEM_TOLD["properties"])
