"""Saliency: what catches an eye, as a number for each column or row of a small picture; nothing but Pillow makes it.

1. What differs from the mean of its surroundings stands out, in lightness and in both differences of colour (Itti, Koch
   and Niebur, 1998, have a centre and its surround too), at three widths, since things are small or large.
2. Strong edges tell where things end; skin tells where people are, of whom a face may be turned away.
3. The five maps count alike, each as a part of its own sum; benchmarks/crops.py shows what each of them adds.
"""

from PIL import Image, ImageChops, ImageFilter

GLANCE = 96
"""Pixels. Longest side of the picture that is looked at."""

SURROUNDINGS = (3, 8, 20)
"""Pixels: radii of the surroundings that a pixel is compared with."""

STRENGTH = 1.5
"""Power that a difference is raised to, so that one large one counts more than many small ones."""

CELLS = 128
"""Columns or rows that are rated."""

SKIN = ((60, 245), (77, 127), (138, 173))
"""From what to what lightness, blueness and redness reach in skin, whatever its tone (Chai and Ngan, 1999)."""


def salient(image: Image.Image, edges: list[float], *, across: bool) -> list[float]:
    """Return how much each of CELLS columns (`across`) or rows catches an eye, 1 in all, or 0 where nothing does.

    image: RGB or L without transparency, reduced. edges: how strong edges are in each of its columns or rows.
    """
    small = image.convert("RGB")
    small.thumbnail((GLANCE, GLANCE), Image.Resampling.BOX, reducing_gap=None)
    bands = small.convert("YCbCr").split()
    maps = [*map(_contrast, bands), _skin(bands)]
    rated = [_parts(lines(each, across=across)) for each in maps] + [_parts(edges)]
    sums = [sum(values) for values in zip(*rated, strict=True)]
    return [value / sum(sums) for value in sums] if any(sums) else sums


def lines(marked: Image.Image, *, across: bool) -> list[float]:
    """Return the mean of every column, or of every row, of a picture of floats (mode F)."""
    size = (marked.width, 1) if across else (1, marked.height)
    return [float(value) for value in memoryview(marked.resize(size, Image.Resampling.BOX).tobytes()).cast("f")]


def _contrast(band: Image.Image) -> Image.Image:
    total = Image.new("L", band.size)
    for radius in SURROUNDINGS:
        total = ImageChops.add(total, ImageChops.difference(band, band.filter(ImageFilter.BoxBlur(radius))))
    return total.point([(level / 255) ** STRENGTH for level in range(256)], "F")


def _skin(bands: tuple[Image.Image, ...]) -> Image.Image:
    found = Image.new("L", bands[0].size, 255)
    for band, (least, most) in zip(bands, SKIN, strict=True):
        found = ImageChops.multiply(found, band.point([255 * (least <= level <= most) for level in range(256)]))
    return found.filter(ImageFilter.BoxBlur(1)).point([level / 255 for level in range(256)], "F")


def _parts(rated: list[float]) -> list[float]:
    """Return CELLS numbers in place of any number of them, 1 in all."""
    cells = [rated[int((cell + 0.5) * len(rated) / CELLS)] for cell in range(CELLS)]
    total = sum(cells)
    return [value / total for value in cells] if total else cells
