"""How near the score of `tintype compare` comes to SSIMULACRA2: `python -m benchmarks.likeness`.

Six samples at two widths, each with forty changes: three formats at eight qualities, and operations that change what
formats do not. Printed is the difference of both scores by how good a picture is. It needs what benchmarks/quality.py
needs, and takes five minutes. With `fit` it prints weights that are fitted anew to all of them.
"""

import io
import sys
from itertools import product
from statistics import mean, quantiles
from typing import NamedTuple

from PIL import Image

from benchmarks.rivals import scorer
from benchmarks.scores import PHOTOGRAPHS, SAMPLES
from handler.codecs.likeness import POWER, WEIGHTS, likeness, likeness_terms
from handler.config.settings import INPUTS
from handler.core.limits import Limits
from handler.core.source_file import source_file_of
from handler.dialects import native
from handler.rendering.render import render

KEYS = (*PHOTOGRAPHS, "balloons.png")
WIDTHS = (320, 500)
FILES = [f"fm={form}&q={q}" for form, q in product(("jpg", "webp", "avif"), (5, 15, 30, 50, 65, 80, 90, 96))]
SOFTER = ("blur=0.5", "blur=1", "blur=2", "px=2", "px=4", "sharp=5", "sharp=30", "grain=3", "grain=15")
TONES = ("bri=2", "bri=10", "con=5", "sat=-20", "hue=5", "colors=64", "colors=256")
CHANGES = [*FILES, *(f"fm=png&{change}" for change in (*SOFTER, *TONES))]
BANDS = ((0.9, 1.01), (0.8, 0.9), (0.65, 0.8), (0.5, 0.65), (0.2, 0.5))
STEPS = 3000


class Judged(NamedTuple):
    """Two pictures' score by SSIMULACRA2, by us, and the terms that ours is made of."""

    exact: float
    ours: float
    features: tuple[float, ...]


def made(data: bytes, query: str) -> bytes:
    """Return what the product makes of a file."""
    recipe = native.parse(query, "picture").recipe
    fetched = source_file_of(data, "1")
    return render(recipe, fetch=lambda _: fetched, limits=Limits(), accepted=INPUTS).body


def judged(exact: bytes, query: str) -> Judged:
    """Return the scores of one change."""
    one = Image.open(io.BytesIO(exact)).convert("RGB")
    other = Image.open(io.BytesIO(made(exact, query))).convert("RGB")
    features = tuple(term**POWER for term in likeness_terms(one, other))
    return Judged(scorer.score(one, other) / 100, likeness(one, other), features)


def fitted(found: list[Judged]) -> list[float]:
    """Return weights, none below zero, with which the terms come nearest; good pictures count more."""
    rows = [(each.features, 1 - each.exact, 1 / (0.03 + 1 - each.exact)) for each in found if each.exact > 0]
    weights = [0.0] * len(WEIGHTS)
    for _ in range(STEPS):
        for place in range(len(weights)):
            left = (
                sum(w * w * f[place] * (off - sum(map(float.__mul__, f, weights))) for f, off, w in rows),
                sum(w * w * f[place] ** 2 for f, _, w in rows),
            )
            weights[place] = max(0.0, weights[place] + left[0] / left[1])
    return weights


def main() -> None:
    """Print the table, or the weights."""
    exact = [made((SAMPLES / key).read_bytes(), f"w={width}&fm=png") for key, width in product(KEYS, WIDTHS)]
    found = [judged(picture, change) for picture, change in product(exact, CHANGES)]
    if sys.argv[1:] == ["fit"]:
        print([round(weight, 2) for weight in fitted(found)])
        return
    print("| SSIMULACRA2 / 100 | pairs | mean difference | nine of ten within |\n|---|---:|---:|---:|")
    for low, high in BANDS:
        apart = [abs(each.ours - each.exact) for each in found if low <= each.exact < high]
        print(f"| {low} to {min(high, 1)} | {len(apart)} | {mean(apart):.3f} | {quantiles(apart, n=10)[-1]:.3f} |")


if __name__ == "__main__":
    main()
