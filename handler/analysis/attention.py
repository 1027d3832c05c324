"""Where a picture is busiest: what crop=entropy and crop=edges look at."""

from itertools import accumulate
from math import log2

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from handler.core.geometry import Box, Size

GLANCE = 256
"""Longest side, in pixels, of the reduced picture that is judged."""

BANDS = 4
"""Histogram bins are taken four gray levels at a time, so that noise does not count as content."""

PULL = 0.15
"""The part of all edges that a window must gain to go from the middle to the end; see benchmarks/crops.py."""

SURROUNDINGS = 6
"""How far around an edge others are looked for, pixels of the reduced picture."""

HEADS = 0.2
"""Where the place of rest is, from the top: heads are in the upper part of a picture, and are what must not be cut."""


def busiest(image: Image.Image, frame: Box, full: Size, *, by: str) -> tuple[int, int, int, int]:
    """Return left, top, width and height of the window of `frame`'s size that holds most entropy or edges.

    image: a reduction of a picture whose size is `full`, in whose pixels all boxes are told. `frame` spans the picture
    in one direction at least; the window moves along the other. Lines of pixels are judged one by one, and the window
    with the largest sum wins, the most central one of equals; of edges, one that lies away from the middle has to hold
    more, for texture is not always what the picture is of.
    """
    width, height = (max(1, int(side + 0.5)) for side in frame.size)
    across = full.width - width >= full.height - height
    side, extent = (full.width, width) if across else (full.height, height)
    glance = _glance(image)
    lines = _edges(glance, across=across) if by == "edges" else _entropies(glance, across=across)
    scale = side / len(lines)
    span = min(len(lines), max(1, round(extent / scale)))
    sums = list(accumulate(lines, initial=0.0))
    room, pull, place = len(lines) - span, PULL if by == "edges" else 0, 0.5 if across or by != "edges" else HEADS

    def worth(at: int) -> tuple[float, float]:
        away = abs(at - room * place) / max(1, room / 2)
        return round((sums[at + span] - sums[at]) / (sums[-1] or 1) - pull * away**2, 6), -away

    start = max(range(room + 1), key=worth)
    begin = min(int(start * scale + 0.5), side - extent)
    return (begin, 0, width, height) if across else (0, begin, width, height)


def _glance(image: Image.Image) -> Image.Image:
    small = image.copy()
    small.thumbnail((GLANCE, GLANCE), Image.Resampling.BOX, reducing_gap=None)
    if small.mode == "RGBA":
        # Colours under transparency are nothing that anybody sees.
        small = Image.alpha_composite(Image.new("RGBA", small.size, "white"), small)
    return small.convert("L")


def _edges(glance: Image.Image, *, across: bool) -> list[float]:
    found = glance.filter(ImageFilter.FIND_EDGES)
    # The filter leaves the rim as it was: no edge, but the gray level itself.
    ImageDraw.Draw(found).rectangle((0, 0, found.width - 1, found.height - 1), outline=0)
    # An edge among many is texture: what stands out from its surroundings counts, and squared, strong edges more.
    found = ImageChops.subtract(found, found.filter(ImageFilter.BoxBlur(SURROUNDINGS)))
    strong = found.point([level**2 / 255 for level in range(256)], "F")
    size = (glance.width, 1) if across else (1, glance.height)
    return [float(value) for value in memoryview(strong.resize(size, Image.Resampling.BOX).tobytes()).cast("f")]


def _entropies(glance: Image.Image, *, across: bool) -> list[float]:
    lines = glance.transpose(Image.Transpose.TRANSPOSE) if across else glance
    data, width = lines.tobytes(), lines.width
    return [_entropy(data[row * width : (row + 1) * width]) for row in range(lines.height)]


def _entropy(line: bytes) -> float:
    counts: dict[int, int] = {}
    for value in line:
        counts[value // BANDS] = counts.get(value // BANDS, 0) + 1
    return -sum(count / len(line) * log2(count / len(line)) for count in counts.values())
