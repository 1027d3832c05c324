"""A moving AVIF does not tell when it was made."""

import io
import struct

from PIL import Image

from handler.codecs.formats._avif_timestamps import unstamped


def moving(colours: tuple[str, ...] = ("red", "lime", "blue")) -> bytes:
    frames = [Image.new("RGB", (16, 16), colour) for colour in colours]
    file = io.BytesIO()
    frames[0].save(file, "AVIF", save_all=True, append_images=frames[1:], duration=100, max_threads=2)
    return file.getvalue()


def test_two_seconds_apart_the_bytes_are_the_same() -> None:
    """The time is in the file's head, in its tracks' and in their media's, as seconds of 64 bits."""
    first = moving()
    at = first.index(b"mvhd") + 8
    (stamp,) = struct.unpack(">Q", first[at : at + 8])
    second = first.replace(struct.pack(">Q", stamp), struct.pack(">Q", stamp + 2))
    assert sum(a != b for a, b in zip(first, second, strict=True)) >= 6
    assert unstamped(first) == unstamped(second)


def test_it_still_opens_and_moves() -> None:
    with Image.open(io.BytesIO(unstamped(moving()))) as image:
        assert image.n_frames == 3  # type: ignore[attr-defined]
        image.seek(2)
        (_, red), (_, green), (least, _) = image.convert("RGB").getextrema()  # type: ignore[misc]
    assert least > 200
    assert max(red, green) < 60


def test_what_is_no_file_of_boxes_stays_as_it_is() -> None:
    for data in (b"", b"abc", b"\0\0\0\3moov", struct.pack(">I4sQ", 1, b"free", 3), b"\0\0\0\0free1234"):
        assert unstamped(data) == data
