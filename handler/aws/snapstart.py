"""SnapStart: work done once before AWS takes a snapshot of an instance, and again in each copy that starts from it.

1. Before the snapshot all is done once that a first picture would wait for: the clients of S3 and an answer of each
   source, every codec both ways, the parser and its validators, Mangum and a route.
2. A thousand instances wake as copies of one: each seeds afresh, drops the connections that died with the original and
   asks every source again. With that names are looked up, connections made, and keys renewed that are old.
3. A step that fails costs time later, no more. None is a request: the request log neither notes nor counts it.

Hooks: https://docs.aws.amazon.com/lambda/latest/dg/snapstart-runtime-hooks-python.html
"""

import gc
import logging
import random
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from fastapi import FastAPI
from fastapi.middleware.asyncexitstack import AsyncExitStackMiddleware
from mangum import Mangum

from handler.core.formats.catalogue import FORMATS, READ, ROUND_TRIP, WRITTEN
from handler.core.limits import Limits
from handler.core.output import Output
from handler.core.source import Posted
from handler.core.source_file import source_file_of
from handler.dialects import native
from handler.dialects.table import served
from handler.errors import ImageError
from handler.generators.gradient import Gradient
from handler.ops.resize import Resize
from handler.recipe import Made, Recipe
from handler.rendering.identity import digest
from handler.rendering.render import Rendered, render
from handler.storage import s3_client
from handler.storage.sources import Sources

log = logging.getLogger("tintype")

NO_KEY = "no such picture"
"""What S3 is asked for: that it is missing is answer enough."""

HEALTH: dict[str, Any] = {
    "version": "2.0",
    "routeKey": "$default",
    "rawPath": "/health",
    "rawQueryString": "",
    "headers": {"host": "localhost"},
    "requestContext": {
        "http": {"method": "GET", "path": "/health", "sourceIp": "127.0.0.1"},
        "stage": "$default",
    },
    "isBase64Encoded": False,
}


def register(app: FastAPI) -> None:
    """Hand the hooks to Lambda's runtime client, which calls them for functions with SnapStart alone."""
    try:
        import snapshot_restore_py as hooks  # noqa: PLC0415 - comes with the runtime client, which the package leaves out
    except ImportError:  # no Lambda
        return
    hooks.register_before_snapshot(before, app)
    hooks.register_after_restore(after, app)


COMMON_WRITTEN = tuple(name for name in WRITTEN if not FORMATS[name].extra and not FORMATS[name].text)
"""What every installation writes; a text takes no time, and a codec that an extra brings may not be there."""


def before(app: FastAPI) -> None:
    """Do once what every instance would do."""
    for step in (clients, sources, parser, codecs, routes):
        _tried(step, app)
    gc.collect()
    gc.freeze()


def after(app: FastAPI) -> None:
    """Part from the instance that this one is a copy of."""
    random.seed()
    for step in (disconnect, sources):
        _tried(step, app)


def clients(app: FastAPI) -> None:
    """Make the clients of S3: a request's, and where results are kept the one that writes them."""
    s3_client.connect(writing=bool(app.state.settings.results))


def sources(app: FastAPI) -> None:
    """Ask every source for a picture that is not there: the way to the answer is what gets warm."""
    for place in Sources(app.state.settings.source).places.values():
        with suppress(ImageError):
            place.head(NO_KEY)


def parser(app: FastAPI) -> None:
    """Load every dialect that is open, read a query, and digest its recipe."""
    settings = app.state.settings
    for dialect in served(settings.dialects, settings.root):
        dialect.load()
    digest(native.parse("w=300&fm=webp", NO_KEY).recipe, [], settings.limits)


def codecs(app: FastAPI) -> None:
    """Write a small picture in every format of its own, and read it again where that can be; resample a large one."""
    del app
    large = Made(made=Gradient(dimensions=(1000, 500)))
    _rendered(Recipe(source=large, ops=(Resize(w=500),), output=Output(formats=("jpg",))))
    for name in COMMON_WRITTEN:
        gradient = Recipe(source=Made(made=Gradient(dimensions=(64, 64))), output=Output(formats=(name,)))
        made = _rendered(gradient)
        resized = Recipe(source=Posted(posted="0" * 64), ops=(Resize(w=32),), output=Output(formats=("webp",)))
        if name in ROUND_TRIP:
            _rendered(resized, made.body)


def routes(app: FastAPI) -> None:
    """Answer one request, past the middleware: its request log would take the next one for warm."""
    Mangum(AsyncExitStackMiddleware(app.router), lifespan="off")(HEALTH, None)  # type: ignore[arg-type] # no context


def disconnect(app: FastAPI) -> None:
    """Close the connections to S3."""
    del app
    s3_client.close_connections()


def _rendered(recipe: Recipe, body: bytes = b"") -> Rendered:
    return render(recipe, fetch=lambda _: source_file_of(body, ""), limits=Limits(), accepted=frozenset(READ))


def _tried(step: Callable[[FastAPI], None], app: FastAPI) -> None:
    try:
        step(app)
    except Exception:  # an instance that is a little slower is better than none
        log.exception("%s failed around the snapshot", step.__name__)
