"""Quantization: few colours chosen well, those that fill much of a picture kept exactly."""

import pytest
from PIL import Image, ImageColor

from handler.codecs.pixels.palette import paletted, translucent_palette
from handler.codecs.pixels.quantization import distance, flat, mapped, palette, quick, sampled
from tests.support.images.drawings import sunset
from tests.support.images.image_files import photo


@pytest.mark.parametrize("colors", [8, 16, 64])
def test_it_is_no_further_from_the_picture_than_a_median_cut(colors: int) -> None:
    image = sunset()
    cut = image.quantize(palette=image.quantize(colors), dither=Image.Dither.FLOYDSTEINBERG)
    (found,) = paletted([image], colors)
    assert distance(image, found) <= distance(image, cut)


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


def test_only_what_shows_takes_colours() -> None:
    image = sunset().convert("RGBA")
    image.paste((0, 255, 0, 0), (0, 0, 128, 60))
    found = palette(sampled(image), 8, dithered=False).getpalette() or []
    assert all(found[at + 1] < 255 or found[at] for at in range(0, len(found), 3))


@pytest.mark.parametrize("room", [2, 3, 16, 256])
def test_a_palette_has_no_more_colours_than_there_is_room_for(room: int) -> None:
    for colours in (palette(photo(), room, dithered=True), quick(photo(), room)):
        assert 0 < len(colours.getpalette() or []) <= 3 * room


def test_of_several_starts_the_best_counts() -> None:
    image = sunset()
    best, first = palette(image, 16, dithered=False), quick(image, 16)
    apart = [distance(image, mapped(image, colours, dithered=False)) for colours in (best, first)]
    assert apart[0] <= apart[1]


def test_a_picture_is_at_no_distance_from_itself_and_further_from_what_differs_more() -> None:
    black, dark, white = (Image.new("RGB", (8, 8), colour) for colour in ("black", "#202020", "white"))
    assert distance(black, black) == 0 < distance(black, dark) < distance(black, white)


def test_dithering_keeps_the_mean_that_no_colour_of_the_palette_has() -> None:
    colours = quick(Image.frombytes("RGB", (2, 1), bytes([0, 0, 0, 255, 255, 255])), 2)
    drawn = mapped(Image.new("RGB", (32, 32), (100, 100, 100)), colours, dithered=True).convert("L")
    plain = mapped(Image.new("RGB", (32, 32), (100, 100, 100)), colours, dithered=False).convert("L")
    assert len(drawn.getcolors() or ()) == 2
    assert len(plain.getcolors() or ()) == 1


def test_a_sample_has_colours_of_the_picture_alone() -> None:
    image = photo((300, 200))
    small = sampled(image, 600)
    assert small.width * small.height <= 600
    assert {colour for _, colour in small.getcolors(600) or ()} <= {
        colour for _, colour in image.getcolors(60_000) or ()
    }
    assert sampled(image, 60_000) is image


def test_what_does_not_show_takes_a_colour_that_does() -> None:
    image = Image.new("RGBA", (8, 8), (0, 255, 0, 0))
    image.paste((200, 30, 40, 255), (0, 0, 4, 8))
    assert flat(image).getcolors() == [(64, (200, 30, 40))]
