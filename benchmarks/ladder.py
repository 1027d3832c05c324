"""What each width takes to render in the formats that browsers get, and how large it is: the tables of docs/traffic.py.

    python benchmarks/ladder.py

Milliseconds of CPU, the median of 5 rounds, and kilobytes: of a JPEG of 12 megapixels and 1.2 MB, decoded, resized and
encoded at the default quality, with no request to S3.
"""

import io
from pathlib import Path
from statistics import median
from time import process_time

from PIL import Image

from handler.config.settings import INPUTS
from handler.core.limits import Limits
from handler.core.source_file import source_file_of
from handler.dialects import native
from handler.rendering.render import render

SAMPLE = Path(__file__).parent.parent / "samples" / "dandelion.jpg"
SIZE = (4000, 3000)
WIDTHS = (320, 480, 640, 960, 1280, 1920)
FORMATS = ("avif", "webp", "jpg")
ROUNDS = 5


def photograph() -> bytes:
    """Return a JPEG of 12 megapixels."""
    file = io.BytesIO()
    Image.open(SAMPLE).resize(SIZE, Image.Resampling.LANCZOS).save(file, "JPEG", quality=85)
    return file.getvalue()


def rendered(picture: bytes, query: str) -> tuple[float, float]:
    """Return what a request for it computes, in milliseconds, and the size of its answer, in kilobytes."""
    recipe = native.parse(query, "a.jpg").recipe
    taken = []
    for _ in range(ROUNDS):
        start = process_time()
        made = render(recipe, fetch=lambda _: source_file_of(picture, "1"), limits=Limits(), accepted=INPUTS)
        taken.append(1000 * (process_time() - start))
    return median(taken), len(made.body) / 1000


def main() -> None:
    """Print a row for each format: its times, then its sizes."""
    picture = photograph()
    print(f"a JPEG of {SIZE[0] * SIZE[1] / 1e6:.0f} megapixels, {len(picture) / 1e6:.1f} MB; widths {WIDTHS}")
    for name in FORMATS:
        row = [rendered(picture, f"w={width}&fm={name}") for width in WIDTHS]
        for figures in zip(*row, strict=True):
            print(f'    "{name}": ({", ".join(f"{each:.0f}" for each in figures)}),')


if __name__ == "__main__":
    main()
