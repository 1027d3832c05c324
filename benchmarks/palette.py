"""How good the pictures of few colours are: SSIMULACRA2 and CPU time, beside Pillow's own ways, on all of samples/.

    python3 -m venv .venv-quality
    .venv-quality/bin/pip install -r requirements/lambda.txt
    .venv-quality/bin/pip install ssimulacra2==0.3.0
    .venv-quality/bin/python -m benchmarks.palette

plain: median cut, the error diffused. k-means: the same, with k-means over every pixel until nothing changes, which is
the best that Pillow has, and takes as long as the picture is large; for what is partly transparent, its octree. ours:
`handler/codecs/pixels/palette.py`. Then the time that each takes at one and at four megapixels, noise and a photograph.
"""

import sys
from collections.abc import Callable
from io import BytesIO
from time import process_time

from PIL import Image

from benchmarks.subjects import clear, noise, photograph
from handler.codecs.pixels.palette import paletted, translucent_palette

try:
    from benchmarks.scores import SAMPLES, score
except ModuleNotFoundError as error:
    sys.exit(f"{error.name} is missing; the first lines of {__file__} say how to install what this measures with")

COLOURS = (8, 16, 64)
WIDTH = 320
TIMED = (1000, 2000)
DIFFUSED = Image.Dither.FLOYDSTEINBERG
Way = Callable[[Image.Image, int], Image.Image]


def plain(image: Image.Image, colors: int) -> Image.Image:
    """Return the picture in the colours of a median cut."""
    if image.mode == "RGBA":
        return image.quantize(colors, Image.Quantize.FASTOCTREE)
    return image.quantize(palette=image.quantize(colors), dither=DIFFUSED)


def settled(image: Image.Image, colors: int) -> Image.Image:
    """Return the picture in the colours of a median cut that k-means has moved until they stay."""
    if image.mode == "RGBA":
        return image.quantize(colors, Image.Quantize.FASTOCTREE)
    return image.quantize(palette=image.quantize(colors, kmeans=1), dither=DIFFUSED)


def ours(image: Image.Image, colors: int) -> Image.Image:
    """Return the picture as the product writes it."""
    return (translucent_palette if image.mode == "RGBA" else paletted)([image], colors)[0]


WAYS: dict[str, Way] = {"plain": plain, "k-means": settled, "ours": ours}


def samples() -> dict[str, Image.Image]:
    """Return all samples, small, each in the mode that it is written in."""
    found = {}
    for path in sorted(SAMPLES.iterdir()):
        if path.suffix != ".md":
            with Image.open(path) as image:
                small = image.convert("RGBA" if image.mode == "RGBA" else "RGB")
            small.thumbnail((WIDTH, WIDTH), Image.Resampling.LANCZOS)
            found[path.name] = small
    return found


def scored(image: Image.Image, copy: Image.Image) -> float:
    """Return how near a picture in few colours comes."""
    file = BytesIO()
    copy.save(file, "PNG")
    return score(image, file.getvalue())


def spent(way: Way, image: Image.Image, colors: int) -> float:
    """Return CPU milliseconds."""
    start = process_time()
    way(image, colors)
    return (process_time() - start) * 1000


def main() -> None:
    """Print both tables."""
    print(f"{'sample':16} colours {''.join(f'{name:>9} {chr(32)}ms' for name in WAYS)}   ours - k-means")
    apart = []
    for name, image in samples().items():
        for colors in COLOURS:
            scores = [scored(image, way(image, colors)) for way in WAYS.values()]
            times = [spent(way, image, colors) for way in WAYS.values()]
            apart.append(scores[2] - scores[1])
            cells = "".join(f"{each:9.1f} {time:4.0f}" for each, time in zip(scores, times, strict=True))
            print(f"{name:16} {colors:7} {cells}   {apart[-1]:+.1f}", flush=True)
    print(f"the least of the last column: {min(apart):+.1f}; the mean: {sum(apart) / len(apart):+.1f}\n")
    print(f"CPU ms          colours {''.join(f'{name:>9}' for name in WAYS)}")
    for side in TIMED:
        made = {"noise": noise(side), "photograph": photograph(side), "clear": clear(photograph(side))}
        for name, image in made.items():
            for colors in (8, 256):
                cells = "".join(f"{spent(way, image, colors):9.0f}" for way in WAYS.values())
                print(f"{name:11}{side**2 / 1e6:2.0f} Mpx {colors:5} {cells}", flush=True)


if __name__ == "__main__":
    main()
