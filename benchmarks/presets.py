"""What twelve presets of one large photograph cost together, beside the largest alone and twelve separate renders.

Twelve WebP presets, 1600 to 64 pixels wide in a geometric row, of one JPEG of 24 megapixels. The three ways take turns
in one process, and the ratios of each turn are taken, so that a noisy machine hurts all alike.
"""

import argparse
import io
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from PIL import Image

from handler.config.settings import INPUTS
from handler.core.limits import Limits
from handler.core.source_file import source_file_of
from handler.dialects import native
from handler.recipe import Recipe
from handler.rendering.render import Rendered, render, render_many

SAMPLE = Path(__file__).parent.parent / "samples" / "dandelion.jpg"
SIZE = (6000, 4000)
WIDTHS = [round(1600 * (64 / 1600) ** (step / 11)) for step in range(12)]
MOST_TO_LARGEST = 2.6
MOST_TO_SEPARATE = 0.85


def photograph() -> bytes:
    """Return a JPEG of 24 megapixels."""
    file = io.BytesIO()
    Image.open(SAMPLE).resize(SIZE, Image.Resampling.LANCZOS).save(file, "JPEG", quality=85)
    return file.getvalue()


def recipes() -> list[Recipe]:
    """Return the twelve."""
    return [native.parse(f"w={width}&fm=webp", "photograph.jpg").recipe for width in WIDTHS]


def together(data: bytes, wanted: list[Recipe]) -> list[bytes]:
    """Return all renditions from one fetch, in order of width."""
    file = source_file_of(data, "1")
    made = list(render_many(wanted, fetch=lambda _: file, limits=Limits(), accepted=INPUTS))
    bodies = {recipe.text(): each.body for recipe, each in made if isinstance(each, Rendered)}
    return [bodies[recipe.text()] for recipe in wanted]


def apart(data: bytes, wanted: list[Recipe]) -> list[bytes]:
    """Return all renditions, each from a fetch of its own."""
    return [
        render(each, fetch=lambda _: source_file_of(data, "1"), limits=Limits(), accepted=INPUTS).body
        for each in wanted
    ]


def seconds(work: Callable[[bytes, list[Recipe]], list[bytes]], data: bytes, wanted: list[Recipe]) -> float:
    """Return the CPU time of one call, over all threads."""
    start = time.process_time()
    work(data, wanted)
    return time.process_time() - start


def main() -> None:
    """Print the medians and the ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--turns", type=int, default=7)
    turns = parser.parse_args().turns
    data, wanted = photograph(), recipes()
    print(f"same bytes: {together(data, wanted) == apart(data, wanted)}; one fetch: by construction, and by a test")
    runs = [
        (seconds(together, data, wanted), seconds(apart, data, wanted[:1]), seconds(apart, data, wanted))
        for _ in range(turns)
    ]
    for name, column in {"twelve together": 0, "the largest alone": 1, "twelve apart": 2}.items():
        print(f"{name:18} {median(run[column] for run in runs):6.2f} s")
    print(f"to the largest     {median(run[0] / run[1] for run in runs):6.2f}   (target {MOST_TO_LARGEST} at most)")
    print(f"to twelve apart    {median(run[0] / run[2] for run in runs):6.2f}   (target {MOST_TO_SEPARATE} at most)")


if __name__ == "__main__":
    main()
