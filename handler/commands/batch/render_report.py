"""Render report: what became of pictures, in a bar on a terminal, in plain lines elsewhere; and a summary."""

import sys
from typing import TextIO

from handler.commands.batch.rendition import Finished

WIDE = 24
"""Characters of the bar."""

NAMED = 40
"""Characters of the name beside it."""

CLEAR = "\r\x1b[K"
"""What empties the line that a terminal is at."""


class RenderReport:
    """Tells of each picture on standard error, and counts."""

    def __init__(self, total: int, out: TextIO | None = None) -> None:
        """Begin. total: how many pictures there are."""
        self.total = total
        self.out = out or sys.stderr
        self.made = self.failed = self.kept = 0
        self.before = self.after = 0
        self.barred = self.out.isatty() and total > 1

    @property
    def seen(self) -> int:
        """How many pictures are done with."""
        return self.made + self.failed + self.kept

    def made_of(self, done: Finished, target: str) -> None:
        """Tell of a picture that was made."""
        self.made += 1
        self.before += done.bytes_before
        self.after += done.bytes_after
        width, height = done.size
        line = f"{done.pair.name} -> {target}  {width} x {height}, {done.bytes_after:,} bytes"
        self._tell(line, done, quiet=self.barred)

    def failed_for(self, done: Finished, why: str) -> None:
        """Tell of a picture that could not be made, by its name."""
        self.failed += 1
        self._tell(f"{done.pair.name}: {why}", done)

    def kept_for(self, done: Finished, target: str) -> None:
        """Tell of a file that was there before."""
        self.kept += 1
        self._tell(f"{done.pair.name}: {target} is there already; --force replaces it", done)

    def close(self) -> None:
        """End the bar."""
        if self.barred:
            self.out.write(CLEAR)

    def summary(self) -> str:
        """Return one line: how many were made, and what hindered the others."""
        parts = [f"{self.made:,} made"]
        if self.failed:
            parts.append(f"{self.failed:,} failed")
        if self.kept:
            parts.append(f"{self.kept:,} there already")
        if self.total > self.seen:
            parts.append(f"{self.total - self.seen:,} not begun")
        saved = f"; {self.before:,} bytes became {self.after:,}" if self.made and self.before else ""
        return f"{', '.join(parts)}{saved}"

    def _tell(self, line: str, done: Finished, *, quiet: bool = False) -> None:
        if self.barred:
            self.out.write(CLEAR)
        if not quiet:
            self.out.write(f"{line}\n")
        if self.barred:
            filled = WIDE * self.seen // self.total
            bar = "#" * filled + "." * (WIDE - filled)
            self.out.write(f"[{bar}] {self.seen}/{self.total} {done.pair.name[-NAMED:]}")
        self.out.flush()
