"""Lambda's Runtime API, as a server that takes nothing but what the protocol says, byte for byte."""

import base64
import json
import re
import socket
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from queue import Queue
from typing import Any, BinaryIO

from tests.support.waiting import PATIENCE

ROOT = "/2018-06-01/runtime"
REQUEST_ID = "11111111-2222-3333-4444-555555555555"
FAR = 4102444800000
"""A deadline in the year 2100, milliseconds since 1970."""

ERROR_TYPE, ERROR_BODY = "Lambda-Runtime-Function-Error-Type", "Lambda-Runtime-Function-Error-Body"
STREAMED = {
    "content-type": "application/vnd.awslambda.http-integration-response",
    "lambda-runtime-function-response-mode": "streaming",
    "transfer-encoding": "chunked",
    "trailer": f"{ERROR_TYPE}, {ERROR_BODY}",
    "connection": "close",
}
"""The headers of a streamed answer, beside Host."""

DELIMITER = b"\0" * 8


@dataclass
class Answer:
    """What came for one invocation. chunks: of a streamed answer. error: the kind that `/error` or a trailer told."""

    streamed: bool = False
    chunks: list[bytes] = field(default_factory=list)
    whole: bool = False
    error: str = ""
    said: dict[str, Any] = field(default_factory=dict)
    """What a failure tells beside its kind."""

    @property
    def data(self) -> bytes:
        return b"".join(self.chunks)

    @property
    def prelude(self) -> dict[str, Any]:
        """The JSON before the delimiter."""
        head, found, _ = self.data.partition(DELIMITER)
        assert found, self.data[:200]
        assert self.chunks[0] == head + DELIMITER  # nothing of the body is held back for it, and nothing goes before
        prelude: dict[str, Any] = json.loads(head)
        assert set(prelude) == {"statusCode", "headers", "cookies"}
        return prelude

    @property
    def body(self) -> bytes:
        return self.data.partition(DELIMITER)[2]


class ProtocolError(AssertionError):
    """The client does not keep to the protocol."""


class RuntimeService:
    """The API. calls: what was asked, in order. faults: what was against the protocol.

    on_chunk: is called with every chunk of a streamed answer before the next is read; where it raises, Lambda hangs up.
    """

    def __init__(self) -> None:
        self.calls: list[str] = []
        self.faults: list[str] = []
        self.answers: Queue[Answer] = Queue()
        self.waiting: Queue[tuple[bytes, dict[str, str]] | None] = Queue()
        self.asked = threading.Event()
        """Set when the next event is asked for."""
        self.on_chunk: Callable[[Answer], object] = lambda _: None
        self.refusing = 0
        """With this status everything is answered, where it is not 0."""
        self.threads: list[threading.Thread] = []
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.address = f"127.0.0.1:{self.listener.getsockname()[1]}"
        threading.Thread(target=self._listen, daemon=True).start()

    def send(self, event: object, *, deadline: int = FAR, trace: str = "Root=1-5e1b4151") -> None:
        """Have an event waiting, as JSON or as the bytes that it is."""
        headers = {
            "Lambda-Runtime-Aws-Request-Id": REQUEST_ID,
            "Lambda-Runtime-Deadline-Ms": str(deadline),
            "Lambda-Runtime-Invoked-Function-Arn": "arn:aws:lambda:us-east-1:123456789012:function:Images:live",
        } | ({"Lambda-Runtime-Trace-Id": trace} if trace else {})
        self.waiting.put((event if isinstance(event, bytes) else json.dumps(event).encode(), headers))

    def answer(self) -> Answer:
        """Wait for the answer to the next invocation."""
        return self.answers.get(timeout=PATIENCE)

    def invoke(self, event: object, **said: Any) -> Answer:
        """Send an event; its answer."""
        self.send(event, **said)
        return self.answer()

    def end(self) -> None:
        """Hang up on whoever waits for an event, and be gone: no process outlives that."""
        self.listener.close()
        self.waiting.put(None)

    def _listen(self) -> None:
        with suppress(OSError):
            while True:
                connection, _ = self.listener.accept()
                serving = threading.Thread(target=self._serve, args=(connection,), daemon=True)
                serving.start()
                self.threads.append(serving)  # whoever waits for it finds it started

    def _serve(self, connection: socket.socket) -> None:
        with connection, connection.makefile("rb") as file, suppress(ConnectionError):
            try:
                self._exchange(connection, file)
            except ProtocolError as fault:
                self.faults.append(str(fault))

    def _exchange(self, connection: socket.socket, file: BinaryIO) -> None:
        method, path, headers = _head(file)
        if headers.pop("host", "") != self.address:
            raise ProtocolError("Host is not the address of the API")
        self.calls.append(f"{method} {path.removeprefix(ROOT)}")
        if self.refusing:
            _reply(connection, self.refusing, b'{"errorType": "Refused"}')
        elif self.calls[-1] == "GET /invocation/next":
            self.asked.set()
            event = self.waiting.get()
            self.asked.clear()
            if event is None:
                raise ConnectionError
            _reply(connection, 200, *event)
        elif self.calls[-1] == "GET /restore/next":
            _reply(connection, 200, b"")
        elif self.calls[-1] == f"POST /invocation/{REQUEST_ID}/response" and "transfer-encoding" in headers:
            self._take_stream(connection, file, headers)
        elif method == "POST":
            self._take(path.removeprefix(ROOT), _body(file, headers), headers)
            _reply(connection, 202, b'{"status":"OK"}')
        else:
            raise ProtocolError(f"{method} {path} is no call of the API")

    def _take(self, path: str, body: bytes, headers: Mapping[str, str]) -> None:
        """Take what is sent at once."""
        if path == f"/invocation/{REQUEST_ID}/response":
            self.answers.put(Answer(chunks=[body], whole=True))
        elif path in {f"/invocation/{REQUEST_ID}/error", "/init/error", "/restore/error"}:
            said = json.loads(body)
            kind = headers.get(ERROR_TYPE.lower(), "")
            if set(said) != {"errorMessage", "errorType", "requestId", "stackTrace"} or said["errorType"] != kind:
                raise ProtocolError(f"{path}: {headers} {said}")
            self.answers.put(Answer(error=kind, said=said, whole=True))
        else:
            raise ProtocolError(f"POST {path} is no call of the API")

    def _take_stream(self, connection: socket.socket, file: BinaryIO, headers: Mapping[str, str]) -> None:
        """Take an answer in chunks, and its trailers."""
        if headers != STREAMED:
            raise ProtocolError(f"the headers of a streamed answer are not {headers}")
        answer = Answer(streamed=True)
        try:
            for chunk in _chunks(file):
                answer.chunks.append(chunk)
                self.on_chunk(answer)
            trailers = _lines(file)
            answer.whole = True
            if trailers:
                if set(trailers) != {ERROR_TYPE.lower(), ERROR_BODY.lower()}:
                    raise ProtocolError(f"trailers that were not announced: {trailers}")
                answer.error = trailers[ERROR_TYPE.lower()]
                answer.said = json.loads(base64.b64decode(trailers[ERROR_BODY.lower()], validate=True))
            _reply(connection, 202, b'{"status":"OK"}')
            if file.read(1):
                raise ProtocolError("the connection is not closed after the answer")
        finally:
            self.answers.put(answer)


@contextmanager
def serving() -> Iterator[RuntimeService]:
    """Run the API; what was against the protocol fails the test."""
    service = RuntimeService()
    try:
        yield service
    finally:
        service.end()
    for thread in service.threads:  # each finds its faults in its own time
        thread.join(PATIENCE)
        assert not thread.is_alive()
    assert service.faults == []


def _head(file: BinaryIO) -> tuple[str, str, dict[str, str]]:
    first = _line(file).decode("latin-1")
    found = re.fullmatch(r"(GET|POST) (/[!-~]*) HTTP/1\.1\r\n", first)
    if not found:
        raise ProtocolError(f"no request: {first!r}")
    headers = _lines(file)
    headers.pop("accept-encoding", None)  # which http.client adds
    return found[1], found[2], headers


def _lines(file: BinaryIO) -> dict[str, str]:
    """Return header lines up to an empty one, names in lower case."""
    headers: dict[str, str] = {}
    while (line := _line(file)) != b"\r\n":
        found = re.fullmatch(rb"([A-Za-z0-9-]+): ([ -~]*)\r\n", line)
        if not found or (name := found[1].decode().lower()) in headers:
            raise ProtocolError(f"no header, or one twice: {line!r}")
        headers[name] = found[2].decode()
    return headers


def _line(file: BinaryIO) -> bytes:
    """Return a line; ConnectionError where it breaks off."""
    line = file.readline()
    if not line.endswith(b"\n"):
        raise ConnectionError
    return line


def _body(file: BinaryIO, headers: Mapping[str, str]) -> bytes:
    if headers.get("content-type", "application/json") != "application/json":
        raise ProtocolError(f"what is sent is no JSON: {headers}")
    body = file.read(int(headers["content-length"]))
    json.loads(body)
    return body


def _chunks(file: BinaryIO) -> Iterator[bytes]:
    """Give the chunks up to the last, which is empty; ConnectionError where they break off."""
    while size := _size(file):
        data, end = file.read(size), file.read(2)
        if len(data) < size or not end:
            raise ConnectionError
        if end != b"\r\n":
            raise ProtocolError(f"a chunk of {size} bytes ends in {end!r}")
        yield data


def _size(file: BinaryIO) -> int:
    line = _line(file)
    if not re.fullmatch(rb"(0|[1-9a-f][0-9a-f]*)\r\n", line):
        raise ProtocolError(f"no size of a chunk: {line!r}")
    return int(line, 16)


def _reply(connection: socket.socket, status: int, body: bytes, more: Mapping[str, str] | None = None) -> None:
    headers = {"Content-Type": "application/json", "Content-Length": str(len(body)), **(more or {})}
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    connection.sendall(f"HTTP/1.1 {status} X\r\n{lines}\r\n".encode() + body)
