"""A file that ends early gives the frames that are whole, and each of them alone; where none is, it is Corrupt."""

from functools import cache

import pytest
from PIL import Image

from handler.core.frames import Frames
from handler.core.output import FormatName
from handler.errors import Corrupt, InvalidParameter
from tests.support.images.image_files import decoded, encoded, opened, saved

CUT: list[FormatName] = ["gif", "png", "webp"]
NUMBER = 4
SNIFFED = 32
"""Bytes that are enough to tell a format."""


def noise(number: int) -> list[Image.Image]:
    """Return frames that nothing can be left out of."""
    ground = Image.effect_noise((24, 24), 90)
    return [ground.rotate(90 * at).convert("RGB") for at in range(number)]


@cache
def film(name: FormatName) -> tuple[bytes, Frames]:
    """Return an animation, and what it shows."""
    data = encoded(noise(NUMBER), name, durations=(50, 60, 70, 80), loop=0)
    return data, decoded(data, moving=True)


@cache
def shown(name: FormatName, end: int) -> int:
    """Return how many frames a file shows that ends there, after a look that they are the right ones."""
    data, whole = film(name)
    try:
        frames = decoded(data[:end], moving=True)
    except Corrupt:
        return 0
    number = len(frames.images)
    assert [image.tobytes() for image in frames.images] == [image.tobytes() for image in whole.images[:number]]
    assert frames.durations == whole.durations[:number] or number == 1
    return number


def ends(name: FormatName) -> list[int]:
    """Return places in a file: all of its last hundred, and some of the others."""
    size = len(film(name)[0])
    return sorted({*range(SNIFFED, size, 37), *range(size - 100, size + 1)})


@pytest.mark.parametrize("name", CUT)
def test_a_file_that_ends_early_shows_the_frames_before_its_end(name: FormatName) -> None:
    numbers = [shown(name, end) for end in ends(name)]
    assert numbers == sorted(numbers)
    assert set(numbers) == set(range(NUMBER + 1))


@pytest.mark.parametrize("name", CUT)
def test_each_frame_that_is_shown_can_be_asked_for_and_no_other(name: FormatName) -> None:
    data, whole = film(name)
    for number in range(1, NUMBER):
        end = next(end for end in ends(name) if shown(name, end) == number)
        with opened(data[:end]) as picture:
            assert (picture.frames, picture.animated) == (number, number > 1)
        for frame in range(number):
            assert decoded(data[:end], frame=frame).first.tobytes() == whole.images[frame].tobytes()
        with pytest.raises(InvalidParameter):
            decoded(data[:end], frame=number)


@pytest.mark.parametrize(
    ("name", "spare"), [("gif", 2), ("png", 16)], ids=["trailer and end of blocks", "last chunk and a checksum"]
)
def test_what_is_not_pixels_at_the_end_is_not_missed(name: FormatName, spare: int) -> None:
    size = len(film(name)[0])
    assert [shown(name, end) for end in (size - spare, size)] == [NUMBER, NUMBER]


@pytest.mark.parametrize("name", CUT)
def test_the_first_frame_is_shown_whatever_has_become_of_the_others(name: FormatName) -> None:
    data, whole = film(name)
    end = max(end for end in ends(name) if shown(name, end) == 1)  # its own last bytes are a checksum, and its own
    damaged = data[:end] + bytes([0x55]) * (len(data) - end)
    assert decoded(damaged, frame=0).first.tobytes() == whole.first.tobytes()


@pytest.mark.parametrize("kind", ["png", "gif", "webp", "avif"])
def test_a_picture_that_does_not_move_is_whole_or_corrupt(kind: str) -> None:
    data = saved(noise(1)[0], kind)
    whole = decoded(data).first.tobytes()
    for end in range(SNIFFED, len(data), 7):
        try:
            assert decoded(data[:end]).first.tobytes() == whole
        except Corrupt:
            assert end < len(data)


def test_a_moving_avif_is_whole_or_corrupt() -> None:
    data = encoded(noise(NUMBER), "avif")
    for end in (len(data) // 2, len(data) - 1):
        for frame in (None, 0):
            with pytest.raises(Corrupt):
                decoded(data[:end], moving=True, frame=frame)
