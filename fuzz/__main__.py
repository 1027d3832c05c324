"""`python -m fuzz`: try mutated pictures and texts for some time, show how it goes, keep what should not have been.

python -m fuzz --seconds 600 --seed 1            # half of the time pictures, half texts
python -m fuzz --inputs 50000                    # so many of each
python -m fuzz --again fuzz/found/pictures-...   # one that was kept
"""

import argparse
import sys
import time
from collections import Counter
from hashlib import sha256
from pathlib import Path

from fuzz.work import Tried, given, run, tried

KINDS = ("pictures", "texts")
FOUND = Path(__file__).parent / "found"
SLOW = 1.0
"""CPU seconds that no input may take."""

SHOWN_EVERY = 5.0
MOST_KEPT = 20
"""Files that one run keeps; what finds more finds the same again."""


def main() -> int:
    """Run; the exit status is 1 where something was found."""
    parser = argparse.ArgumentParser(prog="python -m fuzz", description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--seconds", type=float, default=60, help="of both kinds together")
    parser.add_argument("--inputs", type=int, default=sys.maxsize, help="of each kind, at most")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--again", type=Path, nargs="*", metavar="FILE", help="those of fuzz/found/, tried once more")
    chosen = parser.parse_args()
    if chosen.again is not None:
        return _again(chosen.again or sorted(FOUND.iterdir()))
    bad = [_run(kind, chosen.seed, chosen.seconds / len(KINDS), chosen.inputs) for kind in KINDS]
    return int(any(bad))


def _again(paths: list[Path]) -> int:
    """Try kept inputs; the number of those that still fail. Each is named before, since it may not end."""
    failed = 0
    for path in paths:
        print(path.name, end=": ", flush=True)
        outcome = tried(path.name.partition("-")[0], path.read_bytes())
        print(outcome, flush=True)
        failed += outcome.startswith("!")
    return failed


def _run(kind: str, seed: int, seconds: float, inputs: int) -> int:
    """Run one kind and tell of it; the number of different faults that were found."""
    outcomes: Counter[str] = Counter()
    faults: Counter[str] = Counter()
    worst, start = Tried(kind, 0, "", 0.0), time.monotonic()
    shown = start
    for each in run(kind, seed, seconds, inputs):
        fault = each.outcome if each.failed else f"!slow: {each.outcome}" if each.seconds > SLOW else ""
        if fault:
            _keep(each, fault, seed, faults)
        else:
            outcomes[each.outcome] += 1
        worst = max(worst, each, key=lambda tried: tried.seconds)
        if time.monotonic() - shown > SHOWN_EVERY:
            shown = time.monotonic()
            rate = (each.number + 1) / (shown - start)
            print(f"{kind}: {each.number + 1:,} inputs, {rate:,.0f}/s, {faults.total()} faults", flush=True)
    took, number = time.monotonic() - start, outcomes.total() + faults.total()
    print(f"{kind}: {number:,} inputs in {took:.0f} s, {number / took:,.0f}/s, seed {seed}")
    print(f"  worst {worst.seconds * 1000:.0f} ms CPU, input {worst.number}: {worst.outcome}")
    print(f"  {', '.join(f'{count:,} {outcome}' for outcome, count in outcomes.most_common())}")
    for fault, count in faults.most_common():
        print(f"  {count:,} x {fault}")
    print(f"  {len(faults)} kinds of fault", flush=True)
    return len(faults)


def _keep(each: Tried, fault: str, seed: int, faults: Counter[str]) -> None:
    """Write down the input of a fault that is new, and say so."""
    faults[fault] += 1
    if faults[fault] == 1 and len(faults) <= MOST_KEPT:
        data = given(each.kind, seed, each.number)
        FOUND.mkdir(exist_ok=True)
        path = FOUND / f"{each.kind}-{sha256(data).hexdigest()[:12]}"
        path.write_bytes(data)
        print(f"{path}: input {each.number}: {fault}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
