"""Waiting for something that happens in its own time; no test measures how long it took."""

from collections.abc import Callable
from time import monotonic, sleep

PATIENCE = 120.0
"""Seconds after which what has not come never will. No promise hangs on them: they end a test that has failed."""


def until(true: Callable[[], object], *, patience: float = PATIENCE) -> None:
    """Wait until something is true."""
    end = monotonic() + patience
    while not true():
        assert monotonic() < end, "it never came"
        sleep(0.005)
