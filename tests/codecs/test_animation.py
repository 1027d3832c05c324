"""Animations: frames as they are seen, for as long and as often as the file says."""

import struct
from typing import Any

import pytest
from PIL import Image

from handler.codecs import FORMATS
from handler.errors import InvalidParameter
from handler.output import FormatName
from tests.codecs.crafted import (
    apart,
    chunk,
    chunks,
    decoded,
    encoded,
    film,
    gif,
    gif_frame,
    opened,
    photo,
    pierced_film,
    png_of,
    saved,
)

MOVING: list[FormatName] = ["gif", "png", "webp", "avif"]
TIMES = (40, 500, 20, 130, 90)
BLACK, WHITE, RED, GREEN = range(4)
CLEAR = (0, 0, 0, 0)
COLOURS = {BLACK: (0, 0, 0, 255), WHITE: (255, 255, 255, 255), RED: (255, 0, 0, 255), GREEN: (0, 255, 0, 255)}


def visible(image: Image.Image) -> Image.Image:
    """Return a picture whose fully transparent pixels are all the same."""
    below = Image.new("RGBA", image.size, (1, 2, 3, 255))
    return Image.alpha_composite(below, image.convert("RGBA"))


@pytest.mark.parametrize("name", MOVING)
@pytest.mark.parametrize("frames", [film(), pierced_film()], ids=["opaque", "transparent"])
def test_frames_times_and_looks_survive(name: FormatName, frames: list[Image.Image]) -> None:
    data = encoded(frames, name, durations=TIMES, loop=0, quality=100)
    with opened(data) as picture:
        assert (picture.frames, picture.animated, picture.size) == (5, True, (60, 40))
        assert picture.alpha or frames[0].mode == "RGB"
        found = picture.decode(picture.size, moving=True)
    assert found.durations == TIMES
    assert found.loop == 0
    assert {image.mode for image in found.images} == {frames[0].mode}
    for image, expected in zip(found.images, frames, strict=True):
        assert apart(visible(image), visible(expected)) < (4 if FORMATS[name].quality else 0.001)


@pytest.mark.parametrize("name", ["gif", "png", "webp"])
@pytest.mark.parametrize("plays", [0, 1, 2, 7, 65535])
def test_it_plays_as_often_as_was_asked(name: FormatName, plays: int) -> None:
    assert decoded(encoded(film(2), name, loop=plays), moving=True).loop == plays


def test_avif_plays_for_ever_whatever_was_asked() -> None:
    assert decoded(encoded(film(2), "avif", loop=3), moving=True).loop == 0


@pytest.mark.parametrize(("repeats", "plays"), [(None, 1), (0, 0), (1, 2), (4, 5), (65535, 65536)])
def test_gif_counts_repeats_where_others_count_plays(repeats: int | None, plays: int) -> None:
    data = gif((8, 8), [gif_frame((0, 0, 8, 8), at) for at in (RED, GREEN)], loop=repeats)
    frames = decoded(data, moving=True)
    assert frames.loop == plays
    again = encoded(frames.images, "webp", loop=frames.loop)
    assert decoded(again, moving=True).loop == min(plays, 65535)


@pytest.mark.parametrize("name", MOVING)
@pytest.mark.parametrize("wanted", [0, 1, 4])
def test_one_frame_can_be_asked_for(name: FormatName, wanted: int) -> None:
    with opened(encoded(film(), name, quality=100), frame=wanted) as picture:
        assert (picture.frames, picture.animated) == (5, False)
        frames = picture.decode(picture.size, moving=True)
    assert len(frames.images) == 1
    assert apart(frames.first.convert("RGB"), film()[wanted]) < 4


@pytest.mark.parametrize("name", MOVING)
def test_a_still_is_the_first_frame(name: FormatName) -> None:
    frames = decoded(encoded(film(), name, quality=100), moving=False)
    assert len(frames.images) == len(frames.durations) == 1
    assert apart(frames.first.convert("RGB"), film()[0]) < 4


@pytest.mark.parametrize("kind", ["jpg", "png", "gif", "webp", "avif", "tiff"])
def test_a_frame_that_is_not_there_is_refused_by_the_header_alone(kind: str) -> None:
    with pytest.raises(InvalidParameter, match="one frame, 0") as caught, opened(saved(photo(), kind), frame=1):
        pass
    assert caught.value.facts["parameter"] == "frame"


@pytest.mark.parametrize("name", MOVING)
def test_how_many_frames_there_are_is_said(name: FormatName) -> None:
    with pytest.raises(InvalidParameter, match="5 frames, 0 to 4"), opened(encoded(film(), name), frame=5):
        pass


def test_pages_are_counted_but_do_not_move() -> None:
    pages = [photo((40, 30)), photo((20, 10)).convert("L"), photo((64, 64))]
    data = saved(pages[0], "tiff", save_all=True, append_images=pages[1:])
    with opened(data) as picture:
        assert (picture.frames, picture.animated, picture.size) == (3, False, (40, 30))
        assert len(picture.decode(picture.size, moving=True).images) == 1
    for number, page in enumerate(pages):
        with opened(data, frame=number) as picture:
            assert (picture.size, picture.mode) == (page.size, page.mode)
            assert picture.decode(picture.size, moving=False).first.tobytes() == page.tobytes()
    with pytest.raises(InvalidParameter, match="3 frames"), opened(data, frame=3):
        pass


@pytest.mark.parametrize("big", [False, True])
def test_pages_that_bite_their_tail_are_counted_once(big: bool) -> None:
    order, offset = ("<HHHHQ", "<Q") if big else ("<HHI", "<I")
    data = bytearray(saved(photo((8, 8)), "tiff", big_tiff=big))
    first = 16 if big else 8
    head = struct.pack(order, 0x4949, *((43, 8, 0) if big else (42,)), first)
    assert data[: len(head)] == head
    size, width = (8, 20) if big else (2, 12)
    entries = int.from_bytes(data[first : first + size], "little")
    at = first + size + width * entries
    struct.pack_into(offset, data, at, first)
    with opened(bytes(data)) as picture:
        assert picture.frames == 1


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
    assert decoded(encoded(film(2), "gif", durations=(1, 0)), moving=True).durations == (10, 0)


def test_long_times_are_written_by_every_format() -> None:
    for name in MOVING:
        found = decoded(encoded(film(2), name, durations=(16_777_000, 70_123)), moving=True).durations
        assert found[1] == pytest.approx(70_123, abs=200)
        assert found[0] == (655_350 if name == "gif" else 16_777_000)


def apng(parts: list[tuple[tuple[int, int, int, int], Any, int, int]], *, plays: int = 0, outside: bool = False) -> bytes:
    """Return an APNG of 8 x 8: box, colour, disposal, blend of each frame; `outside` puts a picture before them."""
    whole = chunks(saved(Image.new("RGBA", (8, 8), (9, 9, 9, 255)), "png"))
    found = [whole[0], (b"acTL", struct.pack(">II", len(parts), plays))]
    found += [whole[1]] if outside else []
    number = 0
    for at, (box, colour, disposal, blend) in enumerate(parts):
        left, top, width, height = box
        control = struct.pack(">5I2H2B", number, width, height, left, top, 1, 10, disposal, blend)
        found.append((b"fcTL", control))
        number += 1
        data = dict(chunks(saved(Image.new("RGBA", (width, height), colour), "png")))[b"IDAT"]
        if at == 0 and not outside:
            found.append((b"IDAT", data))
        else:
            found.append((b"fdAT", struct.pack(">I", number) + data))
            number += 1
    return png_of([*found, (b"IEND", b"")])


ALL_OF_IT = (0, 0, 8, 8)
HALF_WHITE = (255, 255, 255, 128)


@pytest.mark.parametrize(
    ("disposal", "blend", "inside", "after"),
    [
        (0, 0, HALF_WHITE, HALF_WHITE),
        (0, 1, (255, 128, 128, 255), (255, 128, 128, 255)),
        (1, 0, HALF_WHITE, CLEAR),
        (2, 0, HALF_WHITE, COLOURS[RED]),
        (2, 1, (255, 128, 128, 255), COLOURS[RED]),
    ],
)
def test_apng_frames_blend_and_are_disposed_of_as_specified(disposal: int, blend: int, inside: Any, after: Any) -> None:
    parts = [
        (ALL_OF_IT, COLOURS[RED], 0, 0),
        ((2, 2, 4, 4), HALF_WHITE, disposal, blend),
        ((7, 7, 1, 1), COLOURS[GREEN], 0, 0),
    ]
    frames = decoded(apng(parts, plays=3), moving=True)
    _, middle, last = (image.convert("RGBA") for image in frames.images)
    assert middle.getpixel((3, 3)) == pytest.approx(inside, abs=1)
    assert last.getpixel((3, 3)) == pytest.approx(after, abs=1)
    assert last.getpixel((0, 0)) == COLOURS[RED]
    assert (frames.loop, frames.durations) == (3, (100, 100, 100))


def test_restoring_before_the_first_apng_frame_clears_it() -> None:
    parts = [((0, 0, 8, 8), COLOURS[RED], 2, 0), ((0, 0, 1, 1), COLOURS[GREEN], 0, 1)]
    frames = decoded(apng(parts), moving=True)
    assert frames.images[1].getpixel((5, 5)) == CLEAR


def test_a_default_picture_outside_the_animation_is_left_out() -> None:
    parts = [(ALL_OF_IT, COLOURS[RED], 0, 0), (ALL_OF_IT, COLOURS[GREEN], 0, 0)]
    data = apng(parts, outside=True)
    with opened(data) as picture:
        assert picture.frames == 2
        assert [image.getpixel((0, 0)) for image in picture.decode(picture.size, moving=True).images] == [
            (255, 0, 0),
            (0, 255, 0),
        ]
    assert decoded(data, frame=1).first.getpixel((0, 0)) == (0, 255, 0)


def test_an_apng_in_a_palette_disposes_to_transparency() -> None:
    parts = []
    for side, index in ((8, 1), (2, 2)):
        image = Image.new("P", (side, side), index)
        image.putpalette([9, 9, 9, 255, 0, 0, 0, 255, 0])
        parts.append(dict(chunks(saved(image, "png"))))
    large, small = parts
    data = png_of(
        [
            *((name, large[name]) for name in (b"IHDR", b"PLTE")),
            (b"acTL", struct.pack(">II", 2, 0)),
            (b"fcTL", struct.pack(">5I2H2B", 0, 8, 8, 0, 0, 1, 10, 1, 0)),
            (b"IDAT", large[b"IDAT"]),
            (b"fcTL", struct.pack(">5I2H2B", 1, 2, 2, 0, 0, 1, 10, 0, 0)),
            (b"fdAT", struct.pack(">I", 2) + small[b"IDAT"]),
            (b"IEND", b""),
        ]
    )
    frames = decoded(data, moving=True)
    assert frames.images[0].getpixel((7, 7)) == COLOURS[RED]
    assert [frames.images[1].getpixel(at) for at in ((0, 0), (7, 7))] == [COLOURS[GREEN], CLEAR]


def test_an_apng_of_one_frame_is_a_still() -> None:
    with opened(apng([(ALL_OF_IT, COLOURS[RED], 0, 0)])) as picture:
        assert (picture.frames, picture.animated) == (1, False)
        assert picture.decode(picture.size, moving=True).first.getpixel((0, 0)) == (255, 0, 0)


def test_a_broken_animation_header_leaves_a_still_png() -> None:
    whole = chunks(saved(photo(), "png"))
    data = png_of([whole[0], (b"acTL", struct.pack(">II", 0, 0)), *whole[1:]])
    with pytest.warns(UserWarning, match="Invalid APNG"), opened(data) as picture:
        assert (picture.frames, picture.animated) == (1, False)
        assert picture.decode(picture.size, moving=True).first.tobytes() == photo().tobytes()


def test_an_opaque_alpha_is_dropped_only_where_all_frames_are_opaque() -> None:
    opaque = [image.convert("RGBA") for image in film()]
    assert decoded(saved(opaque[0], "png", save_all=True, append_images=opaque[1:]), moving=True).first.mode == "RGB"
    mixed = [*opaque[:4], pierced_film()[4]]
    found = decoded(encoded(mixed, "png"), moving=True)
    assert {image.mode for image in found.images} == {"RGBA"}


def test_frames_beyond_every_sensible_number_are_not_counted() -> None:
    frame = gif_frame((0, 0, 1, 1), RED)
    with opened(gif((1, 1), [frame] * 10_050)) as picture:
        assert picture.frames == 10_000


@pytest.mark.parametrize("name", [name for name, row in FORMATS.items() if not row.animation])
def test_what_cannot_move_shows_the_first_frame(name: FormatName) -> None:
    frames = decoded(encoded(film(), name, quality=100), moving=True)
    assert len(frames.images) == 1
    assert apart(frames.first, film()[0]) < 4


def test_chunks_are_made_as_pillow_reads_them() -> None:
    assert chunk(b"IEND", b"") == bytes.fromhex("0000000049454e44ae426082")
