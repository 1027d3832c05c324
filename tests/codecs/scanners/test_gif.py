"""The blocks of a GIF: frames, loop counts and extensions are found, and a file may end anywhere."""

from io import BytesIO

import pytest

from handler.codecs.scanners import gif
from handler.codecs.scanners.meter import Meter
from handler.core.limits import Limits
from handler.errors import Corrupt, TooLarge
from tests.support.images import image_files
from tests.support.images.image_files import GREEN, RED, gif_frame

FRAMES = [gif_frame((0, 0, 4, 3), RED, delay=7, disposal=2, clear=1), gif_frame((1, 2, 9, 5), GREEN)]


def walked(data: bytes, **bounds: int) -> gif.GifBlocks:
    return gif.walk(BytesIO(data), Meter(Limits(**bounds)))


def test_each_frame_tells_its_place_and_its_control() -> None:
    found = walked(image_files.gif((6, 6), FRAMES))
    first, second = found.frames
    assert (found.screen, found.cut) == ((6, 6), False)
    assert (first.left, first.top, first.size, first.control) == (0, 0, (4, 3), bytes([2 << 2 | 1, 7, 0, 1]))
    assert (second.left, second.top, second.size) == (1, 2, (9, 5))


def test_a_frames_pixels_lie_between_its_colours_and_the_next_block() -> None:
    data = image_files.gif((6, 6), FRAMES)
    first, second = walked(data).frames
    assert data[first.start] == data[second.start] == 2  # bits of the smallest code
    assert data[first.stop - 1] == 0
    assert data[first.stop : first.stop + 2] == b"!\xf9"
    assert data[second.stop :] == b";"


@pytest.mark.parametrize(("loop", "times"), [(None, 1), (0, 0), (1, 2), (65_535, 65_536)])
def test_a_loop_count_is_how_often_it_is_repeated(loop: int | None, times: int) -> None:
    assert walked(image_files.gif((6, 6), FRAMES, loop=loop)).loop == times


def test_a_frame_without_a_size_fills_the_screen() -> None:
    at = FRAMES[0].index(b",") + 5
    sizeless = FRAMES[0][:at] + bytes(4) + FRAMES[0][at + 4 :]
    assert walked(image_files.gif((6, 5), [sizeless])).frames[0].size == (6, 5)


def test_a_file_that_ends_within_a_frame_says_so_of_that_frame_alone() -> None:
    data = image_files.gif((6, 6), FRAMES)
    first, second = walked(data[:-4]).frames
    assert (first.cut, second.cut) == (False, True)


def test_no_frame_is_looked_for_behind_the_last_that_counts() -> None:
    assert len(walked(image_files.gif((6, 6), FRAMES * 9), frames=3).frames) == 4


def test_a_file_without_a_frame_is_corrupt() -> None:
    with pytest.raises(Corrupt, match="holds no picture"):
        walked(image_files.gif((6, 6), []))


def test_a_comment_counts_as_metadata() -> None:
    comment = b"!\xfe" + b"\x05hello" * 10 + b"\0"
    data = image_files.gif((6, 6), [comment, *FRAMES])
    assert len(walked(data, metadata=61).frames) == 2
    with pytest.raises(TooLarge, match="61 bytes"):
        walked(data, metadata=60)
