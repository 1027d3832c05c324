"""Server: runs uvicorn on a socket that is bound already, and prints the addresses that answer."""

import asyncio
import io
import signal
import socket
from contextlib import redirect_stdout, suppress
from http.client import HTTPException
from ipaddress import ip_address
from typing import Any
from urllib.request import ProxyHandler, build_opener

import uvicorn
from fastapi import FastAPI

GRACE = 8
"""Seconds that answers under way have when the server is told to stop; a feed would take its whole time."""

PATIENCE = 30
"""Seconds that an address has for its first answer."""

PAGES = ("/", "/docs")
HEALTH = "/health"
"""What answers whatever the settings are."""

EXAMPLES = (
    "/images/dandelion.jpg?w=640",
    "/images/bee.jpg?w=480&h=480&fit=crop&crop=entropy&fm=webp",
    "/images/lighthouse.gif?w=240&fm=webp",
    "/generate/card?title=Pictures+on+demand&subtitle=Made+by+a+URL",
    "/info/citrus.jpg?w=300",
)
"""What `make run` prints to look at."""


class Server(uvicorn.Server):
    """A server that says where it is once it answers."""

    def __init__(self, app: FastAPI, base: str) -> None:
        """Take the application and its address."""
        self.base = base
        docs, samples = app.state.settings.docs, app.state.samples
        word = app.state.signing_word
        pages = (f"/#sign={word}", *PAGES[1:]) if word else PAGES
        self.shown = (*(pages if docs else (HEALTH,)), *(EXAMPLES if samples else ()))
        quiet = {"log_level": "warning", "server_header": False, "lifespan": "off"}
        super().__init__(uvicorn.Config(app, timeout_graceful_shutdown=GRACE, **quiet))  # type: ignore[arg-type]

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to listen, look at each address, and print those that the settings let answer."""
        await super().startup(sockets)
        addresses = [f"{self.base}{path}" for path in self.shown]
        with redirect_stdout(io.StringIO()):  # the log is of what others ask
            answering = [address for address in addresses if await asyncio.to_thread(_answers, address)]
        print(*(answering or [f"{self.base}{HEALTH}"]), "Ctrl-C stops it.", sep="\n", flush=True)


def serve(app: FastAPI, bound: socket.socket) -> int:
    """Serve until a signal; 1 where the server did not start."""
    server = Server(app, _base(bound))
    # uvicorn finishes what is under way, and then sends itself the signal again: it was no failure.
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    with suppress(KeyboardInterrupt):
        server.run([bound])
    return 0 if server.started else 1


def _base(bound: socket.socket) -> str:
    """Return the address under which this machine finds a socket."""
    host, port, *_ = bound.getsockname()
    there: Any = ip_address(host.partition("%")[0])
    if there.is_unspecified:
        there = ip_address("127.0.0.1" if there.version == 4 else "::1")  # noqa: PLR2004 - the number of a protocol
    return f"http://{there}:{port}" if there.version == 4 else f"http://[{there}]:{port}"  # noqa: PLR2004


def _answers(address: str) -> bool:
    """Return whether a picture or page comes: not where nobody may have it unsigned, a limit is past, or time is."""
    try:
        with build_opener(ProxyHandler({})).open(address, timeout=PATIENCE) as answer:
            answer.read()
    except (OSError, HTTPException):  # of which every status from 400 on is one
        return False
    return True
