"""PDF page: a picture as a PDF of one page (ISO 32000-1), which is a JPEG with a little text around it.

1. The page is as large as the picture at 96 dots an inch, as browsers print it.
2. There is no date and no name of a program in it: the same picture is the same file.
"""

from handler.codecs.formats import jpeg
from handler.codecs.writing import WriteOptions
from handler.core.formats.catalogue import FORMATS
from handler.core.frames import Frames

POINTS = 72 / 96
"""Points, in which a page is measured, of a pixel."""

HEAD = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n"
"""The version, and a line of bytes that tell programs that this is no text (7.5.2)."""


def write(frames: Frames, wish: WriteOptions) -> bytes:
    """Return the first frame as the picture on a page of its size."""
    body = jpeg.write(frames, wish._replace(row=FORMATS["jpg"], exif=None, xmp=None))
    width, height = frames.first.size
    space = "DeviceGray" if frames.first.mode == "L" else "DeviceRGB"
    page = f"{_number(width * POINTS)} {_number(height * POINTS)}"
    drawn = f"q {page.replace(' ', ' 0 0 ')} 0 0 cm /P Do Q".encode()
    image = (
        f"/Type /XObject /Subtype /Image /Width {width} /Height {height} /ColorSpace /{space} /BitsPerComponent 8 "
        "/Filter /DCTDecode"
    )
    return _file(
        (
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {page}] /Contents 4 0 R "
            "/Resources << /XObject << /P 5 0 R >> >> >>".encode(),
            _stream("", drawn),
            _stream(image, body),
        )
    )


def _number(points: float) -> str:
    return f"{points:.2f}".rstrip("0").rstrip(".")


def _stream(told: str, body: bytes) -> bytes:
    return f"<< {told} /Length {len(body)} >>".encode() + b"\nstream\n" + body + b"\nendstream"


def _file(objects: tuple[bytes, ...]) -> bytes:
    """Return the file: its objects, numbered from 1, and a table of where each begins (7.5.4)."""
    data, places = bytearray(HEAD), []
    for number, each in enumerate(objects, 1):
        places.append(len(data))
        data += f"{number} 0 obj\n".encode() + each + b"\nendobj\n"
    table = len(data)
    count = len(objects) + 1
    rows = "".join(f"{place:010} 00000 n \n" for place in places)
    data += f"xref\n0 {count}\n0000000000 65535 f \n{rows}".encode()
    data += f"trailer\n<< /Size {count} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n".encode()
    return bytes(data)
