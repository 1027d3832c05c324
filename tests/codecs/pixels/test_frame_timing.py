"""Times of frames: whatever is asked of whatever format, all of it is shown, and nothing is past what can be said."""

import struct
from typing import cast

import pytest
from PIL import Image

from handler.codecs.pixels.frame_timing import merged, played, sayable
from handler.core.formats.catalogue import FORMATS, ROUND_TRIP
from handler.core.formats.row import Motion
from handler.core.output import FormatName
from tests.support.images.image_files import GREEN, RED, chunk, chunks, decoded, encoded, gif, gif_frame, png_of

MOVING: list[FormatName] = [name for name in ROUND_TRIP if FORMATS[name].animation]
DAY = 86_400_000
HALF = 127


def motion(name: FormatName) -> Motion:
    """Return what an animation of a format can say."""
    return FORMATS[name].motion


def blinking(number: int, *, clear: bool = False) -> list[Image.Image]:
    """Return frames of which every other is the same, with a transparent corner that grows and shrinks, or not."""
    frames = []
    for at in range(number):
        frame = Image.new("RGBA" if clear else "RGB", (16, 16), ("red", "lime")[at % 2])
        if clear:
            frame.paste((0, 0, 0, 0), (0, 0, 8, 8 + at % 2 * 8))
        frames.append(frame)
    return frames


def look(image: Image.Image) -> list[tuple[int, ...]]:
    """Return what a picture roughly looks like at three places: nothing where it is clear."""
    pixels = [cast("tuple[int, ...]", image.convert("RGBA").getpixel(at)) for at in ((13, 13), (3, 3), (3, 13))]
    return [tuple(round(value / 85) for value in pixel[:3]) if pixel[3] > HALF else () for pixel in pixels]


def seen(data: bytes) -> list[tuple[int, list[tuple[int, ...]]]]:
    """Return how long each picture is shown and what it looks like, equal ones after another taken as one."""
    frames = decoded(data, moving=True)
    told: list[tuple[int, list[tuple[int, ...]]]] = []
    for image, time in zip(frames.images, frames.durations, strict=True):
        same = bool(told) and told[-1][1] == look(image)
        told.append((time + (told.pop()[0] if same else 0), look(image)))
    return told


@pytest.mark.parametrize("clear", [False, True], ids=["opaque", "clear"])
@pytest.mark.parametrize("which", ["0", "1", "5", "10", "11", "19", "20", "longest", "longest + 1", "sum", "day"])
@pytest.mark.parametrize("name", MOVING)
def test_a_frame_is_shown_for_as_long_as_was_asked(name: FormatName, which: str, *, clear: bool) -> None:
    can = motion(name)
    most = can.longest
    time = {"longest": most, "longest + 1": most + can.step, "sum": most // 2 + 7, "day": DAY}.get(which) or int(which)
    # Two frames that are equal stand together: their times are one, which may be past what can be said.
    pictures = [frame for frame in blinking(3, clear=clear) for _ in range(2 if which == "sum" else 1)]
    times = [time if at % 2 == 0 or which == "sum" else 40 for at in range(len(pictures))]
    wanted = [2 * time] * 3 if which == "sum" else times
    told = seen(encoded(pictures, name, durations=tuple(times), loop=0))
    # What is too short is shown as long as browsers show it: see `played`. A second in a day is lost to fractions.
    least = can.shortest if name == "gif" else played(time)
    expected = [least if each == time < 20 else each for each in wanted]
    assert [shown for shown, _ in told] == pytest.approx(expected, abs=can.step, rel=2e-5)
    assert [each for _, each in told] == [look(frame) for frame in blinking(3, clear=clear)]


@pytest.mark.parametrize("name", MOVING)
def test_no_piece_is_past_what_can_be_said_and_none_is_lost(name: FormatName) -> None:
    can = motion(name)
    for time in (can.shortest, can.longest, can.longest + can.step, 5 * can.longest, 5 * can.longest + can.step):
        (pieces,) = sayable([time], can)
        assert sum(pieces) == time
        assert all(can.shortest <= piece <= can.longest and piece % can.step == 0 for piece in pieces)


def test_rounding_does_not_drift_but_what_browsers_would_stretch_is_rounded_up() -> None:
    can = motion("gif")
    assert sum(time for (time,) in sayable([33, 33, 34] * 10, can)) == 1000
    assert sayable([11, 17, 14, 90], can) == [[20], [20], [20], [90]]


@pytest.mark.parametrize(("said", "shown"), [(0, 100), (1, 100), (10, 100), (11, 11), (20, 20), (100, 100)])
def test_what_is_to_be_shown_for_no_time_is_shown_as_browsers_do(said: int, shown: int) -> None:
    frames = blinking(2)
    assert played(said) == shown
    for name in ("png", "webp", "avif"):
        if said:
            assert decoded(encoded(frames, name, durations=(said, 50)), moving=True).durations == (shown, 50)
    if said % 10 == 0:
        parts = [gif_frame((0, 0, 16, 16), RED, delay=said // 10), gif_frame((0, 0, 16, 16), GREEN, delay=5)]
        assert decoded(gif((16, 16), parts), moving=True).durations == (shown, 50)


def test_a_gif_whose_equal_frames_last_eleven_minutes_is_written() -> None:
    parts = [gif_frame((0, 0, 16, 16), colour, delay=0xFFFF) for colour in (RED, RED, GREEN)]
    frames = decoded(gif((16, 16), parts), moving=True)
    for name in MOVING:
        data = encoded(frames.images, name, durations=frames.durations, quality=100)
        assert [time for time, _ in seen(data)] == [2 * 655_350, 655_350]


def test_the_longest_delay_of_an_apng_is_written_by_every_format() -> None:
    found = chunks(encoded(blinking(2), "png"))
    at = next(at for at, (name, _) in enumerate(found) if name == b"fcTL")
    found[at] = (b"fcTL", found[at][1][:20] + struct.pack(">HH", 0xFFFF, 1) + found[at][1][24:])
    frames = decoded(png_of(found), moving=True)
    assert frames.durations[0] == 65_535_000
    for name in MOVING:
        assert seen(encoded(frames.images, name, durations=frames.durations))[0][0] == 65_535_000


def test_more_days_than_an_encoder_counts_are_cut_short() -> None:
    frames = blinking(4)
    assert sum(time for time, _ in seen(encoded(frames, "webp", durations=(16 * DAY,) * 4))) <= 2**31 + 400


def test_merging_sees_colours_through_palettes() -> None:
    red = Image.new("P", (4, 4), 1)
    red.putpalette([0, 0, 0, 255, 0, 0])
    also = Image.new("P", (4, 4), 0)
    also.putpalette([255, 0, 0])
    before = red.tobytes(), red.getpalette()
    images, times = merged([red, also, Image.new("P", (4, 4), 0)], [10, 20, 30])
    assert (images[0], times) == (red, [30, 30])
    assert (red.tobytes(), red.getpalette()) == before


def test_chunks_of_an_apng_are_whole() -> None:
    assert all(len(chunk(name, data)) == 12 + len(data) for name, data in chunks(encoded(blinking(2), "png")))
