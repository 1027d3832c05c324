"""Tally: what became of many objects, and why some came to nothing.

Failures are counted by reason; each goes, where it is wanted, into a file as a line of JSON at once, so that a million
of them take no memory.
"""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO, Literal, NamedTuple

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
class Tally:
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


def refusals(key: str, refused: dict[str, str]) -> list[Failure]:
    """Return the failures in a report or note. What makes the picture itself unfit is told once, not by preset."""
    told_once = {"*": refused["*"]} if "*" in refused else refused
    parted = ((preset, *said.partition(": ")) for preset, said in told_once.items())
    return [Failure(key, preset, reason, detail) for preset, reason, _, detail in parted]
