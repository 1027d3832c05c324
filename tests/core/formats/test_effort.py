"""How hard a writer tries: a pure function of the format and the number of pixels."""

import pytest

from handler.core.formats.catalogue import WRITTEN
from handler.core.formats.effort import FRACTION, LEAST_LOOKED, LEAST_TRIED, MOST_LOOKED, looked, pace, tried
from handler.core.formats.row import FormatName


@pytest.mark.parametrize("name", WRITTEN)
def test_the_quicker_the_pace_the_less_work_and_never_for_less(name: FormatName) -> None:
    steps = WRITTEN[name].paces
    assert [each.most for each in steps] == sorted({each.most for each in steps})
    assert [each.share for each in steps] == sorted({each.share for each in steps}, reverse=True)
    assert [each.fine for each in steps] == sorted({each.fine for each in steps}, reverse=True)
    assert (steps[0].share, steps[0].fine, steps[-1].most) == (1, 1, float("inf"))


def test_a_pace_goes_up_to_its_last_pixel() -> None:
    several = {name: row.paces for name, row in WRITTEN.items() if len(row.paces) > 1}
    assert several
    for name, steps in several.items():
        assert pace(name, int(steps[0].most)) == steps[0] != pace(name, int(steps[0].most) + 1)
    assert pace("jpg", 1) == pace("jpg", 10**9)


def test_of_a_picture_a_part_is_looked_at_but_neither_too_little_nor_too_much() -> None:
    assert [looked(pixels) for pixels in (0, 1, LEAST_LOOKED)] == [0, 1, LEAST_LOOKED]
    assert looked(FRACTION * LEAST_LOOKED + FRACTION) == LEAST_LOOKED + 1
    assert looked(10**9) == MOST_LOOKED
    assert [tried(sample) for sample in (0, 1, LEAST_TRIED)] == [0, 1, LEAST_TRIED]
    assert tried(MOST_LOOKED) == MOST_LOOKED // FRACTION
    assert all(tried(looked(pixels)) <= looked(pixels) <= pixels for pixels in range(0, 400_000, 997))
