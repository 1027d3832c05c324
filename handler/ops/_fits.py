"""Fits: the size and position of a picture that has to fit into a box; arithmetic only, no pixels.

Rules, for a source of W x H and a box of w x h (a missing side never constrains):

1. max, clip: the whole picture inside the box, ratio kept; max never enlarges.
2. crop, facearea: the picture fills the box, and what sticks out is cut. min: the same, but the box shrinks until
   nothing has to be enlarged. cropmax: the same, but each side of the box is no longer than the picture's.
3. scale: exactly the box, distorted. scalemax: the same, but the box shrinks until nothing has to be enlarged.
4. fill, fillmax: a canvas of the box's size, with the result of clip, or of max, in its middle.
5. With one side given, crop, fill and scale act as clip; min, cropmax, scalemax and fillmax act as max.
6. cut: as much of the source as the box, in whole pixels, at its own scale; a missing side is the whole of it.
7. match, matchmax: crop, or cropmax, where source and box both lie or both stand; else clip, or max.
"""

from typing import Literal, NamedTuple

from handler.core.geometry import Box, Size, pixels, whole

Fit = Literal[
    "max",
    "clip",
    "crop",
    "min",
    "cropmax",
    "scale",
    "scalemax",
    "fill",
    "fillmax",
    "facearea",
    "cut",
    "match",
    "matchmax",
]
"""The values of `fit`."""

EXPLAINED = (
    "How the picture fits into w and h. max: all of it, never enlarged; clip: all of it, enlarged if it is small; "
    "crop: it fills w and h, and what sticks out is cut off; min: as crop, never enlarged, so that the ratio is kept; "
    "cropmax: as crop, never enlarged, so that a side that is too short stays; cut: w and h are cut out, nothing is "
    "resized; scale: stretched; scalemax: as scale, never enlarged; "
    "fill, fillmax: as clip and max, the rest of w and h as ground says, else in the colour bg; "
    "facearea: as crop, around the faces alone; match, matchmax: as crop or cropmax where picture and box both "
    "lie or both stand, else as clip or max."
)
"""The fits in a sentence, for the reference."""

KEPT = (
    "What a crop keeps. entropy, edges: where most is to be seen; smart: faces, else what catches an eye; faces: all "
    "that fit, and what to keep where there is none may follow, as in faces,top. A focal point that is stored with the "
    "picture comes before smart and faces, and is that of focalpoint alone. Without fit: fit=crop."
)
"""The crops in a few sentences, for the reference."""

BOXED = {"crop", "min", "cropmax", "facearea", "cut", "match", "matchmax"}
"""Fits that cut what sticks out of the box."""

LAID = {"fill", "fillmax"}
"""Fits that lay the picture on a canvas."""

Anchor = Literal["top", "bottom", "left", "right", "focalpoint", "entropy", "edges", "smart", "faces"]
"""The values of `crop`: what a cut keeps."""

EDGES = {"left": (0, 0.0), "right": (0, 1.0), "top": (1, 0.0), "bottom": (1, 1.0)}
"""For each edge that a cut keeps: the axis (0 across, 1 down) and the position on it, 0.0 to 1.0."""

ONE_SIDED: dict[Fit, Fit] = {
    **dict.fromkeys(("crop", "fill", "scale"), "clip"),
    **dict.fromkeys(("min", "cropmax", "scalemax", "fillmax"), "max"),
}
"""What these fits act as where one side is given (rule 5)."""


MATCHED: dict[Fit, tuple[Fit, Fit]] = {"match": ("crop", "clip"), "matchmax": ("cropmax", "max")}
"""What these fits act as: where source and box both lie or both stand, and elsewhere (rule 7)."""


class Sides(NamedTuple):
    """Width and height in pixels; None for a side that is not limited."""

    width: int | None
    height: int | None


class Layout(NamedTuple):
    """How to resize: resample the part `window` of the source to the size `picture`, centred on a `canvas`."""

    canvas: Size
    picture: Size
    window: Box


def layout(fit: Fit, source: Size, box: Sides, least: Sides, most: Sides) -> Layout:
    """Return the layout of a fit. least, most: bounds of the result; `least` enlarges even where the fit would not."""
    width, height = _bounded(box.width, least.width, most.width), _bounded(box.height, least.height, most.height)
    if fit == "cut":
        width, height = width or source.width, height or source.height
    if width is None or height is None:
        fit = ONE_SIDED.get(fit, fit)
    if fit in {"max", "clip"} or width is None or height is None:
        inside = _inside(fit, source, Sides(width, height), least, most)
        return Layout(inside, inside, whole(source))
    asked = Size(width, height)
    if fit in {"fill", "fillmax"}:
        fitted: Fit = "clip" if fit == "fill" else "max"
        inside = _inside(fitted, source, Sides(*asked), Sides(None, None), Sides(*asked))
        return Layout(asked, inside, whole(source))
    if fit in {"min", "scalemax"}:
        shrink = min(1, source.width / width, source.height / height)
        asked = Size(pixels(width * shrink), pixels(height * shrink))
    if fit in {"cropmax", "cut"}:
        asked = Size(min(width, source.width), min(height, source.height))
    return Layout(asked, asked, whole(source))


def matched(fit: Fit, source: Size, box: Sides) -> Fit:
    """Return the fit that one acts as for this source and box."""
    if fit not in MATCHED:
        return fit
    alike, other = MATCHED[fit]
    if box.width is None or box.height is None:
        return other
    return alike if (source.width >= source.height) == (box.width >= box.height) else other


def window(source: Size, target: Size, place: tuple[float, float], zoom: float) -> Box:
    """Return the largest part of the source that has the target's ratio.

    place: its middle, as parts of width and height; moved so that the part stays inside. zoom: factor by which the part
    is made smaller.
    """
    reach = min(source.width / target.width, source.height / target.height) / zoom
    # Rounding can make a whole side slightly too long, which Pillow refuses to resample.
    across, down = min(target.width * reach, source.width), min(target.height * reach, source.height)
    left = min(max(place[0] * source.width - across / 2, 0), source.width - across)
    top = min(max(place[1] * source.height - down / 2, 0), source.height - down)
    return Box(left, top, left + across, top + down)


def kept(fit: Fit, source: Size, target: Size, place: tuple[float, float], zoom: float) -> Box:
    """Return the part of the source that a fit which cuts keeps: the `window`, or for `cut` as many pixels of it."""
    if fit != "cut":
        return window(source, target, place, zoom)
    left, top = (
        int(min(max(at * side - length / 2, 0), side - length))
        for at, side, length in zip(place, source, target, strict=True)
    )
    return Box(left, top, left + target.width, top + target.height)


def _bounded(side: int | None, least: int | None, most: int | None) -> int | None:
    if side is None:
        return None
    return max(min(side, most or side), least or 1)


def _inside(fit: Fit, source: Size, box: Sides, least: Sides, most: Sides) -> Size:
    def ratios(sides: Sides) -> list[float]:
        return [side / whole for side, whole in zip(sides, source, strict=True) if side is not None]

    scale = min([*ratios(box), *ratios(most), *([1.0] if fit == "max" else [])], default=1.0)
    scale = max([scale, *ratios(least)])
    return Size(pixels(source.width * scale), pixels(source.height * scale))
