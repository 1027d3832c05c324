"""Circuit breaker: while S3 does not answer, nobody waits for it: calls fail at once, and one now and then tries."""

from collections.abc import Callable
from threading import Lock
from time import monotonic
from typing import TypeVar

from handler.errors import ImageError
from handler.storage.s3_errors import SILENT, s3_error

FAILURES = 5
"""So many calls in a row without any answer, and the store is taken to be down."""

SHUT_SECONDS = 1.0
"""How long it is let be before the next call goes through, alone."""

Answer = TypeVar("Answer")


class CircuitBreaker:
    """What all calls to a store go through. An answer, if only a refusal, opens it at once."""

    def __init__(self) -> None:
        """Begin open."""
        self.failures = 0
        self.until = 0.0
        self.lock = Lock()

    def through(self, call: Callable[[], Answer]) -> Answer:
        """Return what a call gives; SourceBusy where it is not even made."""
        self._enter()
        try:
            answer = call()
        except ImageError as error:
            self._note(silent=error.fault in SILENT)
            raise
        self._note(silent=False)
        return answer

    def _enter(self) -> None:
        with self.lock:
            if self.failures < FAILURES:
                return
            if monotonic() < self.until:
                raise s3_error("shut")
            self.until = monotonic() + SHUT_SECONDS  # this call looks; the others are not to wait for it

    def _note(self, *, silent: bool) -> None:
        with self.lock:
            self.failures = self.failures + 1 if silent else 0
            if silent:
                self.until = monotonic() + SHUT_SECONDS
