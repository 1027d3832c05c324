"""Placing: what is seen of a picture, and tiles of one, are arithmetic that nothing falls out of."""

import pytest
from PIL import Image

from handler.core.geometry import Size
from handler.ops._placing import Spot, tiled, translucent, visible

GROUND = Size(30, 20)
SPOT = Image.new("RGBA", (8, 4), "red")


@pytest.mark.parametrize("left", range(-9, 32, 4))
@pytest.mark.parametrize("top", range(-5, 22, 4))
def test_what_is_seen_lies_inside_and_is_the_right_part(left: int, top: int) -> None:
    marked = Image.frombytes("L", SPOT.size, bytes(range(1, 33)))
    found = visible(marked, (left, top), GROUND)
    whole = Image.new("L", GROUND)
    whole.paste(marked, (left, top))
    if found is None:
        assert whole.getbbox() is None
        return
    assert whole.getbbox() == found.box
    assert whole.crop(found.box).tobytes() == found.image.tobytes()


@pytest.mark.parametrize("gap", [0, 3])
@pytest.mark.parametrize("corner", [(0, 0), (5, 3), (-5, -3), (100, 100), (-77, 9)])
def test_tiles_cover_the_ground_as_copies_pasted_one_by_one_do(gap: int, corner: tuple[int, int]) -> None:
    spot = Image.frombytes("RGBA", (8, 4), bytes(range(1, 129)))
    expected = Image.new("RGBA", GROUND)
    for left in range(corner[0] % (8 + gap) - 8 - gap, GROUND.width, 8 + gap):
        for top in range(corner[1] % (4 + gap) - 4 - gap, GROUND.height, 4 + gap):
            expected.paste(spot, (left, top))
    assert tiled(spot, corner, GROUND, gap).tobytes() == expected.tobytes()


def test_a_word_goes_before_the_usual_one_of_its_direction() -> None:
    assert Spot(("top",), ("bottom", "right"), None, None, 2).corner(GROUND, Size(8, 4)) == (20, 2)
    assert Spot((), ("bottom", "right"), None, 7, 2).corner(GROUND, Size(8, 4)) == (20, 7)


def test_all_of_it_is_the_same_picture() -> None:
    assert translucent(SPOT, 100) is SPOT
    assert translucent(SPOT, 50).getchannel("A").getextrema() == (128, 128)
    assert SPOT.getchannel("A").getextrema() == (255, 255)
