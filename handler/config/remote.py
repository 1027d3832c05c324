"""Remote: a value that lies in AWS: fetched when first needed, used for a while, then fetched again.

1. While a new value cannot be had, or is bad, the last good one is used, and the log says why as an error.
2. Where there never was one the answer is 503, and the next request but a moment later tries again.
3. Many requests at once fetch once. Who has an older value waits for nobody.
"""

import logging
from collections.abc import Callable
from threading import Lock
from time import monotonic
from typing import Generic, TypeVar

from handler.errors import ImageError, SourceBusy

log = logging.getLogger("tintype")

RETRY_SECONDS = 2.0
"""A failure is remembered so long: for whoever waited beside the one that failed. As long as Retry-After says."""

PATIENT_SECONDS = 30.0
"""It is remembered so long where an older value is used meanwhile."""

T = TypeVar("T")


def reason(error: Exception) -> str:
    """Return why a fetch failed, in words of this project: those of others may quote what they failed on."""
    if isinstance(error, ImageError):
        return error.detail
    return str(error) if type(error) is ValueError else type(error).__name__


class Remote(Generic[T]):
    """One remote value of a process, for all its threads."""

    def __init__(
        self, name: str, fetch: Callable[[], T], *, fresh: float, why: Callable[[Exception], str] = reason
    ) -> None:
        """Fetch nothing yet.

        name: as errors and log lines call the value, in the plural. fresh: seconds that a value is used before it is
        fetched again. why: what the log may tell of a failure.
        """
        self.name, self.fetch, self.fresh, self.why = name, fetch, fresh, why
        self.known: T | None = None
        self.fetched = self.failed = self.tried = float("-inf")
        self.lock = Lock()

    def value(self) -> T:
        """Return the value; SourceBusy while there never was one."""
        if monotonic() - self.fetched > self.fresh:
            self._look(lambda: self.fetched + self.fresh)
        if self.known is None:
            raise SourceBusy(f"{self.name} cannot be had now")
        return self.known

    def renew(self, seconds: float) -> None:
        """Fetch it again although it is fresh, unless that was tried within so many seconds."""
        if monotonic() - self.tried > seconds:
            self._look(lambda: self.tried + seconds)

    def _look(self, due: Callable[[], float]) -> None:
        """Fetch the value, unless another thread does, just has or just could not. due: when it may be fetched."""
        if not self.lock.acquire(blocking=self.known is None):
            return
        try:
            forgotten = self.failed + (RETRY_SECONDS if self.known is None else PATIENT_SECONDS)
            if monotonic() >= max(due(), forgotten):
                self._fetch()
        finally:
            self.lock.release()

    def _fetch(self) -> None:
        self.tried = monotonic()
        try:
            self.known = self.fetch()
            self.fetched = monotonic()
        except Exception as error:  # noqa: BLE001 - boto3 raises what it likes, and a request must not fail of it
            self.failed = monotonic()
            kept = "" if self.known is None else "; those from before are used"
            log.error("%s cannot be had: %s%s", self.name, self.why(error), kept)  # noqa: TRY400 - a trace may tell secrets
