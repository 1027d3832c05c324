"""Modes: every mode that Pillow decodes becomes one of the three that operations see: 8-bit RGB, RGBA or L."""

from collections.abc import Iterable
from functools import cache
from math import isfinite
from typing import cast

from PIL import Image

from handler.codecs.pixels import icc
from handler.codecs.pixels.colour_management import separated
from handler.core.frames import PREMULTIPLIED, Frames
from handler.core.geometry import Box, Size

DIRECT = {"1": "L", "L": "L", "RGB": "RGB", "RGBX": "RGB", "YCbCr": "RGB", "HSV": "RGB", "P": "RGB"}
"""Opaque modes that Pillow converts well by itself, with what they become."""

TRANSLUCENT = frozenset({"RGBA", "RGBa", "LA", "La", "PA"})
"""Modes with an alpha channel."""

OPAQUE = (255, 255)
"""Extremes of an alpha channel that is opaque everywhere."""

WHITE_16 = 65_535
"""White in 16 bits."""

TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""The transposition that makes a picture of each EXIF orientation upright; 1 is upright already."""

SIDEWAYS = frozenset({5, 6, 7, 8})
"""EXIF orientations that swap width and height."""


def to_working_mode(image: Image.Image, profile: bytes | None = None) -> Image.Image:
    """Return a picture of any mode as RGB, RGBA or L, without its file and its metadata; RGBa stays as it is.

    16-bit values are divided by 257, and so are 32-bit integers that all lie within 16 bits. Other 32-bit integers are
    scaled so that their range, beginning at 0 or the least value, becomes 0 to 255. Floats within 0 to 1 are scaled by
    255, others by their range. CMYK is converted by the embedded profile where it can be read. An alpha channel that is
    opaque everywhere is dropped, since it would cost time later.
    """
    image.load()
    if image.mode.startswith("I;16"):
        result = _from_16_bits(image)
    elif image.mode in {"I", "F"}:
        result = _from_32_bits(image)
    elif image.mode in icc.SEPARATED:
        result = separated(image, profile)
    elif image.mode == PREMULTIPLIED:
        result = image if image.getchannel("a").getextrema() != OPAQUE else image.convert("RGBA").convert("RGB")
    elif image.mode in TRANSLUCENT or image.has_transparency_data:
        result = _opaque(image)
    else:
        result = image.convert(DIRECT[image.mode]) if image.mode != DIRECT[image.mode] else image
    return detached(result)


def detached(image: Image.Image) -> Image.Image:
    """Return a new picture that shares the pixels, but not the file and its metadata, which an encoder might write."""
    image.load()
    new = image._new(image.im)  # noqa: SLF001 - the public way, copy(), doubles the memory
    new.info = {}
    return new


def straight(frames: Frames) -> Frames:
    """Return the frames with colours that are not multiplied by alpha, as all but a resize want them."""
    return frames.map(lambda image: image.convert("RGBA") if image.mode == PREMULTIPLIED else image)


def upright(image: Image.Image, orientation: int) -> Image.Image:
    """Return the picture turned upright by its EXIF orientation."""
    turn = TURNS.get(orientation)
    return image if turn is None else image.transpose(turn)


def turned(box: Box, size: Size, orientation: int) -> Box:
    """Return the box that a box of a stored picture of this size becomes when the picture is turned upright."""
    left, top, right, bottom = box
    if orientation in {2, 3, 7, 8}:
        left, right = size.width - right, size.width - left
    if orientation in {3, 4, 6, 7}:
        top, bottom = size.height - bottom, size.height - top
    return Box(top, left, bottom, right) if orientation > 4 else Box(left, top, right, bottom)  # noqa: PLR2004 - sideways


def turned_back(image: Image.Image, orientation: int) -> Image.Image:
    """Undo `upright`: return the picture as it was stored."""
    return upright(image, {6: 8, 8: 6}.get(orientation, orientation))


def alike(images: Iterable[Image.Image]) -> tuple[Image.Image, ...]:
    """Return the frames in one mode: RGBA if any frame is, else RGB if any is, else L."""
    frames = tuple(images)
    modes = {image.mode for image in frames}
    if len(modes) == 1:
        return frames
    mode = next(mode for mode in ("RGBA", "RGB", "L") if mode in modes)
    return tuple(image if image.mode == mode else image.convert(mode) for image in frames)


def _opaque(image: Image.Image) -> Image.Image:
    """Return RGBA; RGB or L where the alpha is opaque everywhere."""
    direct = image.convert("LA") if image.mode == "La" else image
    full = direct if direct.mode == "RGBA" else direct.convert("RGBA")
    if full.getchannel("A").getextrema() != OPAQUE:
        return full
    return full.getchannel("R") if image.mode in icc.GRAYS else full.convert("RGB")


def _from_16_bits(image: Image.Image) -> Image.Image:
    """Return a 16-bit gray picture in 8 bits; Pillow's own conversion clips all values above 255 to white."""
    wide = image.convert("I")
    gray = wide.point(_table_from_16_bits(), "L")
    key = image.info.get("transparency")
    if not isinstance(key, int):
        return gray
    alpha = wide.point([255 * (value != key) for value in range(WHITE_16 + 1)], "L")
    return gray if alpha.getextrema() == OPAQUE else Image.merge("RGBA", (gray, gray, gray, alpha))


@cache
def _table_from_16_bits() -> list[int]:
    return [(value + 128) // 257 for value in range(WHITE_16 + 1)]


def _from_32_bits(image: Image.Image) -> Image.Image:
    """Return 32-bit integers or floats, for which no format defines white, scaled to 8 bits."""
    least, most = (cast("float", bound) for bound in image.getextrema())
    if not (isfinite(least) and isfinite(most)):
        least, most = 0.0, 1.0
    usual = 1.0 if image.mode == "F" else float(WHITE_16)
    low, high = min(least, 0.0), usual if least >= 0 and most <= usual else most
    scale = 255 / ((high - low) or 1.0)
    floats = image if image.mode == "F" else image.convert("F")
    return floats.point(lambda value: value * scale + (0.5 - low * scale)).convert("L")
