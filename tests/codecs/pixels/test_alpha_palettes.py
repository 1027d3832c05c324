"""Palettes with alpha: few colours, of which some are partly transparent, stand for a picture."""

import pytest
from PIL import Image

from handler.codecs.pixels.alpha_palettes import layered
from handler.codecs.pixels.palette import translucent_palette
from tests.support.images.image_files import photo


def glass() -> Image.Image:
    """Return three discs of one colour each, more and less transparent, on nothing."""
    image = Image.new("RGBA", (120, 40))
    for number, colour in enumerate(((200, 30, 30), (30, 60, 200), (230, 200, 40))):
        disc = Image.new("RGBA", (40, 40), colour)
        disc.putalpha(Image.radial_gradient("L").resize((40, 40)).point([max(0, 230 - level) for level in range(256)]))
        image.paste(disc, (40 * number, 0))
    return image


@pytest.mark.parametrize("colors", [16, 32])
def test_each_translucent_thing_keeps_its_colour(colors: int) -> None:
    (found,) = translucent_palette([glass()], colors)
    middles = [found.convert("RGBA").getpixel((40 * number + 20, 20)) for number in range(3)]
    for middle, colour in zip(middles, ((200, 30, 30), (30, 60, 200), (230, 200, 40)), strict=True):
        assert isinstance(middle, tuple)
        assert max(abs(part - other) for part, other in zip(middle, colour, strict=False)) < 60
        assert middle[3] > 100
    assert len(found.convert("RGBA").getcolors() or ()) <= colors


def test_few_colours_stay_exactly_with_transparency_too() -> None:
    image = Image.new("RGBA", (16, 4))
    for at in range(16):
        image.paste((17 * at, 255 - at, at, 16 * at), (at, 0, at + 1, 4))
    (found,) = translucent_palette([image], 16)
    assert found.convert("RGBA").tobytes() == image.tobytes()


def test_the_same_picture_gets_the_same_palette() -> None:
    one, other = (translucent_palette([glass()], 16)[0] for _ in range(2))
    assert one.tobytes() == other.tobytes()
    assert one.getpalette("RGBA") == other.getpalette("RGBA")


@pytest.mark.parametrize("dithered", [False, True])
@pytest.mark.parametrize("colors", [2, 3, 5, 16, 40])
def test_there_are_never_more_entries_than_were_asked_for(colors: int, dithered: bool) -> None:
    found = layered(glass(), colors, dithered=dithered)
    assert found.mode == "P"
    assert len(found.convert("RGBA").getcolors() or ()) <= colors


def test_what_is_clear_stays_clear_and_what_is_opaque_stays_opaque() -> None:
    image = photo((96, 64)).convert("RGBA")
    image.putalpha(Image.linear_gradient("L").resize((96, 64)))
    image.paste((0, 0, 0, 0), (0, 0, 32, 64))
    image.paste((10, 20, 30, 255), (64, 0, 96, 64))
    alpha = layered(image, 32, dithered=False).convert("RGBA").getchannel("A")
    assert alpha.crop((0, 0, 32, 64)).getextrema() == (0, 0)
    assert alpha.crop((64, 0, 96, 64)).getextrema() == (255, 255)
