"""The tables of auto quality: whole, and such that a better score is a higher quality."""

from itertools import pairwise, product

import pytest

from handler.codecs._auto_quality_tables import CURVES, QUALITIES, WEIGHTS
from handler.codecs._auto_quality_terms import SCALES
from handler.core.formats.catalogue import KINDS
from handler.core.formats.quality_target import FINEST, LEAST, TARGETED, TARGETS

FAMILIES = {row.name for row in KINDS if row.name in TARGETED}


def test_each_format_with_a_quality_has_a_curve_and_each_target_its_factors() -> None:
    assert set(CURVES) == FAMILIES
    assert set(WEIGHTS) == set(product(FAMILIES, TARGETS))
    assert {len(factors) for _, factors in WEIGHTS.values()} == {1 + 6 * 3 * SCALES}


@pytest.mark.parametrize("curve", [QUALITIES, *CURVES.values()])
def test_every_curve_rises(curve: tuple[float, ...]) -> None:
    assert all(low < high for low, high in pairwise(curve))
    assert len(curve) == len(QUALITIES)
    assert (QUALITIES[0], QUALITIES[-1]) == (LEAST, FINEST)


def test_better_targets_are_tried_at_higher_qualities() -> None:
    for family in FAMILIES:
        trials = [WEIGHTS[family, target][0] for target in TARGETS]
        assert trials == sorted(set(trials), reverse=True)
