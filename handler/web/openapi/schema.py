"""Schema: the OpenAPI document, built when it is first asked for.

FastAPI describes the routes. What it cannot see is added here: the parameters of raw queries, and the bodies.
"""

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic import TypeAdapter

from handler.core.delivery import Signature
from handler.core.signing import PARAMETER
from handler.dialects.interface import SAMPLES, PathField
from handler.dialects.native.vocabulary import alone
from handler.recipe import Recipe, Steps
from handler.web.doors import FEEDS, PICTURES, TRANSLATE
from handler.web.feeds.cameras import CLOCK, Feed
from handler.web.openapi.operations import described_route, offered, operation_parameters, path_parameter
from handler.web.openapi.outcomes import ALWAYS, HEADERS, PROBLEM_TOLD
from handler.web.openapi.parameters import COLOUR, CONDITIONS, coloured, headers, parameters
from handler.web.translate import TranslationWish
from handler.web.uploads import Posting

Schema = dict[str, Any]

ABOUT = (
    "A picture out of S3, or one that is drawn, in the size, format and look that a URL or a JSON recipe says. "
    "Some parameters exclude or need each other, as `ar` does `w` with `h`: a 400 says which. "
    "Without `fm`, the Accept header decides the format."
)
QUERY = f"In place of a recipe: the words of an address, as {PICTURES.prefix}{{key}} takes them in its query."
PAGES = {"/", "/errors", "/health"}
"""Routes that show no picture."""

FOLDER = PathField("prefix", "The folder whose newest picture is shown, or the test pattern.", (CLOCK,))

SUMMARIES = {
    "render": "Post a recipe, or a picture with one, and get the result",
    "feed": "Watch the newest pictures of a folder",
    "translated": "Say an address in the languages of other services",
    "start": "See what is here: the playground, or the routes as JSON",
    "health": "Ask whether it runs, and which version",
    "errors": "Read what each error means",
}
"""What a route is for, in a user's words, by its name; a dialect says it of its own."""


def schema(app: FastAPI, address: str = "") -> Schema:
    """Return the application's schema, built once. address: where viewers find it, or its base path, if known."""
    if app.openapi_schema is None:
        dialects, fallback = offered(app.state.settings.dialects), app.state.settings.fallback is not None
        told = [described_route(*each, fallback=fallback) for each in dialects.values()]
        built = get_openapi(title=app.title, version=app.version, routes=[*told, *app.routes], description=ABOUT)
        built["components"] = {"schemas": _schemas(), "headers": _headers()}
        for path, methods in built["paths"].items():
            _describe(path, methods)
            if path in dialects:
                methods["get"]["parameters"] = operation_parameters(dialects[path][1])
            if not app.state.settings.signing_keys:
                _unsigned(methods)
        app.openapi_schema = built
    return app.openapi_schema | ({"servers": [{"url": address}]} if address else {})


def _describe(path: str, methods: Schema) -> None:
    """Add the group, and what a route that is no dialect's reads from the raw request."""
    for operation in methods.values():
        operation["summary"] = SUMMARIES.get(operation["operationId"], operation["summary"])
        operation["tags"] = ["Service" if path in PAGES else "Pictures"]
    if "post" in methods:
        methods["post"]["requestBody"] = _bodies()
        methods["post"]["parameters"] = parameters(alone(Posting, Signature))
    elif path == TRANSLATE.path:
        methods["get"]["parameters"] = [*parameters(alone(TranslationWish, Signature)), *headers(CONDITIONS)]
    elif path in PAGES - {"/health"}:
        methods["get"]["parameters"] = headers(CONDITIONS)
    elif path.startswith(FEEDS.prefix):
        methods["get"]["parameters"] = [path_parameter(FOLDER), *parameters(alone(Feed, Signature))]


def _unsigned(methods: Schema) -> None:
    """Leave the signature out: where there are no keys nobody can judge one, and it is an error."""
    for operation in methods.values():
        if "parameters" in operation:
            operation["parameters"] = [each for each in operation["parameters"] if each["name"] != PARAMETER]


def _bodies() -> Schema:
    fields = {
        "picture": {"type": "string", "format": "binary"},
        "recipe": {"$ref": "#/components/schemas/Steps"},
        "query": {"type": "string", "description": QUERY, "examples": ["w=300&fm=webp"]},
    }
    form: Schema = {"type": "object", "properties": fields, "required": ["picture"], "additionalProperties": False}
    form["not"] = {"required": ["recipe", "query"]}
    steps = [{"op": "resize", "w": 300}, {"op": "sepia", "amount": 60}]
    recipe = {"source": {"key": SAMPLES[0]}, "ops": steps, "output": {"formats": ["webp"]}}
    return {
        "required": True,
        "content": {
            "application/json": {"schema": {"$ref": "#/components/schemas/Recipe"}, "example": recipe},
            "multipart/form-data": {"schema": form, "encoding": {"recipe": {"contentType": "application/json"}}},
        },
    }


def _schemas() -> Schema:
    told: Schema = {"Problem": PROBLEM_TOLD, "Colour": COLOUR}
    for form in (Recipe, Steps):
        built = coloured(TypeAdapter(form).json_schema(ref_template="#/components/schemas/{model}"))
        told |= built.pop("$defs", {})
        told[form.__name__] = built
    for part in told.values():
        marks = [name for name in ("op", "generate") if name in part.get("properties", {})]
        part["required"] = [*marks, *part.get("required", ())] if marks else part.get("required", [])
    posted = {"$ref": "#/components/schemas/Posted"}
    del told["Posted"]  # comes with the request, so that no recipe can name it
    source = told["Recipe"]["properties"]["source"]
    source["anyOf" if "anyOf" in source else "oneOf"].remove(posted)
    return told


def _headers() -> Schema:
    return {
        name: {"description": text, "required": name in ALWAYS, "schema": values}
        for name, (text, values) in HEADERS.items()
    }
