"""The pixels of a bitmap, as BMP and ICO store them: rows with a palette, masks of bits, or runs of one colour."""

from PIL import Image, ImageChops

from handler.codecs.scanners.further.bmp import RUNS_4, WITH_PALETTE, Bitmap
from handler.core.geometry import Size
from handler.errors import Corrupt

INDICES = {1: "P;1", 2: "P;2", 4: "P;4", 8: "P"}
"""Pillow's name of rows of so many bits a pixel, which are places in a palette."""

COLOURS = {
    (16, (0x7C00, 0x3E0, 0x1F, 0)): "BGR;15",
    (16, (0xF800, 0x7E0, 0x1F, 0)): "BGR;16",
    (24, (0, 0, 0, 0)): "BGR",
    (32, (0xFF0000, 0xFF00, 0xFF, 0)): "BGRX",
    (32, (0xFF0000, 0xFF00, 0xFF, 0xFF000000)): "BGRA",
    (32, (0xFF, 0xFF00, 0xFF0000, 0)): "RGBX",
    (32, (0xFF, 0xFF00, 0xFF0000, 0xFF000000)): "RGBA",
}
"""Pillow's name of rows of so many bits a pixel and these masks."""

BYTES = {16: "LA", 32: "RGBA"}
"""A mode that has one band for each byte of a pixel."""

END_OF_ROW, END, JUMP = 0, 1, 2
"""What a count of no pixels stands for; other numbers are pixels that follow as they are."""

HALVES = bytes.maketrans(b"0123456789abcdef", bytes(range(16)))
"""Digits become what they stand for."""


def bitmap_pixels(data: memoryview, bitmap: Bitmap) -> Image.Image:
    """Return the picture, in P, L, RGB or RGBA; Corrupt where pixels are missing."""
    if bitmap.bits <= WITH_PALETTE:
        return _with_palette(_indices(data, bitmap), bitmap)
    mode = COLOURS.get((bitmap.bits, bitmap.masks))
    if mode:
        return with_meaning_alpha(_rows(data, bitmap, "RGBA" if mode.endswith("A") else "RGB", mode))
    bands = _rows(data, bitmap, BYTES[bitmap.bits], BYTES[bitmap.bits]).split()
    picked = [_channel(bands, mask) for mask in bitmap.masks if mask]
    return with_meaning_alpha(Image.merge("RGBA" if bitmap.masks[3] else "RGB", picked))


def with_meaning_alpha(image: Image.Image) -> Image.Image:
    """Return the picture without an alpha that is 0 everywhere: its writer knew of no alpha. So browsers do it."""
    clear = image.mode == "RGBA" and image.getchannel("A").getextrema() == (0, 0)
    return image.convert("RGB") if clear else image


def _rows(data: memoryview, bitmap: Bitmap, mode: str, raw: str) -> Image.Image:
    """Return rows as they are stored."""
    stop = bitmap.start + bitmap.stride * bitmap.size.height
    if stop > len(data):
        raise Corrupt("the BMP file is damaged or cut short")
    rows = data[bitmap.start : stop]
    return Image.frombytes(mode, bitmap.size, rows, "raw", raw, bitmap.stride, -1 if bitmap.upward else 1)


def _channel(bands: tuple[Image.Image, ...], mask: int) -> Image.Image:
    """Return what a mask picks out of the bytes of each pixel, spread to 0 to 255."""
    whole = Image.new("L", bands[0].size)
    for place, band in enumerate(bands):
        part = mask >> 8 * place & 0xFF
        if part:
            table = [round(255 * ((value & part) << 8 * place) / mask) for value in range(256)]
            whole = ImageChops.add(whole, band.point(table))
    return whole


def _indices(data: memoryview, bitmap: Bitmap) -> Image.Image:
    if not bitmap.runs:
        return _rows(data, bitmap, "P", INDICES[bitmap.bits])
    places = unpacked(data[bitmap.start :], bitmap.size, halves=bitmap.compression == RUNS_4)
    return Image.frombytes("P", bitmap.size, places, "raw", "P", bitmap.size.width, -1 if bitmap.upward else 1)


def _with_palette(image: Image.Image, bitmap: Bitmap) -> Image.Image:
    """Return a picture of places in a palette with its colours; black where the palette has none."""
    if bitmap.gray:
        levels = [each[0] for each in bitmap.palette]
        grays = Image.frombytes("L", image.size, image.tobytes())
        return grays.point(levels + [0] * (256 - len(levels)))
    image.putpalette(b"".join(each[::-1] for each in bitmap.palette).ljust(768, b"\0"))
    return image


def unpacked(data: memoryview, size: Size, *, halves: bool) -> bytes:
    """Return a byte for each pixel of what is stored in runs, in the order of storage; what is left out is 0.

    halves: whether pixels have four bits. Corrupt where the file ends before the picture does.
    """
    width, height = size
    found, at, x, y = bytearray(width * height), 0, 0, 0
    while y < height:
        if at + 2 > len(data):
            if y == height - 1 and x >= width:
                break  # all pixels are there, and only the end is not said
            raise Corrupt("the BMP file is damaged or cut short")
        count, value = data[at], data[at + 1]
        at += 2
        if count or value > JUMP:
            number = count or value
            if count:
                run = _pair(value, count) if halves else bytes((value,)) * count
            else:
                stored = (value + 1) // 2 if halves else value
                run = bytes(data[at : at + stored])
                if len(run) < stored:
                    raise Corrupt("the BMP file is damaged or cut short")
                run = _halves(run) if halves else run
                at += stored + stored % 2
            room = max(0, min(number, width - x))
            found[y * width + x : y * width + x + room] = run[:room]
            x += room
        elif value == END_OF_ROW:
            x, y = 0, y + 1
        elif value == END:
            break
        else:
            jump = bytes(data[at : at + 2]).ljust(2, b"\0")
            x, y, at = min(width, x + jump[0]), y + jump[1], at + 2
    return bytes(found)


def _pair(value: int, count: int) -> bytes:
    """Return two colours in turn."""
    return (bytes((value >> 4, value & 15)) * ((count + 1) // 2))[:count]


def _halves(data: bytes) -> bytes:
    """Return the two halves of each byte."""
    return data.hex().encode().translate(HALVES)
