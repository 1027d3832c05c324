"""Display P3: the profile is what LittleCMS takes for that space, and colours of sRGB look the same in it."""

from io import BytesIO

import pytest
from PIL import Image, ImageCms

from handler.codecs.pixels import display_p3, icc

SRGB = ImageCms.createProfile("sRGB")


def converted(colour: tuple[int, ...]) -> object:
    """Return what a colour of sRGB is in the profile, by LittleCMS."""
    image, own = Image.new("RGB", (1, 1), colour), ImageCms.ImageCmsProfile(BytesIO(display_p3.p3_profile()))
    found = ImageCms.profileToProfile(image, SRGB, own)
    assert found is not None
    return found.getpixel((0, 0))


def test_the_profile_is_small_named_and_of_version_4() -> None:
    own = ImageCms.ImageCmsProfile(BytesIO(display_p3.p3_profile()))
    assert len(display_p3.p3_profile()) < 500
    assert icc.describe(display_p3.p3_profile()) == "Display P3"
    assert own.profile.version == pytest.approx(4.3)
    assert own.profile.red_colorant is not None
    assert own.profile.red_colorant[0] == pytest.approx((0.51512, 0.24120, -0.00105), abs=1e-4)


@pytest.mark.parametrize(
    "colour", ["ff0000", "00ff00", "0000ff", "ffffff", "000000", "808080", "1d3557", "fa8072", "123456"]
)
def test_a_colour_becomes_what_littlecms_makes_of_it(colour: str) -> None:
    levels = tuple(bytes.fromhex(colour))
    assert tuple(bytes.fromhex(display_p3.in_p3(colour))) == pytest.approx(converted(levels), abs=1)


def test_an_alpha_stays() -> None:
    assert display_p3.in_p3("80ff0000") == "80" + display_p3.in_p3("ff0000")


def test_red_is_not_the_strongest_red_there() -> None:
    assert display_p3.in_p3("ff0000") == "ea3323"


def test_a_picture_without_a_profile_is_one_of_srgb() -> None:
    own = ImageCms.ImageCmsProfile(BytesIO(display_p3.srgb_profile()))
    ramp = Image.merge("RGB", [Image.linear_gradient("L")] * 3)
    found = ImageCms.profileToProfile(ramp, own, SRGB)
    assert found is not None
    assert max(abs(a - b) for a, b in zip(found.tobytes(), ramp.tobytes(), strict=True)) <= 1
