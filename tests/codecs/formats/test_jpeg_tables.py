"""JPEG's tables: what a baseline file can say, coarser for less quality, and finest where the eye looks first."""

from itertools import pairwise

import pytest

from handler.codecs.formats._jpeg_tables import COARSEST, FINEST, SIDE, tables

EVERY = range(101)


@pytest.mark.parametrize("full", [False, True])
def test_every_step_is_one_that_a_baseline_file_can_say(full: bool) -> None:
    for quality in EVERY:
        for table in tables(quality, full=full):
            assert len(table) == SIDE * SIDE
            assert all(FINEST <= step <= COARSEST for step in table)


@pytest.mark.parametrize("full", [False, True])
def test_more_quality_is_never_a_coarser_step_and_all_of_it_is_none(full: bool) -> None:
    for less, more in pairwise(EVERY):
        for coarse, fine in zip(tables(less, full=full), tables(more, full=full), strict=True):
            assert all(one >= other for one, other in zip(coarse, fine, strict=True))
    assert tables(100, full=full) == ([1] * 64, [1] * 64)


def test_steps_rise_from_the_corner_and_are_the_same_both_ways() -> None:
    for quality in (10, 50, 80, 95):
        for table in (*tables(quality, full=False), *tables(quality, full=True)):
            rows = [table[SIDE * row : SIDE * (row + 1)] for row in range(SIDE)]
            assert all(row == sorted(row) for row in rows)
            assert rows == [list(column) for column in zip(*rows, strict=True)]


def test_colour_is_kept_no_finer_than_light_and_longer_at_full_resolution() -> None:
    light, colour = tables(50, full=False)
    same, full = tables(50, full=True)
    assert light == same
    assert light[0] <= colour[0] == full[0]
    assert sum(full) > sum(colour) > sum(light)
