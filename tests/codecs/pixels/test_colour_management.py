"""Colours: whatever profile a picture is in, what comes out is sRGB."""

from dataclasses import replace
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageCms

from handler.codecs import to_srgb
from handler.codecs.pixels import icc
from handler.core.frames import Frames
from handler.core.geometry import Size
from tests.support.images.icc_profiles import BT709, GRAY, INKS, LINEAR
from tests.support.images.image_files import DISPLAY_P3, apart, decoded, opened, photo, profile, saved

P3 = profile("Display P3", primaries=DISPLAY_P3)


def frames_of(*images: Image.Image, profile: bytes | None) -> Frames:
    return Frames(images=images, full=Size(*images[0].size), durations=(10,) * len(images), profile=profile)


def tile(mode: str, colour: object) -> Image.Image:
    return Image.new(mode, (8, 8), colour)  # type: ignore[arg-type]


def test_wide_colours_move_to_where_they_are_in_srgb() -> None:
    # By the arithmetic of both colour spaces, P3 with a gamma of 2.2: (200, 120, 80) is (214.3, 115.8, 68.8) in sRGB.
    found = to_srgb(frames_of(tile("RGB", (200, 120, 80)), profile=P3))
    assert found.profile is None
    assert found.first.getpixel((0, 0)) == pytest.approx((214, 116, 69), abs=1)
    red = to_srgb(frames_of(tile("RGB", (255, 0, 0)), profile=P3)).first.getpixel((0, 0))
    assert red == (255, 0, 0)
    gray = to_srgb(frames_of(tile("RGB", (128, 128, 128)), profile=P3)).first.getpixel((0, 0))
    assert gray == pytest.approx((128, 128, 128), abs=2)


def test_black_and_white_stay_where_they_are() -> None:
    for bytes_ in (P3, LINEAR, GRAY):
        for level in (0, 255):
            mode = "L" if bytes_ is GRAY else "RGB"
            found = to_srgb(frames_of(tile(mode, level if mode == "L" else (level,) * 3), profile=bytes_))
            assert set(found.first.tobytes()) == {level}


def test_linear_light_is_brightened() -> None:
    # Half of the light is 188 of 255 in sRGB.
    assert to_srgb(frames_of(tile("RGB", (128, 128, 128)), profile=LINEAR)).first.getpixel((0, 0)) == pytest.approx(
        (188, 188, 188), abs=2
    )


@pytest.mark.parametrize(("mode", "bytes_"), [("L", GRAY), ("L", LINEAR)])
def test_gray_goes_through_gray_and_colour_profiles_alike_and_stays_gray(mode: str, bytes_: bytes) -> None:
    found = to_srgb(frames_of(tile(mode, 128), profile=bytes_))
    assert found.first.mode == "L"
    assert found.first.getpixel((0, 0)) == pytest.approx(188, abs=2)


@pytest.mark.parametrize("bytes_", [P3, LINEAR, GRAY])
def test_alpha_is_left_alone(bytes_: bytes) -> None:
    image = Image.merge("RGBA", [Image.new("L", (256, 256), 128)] * 3 + [Image.linear_gradient("L")])
    found = to_srgb(frames_of(image, profile=bytes_))
    assert found.first.mode == "RGBA"
    assert found.first.getchannel("A").tobytes() == image.getchannel("A").tobytes()
    assert (found.first.tobytes() != image.tobytes()) is (
        bytes_ is not P3 or found.first.getpixel((0, 0)) != (128,) * 3
    )


def test_every_frame_is_moved_and_what_travels_beside_stays() -> None:
    before = replace(frames_of(tile("RGB", (200, 120, 80)), tile("RGB", (1, 2, 3)), profile=P3), loop=4, xmp=b"x")
    after = to_srgb(before)
    assert len(after.images) == 2
    assert after.first.getpixel((0, 0)) != (200, 120, 80)
    assert replace(after, images=before.images, profile=P3) == before


def test_without_a_profile_nothing_is_done() -> None:
    frames = frames_of(photo(), profile=None)
    assert to_srgb(frames) is frames


@pytest.mark.parametrize("bytes_", [b"garbage", P3[:200], P3[:132] + bytes(200), INKS])
def test_a_broken_profile_is_taken_for_srgb(bytes_: bytes) -> None:
    found = to_srgb(frames_of(photo(), profile=bytes_))
    assert found.profile is None
    assert found.first.tobytes() == photo().tobytes()


def test_the_input_is_not_changed() -> None:
    image = photo()
    to_srgb(frames_of(image, profile=P3))
    assert image.tobytes() == photo().tobytes()


@pytest.mark.parametrize("kind", ["jpg", "png", "webp", "avif", "tiff"])
def test_a_profile_is_named_and_kept_for_later(kind: str) -> None:
    data = saved(photo(), kind, icc_profile=P3)
    with opened(data) as picture:
        assert picture.profile == "Display P3"
    assert decoded(data).profile == P3


@pytest.mark.parametrize("name", ["sRGB IEC61966-2.1", "sRGB built-in", "c2"])
def test_srgb_itself_is_not_kept(name: str) -> None:
    data = saved(photo(), "png", icc_profile=profile(name, primaries=BT709))
    with opened(data) as picture:
        assert picture.profile == name
    assert decoded(data).profile is None


def test_what_only_begins_like_srgb_is_kept() -> None:
    linear = profile("sRGB-elle-V2-g10.icc", primaries=BT709, gamma=1.0)
    assert decoded(saved(photo(), "png", icc_profile=linear)).profile == linear


@pytest.mark.parametrize(
    ("mode", "bytes_", "kept"),
    [
        ("RGB", P3, True),
        ("RGB", GRAY, False),
        ("RGB", INKS, False),
        ("L", GRAY, True),
        ("L", P3, True),
        ("LA", GRAY, True),
        ("RGB", b"garbage", False),
        ("RGB", b"", False),
    ],
)
def test_a_profile_that_says_nothing_of_the_pixels_is_dropped(mode: str, bytes_: bytes, kept: object) -> None:
    image = photo().convert(mode)
    if mode == "LA":
        image.putalpha(100)
    assert (decoded(saved(image, "png", icc_profile=bytes_)).profile is not None) is kept


def test_inks_are_read_by_the_profile_in_the_file() -> None:
    image = Image.new("CMYK", (32, 16), (255, 0, 0, 0))
    image.paste((0, 0, 0, 0), (16, 0, 32, 16))
    for kind, options in (("tiff", {}), ("jpg", {"quality": 100})):
        frames = decoded(saved(image, kind, icc_profile=INKS, **options))
        assert (frames.first.mode, frames.profile) == ("RGB", None)
        # Lab (54.9, -38, 52) is (78.1, 147.5, 23.0) in sRGB; without the profile it would be cyan.
        assert frames.first.getpixel((4, 4)) == pytest.approx((78, 148, 23), abs=3)
        assert frames.first.getpixel((28, 4)) == pytest.approx((255, 255, 255), abs=3)


@pytest.mark.parametrize("bytes_", [b"garbage", INKS[:300], P3])
def test_inks_under_an_unusable_profile_are_read_as_printed_on_coated_paper(bytes_: bytes) -> None:
    image = Image.new("CMYK", (16, 16), (255, 0, 0, 0))
    assert decoded(saved(image, "tiff", icc_profile=bytes_)).first.getpixel((4, 4)) == pytest.approx(
        (0, 159, 227), abs=2
    )


def test_descriptions_of_both_versions_are_read() -> None:
    version_4 = BytesIO()
    version_4.write(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    assert icc.describe(version_4.getvalue()) == "sRGB built-in"
    assert icc.describe(P3) == "Display P3"
    assert icc.describe(None) is None


@given(st.binary(max_size=300))
def test_no_profile_makes_looking_at_it_fail(data: bytes) -> None:
    for bytes_ in (data, P3[: len(data)] + data, P3[:132] + data):
        assert icc.describe(bytes_) is None or str(icc.describe(bytes_)).isprintable()
        icc.usable(bytes_, "RGB")


def test_pictures_in_a_wide_space_look_alike_afterwards() -> None:
    srgb, wide = ImageCms.createProfile("sRGB"), ImageCms.ImageCmsProfile(BytesIO(P3))
    stored = ImageCms.profileToProfile(photo(), srgb, wide)
    assert stored is not None
    assert apart(stored, photo()) > 5
    frames = to_srgb(decoded(saved(stored, "png", icc_profile=P3)))
    assert apart(frames.first, photo()) < 1
