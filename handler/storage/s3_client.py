"""S3 client: the connections to S3 of this process, and how a call is tried again.

1. What is read, since somebody waits for it, goes through `reader`: one try takes at most a second to connect and
   another for the first byte; what is tried again, and how often, is decided here, for S3's answers and for what breaks
   off in a body alike. `hasty` is botocore's client with the same impatience, for what else a request may ask.
2. What can wait, writing and listing, goes through `s3`, with botocore's own patience.
3. Credentials that have expired are read anew, once.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from random import uniform
from threading import Lock
from time import monotonic, sleep
from typing import TYPE_CHECKING, cast

from handler.errors import ImageError
from handler.runtime import collector
from handler.runtime.time_budget import TimeBudget, budget
from handler.storage.circuit_breaker import CircuitBreaker
from handler.storage.object_reader import ObjectReader
from handler.storage.s3_errors import TRANSIENT, expired, translated

if TYPE_CHECKING:
    from botocore.session import Session
    from mypy_boto3_s3 import S3Client

CONNECT_SECONDS = 1.0
READ_SECONDS = 1.2
"""How long a try waits for the first byte, and for each one after it."""

ATTEMPTS = 3
BACKOFF_SECONDS = 0.1
"""The longest pause before the second try; twice that before the third."""

POOL = 50
"""Connections that are kept: more than the threads that answer requests."""

PATIENT_CONNECT_SECONDS = 2
PATIENT_READ_SECONDS = 5
LINK_SECONDS = 60
"""How long a presigned link is good: for one redirect."""

circuit = CircuitBreaker()
_sessions: "list[Session]" = []
_clients: "dict[bool, S3Client]" = {}
_readers: "dict[S3Client, ObjectReader]" = {}
_making = Lock()


def s3() -> "S3Client":
    """Return the client that writes and lists, made at the first call. botocore tries again."""
    return _client(hasty=False)


def hasty() -> "S3Client":
    """Return botocore's client for what somebody waits for, made at the first call. It tries once."""
    return _client(hasty=True)


def reader() -> ObjectReader:
    """Return what reads objects, made at the first call. It tries once; `Attempts` tries again."""
    client = hasty()
    with _making:
        if client not in _readers:
            _readers.clear()
            seconds = {"connect": CONNECT_SECONDS, "read": READ_SECONDS}
            _readers[client] = ObjectReader(client, _session(), **seconds, connections=POOL)
        return _readers[client]


def connect(*, writing: bool) -> None:
    """Make the clients before they are needed: the one that reads, and the one that writes where it is wanted."""
    reader()
    if writing:
        s3()


def forget() -> None:
    """Begin anew: the next call reads environment and credentials. Connections in use are left to their users."""
    with _making:
        _sessions.clear()
        _clients.clear()
        _readers.clear()
        circuit.failures = 0


def close_connections() -> None:
    """Close all connections. The clients stay, and connect again."""
    with _making:
        for client in _clients.values():
            client.close()
        for each in _readers.values():
            each.close()


def _session() -> "Session":
    """Return the session that knows settings and credentials; whoever asks holds `_making`."""
    if not _sessions:
        from handler.storage.aws_session import new_session  # noqa: PLC0415 - 50 ms that only S3 needs

        _sessions.append(new_session())
    return _sessions[0]


def _client(*, hasty: bool) -> "S3Client":
    with _making:
        if hasty not in _clients:
            with collector.resting():
                _clients[hasty] = _new_client(hasty=hasty)
        return _clients[hasty]


def _new_client(*, hasty: bool) -> "S3Client":
    from botocore.config import Config  # noqa: PLC0415 - as the session

    retries: Callable[..., object] = dict
    config = Config(
        signature_version="s3v4",
        connect_timeout=CONNECT_SECONDS if hasty else PATIENT_CONNECT_SECONDS,
        read_timeout=READ_SECONDS if hasty else PATIENT_READ_SECONDS,
        retries=retries(total_max_attempts=1 if hasty else ATTEMPTS, mode="standard"),  # type: ignore[arg-type]
        max_pool_connections=POOL,
    )
    return cast("S3Client", _session().create_client("s3", config=config))


class Attempts:
    """The tries of one operation: how many are left, and the time that they have together.

        for attempt in Attempts():
            with attempt:
                found = reader().head_object(...)

    The loop ends after the first try that succeeds. An error that another try may heal is swallowed by `with`, after a
    pause; every other one leaves it as an ImageError.
    """

    def __init__(self, attempts: int = ATTEMPTS) -> None:
        """Begin, with the budget of the request."""
        self.budget: TimeBudget = budget()
        self.left = attempts
        self.renewed = False

    def __iter__(self) -> Iterator[AbstractContextManager[None]]:
        """Give a context for each try. Whoever goes on after a success, as with what broke off, begins another loop."""
        self.succeeded = False
        while not self.succeeded:
            reader()  # to make it takes as long as a fault, and is none
            yield self._attempt()

    @contextmanager
    def _attempt(self) -> Iterator[None]:
        start = monotonic()
        try:
            with circuit, translated():
                yield
        except ImageError as error:
            self.failed(error, monotonic() - start)
        else:
            self.succeeded = True

    def failed(self, error: ImageError, seconds: float) -> None:
        """Count a failure that took so long. Return after a pause where another try may help; else raise the error."""
        self.left -= 1
        self.budget.lost += seconds
        if not self.left or self.budget.spent or not self._worth(error):
            raise error
        pause = BACKOFF_SECONDS * 2 ** (ATTEMPTS - 1 - self.left)
        sleep(uniform(pause / 2, pause))  # noqa: S311 - so that many do not come back at once

    def _worth(self, error: ImageError) -> bool:
        if error.fault == "credentials" and expired(error) and not self.renewed:
            self.renewed = True
            forget()
            return True
        return error.fault in TRANSIENT


def presigned(bucket: str, key: str, **answer: str) -> str:
    """Return a link to an object, good for a minute. answer: headers that S3 is to give, as ResponseContentType."""
    wanted = {"Bucket": bucket, "Key": key, **answer}
    with translated():
        return hasty().generate_presigned_url("get_object", Params=wanted, ExpiresIn=LINK_SECONDS)
