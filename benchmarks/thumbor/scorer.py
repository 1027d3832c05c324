"""Scores pictures by the measure of thumbor's own tests: two files and a mode a line in, a score a line out.

It runs on a Python that has thumbor and pyssim, and not on this project's.
"""

import sys

from PIL import Image, ImageOps
from ssim import compute_ssim  # type: ignore[import-not-found]


def seen(path: str, mode: str) -> Image.Image:
    """Return the first frame of a picture, upright, 16 bits as eight. mode: white or gray under white, or RGBA."""
    image = ImageOps.exif_transpose(Image.open(path))
    if image.mode.startswith("I"):
        image = image.point(lambda level: level / 257).convert("L")
    full = image.convert("RGBA")
    if mode == "RGBA":
        return full
    seen_on = Image.alpha_composite(Image.new("RGBA", full.size, "white"), full)
    return seen_on.convert("L" if mode == "gray" else "RGB")


for line in sys.stdin:
    one, other, mode = line.rstrip("\n").split("\t")
    print(compute_ssim(seen(one, mode), seen(other, mode)), flush=True)
