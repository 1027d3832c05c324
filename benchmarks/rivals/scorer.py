r"""Scores pictures by SSIMULACRA2, for a program with other packages: two files a line in, a score a line out.

    printf '%s\t%s\n' exact.png picture.webp | .venv-rivals/bin/python benchmarks/rivals/scorer.py

Transparent pictures are seen on a dark and on a bright ground, and the lower score counts.
"""

import io
import sys

from PIL import Image, ImageOps
from ssimulacra2 import compute_ssimulacra2

BACKGROUNDS = ((26, 26, 26), (230, 230, 230))
"""What a transparent picture is seen on; the lower score counts, as SSIMULACRA2's authors have it."""

LEAST = 256
"""The smallest side that is scored; a smaller picture is laid beside its mirror image, which makes no new edge.
SSIMULACRA2 adds up six scales, each with weights of its own; below 225 pixels the last scales are missing, and the
weights of the others fall in the wrong places."""


def score(exact: Image.Image, picture: Image.Image) -> float:
    """Return how near a picture comes to the exact one: 100 is the same, 90 not told apart, 70 high, 50 medium."""
    grounds = BACKGROUNDS if exact.mode == "RGBA" else BACKGROUNDS[:1]
    return min(float(compute_ssimulacra2(seen(exact, ground), seen(picture, ground))) for ground in grounds)


def seen(image: Image.Image, ground: tuple[int, int, int]) -> io.BytesIO:
    """Return a picture on a ground, as a file."""
    below = Image.new("RGBA", image.size, ground)
    below.alpha_composite(image.convert("RGBA"))
    file = io.BytesIO()
    large_enough(below.convert("RGB")).save(file, "BMP")
    file.seek(0)
    return file


def large_enough(image: Image.Image) -> Image.Image:
    """Return a picture, beside its mirror images where it is small."""
    while image.width < LEAST:
        image = _joined(image, ImageOps.mirror(image), (image.width, 0))
    while image.height < LEAST:
        image = _joined(image, ImageOps.flip(image), (0, image.height))
    return image


def _joined(image: Image.Image, other: Image.Image, at: tuple[int, int]) -> Image.Image:
    both = Image.new(image.mode, (image.width + at[0], image.height + at[1]))
    both.paste(image)
    both.paste(other, at)
    return both


if __name__ == "__main__":
    for line in sys.stdin:
        exact, picture = line.rstrip("\n").split("\t")
        print(score(Image.open(exact), Image.open(picture)), flush=True)
