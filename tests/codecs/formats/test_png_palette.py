"""PNG in a palette that nobody asked for: where it loses nothing, and where the source had one."""

from io import BytesIO

import pytest
from PIL import Image, ImageDraw

from handler import codecs
from handler.codecs.formats._png_palette import exact
from handler.core.formats.catalogue import FORMATS
from handler.core.formats.choice import Subject, choose
from handler.core.frames import Frames
from handler.core.output import Output
from tests.support.images.image_files import apart, decoded, encoded, photo, saved

PNG = Output(formats=("png",))


def drawing(mode: str = "RGB") -> Image.Image:
    """Return something flat with edges, as logos and screenshots are."""
    image = Image.new(mode, (240, 160), "white" if mode == "RGB" else (0, 0, 0, 0))
    draw = ImageDraw.Draw(image)
    for at, colour in enumerate(("navy", "crimson", "gold", "seagreen", "orchid", "black")):
        draw.ellipse((10 + 30 * at, 10, 70 + 30 * at, 130), fill=colour, outline="gray")
        draw.text((20 + 25 * at, 140), "PNG-8", fill=colour)
    return image


def sources() -> dict[str, bytes]:
    """Return files with palettes, as programs write them: flat, dithered, of few colours, of two, with alpha."""
    picture = photo((240, 160))
    few = picture.quantize(16, dither=Image.Dither.FLOYDSTEINBERG)
    return {
        "flat": saved(drawing().quantize(16, dither=Image.Dither.NONE), "png", optimize=True),
        "dithered": saved(picture.quantize(256, dither=Image.Dither.FLOYDSTEINBERG), "png", optimize=True),
        "few": saved(few, "png", optimize=True),
        "gif": saved(few, "gif"),
        "clear": saved(drawing("RGBA").quantize(64), "png", optimize=True),
        "two": saved(picture.convert("1"), "png", optimize=True),
    }


SOURCES = sources()


def resized(data: bytes, scale: float) -> tuple[Frames, bytes]:
    """Return the frames of a file, smaller, and as PNG."""
    frames = decoded(data)
    size = round(frames.full.width * scale), round(frames.full.height * scale)
    smaller = frames.map(lambda image: image.resize(size, Image.Resampling.LANCZOS))
    return smaller, codecs.encode(smaller, PNG, "png")


@pytest.mark.parametrize("scale", [0.9, 0.75, 0.5, 0.25])
@pytest.mark.parametrize("name", ["dithered", "gif"])
def test_a_source_with_a_palette_does_not_grow_when_it_shrinks(name: str, scale: float) -> None:
    frames, data = resized(SOURCES[name], scale)
    assert len(data) <= 1.2 * len(SOURCES[name])
    shown = Image.open(BytesIO(data))
    assert shown.mode == "P"
    assert apart(shown.convert("RGBA"), frames.first.convert("RGBA")) < 12


@pytest.mark.parametrize("name", ["few", "flat", "clear", "two"])
def test_what_was_stored_in_hardly_any_bytes_takes_few_more_and_far_less_than_full_colour(name: str) -> None:
    for scale, most in ((0.9, 3.3), (0.5, 1.2)):
        frames, data = resized(SOURCES[name], scale)
        assert len(data) <= min(most * len(SOURCES[name]), 0.6 * len(saved(frames.first, "png")))


def test_a_larger_picture_may_take_more_bytes_but_keeps_to_a_palette() -> None:
    _, data = resized(SOURCES["flat"], 2)
    assert Image.open(BytesIO(data)).mode == "P"


def test_lossless_means_every_colour() -> None:
    frames, _ = resized(SOURCES["dithered"], 0.5)
    data = codecs.encode(frames, Output(formats=("png",), lossless=True), "png")
    assert decoded(data).first.tobytes() == frames.first.tobytes()


def test_a_source_without_a_palette_keeps_its_colours() -> None:
    picture = photo()
    assert decoded(encoded(picture, "png")).first.tobytes() == picture.tobytes()
    assert not decoded(saved(picture, "png")).flat


@pytest.mark.parametrize("mode", ["RGB", "RGBA"])
def test_a_picture_of_few_colours_gets_a_palette_that_has_them_all(mode: str) -> None:
    colours = [(at, 255 - at, at // 2, at * 7 % 256)[: len(mode)] for at in range(200)]
    image = Image.new(mode, (64, 64))
    image.putdata([colours[at * at * 31 % 199] for at in range(64 * 64)])
    data = encoded([image], "png")
    shown = Image.open(BytesIO(data))
    assert shown.mode == "P"
    assert shown.convert(mode).tobytes() == image.tobytes()


def test_more_colours_than_a_palette_holds_are_left_as_they_are() -> None:
    image = Image.new("RGB", (17, 16))
    image.putdata([(at % 256, at // 256, 0) for at in range(272)])
    assert exact([image]) is None
    assert exact([image.crop((0, 0, 16, 16)), image]) is None
    assert exact([image.crop((0, 0, 15, 16))]) is not None


def test_gray_gets_a_palette_only_where_that_halves_it() -> None:
    ramp = Image.linear_gradient("L")
    assert exact([ramp]) is None
    assert exact([ramp.point([value // 32 * 32 for value in range(256)])]) is not None


def test_frames_of_an_animation_share_one() -> None:
    frames = [Image.new("RGB", (16, 16), colour) for colour in ("red", "lime", "blue")]
    data = encoded(frames, "png")
    assert data.count(b"PLTE") == 1
    assert [image.tobytes() for image in decoded(data, moving=True).images] == [image.tobytes() for image in frames]


@pytest.mark.parametrize(
    ("alpha", "flat", "chosen"),
    [(False, False, "jpg"), (False, True, "png"), (True, False, "png"), (True, True, "png")],
)
def test_a_made_picture_is_png_where_it_is_flat_or_clear_and_jpeg_where_it_shades(
    *, alpha: bool, flat: bool, chosen: str
) -> None:
    subject = Subject(None, alpha=alpha, flat=flat)
    for candidate in ("source", "classic"):
        assert choose(Output(formats=(candidate,)), subject) == chosen
    assert FORMATS[choose(Output(formats=("avif", "webp", "classic")), Subject(None, area=10**6))].name == "avif"
