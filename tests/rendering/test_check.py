"""Check: each limit has an edge, and is judged on the plan, before anything is decoded."""

from dataclasses import replace

import pytest

from handler.core.geometry import Size
from handler.core.limits import Limits
from handler.errors import TooLarge
from handler.rendering.check import check
from handler.rendering.plan import Plan

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


def test_what_is_decoded_as_a_whole_is_named_where_memory_ends() -> None:
    with pytest.raises(TooLarge, match="735 MB of memory, since an interlaced PNG is decoded as a whole; the limit"):
        check(replace(FITS, memory=735_000_000, whole="an interlaced PNG"), Limits())
    with pytest.raises(TooLarge, match="735 MB of memory; the limit"):
        check(replace(FITS, memory=735_000_000), Limits())


def test_an_intermediate_that_grows_is_judged_though_the_result_is_small() -> None:
    with pytest.raises(TooLarge, match="side"):
        check(replace(FITS, sizes=(Size(8200, 6400), Size(100, 100))), Limits())


def test_an_intermediate_no_larger_than_its_source_is_the_sources_affair() -> None:
    check(replace(FITS, source=Size(8000, 6000), sizes=(Size(8000, 6000), Size(300, 225))), Limits())


def test_a_result_is_no_larger_than_its_format_can_be() -> None:
    check(replace(FITS, format="jpg", sizes=(Size(16_383, 1),)), Limits(side=20_000))
    check(replace(FITS, format="webp", sizes=(Size(16_383, 1),)), Limits(side=20_000))
    with pytest.raises(TooLarge) as caught:
        check(replace(FITS, format="webp", sizes=(Size(16_384, 1),)), Limits(side=20_000))
    assert (caught.value.facts["limit"], caught.value.facts["max"]) == ("side", 16_383)


def test_past_the_work_the_answer_names_what_would_make_it_less() -> None:
    with pytest.raises(TooLarge, match="fm=webp takes less") as caught:
        check(replace(FITS, work=99.0, remedy=("fm", "fm=webp takes less")), Limits())
    assert caught.value.facts["parameter"] == "fm"
