"""Meta: what thumbor tells of a picture in place of it, as JSON: source, operations, target.

Crop and resize are told in pixels, as the picture's own size makes them.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from handler.core.geometry import Size, whole
from handler.core.limits import Limits
from handler.dialects.interface import Document
from handler.ops.flip import Flip
from handler.ops.op import Op
from handler.ops.rect import Rect
from handler.ops.resize import Resize

FLIPS = {"h": "flip_horizontally", "v": "flip_vertically"}


def document(image: str, ops: tuple[Op, ...]) -> Document:
    """Return how facts are written. image: the picture as the path names it. ops: what is done to it."""

    def write(facts: Mapping[str, Any], limits: Limits) -> Mapping[str, Any]:
        del limits
        return _told(image, ops, facts)

    return Document(write)


def _told(image: str, ops: tuple[Op, ...], facts: Mapping[str, Any]) -> Mapping[str, Any]:
    source, result = facts["source"], facts["result"]
    size = Size(source["width"], source["height"])
    return {
        "thumbor": {
            "source": {
                "url": image,
                "width": size.width,
                "height": size.height,
                "frameCount": source.get("frames", 1),
            },
            "operations": list(_operations(ops, size)),
            "target": {"width": result["width"], "height": result["height"]},
        }
    }


def _operations(ops: tuple[Op, ...], size: Size) -> Iterator[dict[str, Any]]:
    for op in ops:
        if isinstance(op, Rect):
            yield _crop(*op.window(size))
        elif isinstance(op, Flip):
            yield from ({"type": FLIPS[axis]} for axis in op.axis)
        elif isinstance(op, Resize):
            layout = op.layout(size)
            if layout.window != whole(size):
                yield _crop(*layout.window)
            if layout.picture != size:
                yield {"type": "resize", "width": layout.picture.width, "height": layout.picture.height}
        size = op.size(size)


def _crop(left: float, top: float, right: float, bottom: float) -> dict[str, Any]:
    sides = {"left": left, "top": top, "right": right, "bottom": bottom}
    return {"type": "crop", **{name: round(side) for name, side in sides.items()}}
