"""The sources: made once of the photographs in samples/, and kept in `made/`.

A camera's pictures of 12, 24 and 100 megapixels are too large for a repository. What stands for them is a mosaic of
photographs in their own size, mirrored where they are laid side by side, with the noise of a sensor: an enlarged
photograph would be smoother than any, and quicker to decode.
"""

from collections.abc import Callable, Iterator
from functools import cache
from itertools import cycle
from pathlib import Path
from typing import NamedTuple

import numpy as np
from PIL import Image, ImageOps

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "samples"
MADE = Path(__file__).parent / "made"
TILES = ("bee.jpg", "citrus.jpg", "bridge.webp", "astronaut.jpg")
TILE = (800, 800)
NOISE = 2.0
"""Standard deviation of a sensor's noise, in levels of 255."""

JPEG_QUALITY = 88


class Source(NamedTuple):
    """A picture: how it is described in the page, and how its file is written."""

    said: str
    write: Callable[[Path], None]


@cache
def dandelion() -> Image.Image:
    """Return the photograph of 16 megapixels."""
    return Image.open(SAMPLES / "dandelion.jpg").convert("RGB")


def reduced(width: int, height: int) -> Image.Image:
    """Return the photograph in a smaller size, cut to its ratio."""
    return ImageOps.fit(dandelion(), (width, height), Image.Resampling.LANCZOS)


def mosaic(width: int, height: int) -> Image.Image:
    """Return parts of four photographs side by side, turned over in every row and column, with noise."""
    picture = Image.new("RGB", (width, height))
    rows, columns = -(-height // TILE[1]), -(-width // TILE[0])
    tiles = cycle(list(_tiles()))
    for row in range(rows):
        for column in range(columns):
            tile = next(tiles)
            tile = ImageOps.mirror(tile) if column % 2 else tile
            picture.paste(ImageOps.flip(tile) if row % 2 else tile, (column * TILE[0], row * TILE[1]))
        next(tiles)  # so that no column has one photograph alone
    return _noisy(picture)


def _tiles() -> Iterator[Image.Image]:
    for name in TILES:
        with Image.open(SAMPLES / name) as image:
            upright = ImageOps.exif_transpose(image).convert("RGB")
            yield ImageOps.fit(upright, TILE, Image.Resampling.LANCZOS)


def _noisy(picture: Image.Image) -> Image.Image:
    """Return a picture with noise, the same every time; strip by strip, for a hundred megapixels."""
    random = np.random.default_rng(12)
    for top in range(0, picture.height, TILE[1]):
        box = (0, top, picture.width, min(top + TILE[1], picture.height))
        strip = np.asarray(picture.crop(box)).astype(np.float32)
        strip += random.standard_normal((*strip.shape[:2], 1), dtype=np.float32) * NOISE
        picture.paste(Image.fromarray(strip.round().clip(0, 255).astype(np.uint8)), box[:2])
    return picture


def _jpeg(image: Callable[[], Image.Image]) -> Callable[[Path], None]:
    return lambda path: image().save(path, "JPEG", quality=JPEG_QUALITY, subsampling="4:2:0")


def _png(mode: str) -> Callable[[Path], None]:
    def write(path: Path) -> None:
        picture = reduced(4000, 2250)
        if mode != "rgb":
            picture.putalpha(_shape(picture.size) if mode == "alpha" else 255)
        picture.save(path, "PNG")

    return write


def _shape(size: tuple[int, int]) -> Image.Image:
    """Return an alpha channel with clear, opaque and half-clear parts: that of the drawn balloons."""
    with Image.open(SAMPLES / "balloons.png") as image:
        return ImageOps.fit(image.getchannel("A"), size, Image.Resampling.LANCZOS)


def _film(path: Path) -> None:
    path.write_bytes((SAMPLES / "lighthouse.gif").read_bytes())


REDUCED = "`samples/dandelion.jpg`, reduced"
MOSAIC = "a mosaic of parts of `bee`, `citrus`, `bridge` and `astronaut` of `samples/`, with a sensor's noise"
GROWN = {1: (1224, 816), 3: (2124, 1416), 10: (3876, 2584), 30: (6708, 4472), 100: (12248, 8165)}
"""Megapixels, and the sides of a mosaic that has them."""

SOURCES: dict[str, Source] = {
    "jpeg-2.3.jpg": Source(f"1920 x 1200; {REDUCED}", _jpeg(lambda: reduced(1920, 1200))),
    "jpeg-12.jpg": Source(f"4000 x 3000; {MOSAIC}", _jpeg(lambda: mosaic(4000, 3000))),
    "jpeg-16.jpg": Source("5312 x 2988; `samples/dandelion.jpg`", _jpeg(dandelion)),
    "jpeg-24.jpg": Source("6000 x 4000; as before, larger", _jpeg(lambda: mosaic(6000, 4000))),
    "png-9-rgb.png": Source(f"4000 x 2250, RGB; {REDUCED}", _png("rgb")),
    "png-9-opaque.png": Source("the same with an alpha channel of 255", _png("opaque")),
    "png-9-alpha.png": Source("the same with the alpha channel of `samples/balloons.png`", _png("alpha")),
    "webp-9.webp": Source(
        "the same as lossy WebP of quality 85", lambda path: reduced(4000, 2250).save(path, quality=85)
    ),
    "avif-9.avif": Source(
        "the same as AVIF of quality 75, 4:2:0", lambda path: reduced(4000, 2250).save(path, quality=75, speed=8)
    ),
    "film.gif": Source("480 x 320, 24 frames; `samples/lighthouse.gif`", _film),
    **{
        f"grown-{megapixels}.jpg": Source(f"{megapixels} Mpx; {MOSAIC}", _jpeg(lambda sides=sides: mosaic(*sides)))  # type: ignore[misc]
        for megapixels, sides in GROWN.items()
    },
}


def source(key: str) -> Path:
    """Return the file of a source, made if it is not there."""
    path = MADE / key
    if not path.exists():
        MADE.mkdir(exist_ok=True)
        unfinished = path.with_name(f"unfinished-{key}")
        SOURCES[key].write(unfinished)
        unfinished.replace(path)
    return path
