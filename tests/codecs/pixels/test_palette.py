"""Palettes: few colours that stand for a picture, and all of them where there are no more."""

import pytest
from PIL import Image

from handler.codecs.pixels.palette import paletted
from handler.codecs.pixels.quantization import distance, mapped, palette, sampled
from tests.support.images.drawings import sunset


@pytest.mark.parametrize("colors", [16, 64])
def test_a_small_bright_thing_keeps_its_colour(colors: int) -> None:
    (found,) = paletted([sunset()], colors)
    tower = found.convert("RGB").crop((61, 102, 64, 115)).resize((1, 1), Image.Resampling.BOX)
    red, green, blue = tower.tobytes()
    assert red > 150
    assert max(green, blue) < 90


def test_few_colours_beside_nothing_stay_exactly() -> None:
    image = Image.new("RGBA", (8, 4))
    for at in range(1, 8):
        image.paste((30 * at, 255 - at, at, 255), (at, 0, at + 1, 4))
    (found,) = paletted([image], 8)
    assert found.convert("RGBA").crop((1, 0, 8, 4)).tobytes() == image.crop((1, 0, 8, 4)).tobytes()
    assert found.convert("RGBA").getpixel((0, 0))[3] == 0  # type: ignore[index] # RGBA


def scene(hue: tuple[int, int, int]) -> Image.Image:
    """Return a gradient of one hue."""
    ramp = Image.linear_gradient("L").resize((64, 64))
    return Image.merge("RGB", [ramp.point([level * part // 255 for level in range(256)]) for part in hue])


def test_frames_that_have_nothing_in_common_get_palettes_of_their_own() -> None:
    frames = [scene(hue) for hue in ((255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 0))]
    found = paletted(frames, 17)
    assert len({tuple(image.getpalette() or ()) for image in found}) == 4
    still = palette(sampled(frames[0]), 16, dithered=False)
    assert distance(frames[0], found[0]) <= 2 * distance(frames[0], mapped(frames[0], still, dithered=False))


def test_frames_that_are_alike_share_their_palette() -> None:
    frames = [sunset(), sunset().rotate(2), sunset().rotate(4)]
    assert len({tuple(image.getpalette() or ()) for image in paletted(frames, 32)}) == 1
