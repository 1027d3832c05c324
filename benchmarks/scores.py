"""How near an encoding comes to the picture: bytes and SSIMULACRA2 scores, as the product writes it."""

import io
import json
import time
from contextlib import nullcontext
from functools import cache
from pathlib import Path
from statistics import geometric_mean, mean
from typing import NamedTuple
from unittest.mock import patch

from PIL import Image

from benchmarks.rivals import scorer
from handler.codecs import encode, quality
from handler.codecs.codec import codec
from handler.codecs.formats._jpeg_tables import COLOUR, LIGHT
from handler.codecs.formats.jpeg import FULL_COLOUR
from handler.config.settings import INPUTS
from handler.core.formats.effort import pace
from handler.core.formats.measures import BALANCED
from handler.core.frames import Frames
from handler.core.geometry import Size
from handler.core.limits import Limits
from handler.core.output import FormatName, Output
from handler.core.source_file import SourceFile, source_file_of
from handler.dialects import native
from handler.recipe import Source
from handler.rendering.identity import engine
from handler.rendering.render import render

SAMPLES = Path(__file__).parent.parent / "samples"
PHOTOGRAPHS = ("dandelion.jpg", "bee.jpg", "citrus.jpg", "astronaut.jpg", "bridge.webp")
WIDTHS = (320, 800)
"""Those of which the means are taken. astronaut.jpg has 512 pixels, and nothing is enlarged."""

REFERENCE = "libjpeg"
"""What the scale of `q` is that of: JPEG as Pillow writes it, with the tables of the standard."""


class Shot(NamedTuple):
    """What one encoding came to: bytes and score."""

    size: int
    score: float


@cache
def rendition(key: str, width: int) -> Image.Image:
    """Return a sample at a width, as the product makes it, without loss."""
    recipe = native.parse(f"w={width}&fm=png", key).recipe

    def fetch(_: Source) -> SourceFile:
        return source_file_of((SAMPLES / key).read_bytes(), "1")

    body = render(recipe, fetch=fetch, limits=Limits(), accepted=INPUTS).body
    image = Image.open(io.BytesIO(body))
    image.load()
    return image


def encoded(image: Image.Image, name: FormatName, q: int, library: int) -> bytes:
    """Return the picture as the product writes it for this q, but with that quality asked of the library.

    Of REFERENCE, as Pillow writes it by itself.
    """
    if name == REFERENCE:
        file = io.BytesIO()
        image.save(file, "JPEG", quality=q, subsampling="4:4:4" if q >= FULL_COLOUR else "4:2:0", optimize=True)
        return file.getvalue()
    frames, output = Frames((image,), Size(*image.size)), Output(quality=q, metadata="strip")
    translates = name in quality.COLUMNS
    with patch.object(codec(name), "library_quality", lambda *_: library) if translates else nullcontext():
        return encode(frames, output, name)


def score(original: Image.Image, body: bytes) -> float:
    """Return how near an encoding comes: 100 is the same, 90 not told apart, 70 high, 50 medium, 30 low."""
    return scorer.score(original, Image.open(io.BytesIO(body)))


class Bench:
    """Encodes and scores; what was measured with the same encoders is kept in a file."""

    def __init__(self, path: Path, *, again: bool) -> None:
        self.path, self.fresh = path, 0
        paces = " ".join(f"{name}-{pace(name, 1, BALANCED).effort}" for name in ("webp", "avif"))
        self.encoders = f"{engine().split(' ', 1)[1]} {paces} jpeg-{LIGHT + COLOUR}"
        kept = json.loads(path.read_text()) if path.exists() and not again else {}
        self.kept: dict[str, list[float]] = kept.get(self.encoders, {})

    def shot(self, key: str, width: int, name: FormatName, q: int, library: int | None = None) -> Shot:
        """Return what a sample at a width comes to: with what q means by the table, or a quality of the library's."""
        asked = quality.library_quality(name, q) if library is None else library
        scale = f"{name} 4:4:4" if name in {"jpg", "avif"} and q >= FULL_COLOUR else name
        label = f"{key} {width} {scale} {asked}"
        if label not in self.kept:
            original = rendition(key, width)
            body = encoded(original, name, q, asked)
            self.kept[label] = [len(body), score(original, body)]
            self.fresh += 1
            print(f"\r{self.fresh:5} measured, {time.process_time():4.0f} s: {label:50}", end="", flush=True)
        size, found = self.kept[label]
        return Shot(int(size), found)

    def shots(
        self, name: FormatName, q: int, library: int | None = None, widths: tuple[int, ...] = WIDTHS
    ) -> list[Shot]:
        """Return what all photographs at all these widths come to."""
        return [self.shot(key, width, name, q, library) for width in widths for key in PHOTOGRAPHS]

    def score(self, name: FormatName, q: int, library: int | None = None, widths: tuple[int, ...] = WIDTHS) -> float:
        """Return the mean score of all photographs at all these widths."""
        return mean(shot.score for shot in self.shots(name, q, library, widths))

    def ratio(self, name: FormatName, q: int, library: int | None = None) -> float:
        """Return the bytes, those of REFERENCE being 1: the geometric mean of all photographs at all widths."""
        pairs = zip(self.shots(name, q, library), self.shots(REFERENCE, q), strict=True)
        return geometric_mean(ours.size / theirs.size for ours, theirs in pairs)

    def keep(self) -> None:
        """Write down what was measured."""
        self.path.write_text(json.dumps({self.encoders: self.kept}))
