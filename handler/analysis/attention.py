"""Attention: the busiest part of a picture, which crop=entropy, crop=edges and crop=smart keep."""

from itertools import accumulate
from math import log2

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from handler.analysis.saliency import lines, salient
from handler.core.geometry import Box, Size

GLANCE = 256
"""Pixels. Longest side of the reduced picture that is examined."""

BANDS = 4
"""Gray levels in a bin of the histogram, so that noise does not count as content."""

PULL = 0.15
"""Share of all edges that a window must gain to move from the preferred place to the end; from benchmarks/crops.py."""

SURROUNDINGS = 6
"""Pixels of the reduced picture: radius around an edge within which other edges make it texture."""

HEADS = 0.2
"""Preferred place of an upright window, as a part of the free height from the top: heads must not be cut off."""


def busiest(image: Image.Image, frame: Box, full: Size, *, by: str) -> tuple[int, int, int, int]:
    """Return left, top, width and height of the window of `frame`'s size that contains most of what is looked for.

    image: the picture at a reduced size. full: its full size; all boxes are in pixels of that. frame: fills the picture
    in at least one direction; the window moves along the other. by: `entropy`, `edges`, or `smart` for what catches an
    eye. Each line of pixels across that direction is rated; the window with the largest sum wins, of equals the most
    central. But with entropy, a window away from the preferred place needs a larger sum, since texture is not always
    what matters in a picture.
    """
    width, height = (max(1, int(side + 0.5)) for side in frame.size)
    across = full.width - width >= full.height - height
    side, extent = (full.width, width) if across else (full.height, height)
    rated = _rated(_glance(image), by, across=across)
    scale = side / len(rated)
    span = min(len(rated), max(1, round(extent / scale)))
    sums = list(accumulate(rated, initial=0.0))
    drawn = by != "entropy"
    room, pull, place = len(rated) - span, PULL if drawn else 0, HEADS if drawn and not across else 0.5

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
        # Hidden colours must not count.
        small = Image.alpha_composite(Image.new("RGBA", small.size, "white"), small)
    return small


def _rated(glance: Image.Image, by: str, *, across: bool) -> list[float]:
    gray = glance.convert("L")
    if by == "entropy":
        return _entropies(gray, across=across)
    edges = _edges(gray, across=across)
    return edges if by == "edges" else salient(glance, edges, across=across)


def _edges(glance: Image.Image, *, across: bool) -> list[float]:
    found = glance.filter(ImageFilter.FIND_EDGES)
    # The filter leaves the outermost pixels unchanged, as gray levels: they are no edges.
    ImageDraw.Draw(found).rectangle((0, 0, found.width - 1, found.height - 1), outline=0)
    # Edges among many others are texture, so the mean around is subtracted; squared, strong edges count more.
    found = ImageChops.subtract(found, found.filter(ImageFilter.BoxBlur(SURROUNDINGS)))
    return lines(found.point([level**2 / 255 for level in range(256)], "F"), across=across)


def _entropies(glance: Image.Image, *, across: bool) -> list[float]:
    turned = glance.transpose(Image.Transpose.TRANSPOSE) if across else glance
    data, width = turned.tobytes(), turned.width
    return [_entropy(data[row * width : (row + 1) * width]) for row in range(turned.height)]


def _entropy(line: bytes) -> float:
    counts: dict[int, int] = {}
    for value in line:
        counts[value // BANDS] = counts.get(value // BANDS, 0) + 1
    return -sum(count / len(line) * log2(count / len(line)) for count in counts.values())
