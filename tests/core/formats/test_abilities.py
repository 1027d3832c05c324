"""Abilities: every list is what the rows say, each kind once, those with a quality first."""

import pytest

from handler.core.formats import abilities
from handler.core.formats.catalogue import FORMATS, KINDS


@pytest.mark.parametrize(
    ("listed", "word"),
    [(abilities.LOSSLESS, "lossless"), (abilities.PALETTED, "colors"), (abilities.PROFILED, "profile")],
)
def test_a_list_has_each_kind_that_can(listed: list[str], word: str) -> None:
    assert set(listed) == {row.name for row in KINDS if row.writing and word in row.can}
    assert len(listed) == len(set(listed)) > 0


def test_those_with_a_quality_come_first() -> None:
    qualities = [row.quality for row in abilities.OFFERED]
    assert qualities == sorted(qualities, reverse=True)


def test_a_text_has_neither_quality_nor_frames() -> None:
    assert set(abilities.ALONE) <= abilities.WITHOUT_QUALITY
    assert not set(abilities.ALONE) & set(abilities.MOVING)
    assert all(FORMATS[name].text for name in abilities.ALONE)
