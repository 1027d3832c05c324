"""A site's visitors, simulated: what reaches the function through CloudFront's caches, at so many requests a second.

Nothing is asked of AWS. Visitors arrive at random (a Poisson process), originals are popular by Zipf's law, and each
rendition is a stream of its own that passes three layers:

1. A regional cache of CloudFront. It keeps an answer for `max_age`, or until nobody has asked for it for `idle`.
2. Origin Shield, one more cache of the same rules, which hears what the regional caches miss.
3. The function. It renders a rendition once and keeps it in the results bucket for `kept`; later it only reads it.

A cache is simulated from miss to miss, so a million requests that it answers take no more time than one. Originals of
nearly the same rank are alike: one stands for all. The same seed gives the same numbers. docs/traffic_page.py makes the
tables and the plot of scale.md of them.
"""

from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from math import exp, expm1, sqrt
from random import Random
from typing import NamedTuple

HOUR, DAY = 3_600, 24 * 3_600
REQUEST_MS = 20
"""Of waiting for each request to S3, as in scale.py. The measured times below have none."""

WIDTHS = {320: 0.25, 480: 0.15, 640: 0.20, 960: 0.20, 1280: 0.12, 1920: 0.08}
FORMATS = {"avif": 0.93, "webp": 0.04, "jpg": 0.03}
"""How large a part of the requests asks for each: what phones and screens need, and what browsers of 2026 accept."""

RENDER_MS = {
    "avif": (43, 60, 108, 141, 292, 306),
    "webp": (33, 41, 78, 111, 247, 365),
    "jpg": (27, 29, 58, 63, 167, 197),
}
KILOBYTES = {"avif": (10, 17, 26, 47, 76, 155), "webp": (10, 18, 26, 49, 77, 153), "jpg": (13, 23, 36, 69, 113, 235)}
"""By width, of a JPEG of 12 megapixels: CPU on one core of x86_64, and size; measured by benchmarks/ladder.py."""

BUSY = 16.0
"""So many requests in the time `idle`, and a cache drops the answer for its age alone; odds of a longer gap: e^-16."""

EXACT = 30.0
"""Up to this mean a Poisson number is counted out; above it the normal distribution is as good."""


@dataclass(frozen=True)
class Site:
    """What is asked for, and what keeps it.

    originals: how many there are. skew: exponent of Zipf's law; 0.8 is common for pictures of the web. regions: parts
    of the requests that CloudFront's 13 regional caches get. max_age: Tintype's default Cache-Control. idle: CloudFront
    drops what nobody asks for, and does not say how soon: a guess. kept: the template's ResultsDays. ranges: of ranks
    that are alike. warm, counted: seconds simulated before it is counted, and meanwhile.
    """

    originals: int = 100_000
    skew: float = 0.8
    regions: tuple[float, ...] = (0.2, 0.15, 0.12, 0.1, 0.1, 0.08, 0.07, 0.05, 0.04, 0.03, 0.03, 0.02, 0.01)
    max_age: float = DAY
    idle: float = 12 * HOUR
    shield: bool = True
    kept: float = 30 * DAY
    ranges: int = 60
    warm: float = DAY
    counted: float = 2 * DAY
    seed: int = 1

    @property
    def end(self) -> float:
        """When it is over, in seconds."""
        return self.warm + self.counted


class Kind(NamedTuple):
    """Renditions alike: in one range of ranks, of one width and format. Each gets `rate` requests a second."""

    number: int
    rate: float
    render_ms: float
    size: float


class Ask(NamedTuple):
    """A cache asks for what it does not have. hits: requests in the counted time that it then answers by itself."""

    time: float
    hits: int


@dataclass(frozen=True)
class Counts:
    """What a simulation counted, each by the second.

    requests: of visitors. edge_hits, shield_hits: those that a layer answered. asked: those that the function answers.
    rendered: those among them that it has to render, and computed_ms what these compute. direct: what it would have to
    render with no cache before it. first, first_ms: rendered in the first minute after everything was emptied, results
    too. sent: bytes to visitors.
    """

    requests: float = 0
    edge_hits: float = 0
    shield_hits: float = 0
    asked: float = 0
    rendered: float = 0
    computed_ms: float = 0
    direct: float = 0
    first: float = 0
    first_ms: float = 0
    sent: float = 0

    def __add__(self, other: "Counts") -> "Counts":
        """Return the sum of both, each by each."""
        mine, theirs = vars(self), vars(other)
        return Counts(**{name: mine[name] + theirs[name] for name in mine})

    def times(self, count: float) -> "Counts":
        """Return so many of it."""
        return Counts(**{name: count * each for name, each in vars(self).items()})


def counts(rate: float, site: Site) -> Counts:
    """Return what a site sees at so many requests a second."""
    rng = Random(f"{site.seed} {rate}")  # noqa: S311 - to be repeatable, not secret
    total = Counts()
    for kind in kinds(rate, site) if rate else ():
        total += seen(kind, site, rng).times(kind.number)
    return total


def kinds(rate: float, site: Site) -> Iterator[Kind]:
    """Return everything there is to ask for, in kinds whose rates add up to that of the site."""
    weights = [rank**-site.skew for rank in range(1, site.originals + 1)]
    sums = [0.0, *accumulate(weights)]
    for first, last in ranges(site):
        share = (sums[last] - sums[first]) / (last - first) / sums[-1]  # the mean: the rates add up whatever is drawn
        for place, (_, of_width) in enumerate(WIDTHS.items()):
            for name, of_format in FORMATS.items():
                each = rate * share * of_width * of_format
                yield Kind(last - first, each, RENDER_MS[name][place], 1000 * KILOBYTES[name][place])


def ranges(site: Site) -> list[tuple[int, int]]:
    """Return ranges of ranks, from and to, each wider than the one before by the same factor."""
    marks = {round(site.originals ** (step / site.ranges)) for step in range(site.ranges + 1)}
    return list(pairwise([0, *sorted(marks)]))


def seen(kind: Kind, site: Site, rng: Random) -> Counts:
    """Return what comes of one rendition."""
    asks = sorted(ask for part in site.regions for ask in regional(kind.rate * part, site, rng))
    times = [ask.time for ask in asks]
    asked = list(shielded(times, site)) if site.shield else times
    missed, reached = (len(each) - bisect(each, site.warm) for each in (times, asked))
    hits = sum(ask.hits for ask in asks)
    second, minute = 1 / site.counted, begun(kind.rate, site)
    rendered = anew(second * reached, site)
    return Counts(
        requests=second * (hits + missed),
        edge_hits=second * hits,
        shield_hits=second * (missed - reached),
        asked=second * reached,
        rendered=rendered,
        computed_ms=rendered * kind.render_ms,
        direct=anew(kind.rate, site),
        first=minute,
        first_ms=minute * kind.render_ms,
        sent=second * (hits + missed) * kind.size,
    )


def anew(rate: float, site: Site) -> float:
    """Return how often a rendition is rendered that is asked for at this rate: once, and again when it has expired."""
    return rate / (1 + rate * site.kept)


def begun(rate: float, site: Site) -> float:
    """Return how often a rendition reaches the function in the first minute of empty caches, by the second; exactly."""
    return sum(-expm1(-60 * rate * part) for part in ((1.0,) if site.shield else site.regions)) / 60


def regional(rate: float, site: Site, rng: Random) -> Iterator[Ask]:
    """Return when one regional cache has to ask, if it gets so many requests a second for one rendition."""
    now, end = rng.expovariate(rate), site.end
    while now < end:
        if rate * site.idle > BUSY:
            gone = now + site.max_age
            yield Ask(now, poisson(rate * max(0.0, min(gone, end) - max(now, site.warm)), rng))
            now = gone + rng.expovariate(rate)
        else:
            hits, following = 0, now + (gap := rng.expovariate(rate))
            while gap <= site.idle and following < now + site.max_age:
                hits += site.warm <= following < end
                following += (gap := rng.expovariate(rate))
            yield Ask(now, hits)
            now = following


def shielded(times: Sequence[float], site: Site) -> Iterator[float]:
    """Return which of these requests Origin Shield cannot answer."""
    made = last = float("-inf")
    for time in times:
        if time >= made + site.max_age or time > last + site.idle:
            made = time
            yield time
        last = time


def poisson(mean: float, rng: Random) -> int:
    """Return how many of a random process come, where so many do in the mean."""
    if mean > EXACT:
        return max(0, round(rng.gauss(mean, sqrt(mean))))
    count, left = 0, rng.random()
    while left > exp(-mean):
        left *= rng.random()
        count += 1
    return count


def at_once(rate: float, seconds: float) -> float:
    """Return how many requests run at once, 99.9 % of the time, where so many a second come and take so long."""
    mean = rate * seconds  # Little's law; arrivals at random make it a Poisson number
    return mean + 3.09 * sqrt(mean)
