"""What a backfill takes: the arithmetic behind the table of scale.md.

    python docs/scale.py          # print it
    python docs/scale.py write    # put it into scale.md, between its markers

Prices are those of prices.py, and the few below, of the same date and region. Put your own pictures into `Originals`.
"""

import sys
from dataclasses import dataclass
from math import ceil
from pathlib import Path

import marked
import prices
from prices import GB, MILLION

SQS_REQUEST = 0.40 / MILLION  # standard queues; 64 KB count as one
EVENTBRIDGE_EVENT = 1.00 / MILLION  # an S3 event is one that is paid for
INVALIDATED_PATH = 0.005  # after the first thousand of a month

FUNCTION_GB = 1769 / 1024
BATCH = 10
LISTED = 1_000
SQS_REQUESTS = 3
"""Of each batch: sent, received, deleted."""

S3_PUTS = 3_500
S3_GETS = 5_500
"""A second, for each partition of a bucket; S3 makes more of them while it is asked for more."""

RETENTION_SECONDS = 14 * 24 * 3600
LIST_SECONDS = 0.2


@dataclass(frozen=True)
class Originals:
    """So many pictures, each of which gets the same presets.

    render: CPU seconds of one, measured: a JPEG of 12 megapixels and 1.4 MB, three WebPs of 1600, 800 and 320 pixels,
    one decode for each scale. wait: seconds of its requests to S3, at 20 ms. puts, gets: those requests; LIST is priced
    as a PUT. stored: bytes of the renditions. workers: instances at once.
    """

    count: int
    workers: int
    render: float = 0.42
    wait: float = 0.18
    puts: int = 5
    gets: int = 4
    stored: int = 158_000

    @property
    def each(self) -> float:
        """Seconds that a function is paid for, for one original."""
        return self.render + self.wait

    @property
    def rate(self) -> float:
        """Originals a second, with all workers busy."""
        return self.workers / self.each

    @property
    def seconds(self) -> float:
        """From the first message to the last rendition."""
        return self.count / self.rate


SIZES = (Originals(10_000, 10), Originals(MILLION, 300), Originals(100 * MILLION, 1_000))


def bill(work: Originals) -> dict[str, float]:
    """Return what the backfill costs, in dollars; the last line is by the month."""
    batches = ceil(work.count / BATCH)
    seconds = work.count * work.each * FUNCTION_GB
    asked = ceil(work.count / LISTED) * prices.S3_PUT + work.count * prices.S3_GET  # the list and the manifests
    made = work.count * (work.puts * prices.S3_PUT + work.gets * prices.S3_GET)
    return {
        "Lambda, computing": seconds * prices.LAMBDA_GB_SECOND["arm64"] + batches * prices.LAMBDA_REQUEST,
        "S3, requests": asked + made,
        "SQS": batches * SQS_REQUESTS * SQS_REQUEST,
        "renditions stored, a month": work.count * work.stored / GB * prices.S3_GB_MONTH,
    }


def table() -> str:
    """Return the table of the three sizes."""
    rows = {"originals": [f"{work.count:,}" for work in SIZES], "workers at once": [f"{w.workers:,}" for w in SIZES]}
    rows["originals a second"] = [f"{work.rate:,.0f}" for work in SIZES]
    rows["**from first to last**"] = [f"**{_span(work.seconds)}**" for work in SIZES]
    rows["with `--local` on 8 cores"] = [_span(work.count * work.render / 8) for work in SIZES]
    rows["to list the originals"] = [_span(work.count / LISTED * LIST_SECONDS) for work in SIZES]
    rows["PUT and LIST a second"] = [_against(work.rate * work.puts, S3_PUTS) for work in SIZES]
    rows["GET and HEAD a second"] = [_against(work.rate * work.gets, S3_GETS) for work in SIZES]
    rows["fewest workers in 14 days"] = [f"{ceil(work.count * work.each / RETENTION_SECONDS):,}" for work in SIZES]
    bills = [bill(work) for work in SIZES]
    rows |= {name: [_dollars(each[name]) for each in bills] for name in bills[0]}
    once = [sum(list(each.values())[:-1]) for each in bills]
    rows["**once, together**"] = [f"**{_dollars(amount)}**" for amount in once]
    rows["if they are uploaded anew: EventBridge"] = [_dollars(work.count * EVENTBRIDGE_EVENT) for work in SIZES]
    rows["if each had to be invalidated"] = [_dollars(max(0, work.count - 1000) * INVALIDATED_PATH) for work in SIZES]
    lines = [f"| {name} | {' | '.join(values)} |" for name, values in rows.items()]
    return "\n".join([lines[0], "|---|" + "---|" * len(SIZES), *lines[1:]])


def _against(rate: float, limit: int) -> str:
    return f"{rate:,.0f}, {rate / limit:.0%} of a partition"


def _span(seconds: float) -> str:
    for size, name in ((86_400, "days"), (3_600, "hours"), (60, "minutes")):
        if seconds >= 2 * size:
            return f"{seconds / size:,.0f} {name}"
    return f"{seconds:,.0f} seconds"


def _dollars(amount: float) -> str:
    return f"${amount:,.2f}" if amount < 10 else f"${amount:,.0f}"  # noqa: PLR2004 - cents matter below


def written(page: str) -> str:
    """Return the page with the table as it is now, between `<!-- scale -->` and `<!-- end -->`."""
    return marked.replaced(page, "scale", table())


def main() -> None:
    """Print the table, or write it."""
    page = Path(__file__).parent / "scale.md"
    if sys.argv[1:] == ["write"]:
        page.write_text(written(page.read_text()))
        return
    print(f"{prices.PRICES_OF}, us-east-1\n\n{table()}")


if __name__ == "__main__":
    main()
