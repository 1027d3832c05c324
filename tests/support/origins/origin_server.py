"""Another host that speaks https, on loopback: it answers what a test says, and notes all that it was asked."""

import socket
import ssl
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from threading import Event, Thread

from handler.core.limits import Limits
from handler.storage.https_origin import HttpsOrigins, OriginNetwork
from tests.support.origins.authority import HOST, believing, serving
from tests.support.waiting import PATIENCE

LOOPBACK = "127.0.0.1"


@dataclass(frozen=True)
class Asked:
    """One request: its first line in parts, and its headers, as they came and by name."""

    method: str
    target: str
    lines: list[str]

    @property
    def headers(self) -> dict[str, str]:
        """The headers by name."""
        return dict(line.split(": ", 1) for line in self.lines)


@dataclass(frozen=True)
class Reply:
    """An answer. headers: over those that all have; None leaves one out. ragged: without TLS's own end.

    between: called after each byte of the body, which then go one at a time. silent: nothing more comes after it.
    """

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str | None] = field(default_factory=dict)
    ragged: bool = False
    silent: bool = False
    between: Callable[[], object] | None = None
    raw: bytes | None = None

    def sent(self, method: str) -> tuple[bytes, bytes]:
        """Return head and body as they go over the wire."""
        if self.raw is not None:
            return b"", self.raw
        said = {"Content-Length": str(len(self.body)), **self.headers}
        lines = [f"HTTP/1.1 {self.status} X", *(f"{name}: {text}" for name, text in said.items() if text is not None)]
        return "\r\n".join([*lines, "", ""]).encode(), b"" if method == "HEAD" else self.body


Answering = Callable[[Asked], Reply]


@dataclass
class OriginServer:
    """The server. answering: what it answers. connected: how many connections came; lookups: hosts looked up."""

    context: ssl.SSLContext
    answering: Answering = lambda _: Reply()
    connected: int = 0
    asked: list[Asked] = field(default_factory=list)
    lookups: list[str] = field(default_factory=list)
    over: Event = field(default_factory=Event)

    def __post_init__(self) -> None:
        """Listen."""
        self.listening = socket.create_server((LOOPBACK, 0))
        self.port: int = self.listening.getsockname()[1]
        Thread(target=self._accept, daemon=True).start()

    @property
    def origin(self) -> str:
        """The origin that it is."""
        return f"https://{HOST}:{self.port}"

    def origins(self, *more: str, prefix: str = "", limits: Limits = Limits(), **network: object) -> HttpsOrigins:
        """Return what fetches of it, and of other hosts, all of which it is."""
        return HttpsOrigins([f"{self.origin}{prefix}", *more], limits, self.network(**network))

    def network(self, **parts: object) -> OriginNetwork:
        """Return a network in which it is every host. parts: others than those of this network."""
        own = {"lookup": self.lookup, "allowed": LOOPBACK.__eq__, "context": believing}
        return OriginNetwork(**(own | parts))  # type: ignore[arg-type]

    def lookup(self, host: str) -> list[str]:
        """Return its address, whatever the host."""
        self.lookups.append(host)
        return [LOOPBACK]

    def close(self) -> None:
        """End."""
        self.over.set()
        self.listening.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                taken, _ = self.listening.accept()
                self.connected += 1
                Thread(target=self._serve, args=(taken,), daemon=True).start()

    def _serve(self, taken: socket.socket) -> None:
        with suppress(OSError), taken:
            taken.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            secure = self.context.wrap_socket(taken, server_side=True)
            with secure, secure.makefile("rb") as lines:
                reply = self._read(lines)
                self._send(secure, *reply)

    def _read(self, lines: object) -> tuple[Reply, str]:
        head = list(iter(lambda: lines.readline().decode("latin-1").strip(), ""))  # type: ignore[attr-defined]
        method, target, _ = head[0].split(" ")
        said = Asked(method, target, head[1:])
        self.asked.append(said)
        return self.answering(said), method

    def _send(self, secure: ssl.SSLSocket, reply: Reply, method: str) -> None:
        head, body = reply.sent(method)
        if reply.between is None:
            secure.sendall(head + body)
        else:
            secure.sendall(head)
            for byte in body:
                secure.sendall(bytes([byte]))
                reply.between()
        if reply.silent:
            self.over.wait(PATIENCE)
        elif not reply.ragged:
            secure.unwrap()


@contextmanager
def origin_server(context: ssl.SSLContext | None = None) -> Iterator[OriginServer]:
    """Run one for as long as the block lasts."""
    server = OriginServer(context or serving())
    try:
        yield server
    finally:
        server.close()
