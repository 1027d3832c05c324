"""The segments of a JPEG: scans are counted, and a file of one scan is read only up to its pixels."""

from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from handler.codecs.scanners import jpeg
from handler.codecs.scanners.meter import Meter
from handler.core.limits import Limits
from handler.errors import Corrupt
from tests.support.hostile import raw
from tests.support.images.image_files import decoded, opened, photo, saved

PLAIN = photo((64, 48))


def test_scans_of_single_colours_are_counted_and_kept_as_those_of_progressive_files_are() -> None:
    data = bytearray(saved(PLAIN, "jpg", subsampling=0))
    at = data.index(b"\xff\xda")
    one = b"\xff\xda\0\x08\1\1\0\0\x3f\0"
    walked = jpeg.walk(BytesIO(bytes(data[:at]) + (one + bytes(99)) * 3 + b"\xff\xd9"), Meter(Limits()))
    assert (walked.scans, walked.progressive, walked.buffered) == (3, False, True)


def test_a_file_of_one_scan_is_not_read_past_its_header() -> None:
    data = saved(PLAIN, "jpg")
    walked = jpeg.walk(BytesIO(data[: data.index(b"\xff\xda") + 20] + b"\xff\xda" * 500), Meter(Limits()))
    assert (walked.scans, walked.buffered) == (1, False)


def test_a_jpeg_too_short_for_its_pixels_is_corrupt_only_when_they_are_wanted() -> None:
    with opened(raw.jpeg_header(4000, 4000)) as picture:
        assert picture.size == (4000, 4000)
        with pytest.raises(Corrupt):
            picture.decode(picture.size, moving=False)


@pytest.mark.parametrize("side", [16, 500, 1500])
@pytest.mark.parametrize("options", [{}, {"progressive": True}, {"optimize": True, "quality": 1}])
def test_the_emptiest_picture_is_not_too_short_for_its_pixels(side: int, options: Any) -> None:
    for mode in ("L", "RGB", "CMYK"):
        data = saved(Image.new(mode, (side, side)), "jpg", **options)
        assert decoded(data).first.size == (side, side)


class Counted(BytesIO):
    """A file that counts how many bytes are read of it."""

    taken = 0

    def read(self, size: int | None = -1, /) -> bytes:
        data = super().read(size)
        self.taken += len(data)
        return data


def test_a_walk_reads_nothing_but_the_heads_of_segments() -> None:
    file = Counted(saved(photo((1800, 1300)), "jpg", quality=90))
    jpeg.walk(file, Meter(Limits()))
    assert 0 < file.taken < 100 < len(file.getvalue()) / 1000
