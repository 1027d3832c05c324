"""Text, tables and runnable examples of docs/returning-images.md."""

import importlib.util
import json
import re
import socket
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import uvicorn
from mangum import Mangum
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from tests.support.waiting import PATIENCE, until

ROOT = Path(__file__).parents[3]
DOCS = ROOT / "docs"
PAGE = (DOCS / "returning-images.md").read_text()
PROSE = " ".join(PAGE.split())


@cache
def example(name: str) -> Any:
    """Import docs/examples/{name}.py, once."""
    spec = importlib.util.spec_from_file_location(f"example_{name}", DOCS / "examples" / f"{name}.py")
    assert spec
    assert spec.loader
    module = sys.modules[spec.name] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def source(name: str) -> str:
    """Return the text of an example."""
    return (DOCS / "examples" / f"{name}.py").read_text()


def table(heading: str) -> list[list[str]]:
    """Return the rows of the page's table whose first heading this is."""
    lines = PAGE.partition(f"\n| {heading} |")[2].partition("\n\n")[0].splitlines()[2:]
    assert lines, heading
    return [[re.sub(r"^`([^`]*)`$", r"\1", cell.strip()) for cell in line.strip("|").split("|")] for line in lines]


@contextmanager
def serving(app: ASGIApp, parser: str = "h11") -> Iterator[str]:
    """Run uvicorn on a free port of the loopback, and give its address."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        server = uvicorn.Server(uvicorn.Config(app, http=parser, lifespan="off", ws="none", log_level="critical"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        until(lambda: server.started or not thread.is_alive())
        assert server.started
        try:
            yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join(PATIENCE)
            assert not thread.is_alive()


class Counting:
    """ASGI middleware that counts the body messages on their way to the server."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.bodies = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def counted(message: Message) -> None:
            self.bodies += message["type"] == "http.response.body"
            await send(message)

        await self.app(scope, receive, counted)


def through_mangum(app: ASGIApp, path: str, *, method: str = "GET", query: str = "") -> dict[str, Any]:
    """Return what Lambda would hand to a Function URL."""
    event = json.loads((ROOT / "events" / "function-url-picture.json").read_text())
    event |= {"rawPath": path, "rawQueryString": query}
    event["requestContext"]["http"] |= {"path": path, "method": method}
    return Mangum(app, lifespan="off")(event, None)  # type: ignore[arg-type]
