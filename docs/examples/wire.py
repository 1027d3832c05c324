"""What a server really sends: `python wire.py URL` shows the headers and the pieces of the body, which clients hide."""

import socket
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO
from urllib.parse import urlsplit


@dataclass(frozen=True)
class Answer:
    """An HTTP answer. `pieces`: the chunks as they came; one where the body is not chunked."""

    status: int
    headers: dict[str, str]
    pieces: list[bytes]


def ask(address: str, method: str = "GET", headers: dict[str, str] | None = None) -> Answer:
    """Send one HTTP/1.1 request and read the answer to its end. `address`: an http:// URL."""
    url = urlsplit(address)
    sent = {"Host": url.netloc, "Connection": "close", **(headers or {})}
    target = url._replace(scheme="", netloc="", fragment="").geturl() or "/"
    lines = [f"{method} {target} HTTP/1.1", *(f"{name}: {value}" for name, value in sent.items())]
    with socket.create_connection((url.hostname, url.port or 80)) as connection, connection.makefile("rb") as answer:
        connection.sendall("\r\n".join([*lines, "", ""]).encode())
        status = int(answer.readline().split()[1])
        fields = [line.decode("latin-1").partition(":") for line in iter(answer.readline, b"\r\n")]
        received = {name.lower(): value.strip() for name, _, value in fields}
        chunked = received.get("transfer-encoding") == "chunked" and method != "HEAD"
        return Answer(status, received, list(chunks(answer)) if chunked else [answer.read()])


def chunks(answer: IO[bytes]) -> Iterator[bytes]:
    """Yield the chunks of a chunked body (RFC 9112, 7.1)."""
    while size := int(answer.readline(), 16):
        yield answer.read(size)
        answer.readline()


if __name__ == "__main__":
    seen = ask(sys.argv[1])
    print(seen.status, *(f"{name}: {value}" for name, value in seen.headers.items()), sep="\n")
    print(f"{sum(map(len, seen.pieces)):,} bytes in {len(seen.pieces):,} pieces")
