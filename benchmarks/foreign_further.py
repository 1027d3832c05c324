"""Foreign files against another decoder: `python -m benchmarks.foreign_further FOLDER`; BMP, ICO, JPEG 2000 and PSD.

The others are Pillow's own readers of BMP and ICO, which are not used here, OpenJPEG's opj_decompress, and psd-tools.
Each file is told of that differs by more than two levels in the mean, or that only one of both reads. Files that
are good to try: Pillow's Tests/images, which has bmpsuite, uclouvain/openjpeg-data and psd-tools' tests.
"""

import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image, ImageChops, ImageStat

from handler.codecs import probe
from handler.core.formats.catalogue import FORMATS
from handler.core.limits import Limits
from handler.errors import ImageError

TOLERATED = 2.0
"""Levels of 255, in the mean of the channel that differs most."""

PATIENCE = 30


def ours(data: bytes) -> tuple[str, Image.Image]:
    """Return the kind of a file and its picture."""
    with probe(BytesIO(data), accepted=frozenset(FORMATS), bounds=Limits()) as picture:
        return picture.format, picture.decode(picture.size, moving=False).first


def by_openjpeg(path: Path) -> Image.Image:
    """Return what OpenJPEG's own program reads, in 8 bits."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "made.png"
        command = ["opj_decompress", "-quiet", "-i", str(path), "-o", str(file)]
        subprocess.run(command, capture_output=True, check=True, timeout=PATIENCE)
        image = Image.open(file)
        image.load()
    return image.convert("I").point(lambda value: value / 257).convert("L") if image.mode.startswith("I") else image


def by_psd_tools(path: Path) -> Image.Image:
    """Return the flattened picture that psd-tools reads."""
    from psd_tools import PSDImage  # type: ignore[import-not-found]  # noqa: PLC0415 - where it is installed

    image: Image.Image = PSDImage.open(path).topil(apply_icc=False)
    return image


OTHERS: dict[str, Callable[[Path], Image.Image]] = {
    "bmp": Image.open,
    "ico": Image.open,
    "jp2": by_openjpeg,
    "psd": by_psd_tools,
}


def apart(one: Image.Image, other: Image.Image) -> float:
    """Return how far two pictures are apart as seen on white."""
    seen = []
    for image in (one, other):
        ground = Image.new("RGBA", image.size, "white")
        ground.alpha_composite(image.convert("RGBA"))
        seen.append(ground.convert("RGB"))
    return max(ImageStat.Stat(ImageChops.difference(*seen)).mean) if one.size == other.size else 255.0


def compared(path: Path) -> str:
    """Return what became of a file: `alike`, `apart`, or which of both reads it."""
    try:
        kind, image = ours(path.read_bytes())
    except ImageError as error:
        return f"ours says {error.status}"
    if kind not in OTHERS:
        return "other kinds"
    try:
        difference = apart(image, OTHERS[kind](path))
    except Exception as error:  # noqa: BLE001 - the other decoder's affair, whatever it is
        return f"{kind}: the other says {type(error).__name__}"
    return f"{kind}: alike" if difference <= TOLERATED else f"{kind}: apart"


def main(folder: Path) -> None:
    """Print every file that is not alike, and how many there are of each."""
    found = Counter[str]()
    for path in sorted(each for each in folder.rglob("*") if each.is_file()):
        result = compared(path)
        found[result] += 1
        if not result.endswith("alike"):
            sys.stdout.write(f"{path.name}: {result}\n")
    for result, number in sorted(found.items()):
        sys.stdout.write(f"{number:5} {result}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
