"""OpenAPI: the schema, built when it is first asked for, from the same declarations that the dialects read.

FastAPI lists the routes; what a raw query may say, and which media types really come back, is added here.
"""

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic import TypeAdapter

from handler.codecs import FORMATS
from handler.dialects.words import Word, vocabulary
from handler.errors import ImageError
from handler.generators import GENERATORS
from handler.ops.op import Op
from handler.recipe import Recipe, Steps

Responses = dict[int | str, dict[str, Any]]
Schema = dict[str, Any]

PROBLEM = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
BINARY = {"schema": {"type": "string", "format": "binary"}}
IMAGES = {kind.media_type: BINARY for kind in FORMATS.values()}
CLIENT_ERRORS = sorted({kind.status for kind in ImageError.tree()} - {500})


def _failing(*statuses: int) -> Responses:
    return {status: {"description": _said(status), "content": PROBLEM} for status in statuses}


def _said(status: int) -> str:
    return "; ".join(kind.title for kind in ImageError.tree() if kind.status == status)


PICTURE: Responses = {
    200: {"description": "The picture.", "content": IMAGES},
    **_failing(400, 403, 404, 405, 409, 410, 412, 413, 414, 415, 416, 422, 500, 502, 503),
}
FACTS: Responses = {
    200: {"description": "Facts of the source and the predicted result.", "content": {"application/json": {}}},
    **_failing(400, 403, 404, 405, 409, 413, 414, 415, 422, 500, 502, 503),
}
HEALTH: Responses = {200: {"description": "Version and engine.", "content": {"application/json": {}}}, **_failing(405)}
PAGE: Responses = {200: {"description": "The catalogue of errors.", "content": {"text/html": {}}}, **_failing(403, 405)}


def schema(app: FastAPI) -> Schema:
    """Return the application's schema, built once."""
    if app.openapi_schema is None:
        built = get_openapi(title=app.title, version=app.version, routes=app.routes, description=__doc__)
        parts: Schema = built.setdefault("components", {}).setdefault("schemas", {})
        parts["Problem"] = _problem()
        for path, methods in built["paths"].items():
            _describe(path, methods, parts)
        app.openapi_schema = built
    return app.openapi_schema


def _describe(path: str, methods: Schema, parts: Schema) -> None:
    if "post" in methods:
        methods["post"]["requestBody"] = _recipes(parts)
        return
    described = methods["get"]
    if path.startswith(("/images/", "/info/")):
        key = {
            "name": "key",
            "in": "path",
            "required": True,
            "description": "The picture's key.",
            "schema": {"type": "string"},
        }
        described["parameters"] = [key, *_parameters(vocabulary())]
    for kind in GENERATORS:
        if path == f"/generate/{kind.model_fields['generate'].default}":
            described["parameters"] = _parameters(vocabulary(kind))


def _parameters(words: dict[str, tuple[Word, ...]]) -> list[Schema]:
    return [_parameter(shared[-1]) for shared in words.values()]


def _parameter(word: Word) -> Schema:
    required = word.info.is_required() and not issubclass(word.owner, Op)
    shape: Schema = {"schema": _text_schema(word), "description": word.info.description or ""}
    if word.info.examples:
        shape["example"] = word.info.examples[0]
    return {"name": word.name, "in": "query", "required": required, **shape}


def _text_schema(word: Word) -> Schema:
    """Return the schema of one parameter; what is a list in JSON is one text in a query."""
    built = word.schema()
    return {"type": "string"} if built.get("type") == "array" else built


def _recipes(parts: Schema) -> Schema:
    reference = "#/components/schemas/{model}"
    for form in (Recipe, Steps):
        built = TypeAdapter(form).json_schema(ref_template=reference)
        parts.update(built.pop("$defs", {}))
        parts[form.__name__] = built
    fields = {"picture": {"type": "string", "format": "binary"}, "recipe": {"$ref": "#/components/schemas/Steps"}}
    return {
        "required": True,
        "content": {
            "application/json": {"schema": {"$ref": "#/components/schemas/Recipe"}},
            "multipart/form-data": {"schema": {"type": "object", "properties": fields, "required": ["picture"]}},
        },
    }


def _problem() -> Schema:
    text = {"type": "string"}
    return {
        "type": "object",
        "description": "An error, as RFC 9457 has it.",
        "required": ["type", "title", "status", "detail", "request"],
        "properties": {
            **dict.fromkeys(("type", "title", "detail", "request", "parameter", "nearest", "limit", "kind"), text),
            "status": {"type": "integer"},
            "max": {"type": "number"},
            "actual": {"type": "number"},
        },
    }
