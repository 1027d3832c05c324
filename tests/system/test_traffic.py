"""The simulation behind docs/scale.md: that the page has its numbers, and that they behave as traffic does."""

import importlib
from math import ceil
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks import ladder
from tests.support.aws.template import PARAMETERS, ROOT

PAGE = (ROOT / "docs" / "scale.md").read_text()
SMALL = {"originals": 300, "ranges": 8}
"""A site whose simulation takes milliseconds."""

RATES = st.floats(0.01, 10_000)


def loaded(name: str) -> Any:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(ROOT / "docs"))  # as when it is run as a script
        return importlib.import_module(name)


traffic = loaded("traffic")


@pytest.fixture(scope="module")
def page() -> Any:
    return loaded("traffic_page")


def site(**other: Any) -> Any:
    return traffic.Site(**{**SMALL, **other})


def seeded() -> Random:
    return Random(1)  # noqa: S311 - to be repeatable, not secret


def hits(rate: float, **other: Any) -> float:
    """Return the part of the requests that never reaches the function."""
    seen = traffic.counts(rate, site(**other))
    return float(1 - seen.asked / seen.requests)


def test_the_page_has_the_numbers_of_the_simulation(page: Any) -> None:
    assert page.written(PAGE) == PAGE, "run `python docs/traffic_page.py write`"
    assert page.PLOT.read_text() == page.plot(), "run `python docs/traffic_page.py write`"
    for name in page.TABLES:
        assert f"<!-- {name} -->\n| " in PAGE


def test_what_the_page_says_in_words_is_in_its_tables(page: Any) -> None:
    usual, emptied, direct = map(ceil, page.need(1_000).instances)
    most = page.need(100_000).seen
    assert f"As a rule {usual} are enough. {emptied} are needed" in PAGE
    assert f"40 ms: {direct} instances" in PAGE
    assert page.need(10).instances[1] < 10 < page.need(100_000).instances[1] / 10 < 500
    assert page.KEPT_MS == 40
    assert f"{round(most.first, -3):,.0f} results a\n  second" in PAGE
    assert f"{most.sent / most.requests / 1000:.0f} kB in the mean" in PAGE
    assert most.asked < 1_800_000 / traffic.DAY < 21
    assert traffic.Site().originals * len(traffic.WIDTHS) * len(traffic.FORMATS) == 1_800_000


def test_making_everything_once_more_costs_what_the_page_says(page: Any) -> None:
    prices, seen = page.prices, page.need(100_000).seen
    computing = page.render_ms(seen) / 1000 * page.cost.FUNCTION_GB * prices.LAMBDA_GB_SECOND["arm64"]
    each = computing + prices.LAMBDA_REQUEST + 3 * prices.S3_GET + prices.S3_PUT
    assert round(1_800_000 * each) == pytest.approx(20, abs=1)
    assert "costs about $20" in PAGE


def test_the_site_is_deployed_as_the_template_deploys_it() -> None:
    assert traffic.Site().kept == int(PARAMETERS["ResultsDays"]["Default"]) * traffic.DAY
    assert PARAMETERS["OriginShield"]["Default"] != "off"


def test_each_width_and_format_was_measured() -> None:
    assert tuple(traffic.WIDTHS) == ladder.WIDTHS
    for figures in (traffic.RENDER_MS, traffic.KILOBYTES):
        assert tuple(figures) == tuple(traffic.FORMATS) == ladder.FORMATS
        assert {len(each) for each in figures.values()} == {len(ladder.WIDTHS)}
    assert f"{traffic.RENDER_MS['jpg'][0]} ms (JPEG, 320 pixels) to {traffic.RENDER_MS['webp'][-1]} ms" in PAGE


def test_parts_are_parts_of_one() -> None:
    for parts in (traffic.WIDTHS.values(), traffic.FORMATS.values(), traffic.Site().regions):
        assert sum(parts) == pytest.approx(1)
    assert len(traffic.Site().regions) == 13


@given(RATES)
@settings(max_examples=20, deadline=None)
def test_every_request_is_answered_once(rate: float) -> None:
    seen = traffic.counts(rate, site())
    assert seen.edge_hits + seen.shield_hits + seen.asked == pytest.approx(seen.requests)
    assert 0 <= seen.rendered <= seen.asked
    assert seen.rendered <= seen.direct * 1.5  # as many as without a cache, but for chance
    assert 0 < seen.first <= rate


@given(RATES)
@settings(max_examples=20, deadline=None)
def test_the_kinds_of_a_site_get_its_requests(rate: float) -> None:
    kinds = list(traffic.kinds(rate, site()))
    assert sum(kind.number * kind.rate for kind in kinds) == pytest.approx(rate)
    assert sum(kind.number for kind in kinds) == SMALL["originals"] * 18


def test_the_counted_requests_are_those_that_were_to_come() -> None:
    assert traffic.counts(10, site()).requests == pytest.approx(10, rel=0.1)


def test_the_same_seed_gives_the_same_numbers_and_another_nearly_the_same() -> None:
    assert traffic.counts(10, site()) == traffic.counts(10, site())
    assert traffic.counts(10, site(seed=2)) != traffic.counts(10, site())
    assert hits(10, seed=2) == pytest.approx(hits(10), abs=0.02)


def test_more_visitors_are_answered_by_caches_more_often() -> None:
    parts = [hits(rate) for rate in (0.1, 1, 10, 100)]
    assert parts == sorted(parts)
    assert parts[-1] > 0.99


def test_each_cache_more_and_each_hour_longer_answers_more() -> None:
    assert hits(1, shield=False) < hits(1)
    assert hits(1, max_age=traffic.HOUR) < hits(1)
    assert hits(1, idle=traffic.HOUR) < hits(1)


def test_a_rendition_reaches_the_function_once_a_day_at_most() -> None:
    seen = traffic.counts(10_000, site())
    assert seen.asked <= SMALL["originals"] * 18 / traffic.DAY * 1.01


def test_nobody_asks_and_only_what_is_stored_costs(page: Any) -> None:
    assert traffic.counts(0, site()) == traffic.Counts()
    resting = {item.name: item.listed for item in page.cost.bill(page.cost.Traffic(0), page.KEPT)}
    assert {name for name, dollars in resting.items() if dollars} == {
        "CloudWatch, alarms and metrics",
        "Secrets Manager, the signing key",
    }


def test_a_cache_forgets_by_age_and_by_idleness() -> None:
    place = site(max_age=100, idle=30)
    assert list(traffic.shielded([0, 20, 40, 60, 80, 99, 101], place)) == [0, 101]
    assert list(traffic.shielded([0, 31, 50], place)) == [0, 31]


def test_busy_and_quiet_streams_are_simulated_alike() -> None:
    """Above BUSY the hits are drawn at once, below it one by one."""
    place = site(max_age=1000, idle=100, warm=0, counted=1_000_000)
    for rate in (0.159, 0.161):
        asks = list(traffic.regional(rate, place, seeded()))
        assert len(asks) == pytest.approx(1_000_000 / (1000 + 1 / rate), rel=0.01)
        assert sum(ask.hits for ask in asks) == pytest.approx(1_000_000 * rate - len(asks), rel=0.01)


@pytest.mark.parametrize("mean", [0, 0.5, 20, 40])
def test_poisson_numbers_have_their_mean_and_variance(mean: float) -> None:
    rng = seeded()
    drawn = [traffic.poisson(mean, rng) for _ in range(4000)]
    middle = sum(drawn) / len(drawn)
    assert middle == pytest.approx(mean, rel=0.05)
    assert sum((each - middle) ** 2 for each in drawn) / len(drawn) == pytest.approx(mean, rel=0.1)


def test_instances_are_rate_times_time_and_some_for_chance() -> None:
    assert traffic.at_once(0, 1) == 0
    assert traffic.at_once(10_000, 1) == pytest.approx(10_309)


def test_numbers_of_the_plot_are_short() -> None:
    plot = loaded("traffic_plot")
    assert [plot.short(each) for each in (0, 3.14159, 999.6, 1_000, 10_737, 723_276, 2_168_080)] == [
        "0",
        "3.14",
        "1000",
        "1k",
        "10.7k",
        "723k",
        "2.17M",
    ]
