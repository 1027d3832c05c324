"""Clocks that stand still until a test moves them, so that no deadline depends on how busy the machine is."""

import asyncio
from contextlib import suppress
from dataclasses import dataclass, field
from types import ModuleType

import pytest


@dataclass
class Clock:
    """What stands in for a module's `monotonic` or `time`. now: seconds."""

    now: float = 1_000.0

    def __call__(self) -> float:
        """Return the time."""
        return self.now

    def forward(self, seconds: float) -> None:
        """Let so many seconds pass."""
        self.now += seconds

    def drive(self, patch: pytest.MonkeyPatch, *modules: ModuleType) -> None:
        """Be the `monotonic` of these modules."""
        for module in modules:
            patch.setattr(module, "monotonic", self)


@dataclass
class Loops(Clock):
    """The clock of every event loop too. What they wait for, as the end of a deadline, comes when the test says so.

    Their own time goes on beside it: what a server waits for between two requests comes as ever.
    """

    seen: set[asyncio.BaseEventLoop] = field(default_factory=set)
    passed: float = 0.0

    def forward(self, seconds: float) -> None:
        """Let so many seconds pass, and wake the loops, which may be called from any thread."""
        super().forward(seconds)
        self.passed += seconds
        for loop in tuple(self.seen):
            with suppress(RuntimeError):  # it has been closed
                loop.call_soon_threadsafe(lambda: None)

    def install(self, patch: pytest.MonkeyPatch) -> None:
        """Be the clock of all loops, those that run already too."""
        really = asyncio.BaseEventLoop.time

        def time(loop: asyncio.BaseEventLoop) -> float:
            self.seen.add(loop)
            return really(loop) + self.passed

        patch.setattr(asyncio.BaseEventLoop, "time", time)
