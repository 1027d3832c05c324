"""The size in which a document is drawn."""

import pytest

from handler.codecs.documents.drawing import drawn_at, drawn_size
from handler.core.geometry import Size
from handler.errors import Corrupt


@pytest.mark.parametrize(
    ("sides", "expected"),
    [
        ((24, 12), (2048, 1024)),
        ((3000, 1000), (3000, 1000)),
        ((100_000, 50_000), (8192, 4096)),
        ((1, 100_000), (1, 8192)),
    ],
)
def test_it_is_never_small_and_never_past_all_bounds(sides: tuple[float, float], expected: tuple[int, int]) -> None:
    assert drawn_size(*sides) == expected


@pytest.mark.parametrize("sides", [(0, 9), (9, 0), (float("nan"), 9), (float("inf"), 9), (-1, 5)])
def test_what_has_no_size_is_corrupt(sides: tuple[float, float]) -> None:
    with pytest.raises(Corrupt, match="no size"):
        drawn_size(*sides)


def test_what_is_smaller_still_shows_all_of_it() -> None:
    assert drawn_at(Size(2048, 1001), 3) == (683, 334)
