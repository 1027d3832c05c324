"""The chunks of a WebP: the picture counts, not what the header says of it; and a file made of only what it needs."""

import struct
from io import BytesIO

import pytest
from PIL import Image

from handler.codecs.scanners import webp
from handler.codecs.scanners.meter import Meter
from handler.core.limits import Limits
from handler.errors import Corrupt
from tests.support.hostile import raw
from tests.support.images.image_files import film, photo, pierced_film, saved


def walked(data: bytes, **bounds: int) -> webp.WebpChunks:
    return webp.walk(BytesIO(data), Meter(Limits(**bounds)))


@pytest.mark.parametrize("lossless", [False, True])
@pytest.mark.parametrize(("mode", "alpha"), [("RGB", False), ("RGBA", True)])
def test_size_and_transparency_are_those_of_the_picture(mode: str, alpha: bool, lossless: bool) -> None:
    image = photo((41, 30)).convert(mode)
    if alpha:
        image.putpixel((0, 0), (1, 2, 3, 0))
    found = walked(saved(image, "webp", lossless=lossless))
    assert (found.canvas(), found.alpha, len(found.frames)) == ((41, 30), alpha, 0)


def test_an_animation_tells_what_each_frame_says() -> None:
    data = saved(film()[0], "webp", save_all=True, append_images=film()[1:], duration=70)
    found = walked(data)
    assert (found.canvas(), len(found.frames), found.still) == ((60, 40), 5, [])
    assert {patch.duration for patch in found.patches} == {70}


def test_a_frame_at_the_end_that_is_cut_is_left_out() -> None:
    data = saved(film()[0], "webp", save_all=True, append_images=film()[1:])
    assert len(walked(data[:-9]).frames) == 4


def test_no_more_frames_are_noted_than_count() -> None:
    assert len(walked(raw.animation(8, 8, 30), frames=4).frames) == 5


def test_a_forgotten_byte_of_padding_hides_no_chunk() -> None:
    head = raw.extended(3, 2, 0x08) + b"EXIF" + struct.pack("<I", 3) + b"abc"
    assert walked(raw.riff(head + raw.lossless(3, 2))).chunks[b"EXIF"] == b"abc"
    assert walked(raw.riff(head + b"\0" + raw.lossless(3, 2))).canvas() == (3, 2)


def test_what_has_no_picture_is_corrupt() -> None:
    with pytest.raises(Corrupt, match="the WebP file is damaged or cut short"):
        walked(raw.riff(raw.piece(b"EXIF", b"abcd")))


def test_a_file_is_made_of_the_pixels_alone_and_shows_the_same() -> None:
    data = saved(photo(), "webp", lossless=True, exif=b"Exif\0\0SECRET", icc_profile=b"SECRET")
    made = webp.mended(memoryview(data), walked(data), 0)
    assert b"SECRET" not in made
    with Image.open(BytesIO(made)) as found, Image.open(BytesIO(data)) as wanted:
        assert found.convert("RGB").tobytes() == wanted.convert("RGB").tobytes()


def bare(data: bytes) -> bytes | None:
    found = webp.bare(memoryview(data), walked(data))
    return None if found is None else bytes(found)


def test_the_chunks_of_a_still_picture_are_taken_where_they_lie() -> None:
    exif = raw.piece(b"EXIF", b"abcd")
    lossy = saved(photo(), "webp")[12:]
    assert bare(raw.riff(exif + lossy + exif)) == lossy
    alpha = raw.piece(b"ALPH", b"\0" * 4)
    assert bare(raw.riff(exif + alpha + lossy)) == alpha + lossy


@pytest.mark.parametrize("between", [raw.piece(b"EXIF", b"abcd"), b""])
def test_chunks_that_do_not_lie_together_are_put_together_anew(between: bytes) -> None:
    """What lies between them may be a whole chunk, or a byte of padding may be missing."""
    alpha = raw.piece(b"ALPH", b"\0" * 3)[: None if between else -1]
    assert bare(raw.riff(alpha + between + saved(photo(), "webp")[12:])) is None


def test_chunks_that_are_cut_short_are_put_together_anew() -> None:
    assert bare(saved(photo(), "webp")[:-20]) is None


def test_a_file_is_made_of_the_first_frames_alone() -> None:
    images = pierced_film()
    data = saved(images[0], "webp", save_all=True, append_images=images[1:], lossless=True)
    with Image.open(BytesIO(webp.mended(memoryview(data), walked(data), 2))) as found:
        assert found.n_frames == 2  # type: ignore[attr-defined] # a moving WebP has it
        assert found.convert("RGBA").tobytes() == images[0].tobytes()


def test_an_animation_is_marked_as_transparent() -> None:
    data = saved(film()[0], "webp", save_all=True, append_images=film()[1:])
    at = webp.FILE_HEAD + webp.CHUNK_HEAD
    marked = webp.flagged(data)
    assert (data[at] & webp.ALPHA, marked[at] & webp.ALPHA) == (0, webp.ALPHA)
    assert marked[:at] + data[at : at + 1] + marked[at + 1 :] == data
