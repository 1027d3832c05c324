"""PSD: the flattened picture that Photoshop stores beside the layers, in 1, 8 or 16 bits."""

from collections.abc import Iterator
from io import BytesIO
from typing import BinaryIO

from PIL import Image, ImageChops, ImageFile

from handler.codecs.header import Header
from handler.codecs.pixels.modes import detached, to_working_mode
from handler.codecs.scanners.buffer import held
from handler.codecs.scanners.further import psd
from handler.codecs.scanners.further.psd import Flattened
from handler.codecs.scanners.meter import Meter
from handler.core.geometry import Size

MODES = {psd.BITMAP: "1", psd.INDEXED: "P", psd.RGB: "RGB", psd.INKS: "CMYK", psd.LAB: "LAB"}
"""Pillow's modes of the colours; all others are gray."""

SAMPLES = {1: ("1", "1;I"), 8: ("L", "L"), 16: ("I;16", "I;16B")}
"""Pillow's mode of one channel, and how its samples are stored, by their bits."""


DEEP = 16
"""Bits of a sample that are more than a picture has here."""


class StoredChannel(ImageFile.ImageFile):
    """One channel of a picture, which Pillow decodes as a gray picture of its own."""

    format = "PSD"

    def __init__(self, file: BinaryIO, size: Size, depth: int, *, packed: bool) -> None:
        """Start with the file of its pixels."""
        self.stored = (size, depth, packed)
        super().__init__(file)

    def _open(self) -> None:
        size, depth, packed = self.stored
        self._mode, raw = SAMPLES[depth]
        self._size = (size.width, size.height)
        self.tile = [ImageFile._Tile("packbits" if packed else "raw", (0, 0, *size), 0, raw)]  # noqa: SLF001 - as Pillow


def read(blob: BinaryIO, meter: Meter) -> Header:
    """Read the sections around the flattened picture. What Photoshop calls a duotone is shown in gray."""
    data = held(blob)
    found = psd.walk(data, meter)

    def load(factor: int, wanted: range) -> Iterator[tuple[Image.Image, int]]:
        del factor
        for _ in wanted:
            yield _composed(data, found), 0

    return Header(
        found.size,
        MODES.get(found.mode, "L") + ("A" if found.veiled else ""),
        load,
        alpha=found.veiled,
        icc=found.profile,
        xmp=found.xmp,
    )


def _composed(data: memoryview, found: Flattened) -> Image.Image:
    """Return the channels as one picture. Inks are stored inverted."""
    channels = [_channel(data, found, start) for start in found.starts]
    mode = MODES.get(found.mode, "L")
    if mode == "P":
        image = Image.frombytes("P", found.size, channels[0].tobytes())
        image.putpalette(found.palette or bytes(range(256)) * 3, "RGB;L")
        return image
    if mode == "CMYK":
        channels = [ImageChops.invert(each) for each in channels]
    if found.veiled:
        return _unveiled(channels)
    return Image.merge(mode, channels) if len(channels) > 1 else channels[0]


def _channel(data: memoryview, found: Flattened, start: int) -> Image.Image:
    """Return one channel, in 8 bits."""
    channel = StoredChannel(BytesIO(data[start:]), found.size, found.depth, packed=found.packed)
    channel.load()
    return to_working_mode(channel) if found.depth == DEEP else detached(channel)


def _unveiled(channels: list[Image.Image]) -> Image.Image:
    """Return colours and alpha apart: the flattened picture lies on white, as far as it can be seen through.

    What is left of a colour without the white is the colour multiplied by alpha.
    """
    *colours, alpha = channels
    parts = [ImageChops.add(colour, alpha, 1, -255) for colour in colours]
    one = len(parts) == 1
    return Image.merge("La" if one else "RGBa", [*parts, alpha]).convert("LA" if one else "RGBA")
