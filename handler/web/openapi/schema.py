"""OpenAPI: the schema, built when it is first asked for, from the same declarations that the dialects read.

FastAPI lists the routes; what a raw query may say and what a body may hold is added here.
"""

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi.routing import APIRoute
from pydantic import TypeAdapter

from handler.core.delivery import Signature
from handler.core.keys import Key
from handler.core.signing import PARAMETER
from handler.dialects.native.vocabulary import alone, vocabulary
from handler.generators import GENERATORS
from handler.recipe import Recipe, Steps
from handler.web.feeds.cameras import CLOCK, Feed
from handler.web.openapi.outcomes import ALWAYS, HEADERS, PROBLEM_TOLD
from handler.web.openapi.parameters import COLOUR, CONDITIONS, PARTS, coloured, headers, parameters
from handler.web.uploads import Posting

Schema = dict[str, Any]

ABOUT = (
    "A picture out of S3, or one that is drawn, in the size, format and look that a URL or a JSON recipe says. "
    "Some parameters exclude or need each other, as `ar` does `w` with `h`: a 400 says which. "
    "Without `fm`, the Accept header decides the format."
)
SAMPLES = ("dandelion.jpg", "bee.jpg", "owl.png", "bridge.webp", "lighthouse.gif")
"""Keys that `make run` has."""

PAGES = {"/", "/errors", "/health"}
"""Routes that show no picture."""

SUMMARIES = {
    "images": "Get a stored picture, resized, cropped, converted",
    "info": "Get the facts of a picture, and what a request would make of it",
    "render": "Post a recipe, or a picture with one, and get the result",
    "feed": "Watch the newest pictures of a folder",
    "start": "See what is here: the routes, and the samples",
    "health": "Ask whether it runs, and which version",
    "errors": "Read what each error means",
}
"""What a route is for, in a user's words, by the name of the route; a generator's is made of its name."""


def _summary(route: str) -> str:
    name = route.removeprefix("generate_").replace("qr", "QR code")
    return SUMMARIES.get(route) or f"Draw {'an' if name[0] in 'aeiou' else 'a'} {name}"


def schema(app: FastAPI, address: str = "") -> Schema:
    """Return the application's schema, built once. address: where viewers find it, or its base path, if known."""
    if app.openapi_schema is None:
        built = get_openapi(title=app.title, version=app.version, routes=app.routes, description=ABOUT)
        built["components"] = {"schemas": _schemas(), "headers": _headers()}
        for path, methods in built["paths"].items():
            _describe(path, methods, signed=bool(app.state.settings.signing_keys))
        app.openapi_schema = built
    return app.openapi_schema | ({"servers": [{"url": address}]} if address else {})


def identity(route: APIRoute) -> str:
    """Return the name under which a client library knows a route: the house's own, without path and method."""
    return route.name


def _describe(path: str, methods: Schema, *, signed: bool) -> None:
    """Add the group, and what a route reads from the raw request. signed: whether there are keys to sign with."""
    for operation in methods.values():
        operation["summary"] = _summary(operation["operationId"])
        operation["tags"] = ["Service" if path in PAGES else "Pictures"]
    if "post" in methods:
        methods["post"]["requestBody"] = _bodies()
        methods["post"]["parameters"] = parameters(alone(Posting, Signature))
    elif path in PAGES - {"/health"}:
        methods["get"]["parameters"] = headers(CONDITIONS)
    elif path != "/health":
        methods["get"]["parameters"] = _read(path)
    for operation in methods.values():
        if not signed and "parameters" in operation:  # a signature that nobody can judge is an error
            operation["parameters"] = [each for each in operation["parameters"] if each["name"] != PARAMETER]


def _read(path: str) -> list[Schema]:
    if path == "/feeds/{prefix}":
        folder = _in_path("prefix", "The folder whose newest picture is shown, or the test pattern.", (CLOCK,))
        return [folder, *parameters(alone(Feed, Signature))]
    if path == "/info/{key}":
        return [_in_path("key", "The picture's key.", SAMPLES), *parameters(vocabulary()), *headers(CONDITIONS)]
    if path == "/images/{key}":
        return [_in_path("key", "The picture's key.", SAMPLES), *parameters(vocabulary()), *headers(CONDITIONS | PARTS)]
    kind = next(kind for kind in GENERATORS if path == f"/generate/{kind.model_fields['generate'].default}")
    return [*parameters(vocabulary(kind)), *headers(CONDITIONS | PARTS)]


def _in_path(name: str, description: str, examples: tuple[str, ...]) -> Schema:
    text = {**TypeAdapter(Key).json_schema(), "examples": list(examples)}
    said = {"name": name, "in": "path", "required": True, "description": description}
    return {**said, "example": examples[0], "schema": text}


def _bodies() -> Schema:
    fields = {"picture": {"type": "string", "format": "binary"}, "recipe": {"$ref": "#/components/schemas/Steps"}}
    form = {"type": "object", "properties": fields, "required": ["picture"], "additionalProperties": False}
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
