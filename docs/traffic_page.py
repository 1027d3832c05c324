"""What so many requests a second take and cost: the tables and the plot of scale.md, made of traffic.py's numbers.

    python docs/traffic_page.py          # print the tables
    python docs/traffic_page.py write    # put them into scale.md, between its markers, and draw the plot

Sums are those of cost.py, told what the simulation counted. Put your own site into `SITE`.
"""

import sys
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from math import ceil
from pathlib import Path
from typing import NamedTuple

import cost
import marked
import prices
from scale import S3_GETS, S3_PUTS
from traffic import HOUR, REQUEST_MS, Counts, Site, at_once, counts
from traffic_plot import Panel, drawn

SITE = Site()
RATES = (10, 1_000, 100_000)
PLOTTED = (1, 10, 100, 1_000, 10_000, 100_000)
_, REST, PLAIN, KEPT = cost.SETUPS
KEPT_MS = cost.Traffic(0).kept_ms
RENDER_REQUESTS = 4
"""To S3, of one that is rendered: HEAD and GET of the original, GET and PUT of the result."""

CDN_REQUESTS, CDN_GIGABITS = 250_000, 150
"""A second, of one distribution, until AWS raises it."""

INSTANCES, FUNCTION_REQUESTS, REST_REQUESTS = 1_000, 10_000, 10_000
"""At once, and a second: of an account in one region, until AWS raises it. A new account may have 10 instances."""

CHANGES = {
    "as above": SITE,
    "a million originals": replace(SITE, originals=1_000_000),
    "`max-age` of an hour": replace(SITE, max_age=HOUR),
    "`OriginShield=off`": replace(SITE, shield=False),
    "popularity more even, exponent 0.6": replace(SITE, skew=0.6),
    "CloudFront forgets after an hour": replace(SITE, idle=HOUR),
}
PLOT = Path(__file__).parent / "pictures" / "scale.svg"
DOLLARS = (1, 10, 100, 1_000, 10_000, 100_000, 1_000_000)


class Need(NamedTuple):
    """What one rate takes. instances: at once, as a rule, in a minute that starts with nothing, behind a REST API."""

    rate: float
    seen: Counts
    instances: tuple[float, float, float]

    @property
    def edge(self) -> float:
        """The part of all requests that CloudFront's regional caches answer."""
        return self.seen.edge_hits / self.seen.requests

    @property
    def shield(self) -> float:
        """The part of the rest that Origin Shield answers."""
        return self.seen.shield_hits / (self.seen.requests - self.seen.edge_hits)

    @property
    def hits(self) -> float:
        """The part of all requests that never reaches the function."""
        return 1 - self.seen.asked / self.seen.requests

    def dollars(self, setup: cost.Setup) -> dict[str, float]:
        """Return the lines of a month's bill, at this rate day and night."""
        seen, rendered = self.seen, self.seen.rendered if setup.cdn else self.seen.direct
        traffic = cost.Traffic(
            pictures=round(self.rate * cost.SECONDS_A_MONTH),
            bytes_each=round(seen.sent / seen.requests),
            views=round(seen.requests / rendered),
            edge_hits=self.edge,
            shield_hits=self.shield,
            render_ms=render_ms(seen),
        )
        return {item.name: item.listed for item in cost.bill(traffic, setup)}


def render_ms(seen: Counts) -> float:
    """Return what a request that renders takes: computing, and waiting for S3."""
    return seen.computed_ms / seen.rendered + RENDER_REQUESTS * REQUEST_MS


@cache
def need(rate: float, site: Site = SITE) -> Need:
    """Return what a site takes at so many requests a second."""
    seen = counts(rate, site)
    render, kept = render_ms(seen) / 1000, KEPT_MS / 1000
    first = (seen.first_ms / seen.first / 1000 + RENDER_REQUESTS * REQUEST_MS / 1000) if seen.first else 0
    usual, direct = (
        at_once(all_, (made * render + (all_ - made) * kept) / all_)
        for all_, made in ((seen.asked, seen.rendered), (rate, seen.direct))
    )
    return Need(rate, seen, (usual, at_once(seen.first, first), direct))


def table() -> str:
    """Return what each rate takes."""
    rows: dict[str, Callable[[Need], str]] = {
        "requests a second": lambda each: f"{each.rate:,.0f}",
        "CloudFront's regional caches answer": lambda each: f"{each.edge:.1%}",
        "of the rest, Origin Shield answers": lambda each: f"{each.shield:.1%}",
        "**reach the function, a second**": lambda each: f"**{each.seen.asked:,.1f}**",
        "of these rendered, a second": lambda each: f"{each.seen.rendered:,.2f}",
        "**instances at once**": lambda each: f"**{ceil(each.instances[0])}**",
        "S3, originals, GET and HEAD a second": lambda each: _of(each.seen.asked + each.seen.rendered, S3_GETS),
        "S3, results, GET a second": lambda each: _of(each.seen.asked, S3_GETS),
        "S3, results, PUT a second": lambda each: _of(each.seen.rendered, S3_PUTS),
        "CloudFront's quota of requests": lambda each: f"{each.rate / CDN_REQUESTS:.1%}",
        "Gbit/s to visitors, CloudFront's quota": lambda each: _of(each.seen.sent * 8 / prices.GB, CDN_GIGABITS),
    }
    rows |= {"*first minute, everything empty:* rendered a second": lambda each: f"{each.seen.first:,.0f}"}
    rows |= {
        "instances at once": lambda each: _of(ceil(each.instances[1]), INSTANCES),
        "S3, originals, GET and HEAD": lambda each: _of(2 * each.seen.first, S3_GETS),
        "S3, results, PUT": lambda each: _of(each.seen.first, S3_PUTS),
        "*behind a REST API instead:* its quota of requests": lambda each: f"{each.rate / REST_REQUESTS:.0%}",
        "instances at once there": lambda each: _of(ceil(each.instances[2]), INSTANCES),
        "S3, originals, GET and HEAD there": lambda each: _of(each.rate + each.seen.direct, S3_GETS),
    }
    return _table([[name, *(value(need(rate)) for rate in RATES)] for name, value in rows.items()])


def money() -> str:
    """Return what a month of each rate costs, by list prices."""
    bills = [need(rate).dollars(KEPT) for rate in RATES]
    rows = [["a month at requests a second", *(f"{rate:,}" for rate in RATES)]]
    groups = {"data to the internet": ("data",), "CloudFront, Origin Shield": ("CloudFront", "Origin")}
    groups |= {"function, S3, log, metrics, key": ("Lambda", "S3", "CloudWatch", "Secrets")}
    for name, starts in groups.items():
        rows.append([name, *(_dollars(sum(v for k, v in bill.items() if k.startswith(starts))) for bill in bills)])
    sums = [sum(bill.values()) for bill in bills]
    rows.append(["**CloudFront, Origin Shield, results kept**", *(f"**{_dollars(each)}**" for each in sums)])
    others = [[sum(need(rate).dollars(setup).values()) for rate in RATES] for setup in (PLAIN, REST)]
    rows += [[setup.name, *map(_dollars, each)] for setup, each in zip((PLAIN, REST), others, strict=True)]
    return _table(rows)


def changes() -> str:
    """Return what another site would do to the numbers, at the rate in the middle."""
    rows = [[f"at {RATES[1]:,} requests a second", "caches answer", "reach the function", "rendered", "instances"]]
    for name, site in CHANGES.items():
        each = need(RATES[1], site)
        seen = each.seen
        at_most = f"{ceil(each.instances[0])}"
        rows.append([name, f"{each.hits:.1%}", f"{seen.asked:,.1f}", f"{seen.rendered:,.2f}", at_most])
    return _table(rows)


def plot() -> str:
    """Return the plot."""
    needs = [need(rate) for rate in PLOTTED]
    usual, emptied = ([ceil(each.instances[place]) for each in needs] for place in (0, 1))
    return drawn(
        PLOTTED,
        Panel("answered by caches, %", [100 * each.hits for each in needs], (0, 25, 50, 75, 100)),
        Panel("instances; dashed: all empty", usual, (1, 10, 100, 1_000, 10_000), emptied, by_tens=True),
        Panel("dollars a month", [sum(each.dollars(KEPT).values()) for each in needs], DOLLARS, by_tens=True),
    )


def _of(rate: float, limit: float) -> str:
    shown = f"{rate:,.0f}" if rate >= 10 or rate == int(rate) else f"{rate:,.1f}"  # noqa: PLR2004 - then one digit says little
    return f"{shown}, {rate / limit:.1%}" if rate < limit / 10 else f"{shown}, {rate / limit:.0%}"


def _dollars(amount: float) -> str:
    return f"${amount:,.2f}" if amount < 10 else f"${amount:,.0f}"  # noqa: PLR2004 - cents matter below


def _table(rows: list[list[str]]) -> str:
    lines = [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join([lines[0], "|" + "---|" * len(rows[0]), *lines[1:]])


TABLES = {"traffic": table, "money": money, "changes": changes}


def written(page: str) -> str:
    """Return the page with every table as it is now, between `<!-- name -->` and `<!-- end -->`."""
    for name, made in TABLES.items():
        page = marked.replaced(page, name, made())
    return page


def main() -> None:
    """Print the tables, or write them and draw the plot."""
    page = Path(__file__).parent / "scale.md"
    if sys.argv[1:] == ["write"]:
        page.write_text(written(page.read_text()))
        PLOT.write_text(plot())
        return
    for name, made in TABLES.items():
        print(f"\n{name}, {prices.PRICES_OF}\n\n{made()}")


if __name__ == "__main__":
    main()
