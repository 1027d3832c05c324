"""QR code: a text as a square of dark and light modules (ISO/IEC 18004)."""

from functools import lru_cache
from typing import Annotated, ClassVar, Literal, Self

from PIL import Image
from pydantic import Field, model_validator

from handler.core.colours import contrast, is_translucent, rgba
from handler.core.geometry import Size
from handler.core.params import Colour, Param
from handler.errors import InvalidParameter
from handler.generators.generator import Encodable, Fill, Generator

SCANNABLE = 3
"""Contrast ratio. The least between dark and light modules; below it, many cameras fail to read the code."""


class Qr(Generator):
    """A QR code. The picture is as large as the text makes it: modules and quiet zone, times the module's pixels."""

    cost: ClassVar[float] = 1
    setting: ClassVar[float] = 0.5

    generate: Literal["qr"] = "qr"
    text: Annotated[
        str,
        Encodable,
        Param("text"),
        Field(
            min_length=1, max_length=2000, description="What the code says, UTF-8.", examples=["https://example.com/a"]
        ),
    ]
    level: Annotated[
        Literal["l", "m", "q", "h"],
        Param("level"),
        Field(description="Error correction: l restores 7 % of the code, m 15 %, q 25 %, h 30 %."),
    ] = "m"
    fill: Fill = "ffffff"
    ink: Annotated[Colour, Param("ink"), Field(description="Colour of the dark modules.", examples=["1e293b"])] = (
        "000000"
    )
    quiet: Annotated[
        int,
        Param("quiet"),
        Field(ge=0, le=16, description="Width of the quiet zone, modules; readers expect four.", examples=["2"]),
    ] = 4
    module: Annotated[
        int, Param("module"), Field(ge=1, le=20, description="Side of a module, pixels.", examples=["10"])
    ] = 8

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        opaque = not (is_translucent(self.fill) or is_translucent(self.ink))
        if opaque and contrast(self.fill, self.ink) < SCANNABLE:
            raise ValueError(f"fill and ink are too alike to be scanned: their contrast is below {SCANNABLE}")
        return self

    def size(self) -> Size:
        """Return the size of the code; InvalidParameter where the text is too long for its level."""
        side = (len(modules(self.text, self.level)) + 2 * self.quiet) * self.module
        return Size(side, side)

    def alpha(self) -> bool:
        """Return whether a colour is translucent."""
        return is_translucent(self.fill) or is_translucent(self.ink)

    def draw(self, pictures: tuple[Image.Image, ...]) -> Image.Image:
        """Return the code: drawn with one pixel a module, then enlarged."""
        del pictures
        rows = modules(self.text, self.level)
        dark = Image.frombytes("L", (len(rows), len(rows)), bytes(255 * bit for row in rows for bit in row))
        mode = "RGBA" if self.alpha() else "RGB"
        code = Image.new(mode, (len(rows) + 2 * self.quiet,) * 2, rgba(self.fill)[: len(mode)])
        # The mask has no levels between: ink replaces the background, with its alpha, and nothing is blended.
        code.paste(rgba(self.ink)[: len(mode)], (self.quiet, self.quiet), dark)
        return code.resize(self.size(), Image.Resampling.NEAREST)


@lru_cache(maxsize=32)
def modules(text: str, level: str) -> tuple[bytes, ...]:
    """Return the rows of the smallest code that holds the text: 1 for a dark module, 0 for a light one."""
    import segno  # noqa: PLC0415 - 80 ms of cold start that few requests need

    try:
        # Text that is not ASCII is always UTF-8, which readers expect; by itself, segno takes Latin-1 or Shift JIS.
        mode = None if text.isascii() else "byte"
        code = segno.make_qr(text, error=level, mode=mode, encoding="utf-8", boost_error=False)
    except segno.DataOverflowError as error:
        raise InvalidParameter(
            f"text: {len(text.encode())} bytes are more than a QR code of level {level} holds; "
            "shorten it or take a lower level",
            parameter="text",
        ) from error
    return tuple(bytes(row) for row in code.matrix)
