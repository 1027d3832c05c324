"""Encode: from frames to the bytes of a file, the same bytes for the same frames."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PIL import Image

from handler.codecs.codec import codec
from handler.codecs.pixels import exif
from handler.codecs.pixels.alpha_bleeding import spread
from handler.codecs.pixels.modes import detached
from handler.codecs.writing import WriteOptions
from handler.core.formats.catalogue import FORMATS
from handler.core.formats.measures import FINE
from handler.core.formats.row import Format, FormatName
from handler.core.frames import Frames
from handler.core.output import Output
from handler.errors import TooLarge

if TYPE_CHECKING:
    from handler.codecs.header import GainMap

TURNED = re.compile(rb'(tiff:Orientation(?:="|>))[2-8]')
"""In XMP, an orientation other than upright."""


def encode(frames: Frames, output: Output, name: FormatName) -> bytes:
    """Return the frames, which are in their space by now, as a file of the format of this name.

    A format that cannot move gets the first frame; one without transparency gets white under it. A profile is written
    of colours beyond sRGB alone. The bytes are the same for the same frames on one architecture, whatever the number of
    CPUs. TooLarge
    where a side is longer than the format can say.
    """
    row = FORMATS[name]
    if (longest := max(frames.first.size)) > row.side:
        raise TooLarge(f"{row.label} has at most {row.side} pixels a side", limit="side", max=row.side, actual=longest)
    most = row.motion.frames
    frames = replace(frames, images=frames.images[:most], durations=frames.durations[:most])
    frames = frames.map(detached if row.alpha else _on_white)
    if row.quality and not output.lossless:
        frames = frames.map(spread)
    tags, xmp = _metadata(frames, output)
    module, profile = codec(name, writes=True), _profile(frames)

    def write(quality: int) -> bytes:
        return module.write(frames, WriteOptions(row, output.at(quality), tags, xmp, profile))

    if row.quality and not output.lossless and not isinstance(output.quality, int):
        from handler.codecs.auto_quality import chosen  # noqa: PLC0415 - seldom asked for

        return write(chosen(frames.first, output.quality, row, output))
    return _within(row, output, write)


def encode_smallest(frames: Frames, output: Output, names: Sequence[FormatName]) -> tuple[bytes, FormatName]:
    """Return the smallest of the files in several formats, and its format; of equal ones the first.

    What does not fit into `max-bytes` is passed over, unless nothing does.
    """
    best: tuple[bytes, FormatName] | None = None
    fault: TooLarge | None = None
    for name in names:
        try:
            body = encode(frames, output, name)
        except TooLarge as error:
            fault = fault or error
            continue
        if best is None or len(body) < len(best[0]):
            best = body, name
    if best is None:
        raise fault or ValueError("there is no format")
    return best


def _within(row: Format, output: Output, write: Callable[[int], bytes]) -> bytes:
    """Return the file, with the quality that keeps it within `max-bytes`; write: makes it with a quality."""
    most = output.max_bytes
    if most is None:
        return write(output.finest)
    if row.quality and not output.lossless:
        from handler.codecs.fitting import fitted  # noqa: PLC0415 - seldom asked for
        from handler.codecs.quality import library_quality  # noqa: PLC0415

        return fitted(write, output.finest, most, lambda quality: (library_quality(row.name, quality), quality < FINE))
    body = write(output.finest)
    if len(body) > most:
        said = f"the file has {len(body):,} bytes, and {row.label} has no quality to lower; fm=webp has one"
        raise TooLarge(said, limit="max-bytes", max=most, actual=len(body), parameter="max-bytes")
    return body


def _profile(frames: Frames) -> bytes | None:
    """Return the profile to be written; of gray there is none, since its values are the same in both spaces."""
    if frames.space == "srgb" or frames.mode == "L":
        return None
    from handler.codecs.pixels.display_p3 import p3_profile  # noqa: PLC0415 - few ask for it

    return p3_profile()


def joined_with_map(body: bytes, written: bytes, found: "GainMap") -> bytes:
    """Return a JPEG with a gain map behind it: `written`, whose values mean what those of `found` did."""
    from handler.codecs.gain_map import with_gains  # noqa: PLC0415 - few ask for it

    return with_gains(body, written, found.meaning)


def _on_white(image: Image.Image) -> Image.Image:
    if image.mode != "RGBA":
        return detached(image)
    below = Image.new("RGBA", image.size, "white")
    below.alpha_composite(image)
    return below.convert("RGB")


def _metadata(frames: Frames, output: Output) -> tuple[bytes | None, bytes | None]:
    """Return the EXIF block and the XMP packet that are to be written."""
    if output.metadata == "strip":
        return None, None
    fresh = exif.rights_block(frames.rights)
    if output.metadata == "copyright":
        return fresh, None
    # What still says that the picture lies on its side is no longer true.
    xmp = TURNED.sub(rb"\g<1>1", frames.xmp) if frames.xmp else None
    return exif.without_thumbnail(frames.exif) or fresh, xmp
