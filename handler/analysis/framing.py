"""Framing: which part of a picture shows its faces, for a crop of a given shape. Arithmetic only, no pixels.

1. A head is more than the face that a detector marks: there is hair above, and a chin and ears beside.
2. All heads are kept where they fit; else those that do, from the largest on.
"""

from collections.abc import Iterable, Sequence

from handler.analysis.faces import DetectedFace
from handler.core.geometry import Box, Size

ABOVE, BELOW, BESIDE = 0.4, 0.15, 0.2
"""Parts of a face's height and width by which a head reaches over it."""


def head_of(face: DetectedFace, full: Size) -> Box:
    """Return the box of the head that a face is of, inside the picture."""
    width, height = face.box.size
    left, top, right, bottom = face.box
    return Box(left - BESIDE * width, top - ABOVE * height, right + BESIDE * width, bottom + BELOW * height).inside(
        full
    )


def around(boxes: Iterable[Box]) -> Box:
    """Return the smallest box around several."""
    left, top, right, bottom = zip(*boxes, strict=True)
    return Box(min(left), min(top), max(right), max(bottom))


def framed(faces: Sequence[DetectedFace], frame: Box, full: Size) -> tuple[int, int, int, int]:
    """Return left, top, width and height of the window of `frame`'s size that shows most faces, the largest above all.

    faces: at least one, the largest first. frame, full: as `attention.busiest` has them.
    """
    width, height = (max(1, int(side + 0.5)) for side in frame.size)
    shown = head_of(faces[0], full)
    for face in faces[1:]:
        wider = around((shown, head_of(face, full)))
        if _fits(wider, width, height):
            shown = wider
    if not _fits(shown, width, height):
        shown = faces[0].box  # a head that is too large for the window: then its face decides
    middle = ((shown.left + shown.right) / 2, (shown.top + shown.bottom) / 2)
    return (
        _placed(middle[0] - width / 2, full.width - width),
        _placed(middle[1] - height / 2, full.height - height),
        width,
        height,
    )


def _fits(box: Box, width: int, height: int) -> bool:
    return box.size[0] <= width and box.size[1] <= height


def _placed(start: float, most: int) -> int:
    return min(max(int(start + 0.5), 0), max(most, 0))


def area(faces: Sequence[DetectedFace], target: Size, full: Size, pad: float) -> tuple[int, int, int, int]:
    """Return left, top, width and height of the part of the target's shape around all of these faces.

    pad: how many times as wide and high as the faces it is. It has the target's ratio as nearly as whole pixels can,
    lies inside the picture, and is as large as the picture lets it be where it should be larger.
    """
    box = around(face.box for face in faces)
    across, down = (pad * side for side in box.size)
    scale = max(across / target.width, down / target.height, 1 / min(target))
    scale = min(scale, full.width / target.width, full.height / target.height)
    width, height = (max(1, min(int(side * scale + 0.5), most)) for side, most in zip(target, full, strict=True))
    left, top = ((near + far) / 2 for near, far in ((box.left, box.right), (box.top, box.bottom)))
    return _placed(left - width / 2, full.width - width), _placed(top - height / 2, full.height - height), width, height
