"""Sharpen: crisper, without fringes."""

import pytest
from PIL import Image

from handler.ops.sharpen import Sharpen
from tests.support.images.drawings import cutout, gray, view
from tests.support.images.golden_pictures import assert_golden

LOOKS = {
    "half": (Sharpen(amount=50), view()),
    "full": (Sharpen(amount=100), view()),
    "gray": (Sharpen(amount=100), gray()),
    "transparent": (Sharpen(amount=100), cutout()),
}


@pytest.mark.parametrize("case", LOOKS)
def test_it_looks_as_when_it_was_last_looked_at(case: str) -> None:
    op, image = LOOKS[case]
    assert_golden(op.apply(image), f"ops/sharpen-{case}")


def test_edges_gain_and_even_parts_stay() -> None:
    step = Image.new("L", (40, 8), 100)
    step.paste(150, (20, 0, 40, 8))
    row = Sharpen(amount=100).apply(step).crop((0, 4, 40, 5)).tobytes()
    assert row[0] == row[10] == 100
    assert row[30] == row[39] == 150
    assert row[19] < 100
    assert row[20] > 150


def test_a_coloured_edge_gets_no_fringe() -> None:
    """All channels move alike, so that what sets them apart stays."""
    edge = Image.new("RGB", (40, 8), (100, 120, 140))
    edge.paste((160, 120, 100), (20, 0, 40, 8))
    for before, after in zip(columns(edge), columns(Sharpen(amount=100).apply(edge)), strict=True):
        assert len({new - old for old, new in zip(before, after, strict=True)}) == 1


def columns(image: Image.Image) -> list[tuple[int, ...]]:
    return list(zip(*[iter(image.crop((0, 4, 40, 5)).tobytes())] * 3, strict=True))


def test_alpha_stays() -> None:
    sharp = Sharpen(amount=100).apply(cutout())
    assert sharp.getchannel("A").tobytes() == cutout().getchannel("A").tobytes()
