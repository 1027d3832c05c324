"""Prices: what a rendered picture costs on Lambda, by list prices of AWS for us-east-1 in US dollars.

They are those of docs/prices.py, of which a test sees to it; docs/deploy.md has the bill of a whole month.
"""

from typing import NamedTuple

PRICES_OF = "June 2026"
ARCHITECTURE = "arm64"
LAMBDA_REQUEST = 0.20 / 1_000_000
LAMBDA_GB_SECOND = 0.0000133334
S3_GET = 0.0004 / 1_000

FUNCTION_MEGABYTES = 1769
"""Memory of the template's function, with which Lambda gives one whole core."""

MILLION = 1_000_000


class Price(NamedTuple):
    """Dollars for a million renditions, by what is paid for."""

    computing: float
    requests: float
    store: float

    @property
    def together(self) -> float:
        """All of it."""
        return sum(self)


def price_of_million(work: float, keys: int) -> Price:
    """Return what a million renditions cost. work: CPU seconds of each. keys: how many stored files it reads."""
    computing = work * FUNCTION_MEGABYTES / 1024 * LAMBDA_GB_SECOND
    return Price(computing * MILLION, LAMBDA_REQUEST * MILLION, keys * S3_GET * MILLION)
