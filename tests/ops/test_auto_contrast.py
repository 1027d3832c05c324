"""Auto-contrast: all levels are used, and no hue moves."""

import numpy as np
import pytest
from PIL import Image

from handler.ops.auto_contrast import AutoContrast
from handler.ops.levels import Levels
from tests.support.images.drawings import cutout, every_gray, gray, unlike, view
from tests.support.images.golden_pictures import assert_golden

DULL = [60 + level * 110 // 255 for level in range(256)]
"""Table: to a picture through mist, of levels 60 to 170."""

LOOKS = {
    "dull": (AutoContrast(amount=100), view().point(DULL * 3)),
    "half": (AutoContrast(amount=50), view().point(DULL * 3)),
    "transparent": (AutoContrast(amount=100), cutout().point([*DULL * 3, *range(256)])),
    "gray": (AutoContrast(amount=100), gray().point(DULL)),
}


@pytest.mark.parametrize("case", LOOKS)
def test_it_looks_as_when_it_was_last_looked_at(case: str) -> None:
    op, image = LOOKS[case]
    assert_golden(op.apply(image), f"ops/auto_contrast-{case}")


def test_a_dull_picture_gets_its_full_range_back() -> None:
    found = AutoContrast(amount=100).apply(every_gray().point(DULL * 3))
    assert np.abs(np.asarray(found).astype(int)[0, :, 0] - np.arange(256)).max() <= 4


def test_all_channels_move_alike_so_that_gray_stays_gray() -> None:
    warm = Image.merge(
        "RGB",
        [
            view().getchannel(band).point([level * part // 4 for level in range(256)])
            for band, part in zip("RGB", (4, 3, 2), strict=True)
        ],
    )
    warm.paste((50, 50, 50), (0, 0, 20, 20))
    red, green, blue = AutoContrast(amount=100).apply(warm).getpixel((5, 5))  # type: ignore[misc] # three numbers
    assert red == green == blue


def test_every_frame_of_an_animation_gets_the_levels_of_all_together() -> None:
    dark, bright = Image.new("L", (20, 20), 50), Image.new("L", (20, 20), 200)
    steps = AutoContrast(amount=100).settle([dark, bright], dark.size)  # type: ignore[arg-type] # two numbers
    assert steps == (Levels(range=(50, 1.0, 200)),)


def test_a_hidden_colour_does_not_count() -> None:
    image = Image.new("RGBA", (40, 40), (255, 255, 255, 0))
    image.paste((100, 100, 100, 255), (0, 0, 20, 40))
    image.paste((120, 120, 120, 255), (20, 0, 30, 40))
    assert AutoContrast(amount=100).apply(image).getpixel((0, 0)) == (0, 0, 0, 255)


@pytest.mark.parametrize("image", [Image.new("L", (9, 9), 90), every_gray(), Image.new("RGBA", (4, 4))])
def test_one_level_all_levels_and_nothing_stay(image: Image.Image) -> None:
    assert unlike(AutoContrast(amount=100).apply(image), image) <= 3
