"""PDF: one page, drawn by PDFium, of the extra `pdf`, in the size that is needed. `pdf_page` writes one.

1. PDFium's functions must not run at once, so one lock is held around all of them, its documents' ends included.
2. It has no JavaScript here, fills no forms, and asks for nothing outside the file.
3. What a page takes to draw nobody can tell before: its bytes and its size are bounded, its time is not.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import BinaryIO

import pypdfium2
from PIL import Image
from pypdfium2 import raw

from handler.codecs.documents.drawing import drawn_at, drawn_size
from handler.codecs.header import Header
from handler.codecs.scanners.meter import Meter
from handler.core.limits import judge
from handler.errors import Corrupt, UnacceptedKind

MOST_BYTES = 20_000_000
"""Bytes of a file. Past it a page is a print shop's, not a picture."""

POINTS = 72 / 96
"""Points, of which a page's sides are told, of a pixel."""

_alone = Lock()


def read(blob: BinaryIO, meter: Meter) -> Header:
    """Count the pages and read the size of one, as it is turned and cut for the reader; white is below it."""
    data = blob.read()
    judge("metadata", len(data), MOST_BYTES, f"the PDF has {len(data):,} bytes")
    with _opened(data) as document:
        pages = len(document)
        if not pages:
            raise Corrupt("the PDF file is damaged: it has no page")
        number = min(meter.page, pages - 1)
        page = document[number]
        width, height = page.get_size()
        page.close()
    size = drawn_size(width / POINTS, height / POINTS)

    def load(factor: int, wanted: range) -> Iterator[tuple[Image.Image, int]]:
        wide, high = drawn_at(size, factor)
        with _opened(data) as document:
            picture = _drawn(document, number, wide, high)
        for _ in wanted:
            yield picture, 0

    return Header(size, "RGB", load, frames=min(pages, meter.enough), streamed=True)


@contextmanager
def _opened(data: bytes) -> Iterator[pypdfium2.PdfDocument]:
    """Open a document alone; UnacceptedKind where it wants a password, Corrupt where it cannot be read."""
    with _alone:
        try:
            document = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError as error:
            if getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD:
                kind = "PDF under a password"
                raise UnacceptedKind(f"this is a {kind}, which is not read here", kind=kind) from error
            raise Corrupt("the PDF file is damaged") from error
        try:
            yield document
        except pypdfium2.PdfiumError as error:
            raise Corrupt("the PDF file is damaged") from error
        finally:
            document.close()


def _drawn(document: pypdfium2.PdfDocument, number: int, width: int, height: int) -> Image.Image:
    """Return all of a page in a size, on white."""
    page = document[number]
    bitmap = pypdfium2.PdfBitmap.new_native(width, height, raw.FPDFBitmap_BGRx)
    try:
        bitmap.fill_rect((255, 255, 255, 255), 0, 0, width, height)
        raw.FPDF_RenderPageBitmap(bitmap.raw, page.raw, 0, 0, width, height, 0, raw.FPDF_ANNOT)
        return Image.frombytes("RGB", (width, height), bytes(bitmap.buffer), "raw", "BGRX", bitmap.stride)
    finally:
        bitmap.close()
        page.close()
