"""Damaged files are Corrupt, whole or not at all; nothing else ever comes out of them."""

import random
import zlib
from io import BytesIO

import pytest
from PIL import Image

from handler.codecs import probe
from handler.core.limits import Limits
from handler.errors import Corrupt, ImageError, SourceBusy, TooLarge, UnacceptedKind
from tests.support.images.image_files import ALL, decoded, film, opened, photo, saved

TIFF_WARNINGS = "ignore::UserWarning:PIL.TiffImagePlugin"


def files() -> dict[str, bytes]:
    """Return a file of every kind there is, moving ones too."""
    still, moving = photo((120, 90)), {"save_all": True, "append_images": film(4, (120, 90)), "duration": 90}
    alpha = still.convert("RGBA")
    alpha.putalpha(Image.linear_gradient("L").resize(still.size))
    return {
        "jpg": saved(still, "jpg"),
        "jpg-progressive": saved(still, "jpg", progressive=True),
        "jpg-cmyk": saved(still.convert("CMYK"), "jpg"),
        "png": saved(still, "png"),
        "png-palette": saved(still.quantize(200), "png"),
        "png-moving": saved(still, "png", **moving),
        "gif": saved(still, "gif"),
        "gif-moving": saved(still, "gif", **moving),
        "webp": saved(still, "webp"),
        "webp-alpha": saved(alpha, "webp"),
        "webp-lossless": saved(still, "webp", lossless=True),
        "webp-moving": saved(still, "webp", **moving),
        "avif": saved(still, "avif"),
        "avif-moving": saved(still, "avif", **moving),
        "tiff": saved(still, "tiff"),
        "tiff-deflate": saved(still, "tiff", compression="tiff_adobe_deflate"),
        "tiff-lzw": saved(still, "tiff", compression="tiff_lzw"),
        "tiff-jpeg": saved(still, "tiff", compression="jpeg"),
        "tiff-pages": saved(still, "tiff", save_all=True, append_images=[still.convert("L")]),
    }


FILES = files()


@pytest.mark.parametrize("name", FILES)
def test_whole_files_are_read(name: str) -> None:
    frames = decoded(FILES[name], moving=True)
    assert frames.first.size == (120, 90)
    assert len(frames.images) == (5 if "moving" in name else 1)


@pytest.mark.filterwarnings(TIFF_WARNINGS)
@pytest.mark.parametrize("part", [10, 20, 30, 40, 50, 60, 70, 80, 90])
@pytest.mark.parametrize("name", FILES)
def test_a_file_cut_short_is_corrupt_where_no_frame_is_whole(name: str, part: int) -> None:
    data = FILES[name]
    if name == "webp-moving" and part == 90:
        return  # four frames of five are whole: see test_cut.py
    wanted = {"frame": 1} if name == "tiff-pages" else {}
    with pytest.raises(Corrupt) as caught:
        decoded(data[: len(data) * part // 100], moving=True, **wanted)
    kind = {"jpg": "JPEG", "webp": "WebP"}.get(name.partition("-")[0], name.partition("-")[0].upper())
    assert kind in caught.value.detail


@pytest.mark.filterwarnings(TIFF_WARNINGS)
@pytest.mark.parametrize("name", FILES)
def test_what_is_said_of_a_damaged_file_shows_nothing_of_the_inside(name: str) -> None:
    data = FILES[name]
    with pytest.raises(Corrupt) as caught:
        decoded(data[: len(data) // 2], moving=True, **({"frame": 1} if name == "tiff-pages" else {}))
    for word in ("PIL", "object at", "Error", "0x", "/", "bytes not processed"):
        assert word not in caught.value.detail


@pytest.mark.filterwarnings("ignore::UserWarning")
@pytest.mark.parametrize("name", FILES)
def test_changed_bytes_give_a_picture_or_an_error_of_ours(name: str) -> None:
    chance = random.Random(name)  # noqa: S311 - the same changes every time are the point
    for _ in range(60):
        data = bytearray(FILES[name])
        for _ in range(chance.choice([1, 1, 3, 10])):
            # Headers matter most, and lie at the start.
            at = chance.randrange(min(len(data), chance.choice([64, 600, len(data)])))
            data[at] = chance.choice([0, 1, 0x7F, 0x80, 0xFF, chance.randrange(256)])
        try:
            with opened(bytes(data)) as picture:
                if picture.size.area * picture.frames < 10**7:
                    picture.decode(picture.size, moving=True)
        except ImageError as error:
            assert error.status < 500, error


@pytest.mark.parametrize(
    "start",
    [
        b"\xff\xd8\xff",
        b"\x89PNG\r\n\x1a\n",
        b"GIF89a",
        b"RIFF\0\0\0\0WEBPVP8 ",
        b"\0\0\0\x14ftypavif",
        b"II*\0",
        b"MM\0+",
    ],
)
@pytest.mark.parametrize("rest", [b"", b"\0" * 600, b"\xff" * 600, bytes(range(256)) * 3])
@pytest.mark.filterwarnings(TIFF_WARNINGS)
def test_a_start_with_nothing_sensible_behind_is_refused(start: bytes, rest: bytes) -> None:
    # What is nonsense may be a great number, or claim to be what nothing here reads.
    with pytest.raises((Corrupt, TooLarge, UnacceptedKind)):
        decoded(start + rest)


class Failing(BytesIO):
    """A file whose store gives up after some bytes."""

    def __init__(self, data: bytes, good: int, error: Exception) -> None:
        super().__init__(data)
        self.good = good
        self.error = error

    def read(self, size: int | None = -1, /) -> bytes:
        found = super().read(size)
        if self.tell() > self.good:
            raise self.error
        return found

    def getvalue(self) -> bytes:
        raise self.error

    def getbuffer(self) -> memoryview:
        raise self.error


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("part", [0, 30, 70])
def test_what_the_store_raises_goes_through_unchanged(name: str, part: int) -> None:
    busy = SourceBusy("try again")
    blob = Failing(FILES[name], len(FILES[name]) * part // 100, busy)
    with pytest.raises(SourceBusy) as caught, probe(blob, accepted=ALL, bounds=Limits()) as picture:
        picture.decode(picture.size, moving=True)
    assert caught.value is busy


def test_what_happens_between_probe_and_decode_is_not_the_files_fault() -> None:
    with pytest.raises(ValueError, match="my own"), opened(FILES["png"]):
        raise ValueError("my own")


def test_a_gif_frame_of_no_pixels_is_shown_all_over_the_screen_if_that_has_any() -> None:
    data = bytearray(FILES["gif"])
    at = data.index(b",\0\0\0\0")
    data[at + 5 : at + 9] = bytes(4)
    assert decoded(bytes(data)).first.size == (120, 90)
    data[6:10] = bytes(4)
    with pytest.raises(Corrupt):
        decoded(bytes(data))


def test_an_apng_that_holds_fewer_frames_than_it_says_has_those_that_it_holds() -> None:
    data = FILES["png-moving"]
    at = data.index(b"acTL") + 4
    whole = data[:at] + (2**31 - 1).to_bytes(4, "big") + data[at + 4 :]
    crc = zlib.crc32(whole[at - 4 : at + 8]).to_bytes(4, "big")
    frames = decoded(whole[: at + 8] + crc + whole[at + 12 :], moving=True)
    assert len(frames.images) == 5
