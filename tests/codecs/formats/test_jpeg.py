"""JPEG: four colours the right way round, reduced while decoding, and encoders that run out of room."""

import random
from io import SEEK_END

import pytest
from PIL import Image

from handler.codecs import probe
from handler.codecs.formats.jpeg import FULL_COLOUR
from handler.codecs.sniff import HEAD
from handler.core.geometry import Size
from handler.core.limits import Limits
from tests.support.images.cmyk_jpeg import patches, printed, without_adobe, ycck
from tests.support.images.image_files import ALL, apart, corners, decoded, encoded, mean, opened, photo, saved


@pytest.mark.parametrize("form", [lambda image: saved(image, "jpg", quality=95), ycck], ids=["cmyk", "ycck"])
def test_four_colours_are_not_inverted(form: object) -> None:
    assert callable(form)
    expected = printed(patches())
    frames = decoded(form(patches()))
    assert frames.first.mode == "RGB"
    assert apart(frames.first, expected) < 4


def test_four_colours_without_adobes_marker_are_read_as_browsers_do() -> None:
    data = without_adobe(saved(patches(), "jpg", quality=95))
    assert b"Adobe" not in data
    assert apart(decoded(data).first, printed(patches())) < 4


@pytest.mark.parametrize(
    ("asked", "given"),
    [
        ((1, 1), (50, 30)),
        ((50, 30), (50, 30)),
        ((51, 30), (100, 60)),
        ((50, 31), (100, 60)),
        ((100, 60), (100, 60)),
        ((133, 1), (100, 60)),  # three quarters are enough
        ((134, 1), (200, 120)),
        ((200, 120), (200, 120)),
        ((266, 1), (200, 120)),
        ((267, 1), (400, 240)),
        ((400, 240), (400, 240)),
        ((9999, 9999), (400, 240)),
    ],
)
def test_it_is_decoded_at_the_smallest_scale_that_suffices(asked: tuple[int, int], given: tuple[int, int]) -> None:
    with opened(saved(corners((400, 240)), "jpg")) as picture:
        frames = picture.decode(Size(*asked), moving=False)
    assert frames.first.size == given
    assert frames.full == (400, 240)
    assert apart(frames.first, corners((400, 240)).resize(given, Image.Resampling.BOX)) < 2


@pytest.mark.parametrize("side", range(1, 40))
def test_the_grid_says_what_part_of_a_reduction_shows_the_picture(side: int) -> None:
    for asked in (1, 2, 4, side):
        with opened(saved(photo((side, 40)), "jpg")) as picture:
            frames = picture.decode(Size(min(asked, side), asked), moving=False)
        grid = frames.grid
        if grid is None:
            assert side % frames.first.width == 0
        else:
            assert grid.right / grid.bottom == pytest.approx(side / 40)
            assert frames.first.width - 1 < grid.right <= frames.first.width


def test_a_picture_can_be_decoded_again_at_another_scale() -> None:
    with opened(saved(photo((400, 240)), "jpg")) as picture:
        small = picture.decode(Size(50, 30), moving=False)
        full = picture.decode(picture.size, moving=False)
    assert (small.first.size, full.first.size) == ((50, 30), (400, 240))


def test_only_the_header_is_read_before_it_is_decoded() -> None:
    data = saved(photo((1500, 1500)), "jpg", quality=95)

    class Counting:
        def __init__(self) -> None:
            self.at = self.furthest = 0

        def seek(self, offset: int, whence: int = 0) -> int:
            self.at = offset + (len(data) if whence == SEEK_END else 0)
            return self.at

        def tell(self) -> int:
            return self.at

        def read(self, size: int = -1) -> bytes:
            assert size >= 0
            found = data[self.at : self.at + size]
            self.at += len(found)
            self.furthest = max(self.furthest, self.at)
            return found

    blob = Counting()
    with probe(blob, accepted=ALL, bounds=Limits()) as picture:  # type: ignore[arg-type]
        assert picture.size == (1500, 1500)
        assert blob.furthest <= HEAD < len(data)
        assert picture.decode(picture.size, moving=False).first.size == (1500, 1500)


@pytest.mark.parametrize("progressive", [False, True])
def test_it_says_whether_it_is_progressive_and_what_that_costs(*, progressive: bool) -> None:
    with opened(saved(photo((800, 800)), "jpg", progressive=progressive)) as picture:
        assert picture.progressive is progressive
        full, small = picture.cost(picture.size), picture.cost(Size(10, 10))
    assert full[0] > small[0] > 0
    assert full[1] > small[1] > 0
    assert (small[0] > 800 * 800) is progressive


@pytest.mark.parametrize("name", ["jpg", "pjpg"])
@pytest.mark.parametrize("quality", [80, FULL_COLOUR, 94, 100])
def test_noise_is_written_though_pillows_buffer_is_too_small_for_it(name: str, quality: int) -> None:
    chance = random.Random(1)  # noqa: S311 - the same noise every time
    noise = Image.frombytes("RGB", (400, 400), bytes(255 * (byte & 1) for byte in chance.randbytes(480_000)))
    data = encoded(noise, name, quality=quality)
    assert decoded(data).first.size == (400, 400)
    assert mean(decoded(data).first) == pytest.approx(mean(noise), abs=5)


def test_colour_keeps_its_resolution_at_high_quality() -> None:
    lines = Image.new("RGB", (64, 64), (255, 0, 0))
    for at in range(0, 64, 2):
        lines.paste((0, 0, 255), (at, 0, at + 1, 64))
    rough = apart(decoded(encoded(lines, "jpg", quality=FULL_COLOUR - 1)).first, lines)
    fine = apart(decoded(encoded(lines, "jpg", quality=FULL_COLOUR)).first, lines)
    assert fine < rough / 4


def test_pjpg_is_progressive_and_jpg_is_not() -> None:
    for name, progressive in (("jpg", False), ("pjpg", True)):
        with opened(encoded(photo(), name)) as picture:
            assert picture.progressive is progressive
            assert picture.format == "jpg"
