"""Channel shift: each channel moves by its own amount, and clips."""

import pytest
from PIL import Image

from handler.ops.channel_shift import ChannelShift
from tests.support.images.drawings import cutout, view
from tests.support.images.golden_pictures import assert_golden

LOOKS = {
    "warm": (ChannelShift(red=10, blue=-10), view()),
    "transparent": (ChannelShift(green=40), cutout()),
}


@pytest.mark.parametrize("case", LOOKS)
def test_it_looks_as_when_it_was_last_looked_at(case: str) -> None:
    op, image = LOOKS[case]
    assert_golden(op.apply(image), f"ops/channel_shift-{case}")


def test_each_channel_moves_by_its_amount_and_clips() -> None:
    op = ChannelShift(red=10, green=-10, blue=100)
    assert op.apply(Image.new("RGB", (1, 1), (100, 10, 3))).getpixel((0, 0)) == (125, 0, 255)
    assert op.apply(Image.new("RGBA", (1, 1), (100, 100, 3, 7))).getpixel((0, 0)) == (125, 75, 255, 7)
    assert op.apply(Image.new("L", (1, 1), 100)).getpixel((0, 0)) == (125, 75, 255)


def test_nothing_added_is_neutral() -> None:
    assert ChannelShift().neutral
    assert not ChannelShift(blue=1).neutral
