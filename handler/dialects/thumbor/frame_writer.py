"""Frame writer: the words that say the operations before filters, and the filters that say what such words mean."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from handler.dialects.literals import number
from handler.dialects.thumbor.address import ACROSS, CORNERS, DOWN, ORIGINAL
from handler.dialects.thumbor.filters.writing import ground_text
from handler.dialects.thumbor.frame import MIRRORED
from handler.ops.flip import Flip
from handler.ops.op import Op
from handler.ops.pad import Pad
from handler.ops.rect import Rect
from handler.ops.resize import Resize
from handler.ops.rotate import Rotate
from handler.ops.trim_corner import TrimCorner

LED = (TrimCorner, Rect, Flip, Resize)
"""Operations before which a turn is an `orient`."""


class Frame(NamedTuple):
    """What was said of the first operations. taken: how many. early, late: filters that belong to them."""

    words: list[str]
    early: list[str]
    late: list[str]
    taken: int


class Sized(NamedTuple):
    """What says a resize: words before the size, its two sides, words after it, and filters."""

    before: list[str]
    sides: tuple[str, str]
    after: list[str]
    early: list[str]
    late: list[str]


def framed_words(ops: Sequence[Op]) -> Frame:
    """Return the words of the operations that come before filters, as far as they follow thumbor's order."""
    left = list(ops)
    words: list[str] = []
    turn = _next(left, Rotate) if len(left) > 1 and isinstance(left[1], LED) else None
    trim, rect = _next(left, TrimCorner), _next(left, Rect)
    words += _trimmed(trim) if trim else []
    part = rect.box if rect else trim.within if trim else None
    words += [corners(part)] if part else []
    flip, resize = _next(left, Flip), _next(left, Resize)
    if resize is not None and not size_says(resize):
        left.insert(0, resize)
        resize = None
    if resize is not None and resize.point is not None and flip is None:
        flip = _next(left, Flip)
    axes = flip.axis if flip else ""
    sized = _sized(resize, part, axes) if resize else Sized([], ("0", "0"), [], [], [])
    pad = _next(left, Pad)
    if resize or flip or pad:
        across, down = sized.sides
        words += [*sized.before, f"{'-' * ('h' in axes)}{across}x{'-' * ('v' in axes)}{down}"]
    words += [*([_room(pad)] if pad else []), *sized.after]
    early = [f"orient({-int(turn.angle) % 360})"] if turn else []
    return Frame(words, [*early, *sized.early], sized.late, len(ops) - len(left))


def _next(left: list[Op], kind: type[Any]) -> Any:  # noqa: ANN401 - of that kind, or nothing
    return left.pop(0) if left and type(left[0]) is kind else None


def _trimmed(trim: TrimCorner) -> list[str]:
    corner = "" if trim.corner == CORNERS[0] else f":{trim.corner}"
    return [f"trim{corner}{f':{trim.tolerance}' if trim.tolerance else ''}"]


def corners(part: tuple[float, float, float, float]) -> str:
    """Return a part of the picture as its two corners."""
    left, top, wide, high = part
    right, bottom = (_sum(start, span) for start, span in ((left, wide), (top, high)))
    return f"{number(left)}x{number(top)}:{number(right)}x{number(bottom)}"


def _sum(start: float, span: float) -> float:
    if isinstance(span, int):
        return int(start) + span
    return float(Decimal(repr(start)) + Decimal(repr(span)))


def _room(pad: Pad) -> str:
    left, top, right, bottom = pad.room
    return f"{left}x{top}:{right}x{bottom}"


def size_says(resize: Resize) -> bool:
    """Return whether a size in the path can say the sides of a resize; ratios are said by filters."""
    sides = [resize.w or resize.min_w, resize.h or resize.min_h]
    return any(isinstance(side, int) for side in sides) and all(_side(side) for side in sides)


def _side(side: float | None) -> str:
    """Return a side as a size has it, nothing for one that it cannot say."""
    if side is None:
        return "0"
    if isinstance(side, int):
        return str(side)
    return ORIGINAL if side == 1 else ""


def _sized(resize: Resize, part: tuple[float, float, float, float] | None, axes: str) -> Sized:
    sides = _side(resize.w or resize.min_w), _side(resize.h or resize.min_h)
    both, adaptive = "0" not in sides, "adaptive-" * resize.turned
    capped = ["no_upscale()"] if resize.capped else []
    if resize.min_w or resize.min_h:
        return Sized([f"{adaptive}full-fit-in"], sides, [], capped, [])
    if resize.fit in {"fill", "fillmax"}:
        fill = f"fill({ground_text(resize)}{',true' if resize.under else ''})"
        return Sized([f"{adaptive}fit-in"], sides, [], [], [*(["upscale()"] if resize.fit == "fill" else []), fill])
    if resize.fit == "max":
        return Sized([f"{adaptive}fit-in"], sides, [], [], [])
    if resize.fit == "clip":
        return Sized([f"{adaptive}fit-in"], sides, [], [], ["upscale()"]) if both else Sized([], sides, [], [], [])
    if resize.fit == "scale":
        return Sized([], sides, [], ["stretch()", *capped], [])
    words, filters = _kept(resize, part, axes)
    return Sized([], sides, words, [*filters, *capped], [])


def _kept(resize: Resize, part: tuple[float, float, float, float] | None, axes: str) -> tuple[list[str], list[str]]:
    """Return the words, and the filters, that say what a cut keeps."""
    if resize.point is not None:
        left, top = (part or (0, 0))[:2]
        x, y = (at + start for at, start in zip(resize.point, (left, top), strict=True))
        return [], [f"focal({number(x)},{number(y)})"]
    if resize.crop == ("focalpoint",):
        x, y = _mirrored(resize.fp_x, "h" in axes), _mirrored(resize.fp_y, "v" in axes)
        if part:
            x, y = _outside(x, part[0], part[2]), _outside(y, part[1], part[3])
        return [], [f"focal({number(x)},{number(y)})"]
    if resize.crop == ("smart",):
        return ["smart"], []
    down = [MIRRORED[word] if "v" in axes else word for word in resize.crop if word in DOWN]
    across = [MIRRORED[word] if "h" in axes else word for word in resize.crop if word in ACROSS]
    return [*across, *down], []


def _mirrored(place: float, turned: bool) -> float:  # noqa: FBT001 - whether it is
    return 1 - place if turned else place


def _outside(place: float, start: float, span: float) -> float:
    return start + place * span
