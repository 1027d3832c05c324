"""The quality at which a rival's pictures look as ours do is found in few tries."""

import pytest

from benchmarks.rivals.matching import NEAR, TRIES, matched


def curve(quality: float) -> float:
    """Return a score that rises as those of JPEG do: steeply below, flat above."""
    return 100 - 90 * float((1 - quality / 101) ** 0.6)


@pytest.mark.parametrize("target", [30, 50, 70, 80, 90])
@pytest.mark.parametrize("guess", [None, 20, 95])
def test_a_score_is_met_in_few_tries(target: float, guess: int | None) -> None:
    tried: list[int] = []

    def scored(quality: int) -> float:
        tried.append(quality)
        return curve(quality)

    found = matched(scored, target, guess)
    assert abs(found.score - target) <= NEAR
    assert len(tried) <= TRIES


def test_a_guess_that_is_near_is_kept() -> None:
    assert matched(curve, curve(80) + NEAR / 2.1, 80) == (80, curve(80))


@pytest.mark.parametrize(("target", "quality"), [(150, 100), (-200, 1)])
def test_what_cannot_be_met_is_come_nearest_to(target: float, quality: int) -> None:
    assert matched(curve, target).quality == quality
