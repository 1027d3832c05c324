"""Real ASGI servers, started as docs/servers.md says, and asked byte for byte, so that no client tidies a request."""

import os
import re
import shlex
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import IO, NamedTuple

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "servers.md").read_text()
COMMANDS = {
    line.split()[0]: line
    for block in re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL)
    for line in block.split("\n")
    if line
}
SETTINGS = {"SOURCE": "s3://samples", "UNSIGNED": "any", "ORIGINALS": "on", "DOCS": "on"}
HOST = "127.0.0.1"
PATIENCE = 20.0
"""Seconds that a server may take to start, to answer or to end."""


class Request(NamedTuple):
    """A request as it goes over the wire; the host and the body's length are added."""

    target: str
    method: str = "GET"
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""

    @property
    def path(self) -> str:
        return self.target.partition("?")[0]

    @property
    def query(self) -> str:
        return self.target.partition("?")[2]


class Answer(NamedTuple):
    """What came back. headers: by lower-case name, of several of one name all, parted by commas."""

    status: int
    headers: dict[str, str]
    body: bytes


class Server(NamedTuple):
    """A running server: the leader of a process group of its own, and what it has printed."""

    process: subprocess.Popen[bytes]
    port: int
    log: IO[bytes]

    def ask(self, request: Request) -> Answer:
        """Send a request on a connection of its own."""
        length = [("Content-Length", str(len(request.body)))] if request.method == "POST" else []
        lines = [f"{name}: {value}" for name, value in (*request.headers, *length, ("Connection", "close"))]
        head = "\r\n".join([f"{request.method} {request.target} HTTP/1.1", f"Host: {HOST}:{self.port}", *lines, "", ""])
        return read(self.send(head.encode("latin-1") + request.body))

    def send(self, data: bytes) -> bytes:
        """Send bytes, and return all that comes until the server closes."""
        with socket.create_connection((HOST, self.port), timeout=PATIENCE) as connection:
            connection.sendall(data)
            with connection.makefile("rb") as answer:
                return answer.read()

    def end(self, number: signal.Signals) -> str:
        """Send a signal to the leader alone, and return what the server has printed once it has ended."""
        self.process.send_signal(number)
        self.process.wait(PATIENCE)
        self.log.seek(0)
        return self.log.read().decode()

    def alive(self) -> bool:
        """Return whether any process of the group is left."""
        try:
            os.killpg(self.process.pid, 0)
        except ProcessLookupError:
            return False
        return True


def start(name: str) -> Server:
    """Start a server on a free port; it may not listen yet."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port = probe.getsockname()[1]
    command = shlex.split(COMMANDS[name].replace("8000", str(port)))
    settings = {f"TINTYPE_{field}": value for field, value in SETTINGS.items()}
    log = tempfile.TemporaryFile()  # a pipe that nobody reads would fill up and stop the server
    process = subprocess.Popen(
        [sys.executable, "-m", *command],
        cwd=ROOT,
        env=os.environ | settings,
        stdout=log,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    return Server(process, port, log)


def wait(server: Server) -> None:
    """Return as soon as the server answers."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and server.process.poll() is None:
        try:
            assert server.ask(Request("/health")).status == 200
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise AssertionError(f"no server: {server.end(signal.SIGKILL)}")


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
