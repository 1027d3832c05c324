"""Frame: from the words of a path to the operations that trim, cut, mirror and resize: all that comes before filters.

1. thumbor's order is trim, crop, resize, flip. A picture that is mirrored first and cut at the other edge is the same,
   and that is how this service says it elsewhere: so one picture has one recipe. Only a point in pixels, which no
   mirror moves without the picture's size, leaves the flip behind the resize.
2. AxB:CxD counts from the whole picture, also behind a trim. 0x0:0x0 is no crop, and neither is 0x0 a size.
3. A size with one side keeps the ratio. Both are filled, and what sticks out is cut; fit-in keeps all of the picture
   and never enlarges, full-fit-in covers the box with all of it and does. adaptive- turns the box as the picture lies.
4. Of several focal rectangles the mean of the middles counts, weighed by area, rounded down as thumbor does it.
"""

from decimal import Decimal
from typing import Any

from handler.dialects.foreign.words import declared
from handler.dialects.literals import Malformed, integer, length
from handler.dialects.thumbor.address import CORNERS, ORIGINAL
from handler.dialects.thumbor.draft import Draft, Measure
from handler.errors import InvalidParameter
from handler.ops.flip import Flip
from handler.ops.op import Op
from handler.ops.pad import Pad
from handler.ops.rect import Rect
from handler.ops.resize import Resize
from handler.ops.rotate import Rotate
from handler.ops.trim_corner import TrimCorner

MIRRORED = {"left": "right", "right": "left", "top": "bottom", "bottom": "top"}
Part = tuple[Measure, Measure, Measure, Measure]
"""Left, top, width and height: pixels, or ratios with a point."""


def with_frame(draft: Draft) -> Draft:
    """Return the draft with the operations that come before filters."""
    words, part = draft.words, crop_part(draft.words.crop)
    ops: list[Op] = [Rotate(angle=draft.turn)] if draft.turn else []
    if words.trim:
        ops.append(_trim(words.trim, part))
    elif part:
        ops.append(declared(Rect, "crop", words.crop, box=part))
    axes = flips(words.size)
    resize = _resize(draft, part, axes)
    flip = [Flip.model_validate({"axis": axes})] if axes else []
    behind = resize is not None and resize.point is not None
    ops += [*([] if behind else flip), *([resize] if resize else []), *(flip if behind else [])]
    return draft.then(*ops, *_room(words.room))


def crop_part(text: str) -> Part | None:
    """Return left, top, width and height of AxB:CxD, None for no crop; InvalidParameter where nothing is left."""
    if not text:
        return None
    corners = [each for corner in text.split(":") for each in corner.split("x")]
    try:
        left, top, right, bottom = (length(_zeroed(each)) for each in corners)
    except Malformed as error:
        raise InvalidParameter(f"crop: {text[:40]}: {error}", parameter="crop") from error
    if not any((left, top, right, bottom)):
        return None
    spans = []
    for start, stop in ((left, right), (top, bottom)):
        if isinstance(start, int) is not isinstance(stop, int) and start and stop:
            raise InvalidParameter(f"crop: {text[:40]}: both ends are pixels, or both are ratios", parameter="crop")
        if start >= stop:
            raise InvalidParameter(
                f"crop: {text[:40]}: the second corner is right of and below the first", parameter="crop"
            )
        spans.append(stop - start if isinstance(stop, int) else float(Decimal(repr(stop)) - Decimal(repr(start))))
    return left, top, spans[0], spans[1]


def _zeroed(text: str) -> str:
    return f"0{text}" if text.startswith(".") else text


def flips(size: str) -> str:
    """Return along which axes a size mirrors: h, v, hv, or nothing."""
    across, _, down = size.partition("x")
    return "h" * across.startswith("-") + "v" * down.startswith("-")


def asked_sides(size: str) -> tuple[Measure | None, Measure | None]:
    """Return width and height: pixels, 1.0 for the picture's own, None for one that follows from the other."""
    wide, high = (_side(text.removeprefix("-")) for text in (size.split("x") if size else ("", "")))
    if not (isinstance(wide, int) or isinstance(high, int)):
        return None, None
    return wide, high


def _side(text: str) -> Measure | None:
    if text == ORIGINAL:
        return 1.0
    try:
        return integer(text or "0") or None
    except Malformed as error:
        raise InvalidParameter(f"size: {text[:40]}: {error}", parameter="size") from error


def _trim(text: str, part: Part | None) -> TrimCorner:
    words = text.split(":")[1:]
    corner = words[0] if words and words[0] in CORNERS else CORNERS[0]
    tolerance = int(words[-1][:9]) if words and words[-1] not in CORNERS else 0
    return declared(TrimCorner, "trim", text, corner=corner, tolerance=tolerance, within=part)


def _resize(draft: Draft, part: Part | None, axes: str) -> Resize | None:
    words = draft.words
    width, height = asked_sides(words.size)
    if width is None and height is None:
        return None
    fields = {"w": width, "h": height, **_fit(draft, width, height)}
    if fields["fit"] == "crop":
        fields |= _kept(draft, part, axes)
    return declared(Resize, "size", words.size, **fields)


def _fit(draft: Draft, width: Measure | None, height: Measure | None) -> dict[str, Any]:
    """Return how a picture fits, and which side is but a least one."""
    fit, capped = draft.words.fit, draft.capped
    both = None not in {width, height}
    turned = both and width != height and fit.startswith("adaptive-")
    if "full-" in fit and both:
        least = {"h": None, "min_h": height} if isinstance(height, int) else {"w": None, "min_w": width}
        return {"fit": "clip", **least, "turned": turned, "capped": capped}
    if not both:
        return {"fit": "max" if capped or (fit and "full-" not in fit) else "clip"}
    if fit:
        return {"fit": "max", "turned": turned}
    return {"fit": "scale" if draft.stretch or draft.words.stretch else "crop", "capped": capped}


def _kept(draft: Draft, part: Part | None, axes: str) -> dict[str, Any]:
    """Return what a cut keeps: a point, what catches the eye, or edges."""
    if point := focal_middle(draft, part):
        x, y = point
        if isinstance(x, float):
            x, y = (1 - x if "h" in axes else x), (1 - y if "v" in axes else y)
            return {"crop": ("focalpoint",), "fp_x": x, "fp_y": y}
        return {"point": point}
    words = draft.words
    if words.smart:
        return {"crop": ("smart",)}
    down = MIRRORED.get(words.down, "") if "v" in axes else words.down
    across = MIRRORED.get(words.across, "") if "h" in axes else words.across
    return {"crop": tuple(edge for edge in (down, across) if edge in MIRRORED)}


def focal_middle(draft: Draft, part: Part | None) -> tuple[Measure, Measure] | None:
    """Return the middle of what is to be kept in view, in the picture that a crop leaves; None where there is none."""
    left, top, wide, high = part or (0, 0, None, None)
    total = across = down = 0.0
    for each in draft.focal:
        x, y = _middle(each.left, each.right), _middle(each.top, each.bottom)
        if wide is not None and high is not None:
            if {type(side) for side in (x, y)} != {type(wide), type(high)}:
                said = "focal: where the path cuts in pixels it is in pixels too, and in ratios likewise"
                raise InvalidParameter(said, parameter="focal")
            if not (left <= x <= left + wide and top <= y <= top + high):
                continue
            x, y = (x - left, y - top) if isinstance(x, int) else ((x - left) / wide, (y - top) / high)
        weight = (each.right - each.left) * (each.bottom - each.top) or 1
        total, across, down = total + weight, across + x * weight, down + y * weight
    if not total:
        return None
    if all(isinstance(side, int) for each in draft.focal for side in each):
        return int(across // total), int(down // total)
    return across / total, down / total


def _middle(start: Measure, stop: Measure) -> Measure:
    return start + (stop - start) // 2 if isinstance(start, int) else (start + stop) / 2


def _room(text: str) -> tuple[Op, ...]:
    """Return the room around the picture, which imagor's GxH:IxJ asks for."""
    if not text:
        return ()
    first, _, second = text.partition(":")
    (left, top), (right, bottom) = (each.split("x") for each in (first, second or first))
    try:
        room = {
            name: integer(side)
            for name, side in zip(("left", "top", "right", "bottom"), (left, top, right, bottom), strict=True)
        }
    except Malformed as error:
        raise InvalidParameter(f"padding: {text[:40]}: {error}", parameter="padding") from error
    return (declared(Pad, "padding", text, **room),)
