"""One process of `request_path.py`: asks an application of one checkout through one front, and prints what it took."""

import asyncio
import io
import json
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import redirect_stdout
from threading import Thread
from typing import Any

from benchmarks.not_modified import free_port
from benchmarks.part_clock import PartClock

WARM = 8
CLIENT = """
import http.client, json, sys
port, method, target, headers, times = json.loads(sys.argv[1])
connection = http.client.HTTPConnection("127.0.0.1", port)
for _ in range(times):
    connection.request(method, target, headers=headers)
    answer = connection.getresponse()
    answer.read()
print(json.dumps([answer.status, answer.headers["etag"]]))
"""
"""Asks a server so many times over one connection, in a process of its own, whose time is not counted."""

Headers = dict[str, str]
Ask = Callable[[str, str, str, Headers, int], tuple[int, str]]
"""Asks for a path and query with a method and headers, so many times; gives the last status and entity tag."""


class Context:
    """What Lambda hands over beside an event."""

    aws_request_id = "benchmark"

    def get_remaining_time_in_millis(self) -> int:
        """Return milliseconds."""
        return 25_000


def by_asgi(method: str, path: str, query: str, headers: Headers, times: int) -> tuple[int, str]:
    """Ask the application itself."""
    from handler.app import app  # noqa: PLC0415 - after the environment is set

    raw = [(name.encode(), value.encode()) for name, value in headers.items()]
    scope: dict[str, Any] = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "scheme": "http",
        "root_path": "",
    }
    scope |= {"method": method, "path": path, "raw_path": path.encode(), "query_string": query.encode()}

    async def once() -> dict[str, Any]:
        waiting = asyncio.Event()
        said: list[dict[str, Any]] = []
        coming = [{"type": "http.request", "body": b"", "more_body": False}]

        async def receive() -> dict[str, Any]:
            if not coming:
                await waiting.wait()
            return coming.pop()

        async def send(message: Any) -> None:  # noqa: ANN401 - ASGI's messages
            said.append(message)

        await app({**scope, "headers": raw, "client": ("127.0.0.1", 1), "server": ("127.0.0.1", 80)}, receive, send)
        return said[0]

    async def several() -> dict[str, Any]:
        for _ in range(times):
            last = await once()
        return last

    start = asyncio.run(several())
    return start["status"], dict(start["headers"]).get(b"etag", b"").decode()


def by_lambda(method: str, path: str, query: str, headers: Headers, times: int) -> tuple[int, str]:
    """Hand the event of a Function URL to the handler."""
    from handler.entry import lambda_handler  # noqa: PLC0415 - after the environment is set

    http = {"method": method, "path": path, "protocol": "HTTP/1.1", "sourceIp": "127.0.0.1", "userAgent": "benchmark"}
    event = {
        "version": "2.0",
        "routeKey": "$default",
        "rawPath": path,
        "rawQueryString": query,
        "headers": {"host": "abc.lambda-url.eu-west-1.on.aws", **headers},
        "requestContext": {"http": http, "stage": "$default", "domainName": "abc.lambda-url.eu-west-1.on.aws"},
        "isBase64Encoded": False,
    }
    for _ in range(times):
        answer = lambda_handler(event, Context())
    return answer["statusCode"], answer["headers"].get("etag", "")


def by_uvicorn(method: str, path: str, query: str, headers: Headers, times: int) -> tuple[int, str]:
    """Ask uvicorn, which runs in a thread of this process."""
    target = f"{path}?{query}" if query else path
    asked = json.dumps([_server(), method, target, headers, times])
    said = subprocess.run([sys.executable, "-c", CLIENT, asked], capture_output=True, text=True, check=True).stdout
    status, etag = json.loads(said)
    return status, etag or ""


PORTS: list[int] = []


def _server() -> int:
    """Return the port of the server, which is started at the first call."""
    if not PORTS:
        import uvicorn  # noqa: PLC0415 - only this front needs it

        from handler.app import app  # noqa: PLC0415 - after the environment is set

        PORTS.append(free_port())
        server = uvicorn.Server(uvicorn.Config(app, port=PORTS[0], log_level="error"))
        Thread(target=server.run, daemon=True).start()
        while not server.started:
            time.sleep(0.05)
    return PORTS[0]


FRONTS: dict[str, Ask] = {"asgi": by_asgi, "lambda": by_lambda, "uvicorn": by_uvicorn}


def measured(ask: Ask, request: dict[str, Any], times: int, parts: dict[str, str]) -> dict[str, float]:
    """Return the milliseconds of a request by part; what is in none of them is under ""."""
    method, path, query, headers = request["method"], request["path"], request["query"], dict(request["headers"])
    _, tag = ask("GET", path, query, headers, 1)
    if request["status"] == 304:  # noqa: PLR2004 - Not Modified
        headers["if-none-match"] = tag
    ask(method, path, query, headers, WARM)
    clock = PartClock(parts)
    start = time.process_time()
    with clock.running():
        status, _ = ask(method, path, query, headers, times)
    rest = time.process_time() - start - sum(clock.seconds.values())
    if status != request["status"]:
        raise RuntimeError(f"answered {status}")
    return {part: seconds * 1000 / times for part, seconds in {**clock.seconds, "": rest}.items()}


def main() -> None:
    """Read what to ask from the command line, as JSON, and print what was measured."""
    given = json.loads(sys.argv[1])
    with redirect_stdout(io.StringIO()):  # where the log goes
        said = {
            name: measured(FRONTS[given["front"]], request, given["times"], given["parts"])
            for name, request in given["requests"].items()
        }
    print(json.dumps(said))


if __name__ == "__main__":
    main()
