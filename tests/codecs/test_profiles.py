"""Profiles in every format and mode: the right one is applied, one of another colour space or a broken one is not."""

import struct
import zlib

import pytest
from PIL import Image

from handler.codecs import to_srgb
from handler.codecs.pixels import cicp, icc
from handler.codecs.pixels.matrix_profiles import Chromaticities, Curve, matrix_profile
from tests.support.colour_management import GRAY, INKS, LINEAR
from tests.support.crafted import chunks, decoded, opened, photo, png_of, saved

PROFILES = {"gray": GRAY, "rgb": LINEAR, "inks": INKS, "garbage": b"garbage", "cut": LINEAR[:200]}
TRANSLUCENT = Image.merge("LA", (Image.new("L", (8, 8), 128), Image.new("L", (8, 8), 144)))
MODES = {
    "L": Image.new("L", (8, 8), 128),
    "LA": TRANSLUCENT,
    "RGB": Image.new("RGB", (8, 8), (128, 128, 128)),
    "RGBA": TRANSLUCENT.convert("RGBA"),
    "P": Image.new("L", (8, 8), 128).convert("P"),
    "I;16": Image.new("I;16", (8, 8), 128 * 257),
    "CMYK": Image.new("CMYK", (8, 8), (0, 0, 0, 127)),
}
STORED = {
    "jpg": ("L", "RGB", "CMYK"),
    "png": ("L", "LA", "RGB", "RGBA", "P", "I;16"),
    "webp": ("L", "LA", "RGB", "RGBA"),
    "avif": ("L", "LA", "RGB", "RGBA"),
    "tiff": ("L", "LA", "RGB", "RGBA", "P", "I;16", "CMYK"),
}
COLOURFUL = {"webp", "avif"}
"""Formats without gray, or without gray that has alpha: there a gray profile is about the gray they hold."""


def fits(name: str, kind: str, mode: str) -> bool:
    if mode == "CMYK":
        return name == "inks"
    return name == "rgb" or (name == "gray" and (mode in {"L", "LA", "I;16"} or kind in COLOURFUL))


@pytest.mark.parametrize("name", PROFILES)
@pytest.mark.parametrize(("kind", "mode"), [(kind, mode) for kind, modes in STORED.items() for mode in modes])
def test_a_profile_is_applied_where_it_is_of_the_pixels_colour_space(kind: str, mode: str, name: str) -> None:
    options = {"lossless": True} if kind == "webp" else {}
    frames = to_srgb(decoded(saved(MODES[mode], kind, icc_profile=PROFILES[name], **options)))
    assert frames.profile is None
    found = frames.first.getpixel((4, 4))
    level, *_ = found if isinstance(found, tuple) else (found,)
    wanted = (119 if mode == "CMYK" else 188) if fits(name, kind, mode) else 128
    assert level == pytest.approx(wanted, abs=1)
    assert frames.first.mode == {"L": "L", "I;16": "L", "LA": "RGBA", "RGBA": "RGBA"}.get(
        "RGB" if kind == "webp" and mode == "L" else mode, "RGB"
    )
    if frames.first.mode == "RGBA":
        assert frames.first.getchannel("A").getpixel((4, 4)) == pytest.approx(144, abs=1)


@pytest.mark.parametrize("kind", sorted(COLOURFUL))
def test_a_gray_profile_takes_no_colour_away(kind: str) -> None:
    data = saved(photo(), kind, icc_profile=GRAY)
    frames = decoded(data)
    assert to_srgb(frames).first.tobytes() == frames.first.tobytes()


def png(*more: tuple[bytes, bytes], level: int = 128, profile: bytes | None = None) -> bytes:
    head, *rest = chunks(saved(Image.new("RGB", (8, 8), (level,) * 3), "png", icc_profile=profile))
    return png_of([head, *more, *rest])


def gamma(value: float) -> tuple[bytes, bytes]:
    return b"gAMA", struct.pack(">I", round(100_000 * value))


def chromaticities(colours: Chromaticities) -> tuple[bytes, bytes]:
    red, green, blue, white = colours
    pairs = (white, red, green, blue)
    return b"cHRM", struct.pack(">8I", *(round(100_000 * part) for pair in pairs for part in pair))


USUAL, P3 = cicp.PRIMARIES[1][1], cicp.PRIMARIES[12][1]
CICP_LINEAR, CICP_SRGB, CICP_PQ = ((b"cICP", bytes([1, transfer, 0, 1])) for transfer in (8, 13, 16))
SRGB = (b"sRGB", b"\0")


@pytest.mark.parametrize(
    ("more", "profile", "wanted"),
    [
        ((), None, 128),
        ((gamma(1.0),), None, 188),
        ((gamma(0.45455),), None, 128),
        ((gamma(0.45),), None, 128),
        ((gamma(1 / 1.8),), None, 145),
        ((gamma(0.45455), chromaticities(USUAL)), None, 128),
        ((chromaticities(P3),), None, 128),
        ((gamma(0),), None, 128),
        ((gamma(40),), None, 128),
        ((gamma(1.0), (b"cHRM", bytes(32))), None, 128),
        ((SRGB, gamma(1.0)), None, 128),
        ((gamma(1.0),), LINEAR, 188),
        ((SRGB,), LINEAR, 188),
        ((CICP_LINEAR,), None, 188),
        ((CICP_LINEAR, SRGB, gamma(0.45455)), None, 188),
        ((CICP_SRGB, gamma(1.0)), None, 128),
        ((CICP_SRGB,), LINEAR, 128),
        (((b"cICP", b"\1"),), LINEAR, 188),
        ((CICP_PQ,), None, 181),
    ],
)
def test_of_a_pngs_words_on_colour_cicp_counts_first_then_profile_then_srgb_then_gamma(
    more: tuple[tuple[bytes, bytes], ...], profile: bytes | None, wanted: int
) -> None:
    frames = to_srgb(decoded(png(*more, profile=profile)))
    assert frames.first.getpixel((4, 4)) == pytest.approx((wanted,) * 3, abs=2)


def test_wide_primaries_of_a_png_are_converted() -> None:
    head, *rest = chunks(saved(Image.new("RGB", (8, 8), (200, 120, 80)), "png"))
    for more in ([gamma(0.45455), chromaticities(P3)], [(b"cICP", bytes([12, 13, 0, 1]))]):
        data = png_of([head, *more, *rest])
        assert to_srgb(decoded(data)).first.getpixel((4, 4)) == pytest.approx((213, 115, 70), abs=2)


def test_a_moving_png_is_converted_too() -> None:
    images = [Image.new("RGB", (8, 8), (level,) * 3) for level in (128, 60)]
    data = saved(images[0], "png", save_all=True, append_images=images[1:], duration=50)
    head, *rest = chunks(data)
    found = to_srgb(decoded(png_of([head, CICP_LINEAR, *rest]), moving=True))
    assert found.images[0].getpixel((4, 4)) == pytest.approx((188,) * 3, abs=1)
    assert found.images[1].getpixel((4, 4)) == pytest.approx((133,) * 3, abs=2)


def test_a_conversion_that_numbers_ask_for_is_foretold_and_named() -> None:
    with opened(png(CICP_PQ)) as picture:
        assert picture.profile == "BT.709 PQ"
    with opened(png(CICP_SRGB)) as picture:
        assert picture.profile is None


@pytest.mark.parametrize("primaries", cicp.PRIMARIES)
def test_white_stays_white_and_gray_gray_in_all_primaries(primaries: int) -> None:
    made = cicp.profile(primaries, 8)
    assert made is not None
    for level, wanted in ((0, 0), (128, 188), (255, 255)):
        data = saved(Image.new("RGB", (8, 8), (level,) * 3), "png", icc_profile=made)
        assert to_srgb(decoded(data)).first.getpixel((4, 4)) == pytest.approx((wanted,) * 3, abs=1)


@pytest.mark.parametrize("curve", [cicp.pq, cicp.hlg])
def test_tone_mapping_goes_from_black_to_white_and_never_back(curve: Curve) -> None:
    levels = [curve(code / 1000) for code in range(1001)]
    assert levels == sorted(levels)
    assert (levels[0], levels[-1]) == pytest.approx((0, 1), abs=1e-6)


def test_what_is_dark_keeps_its_light() -> None:
    # 50 cd/m2 in PQ, below the knee: 50 / 203 of white.
    assert cicp.pq(0.440282) == pytest.approx(50 / 203, rel=1e-3)


def test_a_made_profile_is_one_that_readers_know() -> None:
    made = matrix_profile("Test", P3, cicp.srgb)
    assert (icc.space(made), icc.describe(made), len(made)) == (b"RGB ", "Test", int.from_bytes(made[:4], "big"))
    assert zlib.crc32(made) == zlib.crc32(matrix_profile("Test", P3, cicp.srgb))
