"""Operations: what the rows of dialects offer is in the schema, with its parameters and answers."""

from typing import Any

import pytest

from handler.dialects.interface import Operation, PathField
from handler.dialects.table import DIALECTS, Dialect, families
from handler.web.openapi.operations import described_route, offered, operation_parameters, path_parameter

ROW = Dialect("x", "/x/{rest:path}", "", "", "", stands_in=True)


def test_every_operation_of_every_row_is_in_the_schema(schema: dict[str, Any]) -> None:
    paths = schema["paths"]
    for path, (dialect, operation) in offered({"native"}).items():
        assert path.startswith(dialect.prefix)
        assert paths[path]["get"]["operationId"] == operation.name
    assert {dialect for dialect, _ in offered(families()).values()} == set(DIALECTS)


def test_a_part_of_a_path_has_a_schema_and_an_example() -> None:
    told = path_parameter(PathField("w", "Its width.", ("300",), int))
    assert (told["in"], told["required"], told["example"]) == ("path", True, "300")
    assert told["schema"] == {"type": "integer", "examples": ["300"]}


@pytest.mark.parametrize("fallback", [True, False])
def test_the_fallback_is_told_only_where_a_row_has_it(fallback: bool) -> None:
    operation = Operation("x", "{key}", "Get x", "Return x.")
    listed = described_route(ROW, operation, fallback=fallback).responses
    assert ("image/png" in listed[404]["content"]) is fallback
    other = described_route(ROW._replace(stands_in=False), operation, fallback=fallback).responses
    assert "image/png" not in other[404]["content"]


def test_facts_have_no_parts_and_a_drawing_no_faults_of_a_store() -> None:
    facts = Operation("x", "a", "", "", answers="facts")
    drawn = Operation("x", "a", "", "", fetches=False)
    assert "Range" not in [each["name"] for each in operation_parameters(facts)]
    assert "Range" in [each["name"] for each in operation_parameters(drawn)]
    assert 404 not in described_route(ROW, drawn, fallback=True).responses
    assert "application/json" in described_route(ROW, facts, fallback=True).responses[200]["content"]
