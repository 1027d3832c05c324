"""Matching: at which quality a rival's picture looks as ours does.

What is compared is the time that a picture of one look takes. So a rival is asked for the quality whose score
(SSIMULACRA2 beside the exact reduction, Pillow's Lanczos of all pixels) is nearest to that of this project's default.
"""

import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from PIL import Image

from benchmarks.rivals.contenders import PYTHON
from benchmarks.rivals.pictures import source

NEAR = 2.0
"""Points of the score within which two pictures count as alike."""

BEST, WORST, USUAL = 100, 1, 82
"""Of a quality; and what is tried first where nothing is known."""

TRIES = 6
POINTS = 0.5
"""By which the score rises with a quality, where it has not been seen."""


class Match(NamedTuple):
    """A quality and what it comes to."""

    quality: int | None
    score: float


def matched(scored: Callable[[int], float], target: float, guess: int | None = None) -> Match:
    """Return a quality whose score is within half of what counts as alike, else the nearest of those tried.

    guess: what is tried first. Each try is where the line through the last two meets the target.
    """
    quality = USUAL if guess is None else guess
    tried: dict[int, float] = {}
    slope = POINTS
    while quality not in tried and len(tried) < TRIES:
        tried[quality] = scored(quality)
        missing = target - tried[quality]
        if abs(missing) <= NEAR / 2:
            break
        if len(tried) > 1:
            (before, less), (last, more) = list(tried.items())[-2:]
            slope = max(POINTS / 5, (more - less) / (last - before))
        step = round(missing / slope) or (1 if missing > 0 else -1)
        quality = max(WORST, min(BEST, quality + step))
    nearest = min(tried, key=lambda each: abs(tried[each] - target))
    return Match(nearest, tried[nearest])


class Scorer:
    """Scores pictures beside the exact reduction of their source."""

    def __init__(self, process: "subprocess.Popen[str]", folder: Path) -> None:
        self._process, self._folder = process, folder

    def score(self, key: str, body: bytes) -> float:
        """Return the score of a picture that was made of a source."""
        with Image.open(BytesIO(body)) as picture:
            exact = self._exact(key, picture.size)
        copy = self._folder / "picture"
        copy.write_bytes(body)
        assert self._process.stdin  # noqa: S101 - for the type checker
        assert self._process.stdout  # noqa: S101 - likewise
        print(exact, copy, sep="\t", file=self._process.stdin, flush=True)
        return float(self._process.stdout.readline())

    def _exact(self, key: str, size: tuple[int, int]) -> Path:
        path = self._folder / f"{key}-{size[0]}x{size[1]}.png"
        if not path.exists():
            with Image.open(source(key)) as image:
                image.resize(size, Image.Resampling.LANCZOS).save(path, compress_level=1)
        return path


@contextmanager
def scoring() -> Iterator[Scorer]:
    """Run the scorer."""
    command = [str(PYTHON), str(Path(__file__).parent / "scorer.py")]
    with tempfile.TemporaryDirectory() as folder:
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        try:
            yield Scorer(process, Path(folder))
        finally:
            process.kill()
            process.wait()
