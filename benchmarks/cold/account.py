"""Take one cold start apart: account.py EVENT PACKAGE. Prints the CPU milliseconds of each part, in this order.

Each part is what it takes on top of those before it: whoever comes first pays for what others need as well. The
first request is made of the calls that it consists of; what is left of it is what stands around them.
"""

import gc
import importlib
import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import unquote

PARTS = {
    "the standard library": "json logging re dataclasses typing inspect urllib.parse asyncio ssl http.client "
    "email.utils importlib.metadata zipfile secrets http.cookies tempfile",
    "Pydantic": "pydantic pydantic.fields pydantic.types pydantic._internal._generate_schema pydantic.json_schema "
    "pydantic._internal._model_construction pydantic.plugin._loader",
    "AnyIO, Starlette": "anyio anyio.to_thread anyio._backends._asyncio starlette.applications starlette.routing "
    "starlette.requests starlette.responses starlette.websockets starlette.middleware.errors starlette.formparsers",
    "OpenTelemetry, what FastAPI takes of it": "opentelemetry.context opentelemetry.propagators.textmap",
    "FastAPI": "fastapi",
    "Mangum": "mangum",
    "Pillow": "PIL.Image",
    "this project: recipe, operations, generators": "handler.recipe",
    "this project: all else, routes included": "handler.entry",
}
Lap = Callable[[str], float]


def main(event: str, package: str) -> None:
    """Print what each part took."""
    parts: dict[str, float] = {"Python": time.process_time() * 1000}
    last = time.process_time()

    def lap(name: str) -> float:
        nonlocal last
        now = time.process_time()
        parts[name] = (now - last) * 1000
        last = time.process_time()
        return parts[name]

    sys.path.insert(0, package)
    gc.disable()
    from handler.aws import code_archive, cold_start  # noqa: PLC0415 - out of the package

    code_archive.import_from_archive(package)

    for name, modules in PARTS.items():
        if name == "FastAPI":
            cold_start.begin()
        for module in modules.split():
            importlib.import_module(module)
        lap(name)
    asked = json.loads(Path(event).read_text())
    again = _request(asked, lap)
    from handler.entry import lambda_handler  # noqa: PLC0415 - imported above, and counted

    lambda_handler(asked, None)
    parts["Mangum, routing, a thread, headers, digest"] = lap("the whole request") - again
    del parts["the whole request"]
    print(json.dumps(parts), flush=True)
    os._exit(0)


def _request(asked: dict[str, Any], lap: Lap) -> float:
    """Do the parts of the request twice, and return what the second time took."""
    from handler.codecs.codec import codec  # noqa: PLC0415 - likewise
    from handler.config.settings import Settings  # noqa: PLC0415 - likewise
    from handler.core.limits import Limits  # noqa: PLC0415 - likewise
    from handler.dialects import native  # noqa: PLC0415 - likewise
    from handler.rendering.render import render  # noqa: PLC0415 - likewise
    from handler.runtime import collector  # noqa: PLC0415 - likewise
    from handler.storage import s3_client  # noqa: PLC0415 - imported above, and counted
    from handler.storage.sources import Sources  # noqa: PLC0415 - likewise

    settings = Settings.read(os.environ)
    key = unquote(asked["rawPath"].removeprefix("/images/"))
    again = 0.0
    for turn in ("", "again: "):
        lap("-")
        recipe = native.parse(asked["rawQueryString"], key).recipe
        times = [lap(f"{turn}the query: parsing it, building validators")]
        codec("jpg"), codec("webp")
        times.append(lap(f"{turn}the codecs of JPEG and WebP"))
        with collector.resting():
            importlib.import_module("botocore.config"), importlib.import_module("handler.storage.aws_session")
        times.append(lap(f"{turn}botocore: importing it"))
        s3_client.hasty()
        times.append(lap(f"{turn}botocore: the client of S3"))
        blob = Sources(settings.source).fetch(key)
        blob.load()
        times.append(lap(f"{turn}S3: a signed request, the picture's bytes"))
        render(recipe, fetch=lambda _, blob=blob: blob, limits=Limits(), accepted=settings.inputs)
        times.append(lap(f"{turn}the picture: decoded, resized, encoded"))
        again = sum(times)
    return again


main(*sys.argv[1:])
