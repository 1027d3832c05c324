"""Filling: polygons become a mask, smooth at the edge, by SVG's rule `nonzero`.

Four lines a pixel are walked from top to bottom, and what is inside is found four times a pixel along each, so that an
edge has 17 levels. Only a strip of the finer picture is in memory at a time.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import ceil
from operator import itemgetter

from PIL import Image

from handler.ops._shapes import FINER

STRIP = 32
"""Rows of the mask that are made at once."""

Polygons = Sequence[Sequence[tuple[float, float]]]
Edge = tuple[float, float, int, int]
"""Where a line starts, across; how far it goes across for each line down; the line behind its last; its direction."""


def filled(size: tuple[int, int], outlines: Polygons) -> Image.Image:
    """Return a mask (L) of polygons, as large as fits, their ratio kept, in the middle."""
    mask, width = Image.new("L", size), size[0] * FINER
    rows = _rows(_edges(size, outlines), width, size[1] * FINER)
    for top in range(0, size[1], STRIP):
        height = min(STRIP, size[1] - top)
        fine = b"".join(next(rows) for _ in range(height * FINER))
        mask.paste(Image.frombytes("L", (width, height * FINER), fine).reduce(FINER), (0, top))
    return mask


def crossed(outlines: Polygons) -> int:
    """Return how many of the lines a horizontal line crosses at most."""
    ends = [
        (y, step)
        for outline in outlines
        for (_, one), (_, other) in _sides(outline)
        if one != other
        for y, step in ((min(one, other), 1), (max(one, other), -1))
    ]
    most = now = 0
    for _, step in sorted(ends):
        now += step
        most = max(most, now)
    return most


def _sides(outline: Sequence[tuple[float, float]]) -> Iterator[tuple[tuple[float, float], tuple[float, float]]]:
    return pairwise([*outline, outline[0]])


def _edges(size: tuple[int, int], outlines: Polygons) -> dict[int, list[Edge]]:
    """Return the edges on the finer grid, by the line that crosses them first."""
    across, down = ([point[axis] for outline in outlines for point in outline] for axis in (0, 1))
    wide, high = max(across) - min(across), max(down) - min(down)
    scale = FINER * min(size[0] / wide, size[1] / high)
    left = (size[0] * FINER - wide * scale) / 2 - min(across) * scale
    top = (size[1] * FINER - high * scale) / 2 - min(down) * scale
    edges: dict[int, list[Edge]] = {}
    for outline in outlines:
        for one, other in _sides(outline):
            (x, y), (end, low) = sorted((one, other), key=itemgetter(1))
            y, low = y * scale + top, low * scale + top
            first, last = ceil(y - 0.5), ceil(low - 0.5)
            if first < last:
                slope = (end - x) * scale / (low - y)
                start = x * scale + left + slope * (first + 0.5 - y)
                edges.setdefault(first, []).append((start - slope * first, slope, last, 1 if one[1] < other[1] else -1))
    return edges


def _rows(edges: dict[int, list[Edge]], width: int, height: int) -> Iterator[bytes]:
    """Give the lines of the finer grid, 255 inside."""
    active: list[Edge] = []
    for line in range(height):
        active = [edge for edge in active if edge[2] > line] + edges.get(line, [])
        row, winding, begin = bytearray(width), 0, 0
        for place, direction in sorted((start + slope * line, way) for start, slope, _, way in active):
            at = min(max(ceil(place - 0.5), 0), width)
            if winding == 0:
                begin = at
            winding += direction
            if winding == 0 and at > begin:
                row[begin:at] = b"\xff" * (at - begin)
        yield bytes(row)
