"""The client: it asks servers over connections that it keeps, and tells what an answer took."""

import time
from collections.abc import Mapping
from http.client import HTTPConnection
from typing import NamedTuple

from benchmarks.rivals.servers import Server

IDLE_SECONDS = 2.0
"""Servers close what nobody uses, most after five."""


class Answer(NamedTuple):
    """An answer, and what it took: milliseconds on the clock and of the server's CPU."""

    status: int
    tag: str
    body: bytes
    clock: float
    cpu: float


class Client:
    """Asks one server."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self._connection = HTTPConnection("127.0.0.1", server.port, timeout=120)
        self._used = 0.0

    def ask(self, path: str, headers: Mapping[str, str] | None = None, *, expected: int = 200) -> Answer:
        """Ask for a path; RuntimeError where the status is another."""
        answer = self.answer(path, headers)
        if answer.status != expected:
            raise RuntimeError(f"{path} is answered with {answer.status}: {answer.body[:300]!r}")
        return answer

    def answer(self, path: str, headers: Mapping[str, str] | None = None) -> Answer:
        """Ask for a path, whatever the status."""
        if time.monotonic() - self._used > IDLE_SECONDS:
            self._connection.close()
            self._connection.connect()
        cpu, start = self.server.cpu(), time.perf_counter()
        self._connection.request("GET", path, headers=dict(headers or {}))
        response = self._connection.getresponse()
        body = response.read()
        clock = (time.perf_counter() - start) * 1000
        self._used = time.monotonic()
        return Answer(response.status, response.getheader("etag", ""), body, clock, self.server.cpu() - cpu)
