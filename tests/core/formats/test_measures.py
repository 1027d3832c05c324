"""Measures: what a pace or a cost says where nothing was measured."""

from handler.core.formats.measures import BALANCED, DecodeCost, EncodeCost, Pace, Paces


def test_what_was_not_measured_costs_nothing_more() -> None:
    assert DecodeCost(1)[1:3] == (0, float("inf"))
    assert EncodeCost(1).fine is EncodeCost(1).lossless is None


def test_each_effort_ends_with_a_pace_for_files_of_any_size() -> None:
    paces = Paces(small=(Pace(8e6, 2), Pace()))
    assert [each.most for each in paces.of("small")] == [8e6, float("inf")]
    assert paces.of(BALANCED) == paces.of("fast") == (Pace(),)
