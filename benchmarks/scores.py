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

from PIL import Image, ImageOps
from ssimulacra2 import compute_ssimulacra2

from handler.codecs import encode, quality
from handler.codecs.decoder import codec
from handler.codecs.formats._jpeg_tables import COLOUR, LIGHT
from handler.codecs.formats.jpeg import FULL_COLOUR
from handler.config.settings import INPUTS
from handler.core.formats.effort import pace
from handler.core.formats.row import BALANCED
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

LEAST = 256
"""The smallest side that is scored. SSIMULACRA2 adds up six scales, each with weights of its own; below 225 pixels
the last scales are missing, and the weights of the others fall in the wrong places."""

BACKGROUNDS = ((26, 26, 26), (230, 230, 230))
"""What a transparent picture is seen on; the lower score counts, as SSIMULACRA2's authors have it."""


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


def mosaic(image: Image.Image) -> Image.Image:
    """Return the picture, or where it is too small to be scored, beside its mirror images: that makes no new edges."""
    for side, mirrored in enumerate((ImageOps.mirror, ImageOps.flip)):
        while image.size[side] < LEAST:
            double = Image.new(image.mode, (image.width * (2 - side), image.height * (1 + side)))
            double.paste(image)
            double.paste(mirrored(image), (image.width * (1 - side), image.height * side))
            image = double
    return image


def seen(image: Image.Image, background: tuple[int, int, int]) -> io.BytesIO:
    """Return a picture on a background as a file that SSIMULACRA2 can open."""
    below = Image.new("RGBA", image.size, background)
    below.alpha_composite(image.convert("RGBA"))
    file = io.BytesIO()
    mosaic(below.convert("RGB")).save(file, "BMP")
    file.seek(0)
    return file


def score(original: Image.Image, body: bytes) -> float:
    """Return how near an encoding comes: 100 is the same, 90 not told apart, 70 high, 50 medium, 30 low."""
    backgrounds = BACKGROUNDS if original.mode == "RGBA" else BACKGROUNDS[:1]
    copy = Image.open(io.BytesIO(body))
    return min(float(compute_ssimulacra2(seen(original, below), seen(copy, below))) for below in backgrounds)


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
