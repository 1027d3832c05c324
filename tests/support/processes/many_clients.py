"""Many clients at once, each of which asks again on its own connection as soon as it is answered."""

import asyncio
import json
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from tests.support.processes.asgi_servers import HOST, Server
from tests.support.waiting import PATIENCE

Asking = Callable[[int], str]
"""What request number so many is: its target, and after a space perhaps an ETag that the client has."""


LENGTH = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)


class Told(NamedTuple):
    """An answer as the client saw it."""

    status: int
    seconds: float


@dataclass
class Crowd:
    """What a crowd was told. broken: connections that were lost."""

    told: list[Told] = field(default_factory=list)
    broken: int = 0

    @property
    def statuses(self) -> Counter[int]:
        """How often each status came."""
        return Counter(each.status for each in self.told)

    def p99(self, *statuses: int) -> float:
        """Return the seconds within which 99 of 100 answers of these statuses came."""
        return percentile([each.seconds for each in self.told if each.status in statuses])


def percentile(values: list[float], part: float = 0.99) -> float:
    """Return the value that this part of all does not exceed."""
    ranked = sorted(values)
    return ranked[min(len(ranked) - 1, int(part * len(ranked)))]


def ask(server: Server, clients: int, asking: Asking, *, requests: int = 0, seconds: float = 0) -> Crowd:
    """Let so many clients ask, so many times in all or for so long, and return what they were told."""
    loop = asyncio.new_event_loop()  # asyncio.run would take away the thread's own, which Mangum looks for
    try:
        return loop.run_until_complete(_ask(server, clients, asking, requests, seconds))
    finally:
        loop.close()


async def _ask(server: Server, clients: int, asking: Asking, requests: int, seconds: float) -> Crowd:
    numbers = iter(range(requests)) if requests else _until(time.monotonic() + seconds)
    talk, loop = Talk(asking, numbers, Crowd()), asyncio.get_running_loop()
    made = [await loop.create_connection(lambda: Client(talk), HOST, server.port) for _ in range(clients)]
    await asyncio.wait_for(asyncio.gather(*(client.done for _, client in made)), seconds + requests / 50 + PATIENCE)
    return talk.crowd


def _until(end: float) -> Iterator[int]:
    number = 0
    while time.monotonic() < end:
        yield number
        number += 1


@dataclass
class Talk:
    """What the clients of a crowd have in common."""

    asking: Asking
    numbers: Iterator[int]
    crowd: Crowd


class Client(asyncio.Protocol):
    """One of a crowd: no more than it takes to ask and to read an answer, since the server needs the processor."""

    def __init__(self, talk: Talk) -> None:
        self.talk, self.data, self.start = talk, bytearray(), 0.0
        self.done: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        self.ask()

    def ask(self) -> None:
        number = next(self.talk.numbers, None)
        if number is None:
            self.done.set_result(None)
            self.transport.close()
            return
        target, _, etag = self.talk.asking(number).partition(" ")
        known = f"If-None-Match: {etag}\r\n" if etag else ""
        self.start = time.monotonic()
        self.transport.write(f"GET {target} HTTP/1.1\r\nHost: {HOST}\r\n{known}\r\n".encode())

    def data_received(self, data: bytes) -> None:
        self.data += data
        end = self.data.find(b"\r\n\r\n") + 4
        if end < 4:
            return
        length = LENGTH.search(self.data, 0, end)
        if len(self.data) < end + int(length[1] if length else 0):
            return
        self.talk.crowd.told.append(Told(int(self.data[9:12]), time.monotonic() - self.start))
        self.data.clear()
        self.ask()

    def connection_lost(self, exc: Exception | None) -> None:
        del exc
        if not self.done.done():
            self.talk.crowd.broken += 1
            self.done.set_result(None)


def journal(server: Server) -> Iterator[dict[str, object]]:
    """Give what the server has noted of each request."""
    server.log.flush()
    with open(f"/proc/self/fd/{server.log.fileno()}", "rb") as log:  # noqa: PTH123 - from its beginning, on its own
        for line in log:
            if line.startswith(b"{"):
                yield json.loads(line)


def resident(server: Server) -> int:
    """Return the kilobytes of memory that the server's process holds."""
    return kilobytes(server.process.pid)


def kilobytes(process: int | str = "self") -> int:
    """Return the kilobytes of memory that a process holds; without an id, this one."""
    with open(f"/proc/{process}/status") as status:  # noqa: PTH123 - no file like others
        return next(int(line.split()[1]) for line in status if line.startswith("VmRSS"))
