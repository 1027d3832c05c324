"""The sums of docs/costs.md and docs/deploy.md: that they are those of docs/cost.py, and that its arithmetic holds."""

import importlib
import re
from collections.abc import Iterator
from dataclasses import fields
from typing import Any

import pytest

from tests.support.aws.template import ROOT, TEMPLATE, function_properties

DEPLOY = (ROOT / "docs" / "deploy.md").read_text()
COSTS = (ROOT / "docs" / "costs.md").read_text()
MILLION = 1_000_000


@pytest.fixture(scope="module")
def cost() -> Iterator[Any]:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(ROOT / "docs"))  # as when it is run as a script
        yield importlib.import_module("cost")


def line(cost: Any, name: str, traffic: Any, *, cdn: bool, kept: bool = True) -> Any:
    setup = cost.Setup("", cdn=cdn, kept=kept)
    (found,) = [item for item in cost.bill(traffic, setup) if item.name == name]
    return found


def total(cost: Any, traffic: Any, *, cdn: bool, kept: bool) -> float:
    return float(sum(item.listed for item in cost.bill(traffic, cost.Setup("", cdn=cdn, kept=kept))))


def test_the_tables_of_the_page_are_fresh(cost: Any) -> None:
    tables = importlib.import_module("cost_page")
    assert tables.written(COSTS) == COSTS, "run `python docs/cost_page.py write`"
    for name in tables.TABLES:
        assert f"<!-- {name} -->\n| " in COSTS
    assert f"us-east-1, {cost.prices.PRICES_OF}" in COSTS


def test_a_month_of_ones_own_is_told_in_words(cost: Any) -> None:
    (command,) = re.findall(r"^python docs/cost\.py (.*)$", COSTS, re.MULTILINE)
    traffic = cost.traffic_of(command.split())
    assert (traffic.pictures, traffic.bytes_each, traffic.views) == (3 * MILLION, 80_000, 20)
    assert "| 3,000,000 pictures | " in cost.lines(traffic, f"{traffic.pictures:,} pictures")
    for wrong in ("picture=3", "pictures=many", "pictures"):
        with pytest.raises(SystemExit, match="what can be said is pictures=, bytes_each="):
            cost.traffic_of([wrong])
    for wrong in ("views=0", "pictures=-1", "edge_hits=2", "architecture=arm"):
        name = wrong.partition("=")[0]
        with pytest.raises(SystemExit, match=f"^{wrong} cannot be: {name} is {cost.MEANINGS[name]}$"):
            cost.traffic_of([wrong])


def test_help_tells_of_each_word_what_it_means_and_its_default(cost: Any) -> None:
    assert list(cost.MEANINGS) == [field.name for field in fields(cost.Traffic)]
    shown = re.findall(r"^  (\w+=\S+) +\S", cost.told(), re.MULTILINE)
    assert len(shown) == len(cost.MEANINGS)
    assert cost.traffic_of(shown) == cost.USUAL


def test_the_prices_of_the_fronts_are_those_of_the_sums(cost: Any) -> None:
    prices = cost.prices
    edge = prices.CDN_REQUEST + prices.CDN_FUNCTION
    assert f"| a million requests | ${prices.REST_REQUEST * MILLION:.2f} | ${edge * MILLION:.2f}, " in DEPLOY
    assert f"and ${prices.SHIELD_REQUEST * MILLION:.2f} for a million that the edges do not have" in DEPLOY
    assert f"| a GB to viewers | ${prices.AWS_OUT_GB[0][1]} | ${prices.CDN_OUT_GB[0][1]}, the first " in DEPLOY


def test_an_instance_costs_what_the_page_says_at_most(cost: Any) -> None:
    hour = 3600 * cost.FUNCTION_GB * cost.prices.LAMBDA_GB_SECOND["arm64"]
    assert f"${hour:.2f} an hour" in DEPLOY
    assert f"`ReservedConcurrency=20` costs at most ${20 * hour:.1f}0 an hour" in DEPLOY


def test_the_function_is_as_large_as_the_template_makes_it(cost: Any) -> None:
    assert function_properties("Images")["MemorySize"] == cost.FUNCTION_GB * 1024
    alarms = [each for each in TEMPLATE["Resources"].values() if each["Type"] == "AWS::CloudWatch::Alarm"]
    assert len([each for each in alarms if each["Condition"] == "Watched"]) == cost.ALARMS


def test_computing_is_time_times_memory(cost: Any) -> None:
    traffic = cost.Traffic(MILLION, render_ms=200, cold_share=0, architecture="x86_64")
    found = line(cost, "Lambda, computing", traffic, cdn=False, kept=False)
    assert found.listed == pytest.approx(200_000 * 1.7275390625 * 0.0000166667)
    assert found.billed == 0  # 345,508 GB-seconds of the 400,000 that are free


def test_a_picture_asked_for_again_is_read_and_not_rendered(cost: Any) -> None:
    traffic = cost.Traffic(MILLION, views=100, cold_share=0, render_ms=1000, kept_ms=0)
    found = line(cost, "Lambda, computing", traffic, cdn=False)
    assert found.listed == pytest.approx(10_000 * 1.7275390625 * 0.0000133334)
    requests = line(cost, "S3, requests", traffic, cdn=False)
    assert requests.listed == pytest.approx((2 * MILLION + 10_000) * 0.0000004 + 10_000 * 0.000005)


def test_data_gets_cheaper_the_more_of_it(cost: Any) -> None:
    tiers = ((10, 2.0), (20, 1.0), (float("inf"), 0.5))
    assert [cost.tiered(size, tiers) for size in (0, 5, 10, 15, 30, 40)] == [0, 10, 20, 25, 40, 45]


def test_a_cdn_never_asks_for_less_than_there_is(cost: Any) -> None:
    traffic = cost.Traffic(MILLION, views=2, edge_hits=1)
    assert cost.reaching(traffic, cost.Setup("", cdn=True, kept=True)) == MILLION / 2


def test_what_is_free_is_never_more_than_what_is_listed(cost: Any) -> None:
    for setup in cost.SETUPS:
        for pictures in (1, 1000, MILLION, 100 * MILLION):
            for item in cost.bill(cost.Traffic(pictures), setup):
                assert 0 <= item.free <= item.listed + 1e-9


def test_ten_times_the_pictures_cost_at_most_ten_times(cost: Any) -> None:
    for setup in cost.SETUPS:
        sums = [sum(item.listed for item in cost.bill(cost.Traffic(n * MILLION), setup)) for n in (1, 10, 100)]
        assert sums[0] < sums[1] <= 10 * sums[0]
        assert sums[1] < sums[2] <= 10 * sums[1]


def test_what_the_page_concludes_follows(cost: Any) -> None:
    for pictures in (1, 10, 100):
        traffic = cost.Traffic(pictures * MILLION)
        assert 0.4 < total(cost, traffic, cdn=True, kept=True) / total(cost, traffic, cdn=False, kept=True) < 0.65
        assert total(cost, traffic, cdn=False, kept=True) < total(cost, traffic, cdn=False, kept=False)
    ten = cost.Traffic(10 * MILLION)
    assert total(cost, ten, cdn=True, kept=True) == pytest.approx(60, abs=1)  # as the README says
    for page in ((ROOT / "README.md").read_text(), DEPLOY, COSTS):
        assert re.search("[Aa]bout [$]60 (a month )?for 10 million pictures", page)
