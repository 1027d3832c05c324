"""A PNG made of what is sound in another: in place where it can be, and the file is as it was afterwards."""

from io import BytesIO
from struct import pack

import pytest
from PIL import Image, PngImagePlugin

from handler.codecs.formats._png_file import END, file_of, standing
from handler.codecs.scanners import png
from handler.codecs.scanners.meter import Meter
from handler.codecs.scanners.png import PngChunks, chunk
from handler.core.limits import Limits
from tests.support.images.image_files import photo, saved


def walked(data: bytes) -> PngChunks:
    found = png.walk(BytesIO(data), Meter(Limits(), 0))
    png.walk_rest(found)
    return found


def header(found: PngChunks) -> bytes:
    return chunk(b"IHDR", found.header)


def several(picture: Image.Image) -> bytes:
    """Return a file of many chunks of pixels, with secrets before and behind them."""
    info = PngImagePlugin.PngInfo()
    info.add_text("Comment", "SECRET" * 20)
    data = saved(picture, "png", pnginfo=info)
    start = data.index(b"IDAT") - 4
    length = int.from_bytes(data[start : start + 4], "big")
    pixels, rest = data[start + 8 : start + 8 + length], data[start + 12 + length :]
    pieces = b"".join(chunk(b"IDAT", pixels[at : at + 99]) for at in range(0, length, 99))
    return data[:start] + pieces + chunk(b"tEXt", b"Software\0SECRET") + rest


def test_it_stands_in_place_and_the_file_is_as_it_was_afterwards() -> None:
    data = several(photo())
    found = walked(data)
    with standing(found, header(found)) as file, Image.open(BytesIO(file)) as seen:
        assert isinstance(file, memoryview)
        assert b"SECRET" not in bytes(file)
        assert seen.tobytes() == photo().tobytes()
    assert found.blob.getvalue() == data  # type: ignore[attr-defined]


def test_the_file_is_as_it_was_after_an_error_too() -> None:
    data = several(photo())
    found = walked(data)
    with pytest.raises(OSError, match="damaged"), standing(found, header(found)):
        raise OSError("damaged")
    assert found.blob.getvalue() == data  # type: ignore[attr-defined]


@pytest.mark.parametrize("spoilt", ["cut", "apart", "behind"])
def test_it_is_a_copy_where_it_cannot_stand_in_place(spoilt: str) -> None:
    """The file ends with its pixels; something lies between them; what is to stand before them takes more room."""
    data, end = several(photo()), several(photo()).rindex(b"IDAT")
    last = end + 8 + int.from_bytes(data[end - 4 : end], "big")
    made = {"cut": data[:last], "apart": data[: end - 4] + chunk(b"teSt", b"-") + data[end - 4 :], "behind": data}
    found = walked(made[spoilt])
    more = chunk(b"teXt", bytes(2000)) if spoilt == "behind" else b""
    with standing(found, header(found) + more) as file, Image.open(BytesIO(file)) as seen:
        assert isinstance(file, bytes)
        assert file == file_of(found, header(found) + more, found.still)
        assert seen.tobytes() == photo().tobytes()


def test_a_file_has_its_pixels_in_one_chunk() -> None:
    found = walked(several(photo()))
    file = file_of(found, header(found), found.still)
    assert file.count(b"IDAT") == 1
    assert file.endswith(END)
    length = sum(span[1] for span in found.still)
    assert pack(">I", length) + b"IDAT" in file
