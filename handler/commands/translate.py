"""Translate: print addresses in another dialect, each beside the old one, and report what has no equal.

Each line of the output is the old address, a tab, and the new one. An address that cannot be said has no line: the
report on standard error counts such addresses by reason, with the first of each.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from handler.commands.misuse import Misuse, settings
from handler.dialects.translation import known_dialect, outcome
from handler.errors import ImageError
from handler.storage.sources import Sources

BASES = ("https://", "http://", "/")
"""How what stands before a path may begin."""

LEFT = 1
"""The status where some addresses have no equal."""

SHOWN_REASONS = 20
EVERY = 500
"""So many addresses later the line on a terminal is renewed."""


def run(chosen: argparse.Namespace) -> int:
    """Translate every line of a file; 1 where one has no equal."""
    said = settings("root", "public_url", "source")
    try:
        to = known_dialect(chosen.to, "--to")
        spoken = known_dialect(chosen.spoken, "--from") if chosen.spoken else ""
    except ImageError as error:
        raise Misuse(error.detail) from error
    if chosen.base and not chosen.base.startswith(BASES):
        raise Misuse(f"--base={chosen.base} is no address: it begins with https:// or a slash")
    key_of = Sources(said.source).key_of if said.source else _as_in_its_bucket
    base, report = (chosen.base or said.public_url).rstrip("/"), TranslationReport()
    with _lines(chosen.file) as lines:
        for url in filter(None, map(str.strip, lines)):
            done = outcome(url, to, family=spoken, root=said.root, key_of=key_of)
            if done.url:
                print(f"{url}\t{base}{done.url}")
            report.add(url, done.why)
            if sys.stderr.isatty() and not report.total % EVERY:
                print(f"\r{report.total:,} looked at", end="", file=sys.stderr, flush=True)
    print(*report.lines(), sep="\n", file=sys.stderr)
    return LEFT if report.reasons else 0


def _as_in_its_bucket(bucket: str, key: str) -> str:
    """Return the key that an object has in its bucket, where TINTYPE_SOURCE tells of no place."""
    del bucket
    return key


class TranslationReport:
    """Counts what became of addresses."""

    def __init__(self) -> None:
        """Start from nothing."""
        self.total = 0
        self.reasons: Counter[str] = Counter()
        self.first: dict[str, str] = {}

    def add(self, url: str, why: str) -> None:
        """Count one address. why: what of it cannot be said, empty where all of it was."""
        self.total += 1
        if why:
            self.reasons[why] += 1
            self.first.setdefault(why, url)

    def lines(self) -> Iterator[str]:
        """Return the report: how many were translated, then what the others lack, the most frequent first."""
        left = self.reasons.total()
        yield f"{self.total - left:,} of {self.total:,} translated"
        for why, count in self.reasons.most_common(SHOWN_REASONS):
            yield f"{count:>8,}  {why}"
            yield f"          as {self.first[why]}"
        if len(self.reasons) > SHOWN_REASONS:
            yield f"          and {len(self.reasons) - SHOWN_REASONS} more reasons"


@contextmanager
def _lines(name: str) -> Iterator[TextIO]:
    if name == "-":
        yield sys.stdin
        return
    try:
        with Path(name).open(encoding="utf-8") as file:
            yield file
    except (OSError, UnicodeDecodeError) as error:
        why = getattr(error, "strerror", None) or "it is no text in UTF-8"
        raise Misuse(f"{name} cannot be read: {why}") from error
