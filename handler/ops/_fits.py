"""The arithmetic of fitting a picture into a box: one row a fit, no pixels.

Rules, for a source of W x H and a box of w x h (a missing side never constrains):

1. max, clip: keep the ratio, lie inside the box; max never enlarges.
2. crop: fill the box, cutting what sticks out. min: the same box, shrunk until nothing has to be enlarged.
3. scale: the box, distorted.
4. fill, fillmax: a canvas of the box's size with the picture of clip, or max, in its middle.
5. With one side given, crop, fill and scale act as clip; min and fillmax act as max.
"""

from typing import Literal, NamedTuple

from handler.core.geometry import Box, Size, pixels, whole

Fit = Literal["max", "clip", "crop", "min", "scale", "fill", "fillmax"]
EXPLAINED = (
    "How the picture fits into w and h. max: all of it, never enlarged; clip: all of it, enlarged if it is small; "
    "crop: it fills w and h, and what sticks out is cut off; min: as crop, never enlarged; scale: stretched; "
    "fill, fillmax: as clip and max, the rest of w and h in the colour bg."
)
"""The fits in a sentence, for the reference."""

BOXED = {"crop", "min"}
"""Fits that cut what sticks out of the box."""

Anchor = Literal["top", "bottom", "left", "right", "focalpoint", "entropy", "edges"]
EDGES = {"left": (0, 0.0), "right": (0, 1.0), "top": (1, 0.0), "bottom": (1, 1.0)}
"""Of each edge that a cut keeps: 0 across or 1 down, and the place on that axis."""

ONE_SIDED: dict[Fit, Fit] = {"crop": "clip", "fill": "clip", "scale": "clip", "min": "max", "fillmax": "max"}


class Sides(NamedTuple):
    """A box whose sides may be missing."""

    width: int | None
    height: int | None


class Layout(NamedTuple):
    """What a resize does: resample `window` of the source to `picture`, laid in the middle of `canvas`."""

    canvas: Size
    picture: Size
    window: Box


def layout(fit: Fit, source: Size, box: Sides, least: Sides, most: Sides) -> Layout:
    """Return the layout of a fit. `least` and `most` bound the result; a bound that enlarges was asked for."""
    width, height = _bounded(box.width, least.width, most.width), _bounded(box.height, least.height, most.height)
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
    if fit == "scale":
        return Layout(asked, asked, whole(source))
    if fit == "min":
        shrink = min(1, source.width / width, source.height / height)
        asked = Size(pixels(width * shrink), pixels(height * shrink))
    return Layout(asked, asked, whole(source))


def window(source: Size, target: Size, place: tuple[float, float], zoom: float) -> Box:
    """Return the largest part of the target's ratio, around a place told in ratios, narrowed by `zoom`."""
    reach = min(source.width / target.width, source.height / target.height) / zoom
    # A side that is whole can come out a hair too long, which no resample would read.
    across, down = min(target.width * reach, source.width), min(target.height * reach, source.height)
    left = min(max(place[0] * source.width - across / 2, 0), source.width - across)
    top = min(max(place[1] * source.height - down / 2, 0), source.height - down)
    return Box(left, top, left + across, top + down)


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
