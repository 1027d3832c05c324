"""What a PNG says of its colours: cICP counts first, then an ICC profile, then sRGB, then gamma and primaries."""

import struct

import pytest
from PIL import Image

from handler.codecs import to_srgb
from handler.codecs.pixels import cicp
from handler.codecs.pixels.matrix_profiles import Chromaticities
from tests.support.images.icc_profiles import LINEAR
from tests.support.images.image_files import chunks, decoded, opened, png_of, saved


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
