"""JPEG 2000: written by quality or without loss, and reduced to what is asked for while it is decoded."""

import pytest
from PIL import Image

from handler.core.geometry import Size
from tests.support.images.image_files import apart, decoded, encoded, opened, photo, saved


def test_a_higher_quality_takes_more_bytes_and_is_nearer_to_the_picture() -> None:
    files = [encoded(photo((200, 150)), "jp2", quality=quality) for quality in (10, 50, 80, 95)]
    assert sorted(files, key=len) == files
    errors = [apart(decoded(file).first, photo((200, 150))) for file in files]
    assert sorted(errors, reverse=True) == errors


@pytest.mark.parametrize("mode", ["L", "RGB", "RGBA"])
def test_without_loss_every_pixel_is_kept(mode: str) -> None:
    picture = photo().convert("RGBA")
    picture.putalpha(Image.linear_gradient("L").resize(picture.size))
    found = decoded(encoded(picture.convert(mode), "jp2", lossless=True)).first
    assert (found.mode, found.tobytes()) == (mode, picture.convert(mode).tobytes())


def test_the_bytes_are_the_same_each_time() -> None:
    assert encoded(photo(), "jp2") == encoded(photo(), "jp2")


@pytest.mark.parametrize("size", [(64, 64), (65, 63), (127, 33), (100, 100)])
@pytest.mark.parametrize("options", [{}, {"tile_size": (32, 32), "num_resolutions": 3}])
def test_a_reduction_has_the_sides_that_are_foretold(size: tuple[int, int], options: dict[str, object]) -> None:
    with opened(saved(photo(size), "jp2", **options)) as picture:
        for factor in (2, 4):
            least = Size(size[0] // factor, size[1] // factor)
            assert picture.reduction(least) == factor
            found = picture.decode(least, moving=False).first
            assert found.size == (-(-size[0] // factor), -(-size[1] // factor))
