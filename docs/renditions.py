"""What strangers can have made of one picture: the table of security.md, counted from the settings that a stack has.

    python docs/renditions.py          # print it
    python docs/renditions.py write    # put it into security.md, between its markers

Prices are those of prices.py, the time of a render that of cost.py.
"""

import sys
from pathlib import Path

import marked
import prices
from cost import FUNCTION_GB, Traffic
from prices import MILLION

from handler.config.settings import QUALITIES, RATIOS, WIDTHS
from handler.web.access.width_ladder import FORMATS, Ladder, negotiated

PICTURES = 1_000
REQUESTS_PER_SECOND = 100
"""The default of the template's parameter, which bounds a REST API."""

DAY = 24 * 3600

LADDERS = {
    "the defaults": Ladder(WIDTHS, RATIOS, QUALITIES),
    "`Ratios` with `3:4,2:3` besides": Ladder(WIDTHS, (*RATIOS, "3:4", "2:3"), QUALITIES),
    "`Ratios=none`": Ladder(WIDTHS, (), QUALITIES),
    "`Ratios=none Qualities=none`": Ladder(WIDTHS, (), ()),
    "`Widths=320,640,1280 Ratios=none Qualities=75`": Ladder((320, 640, 1280), (), ("75",)),
}


def cost(renditions: int) -> float:
    """Return what it costs to render all of them once, each asked for through a REST API and kept in S3."""
    seconds = Traffic(pictures=renditions).render_ms / 1000
    computing = seconds * FUNCTION_GB * prices.LAMBDA_GB_SECOND["arm64"]
    return renditions * (computing + prices.LAMBDA_REQUEST + prices.REST_REQUEST + prices.S3_PUT)


def table() -> str:
    """Return a row for each of some settings."""
    rows = [
        "| settings | widths | sizes | renditions of a picture | $ a picture | $ for 1,000 | 1,000 at 100 a second |",
        "|---|---|---|---|---|---|---|",
    ]
    for name, ladder in LADDERS.items():
        count = ladder.renditions()
        days = count * PICTURES / REQUESTS_PER_SECOND / DAY
        sums = f"{cost(count):,.2f} | {cost(count * PICTURES):,.0f} | {days:,.1f} days"
        rows.append(f"| {name} | {len(ladder.widths)} | {len(ladder.forms) + 1:,} | {count:,} | {sums} |")
    million = f"${cost(MILLION):,.2f}"
    formats = f"{len(negotiated())} by Accept, {len(FORMATS)} by `fm`"
    return "\n".join([*rows, "", f"A million renditions: {million}. Formats: {formats}."])


def written(page: str) -> str:
    """Return the page with the table as it is now, between `<!-- renditions -->` and `<!-- end of renditions -->`."""
    return marked.replaced(page, "renditions", table(), end="end of renditions")


def main() -> None:
    """Print the table, or write it."""
    page = Path(__file__).parent / "security.md"
    if sys.argv[1:] == ["write"]:
        page.write_text(written(page.read_text()))
        return
    print(f"{prices.PRICES_OF}, us-east-1\n\n{table()}")


if __name__ == "__main__":
    main()
