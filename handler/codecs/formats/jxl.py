"""JPEG XL, read and written by libjxl, of the extra `jxl`. Its header is read here; no pixel is decoded for that.

1. One thread, so that the bytes are the same on every machine.
2. A profile comes out of the decoder with the pixels alone, so these are made sRGB here, and have none afterwards.
3. The decoder knows no animations, of which it would give the last frame: they are refused, and none is written.
"""

from collections.abc import Iterator
from io import BytesIO
from typing import Any, BinaryIO

from PIL import Image
from PIL.JpegImagePlugin import JpegImageFile
from pillow_jxl import Decoder, Encoder

from handler.codecs.header import Header
from handler.codecs.pixels import exif, icc
from handler.codecs.pixels.colour_management import to_srgb
from handler.codecs.pixels.modes import to_working_mode, upright
from handler.codecs.scanners.buffer import held
from handler.codecs.scanners.jxl import Codestream, JxlBoxes, walk
from handler.codecs.scanners.meter import Meter
from handler.codecs.writing import WriteOptions
from handler.core.formats.effort import pace
from handler.core.frames import PREMULTIPLIED, Frames
from handler.core.geometry import Size
from handler.errors import Corrupt, UnacceptedKind

WRITER: Any = Encoder
"""Its types are published for a release before the one that takes what is given here."""

ALONE = 0
"""The number of threads beside the one that calls."""

FINEST, LOSSLESS = 99.5, 100.0
"""The highest quality of the encoder that loses something, and that which loses nothing."""


def read(blob: BinaryIO, meter: Meter) -> Header:
    """Read the header; orientation is libjxl's business, whatever EXIF says."""
    walked = walk(blob, meter)
    header = walked.header
    if header.moves or header.inks:
        kind = "moving JPEG XL" if header.moves else "JPEG XL of inks"
        raise UnacceptedKind(f"this is a {kind}, which is not a kind of picture that is read here", kind=kind)

    def load(factor: int, wanted: range) -> Iterator[tuple[Image.Image, int]]:
        del factor
        picture = _decoded(blob, walked)
        for _ in wanted:
            yield picture, 0

    return Header(
        header.size,
        _mode(header),
        load,
        alpha=header.alpha,
        rights=exif.rights(walked.exif),
        exif=walked.exif,
        xmp=walked.xmp,
        coded=header.size.area * max(1, header.channels),  # each is as large as the picture
    )


def _mode(header: Codestream) -> str:
    return ("LA" if header.alpha else "L") if header.gray else "RGBA" if header.alpha else "RGB"


def _decoded(blob: BinaryIO, walked: JxlBoxes) -> Image.Image:
    """Return the pixels in sRGB; Corrupt where they are not of the size that the header says."""
    jpeg, told, data, profile, _ = Decoder(num_threads=ALONE)(bytes(held(blob)))
    size = walked.header.size
    if jpeg:
        with JpegImageFile(BytesIO(data)) as stored:
            _same(Size(*stored.size), size, turned=walked.header.orientation)
            picture = upright(to_working_mode(stored), walked.header.orientation)
    else:
        _same(Size(told.width, told.height), size)
        mode = PREMULTIPLIED if walked.header.multiplied and told.mode == "RGBA" else told.mode
        picture = to_working_mode(Image.frombytes(mode, size, data))
        picture = picture.convert("RGBA") if picture.mode == PREMULTIPLIED else picture
    usable = icc.usable(profile, picture.mode)
    return to_srgb(Frames(images=(picture,), full=size, profile=usable)).first


def _same(found: Size, size: Size, turned: int = 1) -> None:
    """Raise Corrupt where a picture that is to be turned has another size than the header says."""
    if (Size(found.height, found.width) if turned > 4 else found) != size:  # noqa: PLR2004 - sideways
        raise Corrupt("the JPEG XL file is damaged: it holds another picture than it says")


def write(frames: Frames, wish: WriteOptions) -> bytes:
    """Return the first frame as JPEG XL."""
    image, output = frames.first, wish.output
    encoder = WRITER(
        mode=image.mode,
        lossless=output.lossless,
        quality=LOSSLESS if output.lossless else min(wish.quality, FINEST),
        decoding_speed=0,
        effort=pace(wish.row.name, frames.pixels, output.pains).effort,
        use_container=bool(wish.exif or wish.xmp),
        use_original_profile=False,
        num_threads=ALONE,
    )
    # Four bytes say where in the box the block begins.
    boxes = {
        "exif": bytes(4) + exif.bare_block(wish.exif) if wish.exif else None,
        "jumb": None,
        "xmp": wish.xmp or None,
    }
    data: bytes = encoder(image.tobytes(), image.width, image.height, jpeg_encode=False, **boxes, compress=False)
    return data
