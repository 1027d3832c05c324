"""Equalize: levels that lie close together are spread over the range; alpha stays."""

import pytest
from PIL import Image

from handler.ops.equalize import Equalize
from tests.support.images.drawings import cutout, gray, view
from tests.support.images.golden_pictures import assert_golden

LOOKS = {"view": (Equalize(), view()), "transparent": (Equalize(), cutout()), "gray": (Equalize(), gray())}


@pytest.mark.parametrize("case", LOOKS)
def test_it_looks_as_when_it_was_last_looked_at(case: str) -> None:
    op, image = LOOKS[case]
    assert_golden(op.apply(image), f"ops/equalize-{case}")


def test_levels_are_spread_over_the_range_channel_by_channel() -> None:
    image = Image.merge(
        "RGB", [Image.linear_gradient("L").point([each // 4 + start for each in range(256)]) for start in (0, 90, 190)]
    )
    spread = Equalize().apply(image)
    assert [band.getextrema()[0] < 10 and band.getextrema()[1] > 245 for band in spread.split()] == [True] * 3


def test_alpha_and_gray_keep_their_mode() -> None:
    veiled = Image.linear_gradient("L").convert("RGBA")
    veiled.putalpha(Image.linear_gradient("L"))
    assert Equalize().apply(veiled).getchannel("A").tobytes() == veiled.getchannel("A").tobytes()
    assert Equalize().apply(Image.linear_gradient("L")).mode == "L"
