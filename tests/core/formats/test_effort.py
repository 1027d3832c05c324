"""How hard a writer tries: a pure function of the format and the number of pixels."""

import pytest

from handler.core.formats.catalogue import WRITTEN
from handler.core.formats.effort import FRACTION, LEAST_LOOKED, LEAST_TRIED, MOST_LOOKED, looked, pace, tried
from handler.core.formats.measures import Effort
from handler.core.formats.row import FormatName

EFFORTS: list[Effort] = ["fast", "balanced", "small"]


@pytest.mark.parametrize("effort", EFFORTS)
@pytest.mark.parametrize("name", WRITTEN)
def test_the_quicker_the_pace_the_less_work_and_never_for_less(name: FormatName, effort: Effort) -> None:
    steps = WRITTEN[name].paces.of(effort)
    assert [each.most for each in steps] == sorted({each.most for each in steps})
    assert [each.share for each in steps] == sorted({each.share for each in steps}, reverse=True)
    assert [each.fine for each in steps] == sorted({each.fine for each in steps}, reverse=True)
    assert steps[-1].most == float("inf")


@pytest.mark.parametrize("name", WRITTEN)
def test_the_usual_pace_is_the_measure_of_all_others(name: FormatName) -> None:
    usual = WRITTEN[name].paces.balanced[0]
    assert (usual.share, usual.fine) == (1, 1)


@pytest.mark.parametrize("name", WRITTEN)
def test_more_effort_never_takes_less_time_and_no_effort_refuses_what_another_takes(name: FormatName) -> None:
    for pixels in (1, 10**5, 10**6, 3 * 10**6, 5 * 10**6, 2 * 10**7, 10**9):
        fast, balanced, small = (pace(name, pixels, effort) for effort in EFFORTS)
        assert fast.share <= balanced.share <= small.share
        assert fast.fine <= balanced.fine <= small.fine
    assert len({WRITTEN[name].paces.of(effort)[-1] for effort in ("balanced", "small")}) == 1


def test_a_pace_goes_up_to_its_last_pixel() -> None:
    several = [
        (name, effort, steps)
        for name, row in WRITTEN.items()
        for effort in EFFORTS
        if len(steps := row.paces.of(effort)) > 1
    ]
    assert {effort for _, effort, _ in several} == {*EFFORTS}
    for name, effort, steps in several:
        assert pace(name, int(steps[0].most), effort) == steps[0] != pace(name, int(steps[0].most) + 1, effort)
    assert pace("gif", 1, "small") == pace("gif", 10**9, "fast")


def test_of_a_picture_a_part_is_looked_at_but_neither_too_little_nor_too_much() -> None:
    assert [looked(pixels) for pixels in (0, 1, LEAST_LOOKED)] == [0, 1, LEAST_LOOKED]
    assert looked(FRACTION * LEAST_LOOKED + FRACTION) == LEAST_LOOKED + 1
    assert looked(10**9) == MOST_LOOKED
    assert [tried(sample) for sample in (0, 1, LEAST_TRIED)] == [0, 1, LEAST_TRIED]
    assert tried(MOST_LOOKED) == MOST_LOOKED // FRACTION
    assert all(tried(looked(pixels)) <= looked(pixels) <= pixels for pixels in range(0, 400_000, 997))
