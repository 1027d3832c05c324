"""Snapshot: what SnapStart freezes with an instance, and what an instance that wakes has to do anew.

1. Before the snapshot all is done once that a first picture would wait for: boto3's client and an answer of S3, every
   codec both ways, the parser and its validators, Mangum and a route. A step that fails costs time later, no more.
2. A thousand instances wake as copies of one: each seeds afresh, drops the connections that died with the original
   (with new ones, names are looked up again), and sees to it that its keys are good now.

Hooks: https://docs.aws.amazon.com/lambda/latest/dg/snapstart-runtime-hooks-python.html
"""

import gc
import logging
import random
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from fastapi import FastAPI
from mangum import Mangum

from handler.blob import blob_of
from handler.codecs import FORMATS
from handler.dialects import native
from handler.errors import ImageError
from handler.generators.gradient import Gradient
from handler.limits import Limits
from handler.ops.resize import Resize
from handler.output import Output
from handler.recipe import Made, Posted, Recipe
from handler.render import Rendered, render
from handler.results import digest
from handler.sources import Sources, s3

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
    hooks.register_after_restore(after)


def before(app: FastAPI) -> None:
    """Do once what every instance would do."""
    for step in (store, parser, codecs, routes):
        _tried(step, app)
    gc.collect()
    gc.freeze()


def after() -> None:
    """Part from the instance that this one is a copy of."""
    random.seed()
    _tried(renew)


def store(app: FastAPI) -> None:
    """Ask every source for a picture that it has not."""
    for place in Sources(app.state.settings.source).places.values():
        with suppress(ImageError):
            place.stat(NO_KEY)


def parser(app: FastAPI) -> None:
    """Read a query, and digest its recipe."""
    digest(native.parse("w=300&fm=webp", NO_KEY).recipe, [], app.state.settings.limits)


def codecs(app: FastAPI) -> None:
    """Write and read a small picture in every format."""
    del app
    for name in FORMATS:
        gradient = Recipe(source=Made(made=Gradient(dimensions=(64, 64))), output=Output(formats=(name,)))
        made = _rendered(gradient)
        resized = Recipe(source=Posted(posted="0" * 64), ops=(Resize(w=32),), output=Output(formats=("webp",)))
        _rendered(resized, made.body)


def routes(app: FastAPI) -> None:
    """Answer one request, past the envelope: its journal would take the next one for warm."""
    Mangum(app.router, lifespan="off")(HEALTH, None)  # type: ignore[arg-type] # a context that nobody looks at


def renew() -> None:
    """Close the connections to S3, and fetch new keys where the old ones have had their time."""
    s3().close()
    session = getattr(sys.modules.get("boto3"), "DEFAULT_SESSION", None)
    credentials = session.get_credentials() if session else None
    if credentials:
        credentials.get_frozen_credentials()


def _rendered(recipe: Recipe, body: bytes = b"") -> Rendered:
    return render(recipe, fetch=lambda _: blob_of(body, ""), limits=Limits(), accepted=frozenset(FORMATS))


def _tried(step: Callable[..., None], *arguments: object) -> None:
    try:
        step(*arguments)
    except Exception:  # an instance that is a little slower is better than none
        log.exception("%s failed around the snapshot", step.__name__)
