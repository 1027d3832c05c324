"""PDF page: a file that readers of PDF take, of the size of the picture, and the same every time."""

import io
import re

import pytest
from PIL import Image

from handler.codecs.encoder import encode
from handler.codecs.formats import pdf_page
from handler.core.frames import Frames
from handler.core.geometry import Size
from handler.core.output import Output


def written(mode: str = "RGB", size: tuple[int, int] = (96, 50)) -> bytes:
    return encode(Frames((Image.new(mode, size, 128),), Size(*size)), Output(formats=("pdf",)), "pdf")


def test_the_table_at_the_end_leads_to_every_object() -> None:
    data = written()
    assert data.startswith(b"%PDF-1.4\n")
    assert data.endswith(b"%%EOF\n")
    [start] = re.findall(rb"startxref\n(\d+)\n", data)
    rows = data[int(start) :].splitlines()[3:8]
    for number, row in enumerate(rows, 1):
        assert data[int(row[:10]) :].startswith(f"{number} 0 obj\n".encode())
        assert len(row) == 19


def test_the_page_is_as_large_as_the_picture_at_96_dots_an_inch() -> None:
    assert b"/MediaBox [0 0 72 37.5]" in written()
    assert b"q 72 0 0 37.5 0 0 cm /P Do Q" in written()


@pytest.mark.parametrize(("mode", "space"), [("RGB", b"/DeviceRGB"), ("L", b"/DeviceGray"), ("RGBA", b"/DeviceRGB")])
def test_the_picture_on_it_is_a_jpeg(mode: str, space: bytes) -> None:
    data = written(mode)
    assert space in data
    start = data.index(b"\xff\xd8\xff")
    [length] = re.findall(rb"/DCTDecode /Length (\d+)", data)
    picture = Image.open(io.BytesIO(data[start : start + int(length)]))
    assert (picture.format, picture.size) == ("JPEG", (96, 50))
    assert data[start + int(length) :].startswith(b"\nendstream")


def test_the_same_picture_is_the_same_file() -> None:
    assert written() == written()
    assert pdf_page.__doc__


def test_a_reader_of_pdf_shows_it() -> None:
    pdfium = pytest.importorskip("pypdfium2")
    document = pdfium.PdfDocument(written())
    assert len(document) == 1
    assert document[0].render(scale=96 / 72).to_pil().size == (96, 50)
