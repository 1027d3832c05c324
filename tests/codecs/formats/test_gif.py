"""GIF: composited and counted as browsers do."""

from typing import Any

import pytest

from tests.support.images.image_files import (
    CLEAR,
    COLOURS,
    GREEN,
    RED,
    WHITE,
    decoded,
    encoded,
    film,
    gif,
    gif_frame,
    opened,
)


@pytest.mark.parametrize(("repeats", "plays"), [(None, 1), (0, 0), (1, 2), (4, 5), (65535, 65536)])
def test_gif_counts_repeats_where_others_count_plays(repeats: int | None, plays: int) -> None:
    data = gif((8, 8), [gif_frame((0, 0, 8, 8), at) for at in (RED, GREEN)], loop=repeats)
    frames = decoded(data, moving=True)
    assert frames.loop == plays
    again = encoded(frames.images, "webp", loop=frames.loop)
    assert decoded(again, moving=True).loop == min(plays, 65535)


DISPOSALS = [
    # disposal of the middle frame, what is at its place and beside it in the last frame
    (0, COLOURS[GREEN], COLOURS[RED]),
    (1, COLOURS[GREEN], COLOURS[RED]),
    (2, CLEAR, COLOURS[RED]),
    (3, COLOURS[RED], COLOURS[RED]),
]


@pytest.mark.parametrize(("disposal", "inside", "beside"), DISPOSALS)
def test_a_gif_frame_is_disposed_of_as_browsers_do(disposal: int, inside: Any, beside: Any) -> None:
    parts = [
        gif_frame((0, 0, 8, 8), RED),
        gif_frame((2, 2, 4, 4), GREEN, disposal=disposal),
        gif_frame((7, 7, 1, 1), WHITE),
    ]
    frames = decoded(gif((8, 8), parts), moving=True)
    first, middle, last = (image.convert("RGBA") for image in frames.images)
    assert first.getcolors() == [(64, COLOURS[RED])]
    assert (middle.getpixel((3, 3)), middle.getpixel((0, 0))) == (COLOURS[GREEN], COLOURS[RED])
    assert (last.getpixel((3, 3)), last.getpixel((0, 0))) == (inside, beside)
    assert last.getpixel((7, 7)) == COLOURS[WHITE]
    assert frames.first.mode == ("RGBA" if disposal == 2 else "RGB")


def test_what_a_first_gif_frame_does_not_cover_is_transparent() -> None:
    data = gif((8, 8), [gif_frame((2, 2, 4, 4), RED)])
    with opened(data) as picture:
        assert picture.alpha
    frames = decoded(data)
    assert (frames.first.getpixel((0, 0)), frames.first.getpixel((3, 3))) == (CLEAR, COLOURS[RED])


def test_a_transparent_index_lets_the_frame_below_show() -> None:
    parts = [gif_frame((0, 0, 8, 8), RED), gif_frame((0, 0, 8, 8), GREEN, clear=GREEN)]
    frames = decoded(gif((8, 8), parts), moving=True)
    assert [image.getcolors() for image in frames.images] == [[(64, (255, 0, 0))]] * 2


def test_a_frame_past_the_screen_enlarges_the_canvas_before_it_is_decoded() -> None:
    parts = [gif_frame((0, 0, 4, 4), RED), gif_frame((2, 2, 10, 4), GREEN)]
    with opened(gif((4, 4), parts)) as picture:
        assert picture.size == (12, 6)
        frames = picture.decode(picture.size, moving=True)
    assert {image.size for image in frames.images} == {(12, 6)}


def test_a_gif_without_a_trailer_is_whole() -> None:
    parts = [gif_frame((0, 0, 8, 8), at) for at in (RED, GREEN)]
    for end in (b"", b"\0", b"junk"):
        assert len(decoded(gif((8, 8), parts, end=end), moving=True).images) == 2


def test_gif_times_are_rounded_without_drifting() -> None:
    times = (33, 33, 34) * 3
    found = decoded(encoded(film(9), "gif", durations=times), moving=True).durations
    assert sum(found) == 300
    assert max(abs(one - other) for one, other in zip(found, times, strict=True)) <= 7
