"""PNG by libvips: decoded row by row and averaged on the way, so that a large picture is never there as a whole."""

from PIL import Image

from handler.bindings.vips_image import UCHAR, VipsImage
from handler.bindings.vips_library import VipsFault
from handler.core.frames import PREMULTIPLIED

FORWARDS = 1
"""libvips' word for rows that are read once, from the first to the last (VIPS_ACCESS_SEQUENTIAL)."""

CUT_SHORT = 1
"""What is an error: pixels that are missing, or cannot be decoded (VIPS_FAIL_ON_TRUNCATED). Checksums are not."""

RGBA = 4
"""Bands of a picture with transparency."""


def streamed_png(file: bytes | memoryview, factor: int) -> Image.Image | None:
    """Return the picture in a file as L, RGB or RGBA, as many times smaller as `factor` says; None where it is damaged.

    The last column and row of a smaller one may reach past the edge, which they repeat. With transparency it is
    premultiplied: RGBa.
    """
    try:
        picture = VipsImage.opened("pngload_buffer", file, access=FORWARDS, fail_on=CUT_SHORT)
        if factor == 1:
            return picture.pixels()
        clear = picture.bands == RGBA
        if clear:
            picture = picture.then("premultiply").then("rint").then("cast", UCHAR)
        smaller = picture.then("shrink", float(factor), float(factor), ceil=True)
        return smaller.pixels(PREMULTIPLIED if clear else "")
    except VipsFault:
        return None
