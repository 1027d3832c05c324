"""SVG, drawn by resvg, of the extra `svg`, in the size that is needed. It is read, never passed on and never written.

What it holds is judged before by `codecs/documents/svg`. Fonts are those of the package alone.
"""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

import resvg_py
from PIL import Image
from PIL.PngImagePlugin import PngImageFile

from handler.codecs.documents.drawing import drawn_at, drawn_size
from handler.codecs.documents.svg import walk
from handler.codecs.header import Header
from handler.codecs.scanners.meter import Meter
from handler.errors import Corrupt

FONTS = Path(__file__).parents[2] / "typography" / "fonts"
FAMILY = "Lato"
"""The one family that there is: of every text, whatever it asks for."""


def read(blob: BinaryIO, meter: Meter) -> Header:
    """Read size and structure."""
    found = walk(blob.read(), meter)
    size = drawn_size(*found.sides)

    def load(factor: int, wanted: range) -> Iterator[tuple[Image.Image, int]]:
        wide, high = drawn_at(size, factor)
        picture = _drawn(found.text, wide, high)
        for _ in wanted:
            yield picture, 0

    return Header(
        size,
        "RGBA",
        load,
        alpha=True,
        streamed=True,
        kept=0,
        coded=size.area * (1 + found.weight.layers),
    )


def _drawn(text: str, width: int, height: int) -> Image.Image:
    """Return all of it in a size; Corrupt where the library cannot draw it."""
    fonts = sorted(map(str, FONTS.glob("*.ttf")))
    try:
        data = resvg_py.svg_to_bytes(
            svg_string=text,
            width=width,
            height=height,
            skip_system_fonts=True,
            font_files=fonts,
            font_family=FAMILY,
            serif_family=FAMILY,
            sans_serif_family=FAMILY,
            cursive_family=FAMILY,
            fantasy_family=FAMILY,
            monospace_family=FAMILY,
        )
    except ValueError as error:
        raise Corrupt("the SVG file is damaged") from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # which is no Exception
            raise
        raise Corrupt("the SVG file cannot be drawn") from None
    picture = PngImageFile(BytesIO(data))
    picture.load()
    return picture if picture.size == (width, height) else picture.resize((width, height), Image.Resampling.BICUBIC)
