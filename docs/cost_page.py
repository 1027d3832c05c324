"""The tables of costs.md, between its marks.

python docs/cost_page.py          # print them
python docs/cost_page.py write    # put them into the page
"""

import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import marked
import prices
from cost import (
    ACCESS_LOG_BYTES,
    ALARMS,
    FUNCTION_GB,
    METRICS,
    SECONDS_A_MONTH,
    SETUPS,
    Traffic,
    bill,
    dollars,
    lines,
    table,
)
from prices import GB, MILLION

LEVERS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("nothing", {}),
    ("a picture has 33 kB, not 50, as with `q=60`", {"bytes_each": 33_000}),
    ("edges have 98 % of requests, as with `v=` in each address", {"edge_hits": 0.98}),
    ("a rendition is asked for 100 times, not 50, as with half as many widths", {"views": 100}),
    ("browsers keep so much that a fifth fewer requests arrive", {"pictures": 8_000_000}),
    ("`Architecture=x86_64`", {"architecture": "x86_64"}),
)
"""What an owner can change, and what of a month of ten million it changes."""


def totals() -> str:
    """Return the table of sums: every setup at three sizes."""
    sizes = (1, 10, 100)
    rows = [["pictures a month", *(f"{size} million" for size in sizes)]]
    for setup in SETUPS:
        bills = [bill(Traffic(size * MILLION), setup) for size in sizes]
        sums = [(sum(item.listed for item in items), sum(item.billed for item in items)) for items in bills]
        rows.append([setup.name, *(f"{dollars(listed)} ({dollars(billed)})" for listed, billed in sums)])
    return table(rows)


def items() -> str:
    """Return the table of lines: every setup at ten million pictures, at list price."""
    return lines(Traffic(10 * MILLION), "10 million pictures")


def assumptions() -> str:
    """Return the table of what the sums assume, and what a change of it does to them."""
    changes = {"bytes_each": 100_000, "views": 10, "edge_hits": 0.98, "render_ms": 400, "cold_share": 0.05}
    rows = [["assumption", "here", "if it were", "REST API, results kept", "CloudFront, results kept"]]
    traffic = Traffic(10 * MILLION)
    for name, value in changes.items():
        sums = _kept_sums(replace(traffic, **{name: value}))
        rows.append([f"`{name}`", f"{getattr(traffic, name):,}", f"{value:,}", *sums])
    return table(rows)


def levers() -> str:
    """Return the table of what an owner can change, and what ten million pictures cost then."""
    rows = [["change", "REST API, results kept", "CloudFront, results kept"]]
    rows += [[said, *_kept_sums(replace(Traffic(10 * MILLION), **changed))] for said, changed in LEVERS]
    return table(rows)


def _kept_sums(traffic: Traffic) -> list[str]:
    """Return what a month costs where results are kept: through the REST API, and behind CloudFront."""
    bills = (bill(traffic, setup) for setup in SETUPS if setup.kept)
    return [dollars(sum(item.listed for item in items)) for items in bills]


def resting() -> str:
    """Return the table of what costs while nobody asks."""
    snapshot = FUNCTION_GB * SECONDS_A_MONTH * prices.SNAPSTART_GB_SECOND
    restored = dollars(FUNCTION_GB * prices.SNAPSTART_RESTORED_GB * 1000)
    alarms, route = ALARMS * prices.ALARM, METRICS * prices.METRIC
    logged = dollars(ACCESS_LOG_BYTES * MILLION / GB * prices.LOG_GB)
    traces, screened = dollars(prices.TRACE * MILLION), dollars(prices.WAF_REQUEST * MILLION)
    rows = [
        ["", "a month", "note"],
        ["the function, either front, Origin Shield, empty buckets", "$0", ""],
        ["pictures and results stored", f"${prices.S3_GB_MONTH} a GB", "results go after `ResultsDays`"],
        ["`Monitoring=basic`", dollars(alarms), f"an account's first {prices.FREE_ALARMS} alarms are free"],
        ["`Monitoring=full`", dollars(alarms + prices.DASHBOARD), f"and {traces} a million traces"],
        ["metrics in the log lines", f"{dollars(route)} a route", "for the hours in which the route is used"],
        ["`AccessLogs=on`", "$0", f"a REST API: {logged} a million requests; CloudFront: what S3 holds of them"],
        ["`Signing=generated`", dollars(prices.SECRET), "`Signing=off`: nothing"],
        ["`Presets`: queue and worker", "$0", f"three alarms more, {dollars(3 * prices.ALARM)}"],
        ["`SnapStart=PublishedVersions`", dollars(snapshot), f"and {restored} for 1,000 new instances"],
        ["a web ACL with one rule", dollars(prices.WAF_ACL + prices.WAF_RULE), f"and {screened} a million requests"],
    ]
    return table(rows)


TABLES = {"totals": totals, "items": items, "levers": levers, "assumptions": assumptions, "resting": resting}


def written(page: str) -> str:
    """Return the page with every table as it is now, between `<!-- name -->` and `<!-- end -->`."""
    for name, made in TABLES.items():
        page = marked.replaced(page, name, made())
    return page


def main() -> None:
    """Print the tables, or write them."""
    page = Path(__file__).parent / "costs.md"
    if sys.argv[1:] == ["write"]:
        page.write_text(written(page.read_text()))
        return
    for name, made in TABLES.items():
        print(f"\n{name}, {prices.PRICES_OF}\n\n{made()}")


if __name__ == "__main__":
    main()
