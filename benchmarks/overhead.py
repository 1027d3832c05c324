"""What a picture costs beside the bare Pillow calls that give the same bytes.

The two run in turn, in one process, and the ratio of each pair is taken, so that a noisy machine hurts both alike.
"""

import argparse
import io
import time
from collections.abc import Callable
from pathlib import Path
from statistics import mean, median

from PIL import Image, ImageChops, ImageStat

from handler.codecs.quality import library_quality
from handler.config.settings import INPUTS
from handler.core.formats.effort import pace
from handler.core.formats.measures import BALANCED
from handler.core.limits import Limits
from handler.core.source_file import SourceFile, source_file_of
from handler.dialects import native
from handler.recipe import Source
from handler.rendering.render import render

SAMPLE = Path(__file__).parent.parent / "samples" / "dandelion.jpg"
SIZE = (1920, 1200)
WIDTH = 300
QUALITY = 80


def photograph() -> bytes:
    """Return a JPEG of 2.3 megapixels."""
    file = io.BytesIO()
    Image.open(SAMPLE).resize(SIZE, Image.Resampling.LANCZOS, reducing_gap=3).save(file, "JPEG", quality=85)
    return file.getvalue()


def bare(data: bytes) -> bytes:
    """Return the rendition as a few Pillow calls make it."""
    image = Image.open(io.BytesIO(data))
    height = round(image.height * WIDTH / image.width)
    image.draft(None, (2 * WIDTH + 1, 2 * height + 1))
    small = image.resize((WIDTH, height), Image.Resampling.LANCZOS, reducing_gap=2)
    file = io.BytesIO()
    quality = library_quality("webp", QUALITY)  # what Pillow is told, so that 80 looks as a JPEG's does
    method = pace("webp", small.width * small.height, BALANCED).effort
    small.save(file, "WEBP", quality=quality, method=method)
    return file.getvalue()


def ours(data: bytes) -> bytes:
    """Return the rendition as a request makes it, from the query on."""

    def fetch(_: Source) -> SourceFile:
        return source_file_of(data, "1")

    recipe = native.parse(f"w={WIDTH}&fm=webp&q={QUALITY}", "photograph.jpg").recipe
    return render(recipe, fetch=fetch, limits=Limits(), accepted=INPUTS).body


def difference(one: bytes, other: bytes) -> float:
    """Return by how much the pixels of two pictures differ in the mean, 0 to 255."""
    pictures = (Image.open(io.BytesIO(data)).convert("RGB") for data in (one, other))
    return mean(ImageStat.Stat(ImageChops.difference(*pictures)).mean)


def milliseconds(work: Callable[[bytes], bytes], data: bytes) -> float:
    """Return the CPU time of one call."""
    start = time.process_time()
    work(data)
    return (time.process_time() - start) * 1000


def main() -> None:
    """Print the medians and the ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=int, default=60)
    pairs = parser.parse_args().pairs
    data = photograph()
    print(f"same bytes: {bare(data) == ours(data)}; pixels differ by {difference(bare(data), ours(data)):.2f} of 255")
    runs = [(milliseconds(bare, data), milliseconds(ours, data)) for _ in range(pairs)]
    print(f"bare Pillow   {median(run[0] for run in runs):6.2f} ms")
    print(f"Tintype       {median(run[1] for run in runs):6.2f} ms")
    print(f"ratio         {median(run[1] / run[0] for run in runs):6.3f}   (median of {pairs} pairs; target 1.15)")


if __name__ == "__main__":
    main()
