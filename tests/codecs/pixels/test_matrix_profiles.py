"""Profiles made from primaries, a white and a curve: valid ICC profiles, the same bytes every time."""

import struct
import zlib
from io import BytesIO

import pytest
from PIL import ImageCms

from handler.codecs.pixels import cicp, icc
from handler.codecs.pixels.matrix_profiles import D50, Chromaticities, matrix_profile

P3 = cicp.PRIMARIES[12][1]


def test_a_made_profile_is_one_that_readers_know() -> None:
    made = matrix_profile("Test", P3, cicp.srgb)
    assert (icc.space(made), icc.describe(made), len(made)) == (b"RGB ", "Test", int.from_bytes(made[:4], "big"))
    assert zlib.crc32(made) == zlib.crc32(matrix_profile("Test", P3, cicp.srgb))


def colorants(profile: bytes) -> list[tuple[float, ...]]:
    """Return red, green and blue of a profile in XYZ."""
    found = {profile[at : at + 4]: at + 4 for at in range(132, 132 + 12 * 8, 12)}
    starts = [struct.unpack_from(">I", profile, found[name])[0] for name in (b"rXYZ", b"gXYZ", b"bXYZ")]
    return [tuple(part / 65_536 for part in struct.unpack_from(">3i", profile, start + 8)) for start in starts]


@pytest.mark.parametrize("colours", [cicp.PRIMARIES[number][1] for number in (1, 9, 12)])
def test_full_red_green_and_blue_together_are_white(colours: Chromaticities) -> None:
    made = matrix_profile("Test", colours, cicp.srgb)
    white = [sum(parts) for parts in zip(*colorants(made), strict=True)]
    assert white == pytest.approx(D50, abs=1e-3)


def test_the_primaries_are_those_of_the_standard() -> None:
    # IEC 61966-2-1, adapted to D50, as in the profiles that the ICC publishes.
    red, green, blue = colorants(matrix_profile("Test", cicp.PRIMARIES[1][1], cicp.srgb))
    assert red == pytest.approx((0.4361, 0.2225, 0.0139), abs=5e-4)
    assert green == pytest.approx((0.3851, 0.7169, 0.0971), abs=5e-4)
    assert blue == pytest.approx((0.1431, 0.0606, 0.7141), abs=5e-4)


def test_littlecms_reads_what_is_made() -> None:
    made = matrix_profile("Test", P3, cicp.power(1.8))
    assert ImageCms.getProfileDescription(ImageCms.ImageCmsProfile(BytesIO(made))).strip() == "Test"


def test_primaries_that_span_no_colours_make_no_profile() -> None:
    point = (0.3, 0.3)
    with pytest.raises(ArithmeticError):
        matrix_profile("Test", Chromaticities(point, point, point, point), cicp.linear)
