"""Operations: what the dialects offer, as OpenAPI tells it. The application itself has one route for a whole door."""

from collections.abc import Collection
from typing import Any

from fastapi.routing import APIRoute
from pydantic import TypeAdapter
from starlette.requests import Request
from starlette.responses import Response

from handler.dialects import table
from handler.dialects.interface import Operation, PathField
from handler.dialects.native.vocabulary import alone
from handler.dialects.table import Dialect
from handler.web.openapi import outcomes
from handler.web.openapi.parameters import CONDITIONS, PARTS, headers, parameters

Schema = dict[str, Any]


def offered(chosen: Collection[str]) -> dict[str, tuple[Dialect, Operation]]:
    """Return every operation of these dialects by its path, and whose it is. It loads all of them."""
    return {
        dialect.prefix + each.below: (dialect, each)
        for dialect in table.open_doors(chosen)
        for each in dialect.load().operations()
    }


def described_route(dialect: Dialect, operation: Operation, *, fallback: bool) -> APIRoute:
    """Return a route for FastAPI to describe, which nobody is ever sent to. fallback: whether TINTYPE_FALLBACK is set.

    What it answers follows from the operation; what it takes is `operation_parameters`.
    """
    pictured = outcomes.pictures(fetches=operation.fetches, stand_in=fallback and dialect.stands_in)
    return APIRoute(
        dialect.prefix + operation.below,
        _described,
        methods=["GET"],
        name=operation.name,
        summary=operation.summary,
        description=operation.description,
        response_class=Response,
        responses={"picture": pictured, "facts": outcomes.FACTS, "document": outcomes.DOCUMENT}[operation.answers],
        generate_unique_id_function=identity,
    )


def operation_parameters(operation: Operation) -> list[Schema]:
    """Return the parameter objects of the path, the query and the headers."""
    conditions = CONDITIONS | PARTS if operation.answers == "picture" else CONDITIONS
    fields = [path_parameter(field) for field in operation.fields]
    return [*fields, *parameters(alone(*operation.query)), *headers(conditions)]


def path_parameter(field: PathField) -> Schema:
    """Return the parameter object of a part of the path."""
    text = {**TypeAdapter(field.kind).json_schema(), "examples": list(field.examples)}
    said = {"name": field.name, "in": "path", "required": True, "description": field.description}
    return {**said, "example": field.examples[0], "schema": text}


def identity(route: APIRoute) -> str:
    """Return the name under which a client library knows a route: the house's own, without path and method."""
    return route.name


def _described(request: Request) -> Response:
    raise NotImplementedError(request.url.path)
