"""Convolve: a weighted sum of neighbours, the edge repeated; a kernel has odd sides."""

import pytest
from PIL import Image
from pydantic import ValidationError

from handler.ops.convolve import Convolve
from tests.support.images.drawings import cutout, view
from tests.support.images.golden_pictures import assert_golden

EDGES = (-1.0, -1.0, -1.0, -1.0, 8.0, -1.0, -1.0, -1.0, -1.0)
LOOKS = {
    "edges": (Convolve(kernel=EDGES, normalize=False), view()),
    "soft": (Convolve(kernel=(1.0,) * 25, columns=5), cutout()),
}


@pytest.mark.parametrize("case", LOOKS)
def test_it_looks_as_when_it_was_last_looked_at(case: str) -> None:
    op, image = LOOKS[case]
    assert_golden(op.apply(image), f"ops/convolve-{case}")


def summed(image: Image.Image, kernel: tuple[float, ...], columns: int, at: tuple[int, int]) -> float:
    """Return the sum that a pixel is to have, by definition."""
    rows, total = len(kernel) // columns, 0.0
    for number, weight in enumerate(kernel):
        row, column = divmod(number, columns)
        x = min(max(at[0] + column - columns // 2, 0), image.width - 1)
        y = min(max(at[1] + row - rows // 2, 0), image.height - 1)
        level = image.getpixel((x, y))
        assert isinstance(level, int)
        total += level * weight
    return total


@pytest.mark.parametrize(
    ("kernel", "columns"),
    [((1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0), 3), ((1.0, 2.0, 4.0), 1), ((1.0, 2.0, 4.0), 3), ((3.0,) * 25, 5)],
)
def test_a_pixel_becomes_the_weighted_sum_of_its_neighbours(kernel: tuple[float, ...], columns: int) -> None:
    image = Image.effect_noise((7, 5), 90)
    made = Convolve(kernel=kernel, columns=columns).apply(image)
    for at in ((0, 0), (6, 0), (6, 4), (0, 4), (3, 2)):
        level = made.getpixel(at)
        assert isinstance(level, int)
        assert level == pytest.approx(summed(image, kernel, columns, at) / sum(kernel), abs=1)


def test_a_sum_is_divided_by_only_where_it_is_asked_for_and_is_not_nothing() -> None:
    image = Image.new("RGB", (3, 3), (10, 20, 30))
    assert Convolve(kernel=(2.0,), columns=1, normalize=False).apply(image).getpixel((1, 1)) == (20, 40, 60)
    assert Convolve(kernel=(-1.0, 1.0, 0.0), columns=3).apply(image).getpixel((1, 1)) == (0, 0, 0)


def test_alpha_stays() -> None:
    veiled = Image.effect_noise((9, 9), 90).convert("RGBA")
    veiled.putalpha(Image.effect_noise((9, 9), 90))
    made = Convolve(kernel=(1.0,) * 9).apply(veiled)
    assert made.getchannel("A").tobytes() == veiled.getchannel("A").tobytes()


@pytest.mark.parametrize(("kernel", "columns"), [((1.0,) * 4, 2), ((1.0,) * 5, 3), ((1.0,) * 6, 3), ((1.0,) * 7, 1)])
def test_a_kernel_has_an_odd_number_of_rows_and_columns(kernel: tuple[float, ...], columns: int) -> None:
    with pytest.raises(ValidationError, match="odd number"):
        Convolve(kernel=kernel, columns=columns)
