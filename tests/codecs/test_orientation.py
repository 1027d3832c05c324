"""Orientation belongs to decoding: what an operation sees is upright."""

import pytest
from PIL import Image, ImageOps

from handler.codecs import upright
from handler.codecs.pixels.modes import TURNS, turned_back
from handler.core.geometry import Size
from tests.support.images.image_files import EXIF_ORIENTATION, apart, corners, decoded, exif_block, opened, saved

KINDS = ["jpg", "png", "webp", "avif", "tiff"]


def stored(kind: str, orientation: object, image: Image.Image | None = None) -> bytes:
    picture = image or corners()
    if kind == "tiff":
        return saved(picture, kind, tiffinfo={EXIF_ORIENTATION: orientation})
    options = {"lossless": True} if kind == "webp" else {"quality": 100} if kind in {"jpg", "avif"} else {}
    return saved(picture, kind, exif=exif_block({EXIF_ORIENTATION: orientation}), **options)


def by_pillow(orientation: int) -> Image.Image:
    """Return what Pillow's own turning makes of the picture."""
    image = corners()
    image.getexif()[EXIF_ORIENTATION] = orientation
    turned = ImageOps.exif_transpose(image)
    assert turned is not None
    return turned


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("orientation", range(1, 9))
def test_all_eight_come_out_upright(kind: str, orientation: int) -> None:
    data = stored(kind, orientation)
    expected = by_pillow(orientation)
    with opened(data) as picture:
        assert picture.orientation == orientation
        assert picture.size == expected.size
    frames = decoded(data)
    assert frames.full == frames.first.size == expected.size
    assert apart(frames.first, expected) < 6


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("orientation", range(1, 9))
def test_one_that_is_asked_for_overrules_the_stored_one(kind: str, orientation: int) -> None:
    frames = decoded(stored(kind, 6), orientation=orientation)
    assert apart(frames.first, by_pillow(orientation)) < 6


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_turn_can_be_taken_back(orientation: int) -> None:
    assert turned_back(upright(corners(), orientation), orientation).tobytes() == corners().tobytes()
    assert (orientation in TURNS) is (orientation != 1)


@pytest.mark.parametrize("orientation", [0, 9])
def test_a_tiff_with_an_impossible_orientation_is_upright(orientation: int) -> None:
    assert apart(decoded(stored("tiff", orientation)).first, corners()) == 0


def test_what_xmp_says_of_a_tiff_does_not_turn_it() -> None:
    xmp = b'<x:xmpmeta><rdf:Description tiff:Orientation="6"/></x:xmpmeta>'
    data = saved(corners(), "tiff", tiffinfo={700: xmp})
    assert apart(decoded(data).first, corners()) == 0


def test_a_reduced_picture_is_at_least_as_large_as_asked_when_it_is_turned() -> None:
    data = stored("jpg", 6, corners((800, 400)))
    with opened(data) as picture:
        assert picture.size == (400, 800)
        frames = picture.decode(Size(90, 190), moving=False)
    assert frames.first.size == (100, 200)
    with opened(data) as picture:
        assert picture.decode(Size(190, 90), moving=False).first.size == (200, 400)


def test_an_animation_is_turned_frame_by_frame() -> None:
    frames = [corners(), ImageOps.invert(corners())]
    block = exif_block({EXIF_ORIENTATION: 6})[6:]
    data = saved(frames[0], "webp", save_all=True, append_images=frames[1:], lossless=True, exif=block)
    found = decoded(data, moving=True)
    assert [image.size for image in found.images] == [(32, 48)] * 2
    assert apart(found.images[1], ImageOps.invert(by_pillow(6))) < 1
