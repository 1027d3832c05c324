"""What a month costs: the arithmetic behind the tables of costs.md, which cost_page.py writes.

    python docs/cost.py                                       # ten million pictures, line by line
    python docs/cost.py pictures=3000000 bytes_each=80000     # a month of your own
    python docs/cost.py --help                                # all that can be said of it

The prices stand in prices.py; what can be said of a month is what `Traffic` has.
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from typing import Any

import prices
from prices import GB, MILLION

SECONDS_A_MONTH = 30 * 24 * 3600
FUNCTION_GB = 1769 / 1024
ALARMS = 5
"""Of `Monitoring=basic`; two more watch the queue where there are presets."""

METRICS = 3
"""Of each route."""

ACCESS_LOG_BYTES = 400
"""Of a line of `AccessLogs`, as a REST API writes it, with what CloudWatch counts besides."""

Tiers = tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class Traffic:
    """A month, as `MEANINGS` explains it. All but the first are guesses that decide the sum: measure your own."""

    pictures: int
    bytes_each: int = 50_000
    views: int = 50
    edge_hits: float = 0.90
    shield_hits: float = 0.50
    render_ms: float = 200
    kept_ms: float = 40
    cold_share: float = 0.01
    cold_ms: float = 600
    log_bytes: int = 1_400
    results_days: int = 30
    routes: int = 2
    architecture: str = "arm64"


USUAL = Traffic(10 * MILLION)
"""What is counted where nobody says otherwise."""

MEANINGS = {
    "pictures": "requests that arrive, after what browsers have kept",
    "bytes_each": "size of one picture",
    "views": "how often one rendition is asked for in a month, by all together, at least 1",
    "edge_hits": "the share of requests that CloudFront's edges have, 0 to 1",
    "shield_hits": "of the rest, the share that Origin Shield has, 0 to 1",
    "render_ms": "billed milliseconds of a request that renders",
    "kept_ms": "billed milliseconds of one that is answered out of the results bucket",
    "cold_share": "the share of requests that wait for a new instance, 0 to 1",
    "cold_ms": "milliseconds that its start adds to the bill",
    "log_bytes": "written by a request, with Lambda's own lines",
    "results_days": "for how long a rendered picture is kept",
    "routes": "how many are in use: each has three metrics",
    "architecture": "of the function: arm64 or x86_64",
}
"""What can be said of a month."""


@dataclass(frozen=True)
class Setup:
    """A way to deploy: which front, and whether rendered pictures are kept."""

    name: str
    cdn: bool
    kept: bool


SETUPS = (
    Setup("REST API, nothing kept", cdn=False, kept=False),
    Setup("REST API, results kept", cdn=False, kept=True),
    Setup("CloudFront, nothing kept", cdn=True, kept=False),
    Setup("CloudFront, results kept", cdn=True, kept=True),
)


@dataclass(frozen=True)
class Item:
    """A line of the bill, in dollars: at list price, and after what AWS gives every account for free, for ever."""

    name: str
    listed: float
    free: float = 0.0

    @property
    def billed(self) -> float:
        """What is left to pay."""
        return max(0.0, self.listed - self.free)


def bill(traffic: Traffic, setup: Setup) -> list[Item]:
    """Return the lines of a month's bill."""
    used = [*_front(traffic, setup), *_function(traffic, setup), *_storage(traffic, setup)]
    return [*used, *_watching(traffic, setup), *_signing()]


def reaching(traffic: Traffic, setup: Setup) -> float:
    """Return how many requests reach the function: never fewer than there are renditions."""
    if not setup.cdn:
        return traffic.pictures
    missed = traffic.pictures * (1 - traffic.edge_hits) * (1 - traffic.shield_hits)
    return max(missed, renditions(traffic))


def renditions(traffic: Traffic) -> float:
    """Return how many different renditions are asked for."""
    return traffic.pictures / traffic.views


def rendered(traffic: Traffic, setup: Setup) -> float:
    """Return how many requests are rendered: all that reach the function, or each rendition once."""
    return renditions(traffic) if setup.kept else reaching(traffic, setup)


def tiered(gigabytes: float, tiers: Tiers) -> float:
    """Return the price of data at rates that fall as it grows. tiers: size in GB, price of a GB in it."""
    total = 0.0
    for size, price in tiers:
        total += min(gigabytes, size) * price
        gigabytes = max(0.0, gigabytes - size)
    return total


def _front(traffic: Traffic, setup: Setup) -> Iterator[Item]:
    out = traffic.pictures * traffic.bytes_each / GB
    if not setup.cdn:
        yield Item("API Gateway, requests", traffic.pictures * prices.REST_REQUEST)
        yield _transferred(out, prices.AWS_OUT_GB, prices.AWS_FREE_OUT_GB)
        return
    free = min(traffic.pictures, prices.CDN_FREE_REQUESTS) * prices.CDN_REQUEST
    yield Item("CloudFront, requests", traffic.pictures * prices.CDN_REQUEST, free)
    free = min(traffic.pictures, prices.CDN_FREE_FUNCTIONS) * prices.CDN_FUNCTION
    yield Item("CloudFront Function", traffic.pictures * prices.CDN_FUNCTION, free)
    yield Item("Origin Shield", traffic.pictures * (1 - traffic.edge_hits) * prices.SHIELD_REQUEST)
    yield _transferred(out, prices.CDN_OUT_GB, prices.CDN_FREE_OUT_GB)


def _transferred(gigabytes: float, tiers: Tiers, free: float) -> Item:
    return Item("data to the internet", tiered(gigabytes, tiers), tiered(min(gigabytes, free), tiers))


def _function(traffic: Traffic, setup: Setup) -> Iterator[Item]:
    requests, renders = reaching(traffic, setup), rendered(traffic, setup)
    milliseconds = renders * traffic.render_ms + (requests - renders) * traffic.kept_ms
    milliseconds += requests * traffic.cold_share * traffic.cold_ms
    gb_seconds = milliseconds / 1000 * FUNCTION_GB
    price = prices.LAMBDA_GB_SECOND[traffic.architecture]
    free = min(requests, prices.LAMBDA_FREE_REQUESTS) * prices.LAMBDA_REQUEST
    yield Item("Lambda, requests", requests * prices.LAMBDA_REQUEST, free)
    yield Item("Lambda, computing", gb_seconds * price, min(gb_seconds, prices.LAMBDA_FREE_GB_SECONDS) * price)


def _storage(traffic: Traffic, setup: Setup) -> Iterator[Item]:
    requests, renders = reaching(traffic, setup), rendered(traffic, setup)
    if not setup.kept:
        yield Item("S3, requests", renders * prices.S3_GET)
        return
    reads = 2 * requests + renders  # HEAD of the source and GET of the result; GET of the source where there is none
    yield Item("S3, requests", reads * prices.S3_GET + renders * prices.S3_PUT)
    held = renders * traffic.bytes_each * traffic.results_days / 30 / GB
    yield Item("S3, results stored", held * prices.S3_GB_MONTH)


def _watching(traffic: Traffic, setup: Setup) -> Iterator[Item]:
    logged = reaching(traffic, setup) * traffic.log_bytes / GB
    metrics = METRICS * traffic.routes
    yield Item("CloudWatch, log", logged * prices.LOG_GB, min(logged, prices.LOG_FREE_GB) * prices.LOG_GB)
    free = min(ALARMS, prices.FREE_ALARMS) * prices.ALARM + min(metrics, prices.FREE_METRICS) * prices.METRIC
    yield Item("CloudWatch, alarms and metrics", ALARMS * prices.ALARM + metrics * prices.METRIC, free)


def _signing() -> Iterator[Item]:
    yield Item("Secrets Manager, the signing key", prices.SECRET)


def lines(traffic: Traffic, title: str) -> str:
    """Return the table of lines of a month: every setup, at list price."""
    bills = [{item.name: item.listed for item in bill(traffic, setup)} for setup in SETUPS]
    names = dict.fromkeys([*list(bills[0])[:1], *bills[-1]])  # the API's one line, then those of the longest bill
    rows = [[title, *(setup.name for setup in SETUPS)]]
    rows += [[name, *(dollars(each[name]) if name in each else "" for each in bills)] for name in names]
    return table([*rows, ["**together**", *(f"**{dollars(sum(each.values()))}**" for each in bills)]])


def traffic_of(words: list[str]) -> Traffic:
    """Return the month that words as `views=20` say; SystemExit, which tells what can be said, where they do not."""
    kinds = {field.name: type(getattr(USUAL, field.name)) for field in fields(Traffic)}
    said: dict[str, Any] = {}
    for word in words:
        name, _, text = word.partition("=")
        try:
            said[name] = kinds[name](text)
        except (KeyError, ValueError):
            sys.exit(f"{word}: what can be said is {', '.join(f'{each}=' for each in kinds)} with a number after each")
        if not _possible(name, said[name]):
            sys.exit(f"{word} cannot be: {name} is {MEANINGS[name]}")
    return replace(USUAL, **said)


def _possible(name: str, value: float | str) -> bool:
    if isinstance(value, str):
        return value in prices.LAMBDA_GB_SECOND
    return value >= (name == "views") and (value <= 1 or not name.endswith(("_hits", "_share")))


def told() -> str:
    """Return what can be said of a month: each word with what it means and what it is where nobody says it."""
    rows = (f"  {f'{name}={getattr(USUAL, name)}':22} {meaning}" for name, meaning in MEANINGS.items())
    return "\n".join(["What a month costs, of each way to deploy. What is not said is as here:", "", *rows])


def table(rows: list[list[str]]) -> str:
    """Return rows as a table, the first as its head."""
    head, *body = (f"| {' | '.join(row)} |" for row in rows)
    return "\n".join([head, "|" + "---|" * len(rows[0]), *body])


def dollars(amount: float) -> str:
    """Return a sum as text."""
    return f"${amount:,.2f}" if amount < 10 else f"${amount:,.0f}"  # noqa: PLR2004 - cents matter below


def main() -> None:
    """Print a month, or what can be said of one."""
    if {"-h", "--help"} & {*sys.argv[1:]}:
        print(told())
        return
    traffic = traffic_of(sys.argv[1:])
    print(lines(traffic, f"{traffic.pictures:,} pictures"))


if __name__ == "__main__":
    main()
