"""Every stored mode becomes 8-bit RGB, RGBA or L, looking as it did."""

import struct
import zlib
from io import BytesIO
from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageCms

from handler.codecs.pixels.modes import to_working_mode
from handler.core.limits import Limits
from tests.support.images.cmyk_jpeg import printed
from tests.support.images.image_files import apart, chunk, decoded, gray_png, mean, opened, photo, png_of, saved

RAMP = np.tile(np.linspace(0, 1, 256), (16, 1))
TWO_PERCENT = 5.1


def close(image: Image.Image, *levels: float) -> bool:
    """Return whether the means of the channels are within two per cent of what they should be."""
    return np.allclose(mean(image), levels, atol=TWO_PERCENT)


def with_alpha(mode: str, alpha: int = 100) -> Image.Image:
    image = photo().convert(mode.rstrip("Aa")).convert(mode)
    image.putalpha(Image.new("L", image.size, alpha))
    return image


@pytest.mark.parametrize(
    ("stored", "kind", "mode"),
    [
        (photo(), "png", "RGB"),
        (photo().convert("L"), "png", "L"),
        (photo().convert("1"), "png", "L"),
        (photo().quantize(64), "png", "RGB"),
        (photo().quantize(64), "gif", "RGB"),
        (with_alpha("LA"), "png", "RGBA"),
        (with_alpha("RGBA"), "png", "RGBA"),
        (with_alpha("RGBA"), "webp", "RGBA"),
        (with_alpha("RGBA"), "avif", "RGBA"),
        (with_alpha("RGBA"), "tiff", "RGBA"),
        (with_alpha("LA"), "tiff", "RGBA"),
        (photo(), "jpg", "RGB"),
        (photo().convert("L"), "jpg", "L"),
        (photo().convert("L"), "avif", "L"),
        (photo(), "webp", "RGB"),
        (photo().convert("CMYK"), "jpg", "RGB"),
        (photo().convert("CMYK"), "tiff", "RGB"),
        (photo().convert("YCbCr"), "tiff", "RGB"),
        (photo().convert("YCbCr"), "jpg", "RGB"),
        (photo().convert("1"), "tiff", "L"),
        (photo().quantize(16), "tiff", "RGB"),
    ],
)
def test_each_mode_becomes_one_of_three_and_keeps_its_looks(stored: Image.Image, kind: str, mode: str) -> None:
    frames = decoded(saved(stored, kind))
    assert frames.first.mode == mode
    assert type(frames.first) is Image.Image
    assert frames.first.info == {}
    assert close(frames.first, *mean(printed(stored) if stored.mode == "CMYK" else stored.convert(mode)))


def test_sixteen_bits_are_scaled_and_not_clipped() -> None:
    gray = Image.fromarray((RAMP * 65535).astype(np.uint16))
    for kind in ("png", "tiff"):
        frames = decoded(saved(gray, kind))
        assert frames.first.mode == "L"
        assert np.abs(np.asarray(frames.first) - RAMP * 255).max() <= 0.51


@pytest.mark.parametrize("order", ["<", ">"])
def test_sixteen_bits_of_either_order_come_to_the_same(order: str) -> None:
    values = (RAMP * 65535).astype(f"{order}u2")
    image = Image.frombytes("I;16" if order == "<" else "I;16B", (256, 16), values.tobytes())
    assert np.abs(np.asarray(to_working_mode(image)) - RAMP * 255).max() <= 0.51


def test_sixteen_bit_colour_comes_in_eight() -> None:
    rows = np.stack([RAMP, RAMP[:, ::-1], np.full_like(RAMP, 0.5)], axis=-1)
    data = b"".join(b"\0" + row.tobytes() for row in (rows * 65535).astype(">u2"))
    header = struct.pack(">IIBBBBB", 256, 16, 16, 2, 0, 0, 0)
    frames = decoded(png_of([(b"IHDR", header), (b"IDAT", zlib.compress(data)), (b"IEND", b"")]))
    assert np.abs(np.asarray(frames.first) - rows * 255).max() <= 1


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (RAMP * 65535, RAMP * 255),
        (np.full((16, 256), 32768), np.full((16, 256), 128)),
        (RAMP * (2**31 - 1), RAMP * 255),
        (RAMP * 2_000_000 - 1_000_000, RAMP * 255),
        (np.zeros((16, 256)), np.zeros((16, 256))),
    ],
)
def test_integers_of_32_bits_are_scaled_by_their_range(values: Any, expected: Any) -> None:
    stored = Image.fromarray(values.astype(np.int32))
    assert stored.mode == "I"
    frames = decoded(saved(stored, "tiff"))
    assert frames.first.mode == "L"
    assert np.abs(np.asarray(frames.first) - expected).max() <= 1


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (RAMP, RAMP * 255),
        (np.full((16, 256), 0.5), np.full((16, 256), 128)),
        (RAMP * 1000, RAMP * 255),
        (RAMP * 2 - 1, RAMP * 255),
        (np.full((16, 256), 7.0), np.full((16, 256), 255)),
    ],
)
def test_floats_are_scaled_by_their_range(values: Any, expected: Any) -> None:
    stored = Image.fromarray(values.astype(np.float32))
    assert stored.mode == "F"
    frames = decoded(saved(stored, "tiff"))
    assert frames.first.mode == "L"
    assert np.abs(np.asarray(frames.first) - expected).max() <= 1


@pytest.mark.parametrize("strange", [np.nan, np.inf, -np.inf])
def test_floats_that_are_no_numbers_spoil_only_themselves(strange: float) -> None:
    values = RAMP.astype(np.float32)
    values[0, 0] = strange
    frames = decoded(saved(Image.fromarray(values), "tiff"))
    assert np.abs(np.asarray(frames.first)[1:] - RAMP[1:] * 255).max() <= 1


def test_a_transparent_palette_entry_becomes_alpha() -> None:
    image = Image.new("P", (4, 2))
    image.putpalette([255, 0, 0, 0, 255, 0])
    image.paste(1, (2, 0, 4, 2))
    for transparency in (1, b"\xff\x40"):
        frames = decoded(saved(image, "png", transparency=transparency))
        assert frames.first.getpixel((0, 0)) == (255, 0, 0, 255)
        assert frames.first.getpixel((3, 1)) == (0, 255, 0, 0 if transparency == 1 else 0x40)


def test_a_transparent_colour_becomes_alpha() -> None:
    image = Image.new("RGB", (4, 2), (1, 2, 3))
    image.paste((9, 9, 9), (2, 0, 4, 2))
    frames = decoded(saved(image, "png", transparency=(9, 9, 9)))
    assert [frames.first.getpixel((at, 0)) for at in (0, 3)] == [(1, 2, 3, 255), (9, 9, 9, 0)]


def test_a_transparent_colour_of_sixteen_bits_becomes_alpha() -> None:
    header = struct.pack(">IIBBBBB", 2, 1, 16, 2, 0, 0, 0)
    pixels = struct.pack(">6H", 0xFFFF, 0x8000, 0, 0x1234, 0x5678, 0x9ABC)
    key = struct.pack(">3H", 0x1234, 0x5678, 0x9ABC)
    data = zlib.compress(b"\0" + pixels)
    frames = decoded(png_of([(b"IHDR", header), (b"tRNS", key), (b"IDAT", data), (b"IEND", b"")]))
    assert [frames.first.getpixel((at, 0)) for at in (0, 1)] == [(255, 128, 0, 255), (0x12, 0x56, 0x9A, 0)]


@pytest.mark.parametrize(
    ("depth", "row", "key", "grays"),
    [
        (1, b"\x40", 1, [(0, 255), (255, 0)]),
        (2, b"\x60", 2, [(85, 255), (170, 0)]),
        (4, b"\x3f", 15, [(51, 255), (255, 0)]),
        (8, b"\x10\x20", 0x20, [(16, 255), (32, 0)]),
        (16, b"\x10\x00\xff\xfe", 0xFFFE, [(16, 255), (255, 0)]),
        (16, b"\xff\xff\xff\xfe", 0xFFFE, [(255, 255), (255, 0)]),
    ],
)
def test_a_transparent_gray_of_any_depth_becomes_alpha(
    depth: int, row: bytes, key: int, grays: list[tuple[int, int]]
) -> None:
    data = gray_png([row], 2, depth, key)
    with opened(data) as picture:
        assert picture.alpha
    frames = decoded(data)
    assert frames.first.mode == "RGBA"
    assert [frames.first.getpixel((at, 0)) for at in (0, 1)] == [(gray, gray, gray, alpha) for gray, alpha in grays]


@pytest.mark.parametrize(
    ("stored", "kind", "mode"),
    [
        (with_alpha("RGBA", 255), "png", "RGB"),
        (with_alpha("RGBA", 255), "tiff", "RGB"),
        (with_alpha("LA", 255), "png", "L"),
    ],
)
def test_an_opaque_alpha_is_dropped(stored: Image.Image, kind: str, mode: str) -> None:
    data = saved(stored, kind)
    with opened(data) as picture:
        assert picture.alpha
    assert decoded(data).first.mode == mode


def test_a_key_that_no_pixel_has_makes_nothing_transparent() -> None:
    assert decoded(gray_png([b"\x10\x20"], 2, 8, 0x30)).first.mode == "L"
    assert decoded(gray_png([b"\x10\x00\x20\x00"], 2, 16, 0x3000)).first.mode == "L"


def test_premultiplied_alpha_is_divided_out() -> None:
    data = saved(Image.new("RGBA", (8, 8), (100, 50, 0, 128)), "tiff")
    unassociated, associated = (struct.pack("<HHIHH", 338, 3, 1, kind, 0) for kind in (2, 1))
    assert unassociated in data
    pixel = decoded(data.replace(unassociated, associated)).first.getpixel((0, 0))
    assert pixel == pytest.approx((199, 100, 0, 128), abs=1)


@pytest.mark.parametrize("mode", ["La", "PA", "RGBX", "HSV"])
def test_modes_that_only_odd_files_bring_are_read_too(mode: str) -> None:
    image = photo().convert("RGBA").convert("P").convert("PA") if mode == "PA" else None
    odd = image or (with_alpha("LA").convert("La") if mode == "La" else photo().convert(mode))
    assert to_working_mode(odd).mode in {"RGB", "RGBA", "L"}


def test_lab_is_what_it_says() -> None:
    srgb, lab = ImageCms.createProfile("sRGB"), ImageCms.createProfile("LAB")
    stored = ImageCms.profileToProfile(photo(), srgb, lab, outputMode="LAB")
    assert stored is not None
    frames = decoded(saved(stored, "tiff"))
    assert frames.first.mode == "RGB"
    assert apart(frames.first, photo()) < 4


def test_an_interlaced_png_is_known_as_such_and_reads_the_same() -> None:
    # Seven passes over a picture of 1 x 1: only the first holds a pixel.
    header = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 1)
    parts = [(b"IHDR", header), (b"IDAT", zlib.compress(b"\0\x0a\x0b\x0c")), (b"IEND", b"")]
    data = b"\x89PNG\r\n\x1a\n" + b"".join(chunk(*part) for part in parts)
    with opened(data) as picture:
        assert picture.progressive
        assert picture.decode(picture.size, moving=False).first.getpixel((0, 0)) == (10, 11, 12)


def test_pillows_own_limit_is_off_for_good() -> None:
    wide = BytesIO(gray_png([bytes(25_000)] * 9000, 200_000, 1))
    assert Image.MAX_IMAGE_PIXELS is None
    with opened(wide.getvalue(), bounds=Limits(source_side=200_000)) as picture:
        assert picture.size.area == 1_800_000_000
