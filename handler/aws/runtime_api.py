"""Runtime API: what Lambda and the process that runs a function say to each other, over HTTP on one machine.

1. Every call has a connection of its own: Lambda freezes processes between calls, and copies them, which no old
   connection would survive.
2. What the API refuses is an error that nobody here can put right. It ends the process, and Lambda starts another.

https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
"""

import json
import os
import time
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from http.client import HTTPConnection
from traceback import format_tb
from typing import NamedTuple, Self

ROOT = "/2018-06-01/runtime"
ERROR_TYPE = "Lambda-Runtime-Function-Error-Type"
BEFORE_SNAPSHOT = "Runtime.BeforeSnapshotError"
AFTER_RESTORE = "Runtime.AfterRestoreError"


class RuntimeFault(NamedTuple):
    """What Lambda is told of a failure. kind: as `Runtime.ImportModuleError`. trace: the lines of a traceback."""

    kind: str
    message: str
    trace: tuple[str, ...] = ()

    @classmethod
    def of(cls, error: BaseException, kind: str = "") -> Self:
        """Return what is told of an exception, of its own kind unless another is given."""
        return cls(kind or type(error).__name__, str(error), tuple(format_tb(error.__traceback__)))

    def body(self, request_id: str = "") -> bytes:
        """Return the JSON that Lambda's own runtimes send."""
        said = {
            "errorMessage": self.message,
            "errorType": self.kind,
            "requestId": request_id,
            "stackTrace": self.trace,
        }
        return json.dumps(said).encode()


@dataclass(frozen=True)
class InvocationContext:
    """What Lambda says of one invocation: the context that a handler is given, with the names that AWS documents.

    deadline: when Lambda ends the invocation, milliseconds since 1970. trace_id: X-Ray's, empty for none. What AWS's
    mobile SDK sends beside an event is not in it.
    """

    aws_request_id: str
    deadline: int
    trace_id: str
    invoked_function_arn: str
    function_name: str
    function_version: str
    memory_limit_in_mb: str
    log_group_name: str
    log_stream_name: str
    client_context: None = None
    identity: None = None

    @classmethod
    def read(cls, headers: Mapping[str, str], environ: Mapping[str, str]) -> Self:
        """Return what the headers of an event, names in lower case, and the environment of the function say."""
        return cls(
            aws_request_id=headers["lambda-runtime-aws-request-id"],
            deadline=int(headers["lambda-runtime-deadline-ms"]),
            trace_id=headers.get("lambda-runtime-trace-id", ""),
            invoked_function_arn=headers.get("lambda-runtime-invoked-function-arn", ""),
            function_name=environ.get("AWS_LAMBDA_FUNCTION_NAME", ""),
            function_version=environ.get("AWS_LAMBDA_FUNCTION_VERSION", ""),
            memory_limit_in_mb=environ.get("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", ""),
            log_group_name=environ.get("AWS_LAMBDA_LOG_GROUP_NAME", ""),
            log_stream_name=environ.get("AWS_LAMBDA_LOG_STREAM_NAME", ""),
        )

    def get_remaining_time_in_millis(self) -> int:
        """Return how long the invocation may still take, milliseconds."""
        return max(0, self.deadline - int(time.time() * 1000))


class RuntimeApi:
    """The API at an address, as AWS_LAMBDA_RUNTIME_API gives it. RuntimeError where a call is refused."""

    def __init__(self, address: str) -> None:
        """Open nothing yet."""
        self.address = address

    def next(self) -> tuple[bytes, InvocationContext]:
        """Wait for the next event; its JSON, and what is said of it."""
        body, headers = self._call("GET", "/invocation/next", HTTPStatus.OK)
        return body, InvocationContext.read(headers, os.environ)

    def respond(self, request_id: str, answer: bytes) -> None:
        """Send the answer to an event, which is JSON, all at once."""
        self._call("POST", f"/invocation/{request_id}/response", HTTPStatus.ACCEPTED, answer)

    def fail(self, request_id: str, fault: RuntimeFault) -> None:
        """Say that there is no answer to an event."""
        self._tell(f"/invocation/{request_id}/error", fault, request_id)

    def fail_to_start(self, fault: RuntimeFault) -> None:
        """Say that the function cannot be started."""
        self._tell("/init/error", fault)

    def wait_for_restore(self) -> None:
        """Let Lambda take its snapshot here; return in the copies that wake from it."""
        self._call("GET", "/restore/next", HTTPStatus.OK)

    def fail_to_wake(self, fault: RuntimeFault) -> None:
        """Say that a copy cannot be used."""
        self._tell("/restore/error", fault)

    def _tell(self, path: str, fault: RuntimeFault, request_id: str = "") -> None:
        self._call("POST", path, HTTPStatus.ACCEPTED, fault.body(request_id), {ERROR_TYPE: fault.kind})

    def _call(
        self, method: str, path: str, expected: int, body: bytes | None = None, more: Mapping[str, str] | None = None
    ) -> tuple[bytes, Mapping[str, str]]:
        headers = {"Content-Type": "application/json", **(more or {})} if body is not None else {}
        connection = HTTPConnection(self.address)  # without a timeout: the next event may be hours away
        try:
            connection.request(method, ROOT + path, body, headers)
            answer = connection.getresponse()
            content = answer.read()
        finally:
            connection.close()
        if answer.status != expected:
            raise RuntimeError(f"{method} {path}: Lambda answers {answer.status} {content[:200]!r}")
        return content, {name.lower(): value for name, value in answer.headers.items()}
