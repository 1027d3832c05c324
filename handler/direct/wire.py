"""Wire: HTTP connections that stay open between requests, on the standard library."""

import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection, IncompleteRead
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

CONNECT_SECONDS = 2
READ_SECONDS = 5
"""As for boto3, which asks again where these are over."""

IDLE = 8
"""So many connections to one host are kept."""


class Address(NamedTuple):
    """Where a request goes. host: with the port where it is not the usual one. path: percent-encoded."""

    secure: bool
    host: str
    path: str


class Request(NamedTuple):
    """What is asked. headers: by lower-case name."""

    method: str
    address: Address
    headers: Mapping[str, str]
    body: bytes


class Body:
    """The body of an answer. Its connection is kept when all has been read, and closed with it before that."""

    def __init__(self, response: HTTPResponse, connection: HTTPConnection, idle: list[HTTPConnection]) -> None:
        """Take the answer, and where its connection goes afterwards."""
        self.response, self.connection, self.idle = response, connection, idle

    def read(self, size: int | None = None) -> bytes:
        """Return up to so many bytes, all of the rest without a number; ConnectionError where it breaks off."""
        if self.response.isclosed():
            return b""
        with _closing(self.connection):
            data = self.response.read(size)
            if self.response.isclosed() and self.response.length:  # of which http.client tells only one who reads all
                raise IncompleteRead(data, self.response.length)
        if self.response.isclosed() and not self.response.will_close and len(self.idle) < IDLE:
            self.idle.append(self.connection)
        return data

    def close(self) -> None:
        """Let go of what has not been read."""
        if not self.response.isclosed():
            self.response.close()
            self.connection.close()


class Answer(NamedTuple):
    """An answer whose headers have been read. headers: by lower-case name."""

    status: int
    headers: Mapping[str, str]
    body: Body


class Wire:
    """The connections of one process."""

    def __init__(self) -> None:
        """Open nothing yet."""
        self.idle: dict[tuple[bool, str], list[HTTPConnection]] = {}

    def send(self, request: Request) -> Answer:
        """Return the answer to a request; OSError where there is none."""
        idle = self.idle.setdefault(request.address[:2], [])
        while idle:
            connection = idle.pop()
            try:
                return _answer(connection, request, idle)
            except (ConnectionError, ssl.SSLError):  # closed while it lay idle
                continue
        return _answer(_connected(request.address), request, idle)

    def close(self) -> None:
        """Close what lies idle."""
        while self.idle:
            for connection in self.idle.popitem()[1]:
                connection.close()


def _connected(address: Address) -> HTTPConnection:
    if address.secure:
        connection: HTTPConnection = HTTPSConnection(address.host, timeout=CONNECT_SECONDS, context=_trust())
    else:
        connection = HTTPConnection(address.host, timeout=CONNECT_SECONDS)
    with _closing(connection):
        connection.connect()
    connection.sock.settimeout(READ_SECONDS)
    return connection


@cache
def _trust() -> ssl.SSLContext:
    """Return what boto3 trusts: the certificates that lie beside botocore, which is not imported for that."""
    spec = find_spec("botocore")
    folder = Path(spec.origin).parent if spec and spec.origin else Path()
    return ssl.create_default_context(cafile=str(folder / "cacert.pem"))


def _answer(connection: HTTPConnection, request: Request, idle: list[HTTPConnection]) -> Answer:
    with _closing(connection):
        connection.request(request.method, request.address.path, request.body or None, dict(request.headers))
        response = connection.getresponse()
    headers = {name.lower(): value for name, value in response.getheaders()}
    return Answer(response.status, headers, Body(response, connection, idle))


@contextmanager
def _closing(connection: HTTPConnection) -> Iterator[None]:
    """Close a connection on which something went wrong, and raise that as OSError."""
    try:
        yield
    except HTTPException as error:
        connection.close()
        raise ConnectionError("an answer of S3 broke off") from error
    except OSError:
        connection.close()
        raise
