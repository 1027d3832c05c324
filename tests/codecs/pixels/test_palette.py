"""Palettes: few colours that stand for a picture, and all of them where there are no more."""

import pytest
from PIL import Image, ImageColor

from handler.codecs.pixels.palette import paletted, translucent_palette
from handler.codecs.pixels.quantization import distance, mapped, palette, sampled
from tests.support.crafted import photo


def sunset() -> Image.Image:
    """Return a smooth sky with a small red tower in it, half of a percent of its pixels."""
    across, down = Image.linear_gradient("L").rotate(90), Image.linear_gradient("L")
    half = across.point([level // 2 for level in range(256)])
    sky = Image.merge("RGB", (half, down, Image.new("L", (256, 256), 200)))
    sky.paste((220, 20, 20), (120, 200, 130, 233))
    return sky.resize((128, 128), Image.Resampling.NEAREST)


def glass() -> Image.Image:
    """Return three discs of one colour each, more and less transparent, on nothing."""
    image = Image.new("RGBA", (120, 40))
    for number, colour in enumerate(((200, 30, 30), (30, 60, 200), (230, 200, 40))):
        disc = Image.new("RGBA", (40, 40), colour)
        disc.putalpha(Image.radial_gradient("L").resize((40, 40)).point([max(0, 230 - level) for level in range(256)]))
        image.paste(disc, (40 * number, 0))
    return image


@pytest.mark.parametrize("colors", [16, 64])
def test_a_small_bright_thing_keeps_its_colour(colors: int) -> None:
    (found,) = paletted([sunset()], colors)
    tower = found.convert("RGB").crop((61, 102, 64, 115)).resize((1, 1), Image.Resampling.BOX)
    red, green, blue = tower.tobytes()
    assert red > 150
    assert max(green, blue) < 90


@pytest.mark.parametrize("colors", [8, 16, 64])
def test_it_is_no_further_from_the_picture_than_a_median_cut(colors: int) -> None:
    image = sunset()
    cut = image.quantize(palette=image.quantize(colors), dither=Image.Dither.FLOYDSTEINBERG)
    (found,) = paletted([image], colors)
    assert distance(image, found) <= distance(image, cut)


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


def test_few_colours_beside_nothing_stay_exactly() -> None:
    image = Image.new("RGBA", (8, 4))
    for at in range(1, 8):
        image.paste((30 * at, 255 - at, at, 255), (at, 0, at + 1, 4))
    (found,) = paletted([image], 8)
    assert found.convert("RGBA").crop((1, 0, 8, 4)).tobytes() == image.crop((1, 0, 8, 4)).tobytes()
    assert found.convert("RGBA").getpixel((0, 0))[3] == 0  # type: ignore[index] # RGBA


@pytest.mark.parametrize("colors", [4, 8, 16, 64])
@pytest.mark.parametrize("ground", ["white", "gold", "black", "#fcfcfc"])
@pytest.mark.parametrize("mode", ["RGB", "RGBA"])
def test_what_fills_much_of_a_picture_stays_exact(mode: str, ground: str, colors: int) -> None:
    """Paper of 252 is no white, and a ground meets the page that has its colour."""
    image = Image.new(mode, (120, 90), ground)
    image.paste(photo((60, 60)), (30, 15))
    if mode == "RGBA":
        image.putpixel((0, 0), (9, 9, 9, 100))
    near = tuple(level - 3 if level > 3 else level + 3 for level in ImageColor.getrgb(ground))
    for at in range(0, 120, 2):
        image.putpixel((at, 89), near)
    found = translucent_palette([image], colors)[0].convert("RGBA")
    assert {found.getpixel((at, 5)) for at in range(120)} == {(*ImageColor.getrgb(ground), 255)}


def test_the_same_picture_gets_the_same_palette() -> None:
    one, other = (translucent_palette([glass()], 16)[0] for _ in range(2))
    assert one.tobytes() == other.tobytes()
    assert one.getpalette("RGBA") == other.getpalette("RGBA")


def test_only_what_shows_takes_colours() -> None:
    image = sunset().convert("RGBA")
    image.paste((0, 255, 0, 0), (0, 0, 128, 60))
    found = palette(sampled(image), 8, dithered=False).getpalette() or []
    assert all(found[at + 1] < 255 or found[at] for at in range(0, len(found), 3))


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
