"""PNG by libvips: the same pixels as Pillow's, averages of them where it is reduced, and None for what is damaged."""

import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image

from handler.bindings.png_decoder import streamed_png
from handler.codecs.scanners.png import SIGNATURE, chunk
from tests.support.images.image_files import photo, saved
from tests.support.images.stored_samples import SAMPLES

COLOURS = {"L": 0, "RGB": 2, "RGBA": 6}
SIZES = [(96, 64), (97, 61), (1, 90), (200, 3), (1, 1)]


def picture(mode: str, size: tuple[int, int] = (97, 61)) -> Image.Image:
    image = photo(size)
    if mode == "RGBA":
        image.putalpha(Image.linear_gradient("L").resize(size))
    return image.convert(mode)


def decoded(data: bytes, factor: int = 1) -> Image.Image | None:
    return streamed_png(memoryview(bytearray(data)), factor)


def by_hand(mode: str, rows: bytes, size: tuple[int, int], end: bytes = b"") -> bytes:
    """Return a file of these rows. end: in place of the checksum behind them."""
    header = struct.pack(">II5B", *size, 8, COLOURS[mode], 0, 0, 0)
    packed = zlib.compress(rows)
    pixels = packed[:-4] + end if end else packed
    return SIGNATURE + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("mode", COLOURS)
def test_every_pixel_is_what_pillow_decodes(mode: str, size: tuple[int, int]) -> None:
    image = picture(mode, size)
    found = decoded(saved(image, "png"))
    assert found
    assert (found.mode, found.size, found.tobytes()) == (mode, size, image.tobytes())


@pytest.mark.parametrize("kind", range(5))
@pytest.mark.parametrize("mode", COLOURS)
def test_every_filter_of_rows_is_undone(mode: str, kind: int) -> None:
    width, height = 23, 9
    rows = b"".join(
        bytes([kind]) + bytes((at * 37 + row) % 256 for at in range(width * len(mode))) for row in range(height)
    )
    data = by_hand(mode, rows, (width, height))
    found = decoded(data)
    assert found
    assert found.tobytes() == Image.open(BytesIO(data)).tobytes()


@pytest.mark.parametrize("factor", [2, 3, 7, 64])
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("mode", ["L", "RGB"])
def test_a_reduced_pixel_is_the_mean_of_those_it_stands_for(mode: str, size: tuple[int, int], factor: int) -> None:
    image = picture(mode, size)
    found = decoded(saved(image, "png"), factor)
    assert found
    assert (found.mode, found.size) == (mode, tuple(-(-side // factor) for side in size))
    width, height = (side // factor for side in size)
    if width and height:
        inner = (0, 0, width, height)
        pairs = zip(found.crop(inner).tobytes(), image.reduce(factor).crop(inner).tobytes(), strict=True)
        assert max(abs(one - other) for one, other in pairs) <= 1


def test_the_last_column_and_row_repeat_the_edge() -> None:
    image = Image.new("RGB", (5, 5), "red")
    image.paste("blue", (4, 0, 5, 5))
    found = decoded(saved(image, "png"), 4)
    assert found
    assert found.getpixel((1, 0)) == (0, 0, 255)


def test_with_transparency_the_colours_are_multiplied_before_they_are_averaged() -> None:
    """So a hidden colour does not show."""
    image = Image.new("RGBA", (2, 2), (200, 100, 50, 255))
    image.paste((0, 255, 0, 0), (1, 0, 2, 2))
    found = decoded(saved(image, "png"), 2)
    assert found
    assert found.mode == "RGBa"
    assert found.getpixel((0, 0)) == pytest.approx((100, 50, 25, 128), abs=1)


def test_colours_are_multiplied_as_pillow_multiplies_them() -> None:
    levels = Image.linear_gradient("L")
    image = Image.merge("RGBA", [levels.rotate(90)] * 3 + [levels]).resize((512, 512), Image.Resampling.NEAREST)
    found = decoded(saved(image, "png"), 2)
    assert found
    expected = image.convert("RGBa").reduce(2)
    pairs = zip(found.tobytes(), expected.tobytes(), strict=True)
    assert max(abs(one - other) for one, other in pairs) <= 1


@pytest.mark.parametrize("factor", [1, 2, 5])
@pytest.mark.parametrize("name", ["balloons.png", "owl.png"])
def test_a_cut_or_damaged_file_gives_none_wherever_it_is_cut(name: str, factor: int) -> None:
    data = SAMPLES[name].read_bytes()
    pixels = data.rindex(b"IEND") - 8
    for size in (0, 7, 8, 20, 33, 60, pixels // 3, pixels - 1000, pixels - 30):
        assert decoded(data[:size], factor) is None
    broken = bytearray(data)
    broken[pixels // 2 : pixels // 2 + 40] = bytes(40)
    assert decoded(bytes(broken), factor) is None


@pytest.mark.parametrize("factor", [1, 3])
@pytest.mark.parametrize("mode", COLOURS)
def test_rows_that_are_missing_are_never_made_up(mode: str, factor: int) -> None:
    width, height = 30, 20
    row = b"\0" + bytes(range(width * len(mode)))
    for missing in (row, row[-1:], row * height):
        assert decoded(by_hand(mode, (row * height).removesuffix(missing), (width, height)), factor) is None
    assert decoded(by_hand(mode, row * (height - 1) + b"\5" + row[1:], (width, height)), factor) is None


def test_a_wrong_checksum_of_the_chunk_does_not_matter() -> None:
    """The chunk was put together anew, without one."""
    data = bytearray(saved(picture("RGB"), "png"))
    data[data.rindex(b"IEND") - 5] ^= 0xFF
    found = decoded(bytes(data))
    assert found
    assert found.tobytes() == picture("RGB").tobytes()


def test_the_file_is_read_where_it_lies_and_stays_as_it_is() -> None:
    data = bytearray(saved(picture("RGB"), "png"))
    before = bytes(data)
    streamed_png(memoryview(data), 2)
    assert data == before
    data.append(0)  # nobody holds it any more
