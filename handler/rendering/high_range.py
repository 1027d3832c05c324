"""High range: the gain map of a picture goes through the same cuts and sizes as the picture, with `hdr=keep`.

1. A map says of each part of a picture how much brighter it may be. So it can follow what moves parts, and nothing
   else: an operation that changes or paints colours is refused by name.
2. It is brought to the size of the decoded picture, goes through the operations as that does, and becomes as much
   smaller than the result as it was than the source.
"""

from dataclasses import replace

from PIL import Image

from handler import codecs
from handler.core.frames import Frames
from handler.core.geometry import Size
from handler.core.output import Output
from handler.errors import InvalidParameter
from handler.ops.op import Op
from handler.ops.resize import Resize
from handler.ops.rotate import Rotate
from handler.rendering.picture import Picture
from handler.rendering.pipeline import flow

FOLLOWED = frozenset({"rect", "flip", "trim", "resize", "rotate"})
QUARTER = 90
FILLED = frozenset({"fill", "fillmax"})
LEAST_QUALITY = 90
"""Of a map: what is lost of it shows in all of the light."""


def follow(ops: tuple[Op, ...]) -> None:
    """InvalidParameter where there is an operation that a gain map cannot follow."""
    for op in ops:
        turned = isinstance(op, Rotate) and op.angle % QUARTER != 0
        filled = isinstance(op, Resize) and op.fit in FILLED
        if op.op not in FOLLOWED or turned or filled or op.chromatic:
            name = f"fit={op.fit}" if isinstance(op, Resize) else f"the operation {op.op.replace('_', ' ')}"
            said = f"hdr=keep goes with cuts, sizes, flips and quarter turns alone, and not with {name}"
            raise InvalidParameter(said, parameter="hdr")


def with_map(body: bytes, picture: Picture, ops: tuple[Op, ...], decoded: Frames, output: Output) -> bytes:
    """Return a JPEG with the picture's gain map behind it, cut and sized as the picture was.

    body: the JPEG. decoded: the frames that it was made of.
    """
    found = picture.gain_map()
    if found is None:
        return body
    image = found.image.resize(decoded.first.size, Image.Resampling.BICUBIC)
    beside = replace(decoded, images=(image,), profile=None, space="srgb", exif=None, xmp=None)
    changed = flow(ops, lambda: iter((beside,)), image.mode).first
    scale = max(found.image.size) / max(picture.size)
    size = Size(*(max(1, round(side * scale)) for side in changed.size))
    small = Frames((changed.resize(size, Image.Resampling.BOX),), size)
    way = Output(formats=("jpg",), quality=max(LEAST_QUALITY, output.quality), metadata="strip")
    return codecs.joined_with_map(body, codecs.encode(small, way, "jpg"), found)
