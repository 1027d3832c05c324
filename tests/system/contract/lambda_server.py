"""A Function URL on this machine: each HTTP request becomes an event, and `lambda_handler` answers.

    PYTHONPATH=. python tests/system/contract/lambda_server.py 8000

What passes is what Lambda passes: one event at a time in the main thread, JSON both ways, at most 6 MB of it, no body
where HTTP has none. The samples lie in an S3 inside the process, as with `make run`, unless TINTYPE_SOURCE names other
pictures.
"""

import base64
import json
import os
import sys
import threading
import time
from concurrent.futures import Future
from contextlib import ExitStack
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from queue import SimpleQueue
from typing import Any

from handler.commands.embedded import embedded
from handler.commands.places import sample_files

MOST_BYTES = 6_291_556
SECONDS = 30
FRONT = {"apiId": "local", "domainName": "local.lambda-url.us-east-1.on.aws", "stage": "$default"}
BODILESS = {204, 304}
INVOCATIONS: "SimpleQueue[tuple[str, Future[str]]]" = SimpleQueue()
"""Events as JSON, each with the place where its answer is awaited."""


class Context:
    """What the runtime tells a function of one invocation."""

    def __init__(self, number: int) -> None:
        self.aws_request_id = f"{number:08x}-0000-4000-8000-000000000000"
        self.ends = time.monotonic() + SECONDS

    def get_remaining_time_in_millis(self) -> int:
        return int((self.ends - time.monotonic()) * 1000)


class Door(BaseHTTPRequestHandler):
    """One connection."""

    protocol_version = "HTTP/1.1"
    wbufsize = -1  # head and body in one packet, else the client waits for the second

    def answer(self) -> None:
        """Answer a request of any method."""
        body = self.rfile.read(int(self.headers.get("content-length", 0)))
        awaited: Future[str] = Future()
        INVOCATIONS.put((json.dumps(self.event(body)), awaited))
        said = awaited.result()
        if len(said) > MOST_BYTES:
            said = json.dumps({"statusCode": 502, "headers": {}, "body": "Internal Server Error"})
        self.send(json.loads(said))

    def event(self, body: bytes) -> dict[str, Any]:
        """Return the event that a Function URL makes, payload version 2.0."""
        path, _, query = self.path.partition("?")
        names = {name.lower() for name in self.headers}
        http = {"method": self.command, "path": path, "protocol": "HTTP/1.1", "sourceIp": "192.0.2.1"}
        return {
            "version": "2.0",
            "rawPath": path,
            "rawQueryString": query,
            "headers": {name: ",".join(self.headers.get_all(name, ())) for name in names},
            "requestContext": {**FRONT, "http": http},
            "body": base64.b64encode(body).decode() if body else None,
            "isBase64Encoded": bool(body),
        }

    def send(self, answer: dict[str, Any]) -> None:
        """Send what the function said."""
        text = answer.get("body") or ""
        body = base64.b64decode(text, validate=True) if answer.get("isBase64Encoded") else text.encode()
        self.send_response(answer["statusCode"])
        for name, value in answer["headers"].items():
            if name.lower() != "content-length":
                self.send_header(name, value)
        if answer["statusCode"] not in BODILESS:
            length = len(body) if self.command != "HEAD" else answer["headers"].get("content-length")
            if length is not None:
                self.send_header("content-length", str(length))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing: the function has its own log."""

    do_GET = do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = do_TRACE = do_QUERY = answer  # noqa: N815


def main(port: int) -> None:
    """Serve until interrupted."""
    for name, value in {"UNSIGNED": "any", "ORIGINALS": "on", "DOCS": "on", "LOG": "off"}.items():
        os.environ.setdefault(f"TINTYPE_{name}", value)
    with ExitStack() as stack:
        if not os.environ.get("TINTYPE_SOURCE"):
            os.environ["TINTYPE_SOURCE"] = stack.enter_context(embedded(sample_files()))
        from handler.entry import lambda_handler

        server = ThreadingHTTPServer(("127.0.0.1", port), Door)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        for number in count():
            event, awaited = INVOCATIONS.get()
            awaited.set_result(json.dumps(lambda_handler(json.loads(event), Context(number))))


if __name__ == "__main__":
    main(int(sys.argv[1]))
