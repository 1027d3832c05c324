"""The table that benchmarks of estimates print: what was measured, what is estimated, and whether that is enough."""

import sys
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

LEAST, MOST = 1.0, 1.5
"""An estimate is so many times what was measured; less admits what takes too long, more refuses what would not."""


class Row(NamedTuple):
    """A line of the table, both numbers in one unit."""

    name: str
    measured: float
    estimated: float

    @property
    def ratio(self) -> float:
        """How many times what was measured is estimated."""
        return self.estimated / max(self.measured, 1e-9)


def worst(name: str, rows: list[Row]) -> Row:
    """Return the row whose estimate is the shortest, under this name."""
    return min(rows, key=lambda row: row.ratio)._replace(name=name)


def show(
    sections: Mapping[str, Callable[[], Iterator[Row]]], names: list[str], unit: str, *, factor: float = 1, least: float
) -> None:
    """Print the table of some sections, or of all. factor: of what is measured. least: up to it no row is marked."""
    outside = 0
    for section in names or sections:
        sys.stdout.write(f"\n{section:64} measured  estimate  ratio   ({unit})\n")
        for row in sections[section]():
            told = row._replace(measured=row.measured * factor)
            low = told.measured > least and told.ratio < LEAST
            high = min(told.measured, told.estimated) > least and told.ratio > MOST
            outside += low or high
            mark = "  <- more than estimated" if low else "  <- much less than estimated" if high else ""
            sys.stdout.write(f"{row.name[:64]:64} {told.measured:8.1f} {row.estimated:9.1f} {told.ratio:6.2f}{mark}\n")
            sys.stdout.flush()
    sys.stdout.write(f"\n{outside} rows outside {LEAST} to {MOST}\n")
