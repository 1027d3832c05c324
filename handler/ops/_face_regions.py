"""Faces that are made unrecognisable: found in the picture as it stands, and changed within an ellipse."""

from collections.abc import Callable

from PIL import Image, ImageDraw

from handler.analysis import faces, framing
from handler.core.geometry import Box, Size
from handler.ops.blur import PREMULTIPLIED

Change = Callable[[Image.Image, float], Image.Image]
"""Returns a part of a picture, changed; beside it stands the width of the face in it, in pixels."""

MARGIN = 0.2
"""Part of a face's width and height that is cut out around it, so that what lies beside comes into a blur too."""


def with_faces_changed(image: Image.Image, change: Change) -> Image.Image:
    """Return the picture with every face in it changed, hair and chin too; the picture itself where there is none."""
    size = Size(*image.size)
    found = faces.find(image, size, glance=faces.CLOSER, least=faces.POSSIBLE)
    if not found:
        return image
    result = image.copy()
    for face in found:
        shown = framing.head_of(face, size)
        part = _around(face, shown, size)
        before = result.crop(part)
        result.paste(_within(before, change(before, face.box.size[0]), shown, part), part)
    return result


def _around(face: faces.DetectedFace, shown: Box, size: Size) -> tuple[int, int, int, int]:
    across, down = (MARGIN * side for side in face.box.size)
    grown = Box(shown.left - across, shown.top - down, shown.right + across, shown.bottom + down).inside(size)
    return int(grown.left), int(grown.top), int(grown.right + 0.999), int(grown.bottom + 0.999)


def _within(before: Image.Image, after: Image.Image, shown: Box, part: tuple[int, int, int, int]) -> Image.Image:
    """Return the part before, and after within an ellipse. Alpha is premultiplied, so that hidden colours stay so."""
    cover = Image.new("L", before.size)
    left, top = part[:2]
    edges = (shown.left - left, shown.top - top, shown.right - left, shown.bottom - top)
    ImageDraw.Draw(cover).ellipse(edges, fill=255)
    mode = PREMULTIPLIED.get(before.mode, before.mode)
    if mode == before.mode:
        return Image.composite(after, before, cover)
    return Image.composite(after.convert(mode), before.convert(mode), cover).convert(before.mode)
