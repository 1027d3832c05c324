"""CICP: code points become profiles, and high dynamic range is brought down to what a screen shows."""

import pytest
from PIL import Image

from handler.codecs import to_srgb
from handler.codecs.pixels import cicp, icc
from handler.codecs.pixels.matrix_profiles import Curve
from tests.support.images.image_files import decoded, saved


@pytest.mark.parametrize("curve", [cicp.pq, cicp.hlg])
def test_tone_mapping_goes_from_black_to_white_and_never_back(curve: Curve) -> None:
    levels = [curve(code / 1000) for code in range(1001)]
    assert levels == sorted(levels)
    assert (levels[0], levels[-1]) == pytest.approx((0, 1), abs=1e-6)


def test_what_is_dark_keeps_its_light() -> None:
    # 50 cd/m2 in PQ, below the knee: 50 / 203 of white.
    assert cicp.pq(0.440282) == pytest.approx(50 / 203, rel=1e-3)


@pytest.mark.parametrize(("primaries", "transfer"), [(1, 13), (1, 1), (1, 6), (2, 2), (99, 99)])
def test_srgb_and_what_is_shown_as_such_needs_no_profile(primaries: int, transfer: int) -> None:
    assert cicp.profile(primaries, transfer) is None


@pytest.mark.parametrize(
    ("primaries", "transfer", "name"),
    [(9, 16, "BT.2020 PQ"), (12, 13, "Display P3"), (1, 8, "BT.709 linear"), (99, 18, "BT.709 HLG")],
)
def test_a_profile_is_named_by_what_the_code_points_mean(primaries: int, transfer: int, name: str) -> None:
    made = cicp.profile(primaries, transfer)
    assert (made and icc.space(made), icc.describe(made)) == (b"RGB ", name)


@pytest.mark.parametrize("primaries", cicp.PRIMARIES)
@pytest.mark.parametrize("transfer", cicp.CURVES)
def test_every_pair_of_the_tables_can_be_made_a_profile(primaries: int, transfer: int) -> None:
    assert icc.space(cicp.profile(primaries, transfer) or b"") == b"RGB "


@pytest.mark.parametrize("curve", [cicp.srgb, cicp.linear, cicp.power(2.2)])
def test_a_curve_goes_from_black_to_white(curve: Curve) -> None:
    assert (curve(0), curve(1)) == pytest.approx((0, 1))


def test_the_two_pieces_of_the_curve_of_srgb_meet() -> None:
    assert cicp.srgb(0.04045) == pytest.approx(cicp.srgb(0.040451), abs=1e-5)
    assert cicp.srgb(0.5) == pytest.approx(0.21404, abs=1e-5)


def test_adobe_rgb_has_a_profile_of_its_own() -> None:
    assert icc.describe(cicp.adobe_rgb()) == "Adobe RGB (1998)"


@pytest.mark.parametrize("primaries", cicp.PRIMARIES)
def test_white_stays_white_and_gray_gray_in_all_primaries(primaries: int) -> None:
    made = cicp.profile(primaries, 8)
    assert made is not None
    for level, wanted in ((0, 0), (128, 188), (255, 255)):
        data = saved(Image.new("RGB", (8, 8), (level,) * 3), "png", icc_profile=made)
        assert to_srgb(decoded(data)).first.getpixel((4, 4)) == pytest.approx((wanted,) * 3, abs=1)
