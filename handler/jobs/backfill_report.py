"""Backfill report: what became of many objects, and why some came to nothing.

Failures are counted by reason; each goes, where it is wanted, into a file as a line of JSON at once, so that a million
of them take no memory.
"""

import json
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from time import monotonic
from typing import IO, Literal, NamedTuple, TextIO

Outcome = Literal["made", "queued", "to make", "there", "failed"]


class Failure(NamedTuple):
    """Why a preset was not made of a key; `*` stands for all presets."""

    key: str
    preset: str
    reason: str
    detail: str


class Done(NamedTuple):
    """What became of one object."""

    outcome: Outcome
    failures: list[Failure]
    size: int = 0


@dataclass
class BackfillReport:
    """What became of all objects. log: where each failure goes as a line of JSON."""

    log: IO[str] | None = None
    counts: Counter[str] = field(default_factory=Counter)
    reasons: Counter[tuple[str, str]] = field(default_factory=Counter)
    bytes: int = 0

    def add(self, done: Done) -> None:
        """Count one object."""
        self.counts[done.outcome] += 1
        self.bytes += done.size
        for failure in done.failures:
            self.reasons[failure.reason, failure.preset] += 1
            if self.log:
                self.log.write(f"{json.dumps(failure._asdict(), ensure_ascii=False)}\n")

    def lines(self) -> Iterator[str]:
        """Return a summary: objects by outcome, then failures by reason as a table."""
        for outcome, count in self.counts.items():
            yield f"{outcome:<10}{count:>12,}" + (f"   {self.bytes:,} bytes" if outcome == "made" else "")
        if self.reasons:
            wide = max(len(reason) for reason, _ in self.reasons) + 2
            yield ""
            yield f"{'reason':<{wide}}{'preset':<16}{'objects':>12}"
            for (reason, preset), count in self.reasons.most_common():
                yield f"{reason:<{wide}}{preset:<16}{count:>12,}"


def refused_failures(key: str, refused: dict[str, str]) -> list[Failure]:
    """Return the failures in a report or manifest. What makes the picture unfit is told once, not by preset."""
    told_once = {"*": refused["*"]} if "*" in refused else refused
    parted = ((preset, *said.partition(": ")) for preset, said in told_once.items())
    return [Failure(key, preset, reason, detail) for preset, reason, _, detail in parted]


BAR = 24
"""Characters of the bar on a terminal."""

TERMINAL_SECONDS = 0.2
"""How often the line on a terminal is renewed at most."""

PLAIN_SECONDS = 10.0
"""How often a line is written at most where there is no terminal, as into a log."""

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
