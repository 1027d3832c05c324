"""Real ASGI servers, started as docs/servers.md says and asked over a socket, so that no client tidies a request."""

import os
import re
import secrets
import shlex
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import IO, NamedTuple

from tests.support.processes import ports
from tests.support.waiting import PATIENCE, until

HOST = ports.HOST
ROOT = Path(__file__).parents[3]
PAGE = (ROOT / "docs" / "servers.md").read_text()
COMMANDS = {line.split()[0]: line for line in re.search(r"```sh\n(.*?)\n```", PAGE, re.DOTALL)[1].splitlines()}  # type: ignore[index]
SETTINGS = {
    "TINTYPE_SOURCE": "s3://samples",
    "TINTYPE_UNSIGNED": "any",
    "TINTYPE_ORIGINALS": "on",
    "TINTYPE_DOCS": "on",
    "TINTYPE_LIMITS": "bytes=2000000",
}


class Request(NamedTuple):
    """A request as it goes over the wire; host, length and `Connection: close` are added."""

    target: str
    method: str = "GET"
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""

    def encoded(self) -> bytes:
        """Return its bytes."""
        length = [f"Content-Length: {len(self.body)}"] if self.body or self.method == "POST" else []
        lines = [f"{name}: {value}" for name, value in self.headers]
        head = [f"{self.method} {self.target} HTTP/1.1", f"Host: {HOST}", *lines, *length, "Connection: close", "", ""]
        return "\r\n".join(head).encode() + self.body


class Answer(NamedTuple):
    """What came back; the names of headers in lower case, of several of one name all, parted by commas."""

    status: int
    headers: dict[str, str]
    body: bytes


class Server(NamedTuple):
    """A running server: the leader of a process group of its own, and what it has printed."""

    process: subprocess.Popen[bytes]
    port: int
    log: IO[bytes]

    def ask(self, request: Request) -> Answer:
        """Send a request on a connection of its own and return the answer."""
        return read(self.send(request.encoded()))

    def send(self, data: bytes) -> bytes:
        """Send bytes, all of them before anything is read, and return what comes until the server closes."""
        with self.connect() as connection:
            connection.sendall(data)
            with connection.makefile("rb") as answer:
                return answer.read()

    def connect(self) -> socket.socket:
        """Open a connection."""
        return socket.create_connection((HOST, self.port), timeout=PATIENCE)

    def printed(self) -> str:
        """Return what the server has printed."""
        return os.pread(self.log.fileno(), os.fstat(self.log.fileno()).st_size, 0).decode()

    def noted(self) -> str:
        """Return what the server has printed, with the line of every request so far, which comes after its answer."""
        mark = f"Root=1-{secrets.token_hex(12)}"
        self.ask(Request("/health", headers=(("X-Amzn-Trace-Id", mark),)))
        until(lambda: mark in self.printed())
        return self.printed()

    def alive(self) -> bool:
        """Return whether any process of the group is left."""
        self.process.poll()
        try:
            os.killpg(self.process.pid, 0)
        except ProcessLookupError:
            return False
        return True

    def end(self, number: signal.Signals) -> None:
        """Send a signal to the leader alone, and wait until the whole group is gone."""
        self.process.send_signal(number)
        until(lambda: not self.alive())


@contextmanager
def running() -> Iterator[dict[str, Server]]:
    """Run all servers, on free ports of the loopback, and leave none behind."""
    with ExitStack() as ends:
        servers = {}
        for name, command in COMMANDS.items():
            servers[name] = start(command)
            ends.callback(finish, servers[name])
        for server in servers.values():
            wait(server)
        yield servers


def start(command: str, settings: Mapping[str, str] = SETTINGS) -> Server:
    """Start a server; it may not listen yet."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # as a shell starts what runs in the background: inherited
        signal.signal(signal.SIGINT, signal.default_int_handler)
    port = ports.free_port()
    log = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the server; a pipe that nobody reads would stop it
    process = subprocess.Popen(
        [sys.executable, "-m", *shlex.split(command.replace("8000", str(port)))],
        cwd=ROOT,
        env=os.environ | settings,
        stdout=log,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    return Server(process, port, log)


def wait(server: Server) -> None:
    """Return as soon as the server answers."""

    def answers() -> bool:
        with suppress(ConnectionRefusedError):
            return server.ask(Request("/health")).status == 200
        return server.process.poll() is not None

    until(answers)
    assert server.process.poll() is None, f"no server: {server.printed()}"


def finish(server: Server) -> None:
    """End a server, gently if that helps."""
    with suppress(AssertionError, ProcessLookupError):
        server.end(signal.SIGTERM)
    if server.alive():
        with suppress(ProcessLookupError):
            os.killpg(server.process.pid, signal.SIGKILL)
    server.process.wait()
    server.log.close()


def read(data: bytes) -> Answer:
    """Return the answer in these bytes."""
    head, _, body = data.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    headers: dict[str, str] = {}
    for line in lines:
        name, _, value = line.partition(":")
        low = name.lower()
        headers[low] = f"{headers[low]}, {value.strip()}" if low in headers else value.strip()
    return Answer(int(first.split()[1]), headers, body)
