"""Limits: each has a name, a number and an edge; judged before anything is decoded."""

from dataclasses import replace

import pytest

from handler.config.settings import Settings
from handler.core.geometry import Size
from handler.core.limits import Limits
from handler.errors import TooLarge
from handler.rendering.check import check
from handler.rendering.plan import Plan
from tests.support.aws.template import ROOT, TEMPLATE

FITS = Plan(
    source=Size(1000, 800),
    sizes=(Size(300, 240),),
    needed=Size(600, 480),
    format="webp",
    frames=1,
    alpha=False,
    memory=10_000_000,
    work=0.1,
)


@pytest.mark.parametrize(
    ("limit", "at_edge", "past"),
    [
        ("source-side", {"source": Size(32_768, 1)}, {"source": Size(1, 32_769)}),
        ("frames", {"frames": 500, "sizes": (Size(9, 9),)}, {"frames": 501, "sizes": (Size(9, 9),)}),
        ("side", {"sizes": (Size(8192, 1),)}, {"sizes": (Size(8193, 1),)}),
        ("area", {"sizes": (Size(8192, 8192),)}, {"sizes": (Size(8192, 8192),), "frames": 2}),
        ("memory", {"memory": 734_000_000}, {"memory": 734_000_001}),
        ("work", {"work": 4.3}, {"work": 4.31}),
    ],
)
def test_each_limit_has_an_edge(limit: str, at_edge: dict[str, object], past: dict[str, object]) -> None:
    check(replace(FITS, **at_edge), Limits())  # type: ignore[arg-type]
    with pytest.raises(TooLarge) as caught:
        check(replace(FITS, **past), Limits())  # type: ignore[arg-type]
    facts = caught.value.facts
    assert facts["limit"] == limit
    assert float(facts["actual"]) > float(facts["max"])
    assert f"{limit} is" in caught.value.detail


def test_bytes_are_judged_before_anything_is_read() -> None:
    Limits().check_bytes(30_000_000)
    with pytest.raises(TooLarge, match="bytes"):
        Limits().check_bytes(30_000_001)


def test_an_intermediate_that_grows_is_judged_though_the_result_is_small() -> None:
    with pytest.raises(TooLarge, match="side"):
        check(replace(FITS, sizes=(Size(8200, 6400), Size(100, 100))), Limits())


def test_an_intermediate_no_larger_than_its_source_is_the_sources_affair() -> None:
    check(replace(FITS, source=Size(8000, 6000), sizes=(Size(8000, 6000), Size(300, 225))), Limits())


def test_limits_are_read_from_one_text() -> None:
    limits = Limits.read("side=8000, work=0.5,source-side=100")
    assert (limits.side, limits.work, limits.source_side) == (8000, 0.5, 100)
    assert limits.area == Limits().area


@pytest.mark.parametrize(
    "text", ["size=1", "side=0", "side=-1", "side=x", "side", "side=1,side=2", "work=inf,side=1.5"]
)
def test_a_wrong_limit_is_named(text: str) -> None:
    with pytest.raises(ValueError, match=r"size|side|limit"):
        Limits.read(text)


def test_the_defaults_are_what_the_function_of_the_template_carries_everywhere() -> None:
    """Two of them take part in the choice of a format, and so in the addresses of results."""
    defaults = Limits()
    for name in ("Images", "Worker"):
        megabytes = TEMPLATE["Resources"][name]["Properties"]["MemorySize"]
        assert Settings.read({"AWS_LAMBDA_FUNCTION_MEMORY_SIZE": str(megabytes)}).limits == defaults
    page = (ROOT / "docs" / "deploy.md").read_text()
    for limit, unit in (("memory", " MB"), ("side", ""), ("area", ""), ("work", " s")):
        value = getattr(defaults, limit)
        shown = f"{value:,}" if limit == "area" else f"{value:g}"
        assert f"| `{limit}` | {shown}{unit} |" in page
