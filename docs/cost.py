"""What a month costs: the arithmetic behind the tables of deploy.md.

    python docs/cost.py          # print them
    python docs/cost.py write    # put them into deploy.md, between its markers

The prices stand in prices.py. Put your own traffic into `Traffic`.
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import marked
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
    """A month. All but the first are guesses that decide the sum: measure your own.

    pictures: requests that arrive, after what browsers have kept. bytes_each: of one picture. views: how often one
    rendition is asked for in a month, by all together. edge_hits: the share that CloudFront's edges have; shield_hits:
    of the rest, the share that Origin Shield has. render_ms: billed milliseconds of a request that renders; kept_ms:
    of one answered out of the results bucket. cold_share, cold_ms: requests that wait for a new instance, and what
    its start adds to the bill. log_bytes: written by a request, with Lambda's own lines. routes: those in use, each of
    which has three metrics.
    """

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


def totals() -> str:
    """Return the table of sums: every setup at three sizes."""
    sizes = (1, 10, 100)
    rows = [["pictures a month", *(f"{size} million" for size in sizes)]]
    for setup in SETUPS:
        bills = [bill(Traffic(size * MILLION), setup) for size in sizes]
        sums = [(sum(item.listed for item in items), sum(item.billed for item in items)) for items in bills]
        rows.append([setup.name, *(f"{_dollars(listed)} ({_dollars(billed)})" for listed, billed in sums)])
    return _table(rows)


def items() -> str:
    """Return the table of lines: every setup at ten million pictures, at list price."""
    bills = [{item.name: item.listed for item in bill(Traffic(10 * MILLION), setup)} for setup in SETUPS]
    names = dict.fromkeys([*list(bills[0])[:1], *bills[-1]])  # the API's one line, then those of the longest bill
    rows = [["10 million pictures", *(setup.name for setup in SETUPS)]]
    rows += [[name, *(_dollars(each[name]) if name in each else "" for each in bills)] for name in names]
    return _table([*rows, ["**together**", *(f"**{_dollars(sum(each.values()))}**" for each in bills)]])


def assumptions() -> str:
    """Return the table of what the sums assume, and what a change of it does to them."""
    changes = {"bytes_each": 100_000, "views": 10, "edge_hits": 0.98, "render_ms": 400, "cold_share": 0.05}
    rows = [["assumption", "here", "if it were", "REST API, results kept", "CloudFront, results kept"]]
    traffic = Traffic(10 * MILLION)
    for name, value in changes.items():
        changed: dict[str, Any] = {name: value}
        bills = (bill(replace(traffic, **changed), SETUPS[place]) for place in (1, 3))
        sums = (_dollars(sum(item.listed for item in items)) for items in bills)
        rows.append([f"`{name}`", f"{getattr(traffic, name):,}", f"{value:,}", *sums])
    return _table(rows)


def resting() -> str:
    """Return the table of what costs while nobody asks."""
    snapshot = FUNCTION_GB * SECONDS_A_MONTH * prices.SNAPSTART_GB_SECOND
    restored = _dollars(FUNCTION_GB * prices.SNAPSTART_RESTORED_GB * 1000)
    alarms, route = ALARMS * prices.ALARM, METRICS * prices.METRIC
    logged = _dollars(ACCESS_LOG_BYTES * MILLION / GB * prices.LOG_GB)
    traces, screened = _dollars(prices.TRACE * MILLION), _dollars(prices.WAF_REQUEST * MILLION)
    rows = [
        ["", "a month", "note"],
        ["the function, either front, Origin Shield, empty buckets", "$0", ""],
        ["pictures and results stored", f"${prices.S3_GB_MONTH} a GB", "results go after `ResultsDays`"],
        ["`Monitoring=basic`", _dollars(alarms), f"an account's first {prices.FREE_ALARMS} alarms are free"],
        ["`Monitoring=full`", _dollars(alarms + prices.DASHBOARD), f"and {traces} a million traces"],
        ["metrics in the log lines", f"{_dollars(route)} a route", "for the hours in which the route is used"],
        ["`AccessLogs=on`", "$0", f"a REST API: {logged} a million requests; CloudFront: what S3 holds of them"],
        ["`Signing=generated`", _dollars(prices.SECRET), "`Signing=off`: nothing"],
        ["`Presets`: queue and worker", "$0", f"three alarms more, {_dollars(3 * prices.ALARM)}"],
        ["`SnapStart=PublishedVersions`", _dollars(snapshot), f"and {restored} for 1,000 new instances"],
        ["a web ACL with one rule", _dollars(prices.WAF_ACL + prices.WAF_RULE), f"and {screened} a million requests"],
    ]
    return _table(rows)


def _table(rows: list[list[str]]) -> str:
    head, *body = (f"| {' | '.join(row)} |" for row in rows)
    return "\n".join([head, "|" + "---|" * len(rows[0]), *body])


def _dollars(amount: float) -> str:
    return f"${amount:,.2f}" if amount < 10 else f"${amount:,.0f}"  # noqa: PLR2004 - cents matter below


TABLES = {"totals": totals, "items": items, "assumptions": assumptions, "resting": resting}


def written(page: str) -> str:
    """Return the page with every table as it is now, between `<!-- name -->` and `<!-- end -->`."""
    for name, table in TABLES.items():
        page = marked.replaced(page, name, table())
    return page


def main() -> None:
    """Print the tables, or write them."""
    page = Path(__file__).parent / "deploy.md"
    if sys.argv[1:] == ["write"]:
        page.write_text(written(page.read_text()))
        return
    for name, table in TABLES.items():
        print(f"\n{name}, {prices.PRICES_OF}\n\n{table()}")


if __name__ == "__main__":
    main()
