"""Circuit breaker: while S3 does not answer, nobody waits for it: calls fail at once, and one now and then tries.

with circuit:
    ...  # a call, whose errors are ImageErrors by then
"""

from threading import Lock
from time import monotonic
from types import TracebackType

from handler.errors import ImageError
from handler.storage.s3_errors import UNANSWERED, s3_error

FAILURES = 5
"""So many calls in a row without any answer, and the store is taken to be down."""

SHUT_SECONDS = 1.0
"""How long it is let be before the next call goes through, alone."""


class CircuitBreaker:
    """What all calls to a store are made within. An answer, if only a refusal, counts as one that came."""

    def __init__(self) -> None:
        """Begin with no failure."""
        self.failures = 0
        self.until = 0.0
        self.lock = Lock()

    def __enter__(self) -> None:
        """Let a call be made; SourceBusy where it would be in vain."""
        with self.lock:
            if self.failures < FAILURES:
                return
            if monotonic() < self.until:
                raise s3_error("shut")
            self.until = monotonic() + SHUT_SECONDS  # this call looks; the others are not to wait for it

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Count a call that was not answered; one that was ends the row. A bug says nothing of the store."""
        if error is not None and not isinstance(error, ImageError):
            return
        unanswered = error is not None and error.fault in UNANSWERED
        with self.lock:
            self.failures = self.failures + 1 if unanswered else 0
            if unanswered:
                self.until = monotonic() + SHUT_SECONDS
