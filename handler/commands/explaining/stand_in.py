"""Stand-in: a file that has a size and nothing else, for a picture that is not at hand: as a JPEG of that size begins.

The header of a small JPEG is given another size, and zeros follow, as many as a photograph of that size has bytes. So
what is foretold is what the header of a real one would have foretold. It cannot be decoded.
"""

from collections.abc import Callable
from io import BytesIO

from PIL import Image

from handler.core.source_file import SourceFacts, SourceFile

FRAME = b"\xff\xc0"
"""The marker of a baseline JPEG's frame; length and depth follow, two bytes and one, then height and width."""

AHEAD = 5
BYTES_A_PIXEL = 0.25
"""A photograph at q=80 or so; samples/ have 0.1 to 0.3."""

MOST_BYTES = 20_000_000


def stand_in(width: int, height: int) -> SourceFile:
    """Return the file. width, height: 1 to 65,535 pixels."""
    header = _header(width, height)
    size = len(header) + min(MOST_BYTES, int(width * height * BYTES_A_PIXEL))
    return SourceFile(_reader(header, size), SourceFacts("", size))


def _reader(header: bytes, size: int) -> Callable[[int], bytes]:
    body = BytesIO(header)
    left = size

    def read(wanted: int) -> bytes:
        nonlocal left
        piece = body.read(wanted)
        piece += bytes(min(wanted, left) - len(piece))
        left -= len(piece)
        return piece

    return read


def _header(width: int, height: int) -> bytes:
    file = BytesIO()
    Image.new("RGB", (16, 16)).save(file, "JPEG", quality=80)
    data = file.getvalue()
    at = data.index(FRAME) + AHEAD
    sides = height.to_bytes(2, "big") + width.to_bytes(2, "big")
    return data[:at] + sides + data[at + len(sides) : -2]
