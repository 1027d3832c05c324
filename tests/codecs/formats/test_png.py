"""PNG and APNG: composited as the specification says, no more frames than there are, times in fractions of a second."""

import struct
from fractions import Fraction
from typing import Any

import pytest
from PIL import Image

from handler.codecs.formats import png
from handler.codecs.formats.png import MOST_PART, _fraction
from handler.core.formats.catalogue import FORMATS
from handler.core.geometry import Size
from handler.errors import Corrupt
from tests.support.images.image_files import (
    CLEAR,
    COLOURS,
    GREEN,
    RED,
    chunk,
    chunks,
    decoded,
    encoded,
    film,
    opened,
    photo,
    png_of,
    saved,
)


def apng(
    parts: list[tuple[tuple[int, int, int, int], Any, int, int]], *, plays: int = 0, outside: bool = False
) -> bytes:
    """Return an APNG of 8 x 8: box, colour, disposal, blend of each frame; `outside` puts a picture before them."""
    whole = chunks(saved(Image.new("RGBA", (8, 8), (9, 9, 9, 255)), "png"))
    found = [whole[0], (b"acTL", struct.pack(">II", len(parts), plays))]
    found += [whole[1]] if outside else []
    number = 0
    for at, (box, colour, disposal, blend) in enumerate(parts):
        left, top, width, height = box
        control = struct.pack(">5I2H2B", number, width, height, left, top, 1, 10, disposal, blend)
        found.append((b"fcTL", control))
        number += 1
        data = dict(chunks(saved(Image.new("RGBA", (width, height), colour), "png")))[b"IDAT"]
        if at == 0 and not outside:
            found.append((b"IDAT", data))
        else:
            found.append((b"fdAT", struct.pack(">I", number) + data))
            number += 1
    return png_of([*found, (b"IEND", b"")])


ALL_OF_IT = (0, 0, 8, 8)
HALF_WHITE = (255, 255, 255, 128)


@pytest.mark.parametrize(
    ("disposal", "blend", "inside", "after"),
    [
        (0, 0, HALF_WHITE, HALF_WHITE),
        (0, 1, (255, 128, 128, 255), (255, 128, 128, 255)),
        (1, 0, HALF_WHITE, CLEAR),
        (2, 0, HALF_WHITE, COLOURS[RED]),
        (2, 1, (255, 128, 128, 255), COLOURS[RED]),
    ],
)
def test_apng_frames_blend_and_are_disposed_of_as_specified(disposal: int, blend: int, inside: Any, after: Any) -> None:
    parts = [
        (ALL_OF_IT, COLOURS[RED], 0, 0),
        ((2, 2, 4, 4), HALF_WHITE, disposal, blend),
        ((7, 7, 1, 1), COLOURS[GREEN], 0, 0),
    ]
    frames = decoded(apng(parts, plays=3), moving=True)
    _, middle, last = (image.convert("RGBA") for image in frames.images)
    assert middle.getpixel((3, 3)) == pytest.approx(inside, abs=1)
    assert last.getpixel((3, 3)) == pytest.approx(after, abs=1)
    assert last.getpixel((0, 0)) == COLOURS[RED]
    assert (frames.loop, frames.durations) == (3, (100, 100, 100))


def test_restoring_before_the_first_apng_frame_clears_it() -> None:
    parts = [((0, 0, 8, 8), COLOURS[RED], 2, 0), ((0, 0, 1, 1), COLOURS[GREEN], 0, 1)]
    frames = decoded(apng(parts), moving=True)
    assert frames.images[1].getpixel((5, 5)) == CLEAR


def test_a_default_picture_outside_the_animation_is_left_out() -> None:
    parts = [(ALL_OF_IT, COLOURS[RED], 0, 0), (ALL_OF_IT, COLOURS[GREEN], 0, 0)]
    data = apng(parts, outside=True)
    with opened(data) as picture:
        assert picture.frames == 2
        assert [image.getpixel((0, 0)) for image in picture.decode(picture.size, moving=True).images] == [
            (255, 0, 0),
            (0, 255, 0),
        ]
    assert decoded(data, frame=1).first.getpixel((0, 0)) == (0, 255, 0)


def test_an_apng_in_a_palette_disposes_to_transparency() -> None:
    parts = []
    for side, index in ((8, 1), (2, 2)):
        image = Image.new("P", (side, side), index)
        image.putpalette([9, 9, 9, 255, 0, 0, 0, 255, 0])
        parts.append(dict(chunks(saved(image, "png"))))
    large, small = parts
    data = png_of(
        [
            *((name, large[name]) for name in (b"IHDR", b"PLTE")),
            (b"acTL", struct.pack(">II", 2, 0)),
            (b"fcTL", struct.pack(">5I2H2B", 0, 8, 8, 0, 0, 1, 10, 1, 0)),
            (b"IDAT", large[b"IDAT"]),
            (b"fcTL", struct.pack(">5I2H2B", 1, 2, 2, 0, 0, 1, 10, 0, 0)),
            (b"fdAT", struct.pack(">I", 2) + small[b"IDAT"]),
            (b"IEND", b""),
        ]
    )
    frames = decoded(data, moving=True)
    assert frames.images[0].getpixel((7, 7)) == COLOURS[RED]
    assert [frames.images[1].getpixel(at) for at in ((0, 0), (7, 7))] == [COLOURS[GREEN], CLEAR]


def test_an_apng_of_one_frame_is_a_still() -> None:
    with opened(apng([(ALL_OF_IT, COLOURS[RED], 0, 0)])) as picture:
        assert (picture.frames, picture.animated) == (1, False)
        assert picture.decode(picture.size, moving=True).first.getpixel((0, 0)) == (255, 0, 0)


def test_a_broken_animation_header_leaves_a_still_png() -> None:
    whole = chunks(saved(photo(), "png"))
    data = png_of([whole[0], (b"acTL", struct.pack(">II", 0, 0)), *whole[1:]])
    frames = decoded(data, moving=True)
    assert [image.tobytes() for image in frames.images] == [photo().tobytes()]


def test_chunks_are_made_as_pillow_reads_them() -> None:
    assert chunk(b"IEND", b"") == bytes.fromhex("0000000049454e44ae426082")


@pytest.mark.parametrize("duration", [1, 7, 33, 999, 1000, 65_535, 65_536, 1_000_001, FORMATS["png"].motion.longest])
def test_a_time_is_the_nearest_fraction_of_two_small_numbers(duration: int) -> None:
    said = Fraction(_fraction(duration) / 1000).limit_denominator(MOST_PART)
    assert max(said.numerator, said.denominator) <= MOST_PART
    assert float(1000 * said) == pytest.approx(duration, rel=2e-5)


def test_what_is_written_plays_as_often_as_the_format_can_say() -> None:
    most = FORMATS["png"].motion.plays
    for plays in (0, 3, most, most + 9):
        assert decoded(encoded(film(2), "png", loop=plays), moving=True).loop == min(plays, most)


def test_xmp_is_written_before_the_pixels() -> None:
    names = [name for name, _ in chunks(encoded(photo(), "png", xmp=b"<x:xmpmeta/>", metadata="keep"))]
    assert names.index(b"iTXt") < names.index(b"IDAT")


@pytest.mark.parametrize("mode", ["L", "RGB", "RGBA"])
def test_a_picture_without_the_checksum_behind_its_pixels_is_reduced_like_any_other(mode: str) -> None:
    """Pillow reads it, libvips does not; it is the same part of the picture all the same."""
    image = photo((401, 303)).convert(mode)
    if mode == "RGBA":
        image.putalpha(Image.linear_gradient("L").resize(image.size))
    sound = saved(image, "png")
    end = sound.rindex(b"IEND") - 8
    both = []
    for data in (sound, sound[: end - 4]):
        with opened(data) as picture:
            both.append(picture.decode(Size(90, 60), moving=False))
    (one, other), grids = (each.first for each in both), [each.grid for each in both]
    assert one.size == other.size == (101, 76)
    assert grids[0] == grids[1] is not None
    inner = (0, 0, 100, 75)
    pairs = zip(one.crop(inner).tobytes(), other.crop(inner).tobytes(), strict=True)
    assert max(abs(here - there) for here, there in pairs) <= 1


def test_a_damaged_picture_is_not_decoded_as_a_whole_where_it_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its memory was foretold for the reduced one."""
    sound = saved(photo((400, 300)), "png")
    with opened(sound[: sound.rindex(b"IEND") - 12]) as picture:
        monkeypatch.setattr(png, "AGAIN", 400 * 300 - 1)
        with pytest.raises(Corrupt):
            picture.decode(Size(90, 60), moving=False)
