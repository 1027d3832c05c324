"""Pinned connection: TLS to an address that was judged, for a host whose certificate is judged; no name is looked up.

http.client and ssl, not urllib3 that comes with botocore: there a connection has one host for the lookup, the
certificate and the Host header, a pool between, and proxies and redirects of its own; each would have to be switched
off. Here a connection is a socket that is handed in, so there is nothing that could look a name up a second time.

1. The socket is opened to a number. Its family follows from the number, so that `connect` asks no resolver.
2. TLS 1.2 at least, certificate and name checked by the system's authorities. An end without TLS's own end is an error.
3. All that is sent is fixed here. Nothing of the client's request is among it; no cookie, no credentials, no proxy.
4. One deadline holds from the connection to the last byte: a timeout of a socket begins anew with every byte.
"""

import socket
from dataclasses import dataclass
from functools import cache
from http.client import HTTPConnection, HTTPResponse
from io import BufferedReader, RawIOBase
from ssl import SSLContext, SSLSocket, TLSVersion, create_default_context
from time import monotonic
from typing import Any, Self, cast

from handler import __version__
from handler.core.origins.https_url import HttpsUrl
from handler.storage.https.origin_errors import as_origin_errors, origin_error

CONNECT_SECONDS = 1.0
"""How long one address may take to connect."""

SILENT_SECONDS = 5.0
"""How long is waited for the next byte."""

SENT = {
    "User-Agent": f"Tintype/{__version__}",
    "Accept": "image/*",
    "Accept-Encoding": "identity",
    "Connection": "close",
}
"""The headers of every request, beside Host."""


@cache
def trusted() -> SSLContext:
    """Return how other hosts are believed: by the system's authorities. Reading them takes some 40 ms, once."""
    context = create_default_context()
    context.minimum_version = TLSVersion.TLSv1_2
    return context


@dataclass(frozen=True)
class Countdown:
    """The time that all of one answer has. end: by `monotonic`."""

    end: float

    def seconds(self, most: float) -> float:
        """Return how long may be waited, at most so long; DeadlineExceeded where no time is left."""
        left = min(most, self.end - monotonic())
        if left <= 0:
            raise origin_error("slow")
        return left


class TimedReader(RawIOBase):
    """The bytes that come over a connection, each waited for as long as there is time."""

    def __init__(self, source: SSLSocket, countdown: Countdown) -> None:
        """Take a connection, which is not closed with this."""
        self.source, self.countdown = source, countdown

    def readable(self) -> bool:
        """Return True."""
        return True

    def readinto(self, buffer: Any, /) -> int:  # noqa: ANN401 - whatever can be written into
        """Read what is there, once."""
        self.source.settimeout(self.countdown.seconds(SILENT_SECONDS))
        return self.source.recv_into(buffer)


@dataclass(frozen=True)
class Readable:
    """What http.client takes for a socket: it asks for the file of one, and for nothing else."""

    source: SSLSocket
    countdown: Countdown

    def makefile(self, mode: str) -> BufferedReader:
        """Return the file that answers are read from."""
        del mode
        return BufferedReader(TimedReader(self.source, self.countdown))


class PinnedConnection:
    """One connection to one address, for one request."""

    def __init__(self, url: HttpsUrl, context: SSLContext, countdown: Countdown) -> None:
        """Take the URL that will be asked for. Nothing is opened yet."""
        self.url, self.context, self.countdown = url, context, countdown
        self.secure: SSLSocket | None = None

    def connect(self, addresses: list[str]) -> Self:
        """Open it, to the first of the addresses that lets it."""
        with as_origin_errors():
            plain = self._plain(addresses)
            try:
                plain.settimeout(self.countdown.seconds(SILENT_SECONDS))
                self.secure = self.context.wrap_socket(plain, server_hostname=self.url.host, suppress_ragged_eofs=False)
            except BaseException:
                plain.close()
                raise
        return self

    def ask(self, method: str) -> HTTPResponse:
        """Send the request and return the answer, its head read and its body not."""
        assert self.secure is not None  # noqa: S101 - for mypy: it is connected before
        connection = HTTPConnection(self.url.host)
        connection.sock = self.secure
        with as_origin_errors():
            connection.putrequest(method, self.url.target, skip_host=True, skip_accept_encoding=True)
            for name, text in {"Host": self.url.authority, **SENT}.items():
                connection.putheader(name, text)
            self.secure.settimeout(self.countdown.seconds(SILENT_SECONDS))
            connection.endheaders()
            answer = HTTPResponse(cast("socket.socket", Readable(self.secure, self.countdown)), method=method)
            answer.begin()
        return answer

    def close(self) -> None:
        """Close it; what is left of a body is not read."""
        if self.secure is not None:
            self.secure.close()

    def _plain(self, addresses: list[str]) -> socket.socket:
        """Return a connection to the first address that takes one; DeadlineExceeded or SourceBusy where none does."""
        for address in addresses:
            seconds = self.countdown.seconds(CONNECT_SECONDS)
            plain = socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET, socket.SOCK_STREAM)
            plain.settimeout(seconds)
            plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # else the request waits for TLS's last word
            try:
                plain.connect((address, self.url.port))
            except OSError:  # a timeout is one
                plain.close()
            else:
                return plain
        raise origin_error("down")
