"""Proxy: S3 on a bad day: a real server before another, which spoils answers on demand."""

import re
import socket
import struct
import threading
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from math import inf
from random import Random
from types import TracebackType
from typing import Any, ClassVar, NamedTuple, Self, cast
from urllib.parse import urlsplit

from tests.support.processes.ports import free_port
from tests.support.waiting import PATIENCE

LOOPBACK = "127.0.0.1"
RESET = struct.pack("ii", 1, 0)
"""SO_LINGER: closing sends RST."""


class Answer(NamedTuple):
    """An answer as the server behind gave it."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes

    def without(self, pattern: str) -> "Answer":
        """Return it without the headers whose names match."""
        kept = [pair for pair in self.headers if not re.fullmatch(pattern, pair[0], re.IGNORECASE)]
        return self._replace(headers=kept)

    def head(self) -> bytes:
        """Return status line and headers as they go over the wire."""
        lines = [f"HTTP/1.1 {self.status} X", *(f"{name}: {value}" for name, value in self.headers), "", ""]
        return "\r\n".join(lines).encode("latin-1")


@dataclass
class Fault:
    """What is to happen to how many requests whose `METHOD /path` matches. then: is called before the answer."""

    mode: str
    left: float = inf
    match: str = "GET "
    then: Callable[[], object] = lambda: None

    def meets(self, request: str) -> bool:
        """Return whether it is to happen to a request."""
        return self.left > 0 and re.match(self.match, request) is not None


Mode = Callable[["Exchange", Answer], None]


@dataclass
class Proxy:
    """The proxy. upstream: the address of the server behind. calls: `METHOD /path` of all that came."""

    upstream: str
    modes: dict[str, Mode]
    faults: list[Fault] = field(default_factory=list)
    calls: list[str] = field(default_factory=list)
    chance: float = 0.0
    """Of a fault by chance to every request, one of `any_of`."""
    any_of: Sequence[str] = ()
    happened: Counter[str] = field(default_factory=Counter)
    dice: Random = field(default_factory=lambda: Random(1))  # noqa: S311 - the same faults every time
    over: threading.Event = field(default_factory=threading.Event)
    """Ends what stalls."""

    def __post_init__(self) -> None:
        """Listen."""
        self.server: Server | None = None
        self.port = free_port()
        self.up()

    @property
    def address(self) -> str:
        """Where it listens."""
        return f"http://{LOOPBACK}:{self.port}"

    def inject(
        self, mode: str, count: float = inf, match: str = "GET ", then: Callable[[], object] | None = None
    ) -> None:
        """Let something happen to the next requests that match; `mode` pass alone is harmless."""
        self.faults.append(Fault(mode, count, match, then or (lambda: None)))

    def clear(self) -> None:
        """Let all be well again."""
        self.over.set()
        self.over = threading.Event()
        self.faults.clear()
        self.calls.clear()

    def up(self) -> None:
        """Listen at the same port as before."""
        self.server = Server((LOOPBACK, self.port), Exchange)
        self.server.proxy = self
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()

    def down(self) -> None:
        """Refuse every connection, and end those that there are."""
        if self.server:
            self.server.shutdown()
            self.server.server_close()
            for connection in list(self.server.connections):
                with suppress(OSError):
                    connection.shutdown(socket.SHUT_RDWR)
            self.server = None

    def of(self, request: str) -> Fault | None:
        """Return what is to happen to a request."""
        self.calls.append(request)
        found = next((fault for fault in self.faults if fault.meets(request)), None)
        if found:
            found.left -= 1
        elif self.chance and self.dice.random() < self.chance:
            found = Fault(self.dice.choice(self.any_of))
        if found:
            self.happened[found.mode] += 1
        return found

    def __enter__(self) -> Self:
        """Use it, and end it afterwards."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """End it."""
        self.over.set()
        self.down()


class Server(ThreadingHTTPServer):
    """What listens."""

    proxy: Proxy
    request_queue_size = 128
    daemon_threads = True
    block_on_close = False

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self.connections: set[socket.socket] = set()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing: connections break here all the time."""


class Exchange(BaseHTTPRequestHandler):
    """One connection, and the request on it that is being answered."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    methods: ClassVar = ("GET", "HEAD", "PUT", "POST", "DELETE")

    def setup(self) -> None:
        super().setup()
        self.proxy = cast("Server", self.server).proxy
        cast("Server", self.server).connections.add(self.connection)
        self.behind = HTTPConnection(urlsplit(self.proxy.upstream).netloc, timeout=PATIENCE)

    def finish(self) -> None:
        cast("Server", self.server).connections.discard(self.connection)
        self.behind.close()
        with suppress(OSError):
            super().finish()

    def log_message(self, *_: object) -> None:
        pass

    def answer(self) -> None:
        """Answer one request, well or badly."""
        body = self.rfile.read(int(self.headers.get("content-length", 0)))
        fault = self.proxy.of(f"{self.command} {self.path.partition('?')[0]}")
        if fault and fault.mode.endswith("_head"):
            fault.then()
            self.proxy.modes[fault.mode](self, Answer(0, [], b""))
            return
        answer = self.asked(body)
        if fault:
            fault.then()
        if fault and fault.mode[0].isdigit():
            self.refuse(*fault.mode.split())
        elif fault:
            self.proxy.modes[fault.mode](self, answer)
        else:
            self.send(answer)

    do_GET = do_HEAD = do_PUT = do_POST = do_DELETE = answer  # noqa: N815 - the names that http.server looks for

    def asked(self, body: bytes) -> Answer:
        """Ask the server behind."""
        headers = dict(self.headers.items())
        try:
            self.behind.request(self.command, self.path, body or None, headers)
            found = self.behind.getresponse()
        except (HTTPException, OSError):
            self.behind.close()
            self.behind.request(self.command, self.path, body or None, headers)
            found = self.behind.getresponse()
        return Answer(found.status, found.getheaders(), found.read()).without("connection|transfer-encoding")

    def refuse(self, status: str, code: str = "") -> None:
        """Answer an error as S3 writes it; to a HEAD without a body."""
        body = (
            f"<?xml version='1.0'?>\n<Error><Code>{code}</Code><Message>the bucket samples</Message></Error>".encode()
        )
        body = b"" if self.command == "HEAD" or not code else body
        headers = [("Content-Type", "application/xml"), ("Content-Length", str(len(body)))]
        moved = [("x-amz-bucket-region", "eu-west-9")] if status == "301" else []
        self.send(Answer(int(status), headers + moved, body))

    def send(self, answer: Answer, body: bytes | None = None) -> None:
        """Send head and body, or another body than that of the answer."""
        content = answer.body if body is None else body
        self.wfile.write(answer.head() + (b"" if self.command == "HEAD" else content))

    def end(self) -> None:
        """Let the connection be closed."""
        self.close_connection = True

    def reset(self) -> None:
        """Break the connection off."""
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
        self.connection.close()
        self.end()

    def stall(self) -> None:
        """Say nothing more until it is over."""
        self.proxy.over.wait(PATIENCE)
        self.end()
