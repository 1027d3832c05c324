"""Progress: how far a long task is, how fast it goes and how long it still takes, on one line of a terminal.

Where the stream is no terminal, a plain line is written every ten seconds.
"""

from collections import deque
from time import monotonic
from typing import TextIO

BAR = 24
TERMINAL_SECONDS = 0.2
PLAIN_SECONDS = 10.0
WINDOW_SECONDS = 30.0
"""The rate is that of the last half minute: what is only looked at goes faster than what is made."""


class Progress:
    """Tells of one task. total: how many things there are to do, None while that is not known."""

    def __init__(self, stream: TextIO, total: int | None = None) -> None:
        """Start the clock."""
        self.stream = stream
        self.total = total
        self.terminal = stream.isatty()
        self.pause = TERMINAL_SECONDS if self.terminal else PLAIN_SECONDS
        self.said = monotonic()
        self.seen: deque[tuple[float, int]] = deque([(self.said, 0)])

    def show(self, done: int, failed: int, *, last: bool = False) -> None:
        """Say how much is done, if it is time to say something again or this is the last time."""
        now = monotonic()
        if not last and now - self.said < self.pause:
            return
        self.said = now
        while len(self.seen) > 1 and now - self.seen[0][0] > WINDOW_SECONDS:
            self.seen.popleft()
        self.seen.append((now, done))
        line = self.line(done, failed)
        self.stream.write(f"\r\x1b[K{line}" if self.terminal else f"{line}\n")
        if self.terminal and last:
            self.stream.write("\n")
        self.stream.flush()

    def line(self, done: int, failed: int) -> str:
        """Return the line."""
        (before, then), (now, _) = self.seen[0], self.seen[-1]
        rate = (done - then) / (now - before) if now > before else 0.0
        parts = [f"{done:,} looked at" if self.total is None else f"{self._bar(done)}{done:,} of {self.total:,}"]
        parts.append(f"{rate:,.1f}/s")
        if self.total is not None and rate > 0 and done < self.total:
            parts.append(f"{_clock((self.total - done) / rate)} left")
        if failed:
            parts.append(f"{failed:,} failed")
        return ", ".join(parts)

    def _bar(self, done: int) -> str:
        if not self.terminal or not self.total:
            return ""
        full = BAR * min(done, self.total) // self.total
        return f"[{'#' * full}{'.' * (BAR - full)}] "


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
