"""The rivals: this project beside the others, on this machine: `make bench`.

    PYTHONPATH=. .venv/bin/python -m benchmarks.rivals                                     everything, into the page
    PYTHONPATH=. .venv/bin/python -m benchmarks.rivals --rows jpeg-2.3 --rounds 5 --dry    some rows, printed alone
    PYTHONPATH=. .venv/bin/python -m benchmarks.rivals --check                             against the last table

All servers read one S3 (moto, over real HTTP), each is held to one core and one thread, as a function of 1,769 MB is,
and S3 and the client are held to the other. Rivals are installed from npm and PyPI the first time.
"""

import argparse
import signal
import sys
from pathlib import Path

from benchmarks.rivals import page, results, versions
from benchmarks.rivals.contenders import OURS, ROOT, contenders
from benchmarks.rivals.measure import Wanted, run
from benchmarks.rivals.results import Results
from benchmarks.rivals.rows import chosen

ENDED = 128 + signal.SIGTERM


def arguments() -> argparse.Namespace:
    """Return what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", nargs="*", default=[], help="names of rows, or how they begin; all of them for none")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--against", default="", help="rivals, with commas; all of them for none")
    parser.add_argument("--tree", type=Path, default=ROOT, help="the checkout whose program is measured")
    parser.add_argument("--dry", action="store_true", help="print alone; nothing is kept, as with --against and --tree")
    parser.add_argument("--page", action="store_true", help="measure nothing; write the page from the last table")
    parser.add_argument("--check", action="store_true", help="fail where a ratio is worse than that of the last table")
    parser.add_argument("--growth", action="store_true", help="with some rows, measure growth too; all rows have it")
    return parser.parse_args()


def main() -> int:
    """Measure, and print, keep or judge."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(ENDED))  # so that the servers are ended too
    asked = arguments()
    if asked.page:
        page.write(results.read())
        return 0
    known = contenders(asked.tree.resolve())
    names = [OURS, *asked.against.split(",")] if asked.against else list(known)
    if unknown := [name for name in names if name not in known]:
        print(f"there is no rival {unknown[0]!r}; they are {', '.join(known)}", file=sys.stderr)
        return 2
    try:
        rows = chosen(asked.rows)
    except ValueError as error:
        print(error, file=sys.stderr)
        return 2
    before = results.read()
    kept = not (asked.check or asked.dry or asked.against or asked.tree != ROOT)

    def keep(found: Results) -> None:
        if kept:
            results.write(results.merged(before, {**found, **versions.found()}))

    wanted = Wanted(rows, asked.rounds, asked.growth or not (asked.rows or asked.check))
    found = run({name: known[name] for name in names}, wanted, before, keep)
    if asked.check:
        lost = list(results.losses(before, found))
        print(*(lost or ["no ratio is worse than in the last table"]), sep="\n")
        return bool(lost)
    if kept:
        page.write(results.read())
    return 0


if __name__ == "__main__":
    sys.exit(main())
