"""What `meta` tells is thumbor's JSON, in pixels of the picture that it is about."""

from handler.core.limits import Limits
from handler.dialects.thumbor.meta import document
from handler.ops.blur import Blur
from handler.ops.flip import Flip
from handler.ops.op import Op
from handler.ops.rect import Rect
from handler.ops.resize import Resize

FACTS = {"source": {"width": 600, "height": 400, "frames": 3}, "result": {"width": 50, "height": 50}}


def told(*ops: Op) -> list[dict[str, object]]:
    """Return the operations that are told."""
    answer = document("a.gif", ops).write(FACTS, Limits())["thumbor"]
    assert answer["source"] == {"url": "a.gif", "width": 600, "height": 400, "frameCount": 3}
    assert answer["target"] == {"width": 50, "height": 50}
    operations: list[dict[str, object]] = answer["operations"]
    return operations


def test_cuts_sizes_and_flips_are_told() -> None:
    ops = (Rect(box=(100, 0, 400, 400)), Flip(axis="hv"), Resize(w=50, h=100, fit="crop"), Blur(radius=2))
    assert told(*ops) == [
        {"type": "crop", "left": 100, "top": 0, "right": 500, "bottom": 400},
        {"type": "flip_horizontally"},
        {"type": "flip_vertically"},
        {"type": "crop", "left": 100, "top": 0, "right": 300, "bottom": 400},
        {"type": "resize", "width": 50, "height": 100},
    ]


def test_what_changes_no_size_is_not_told() -> None:
    assert told() == []
    assert told(Resize(w=900, h=900)) == []
    assert document("a", ()).media_type == "application/json"
