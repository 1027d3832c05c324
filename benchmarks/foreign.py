"""Foreign files: each file of a folder read here and by another program, and how far apart the pictures are.

Run `python -m benchmarks.foreign FOLDER [OUT]` in the project's folder. The other programs are those of Debian's
packages libheif-examples, libjxl-tools, librsvg2-bin and poppler-utils, by the kind of the file. It prints for each
the sizes, the mean and the 99th percentile of the difference, in levels of 255, at 256 pixels a side at most; with OUT,
both pictures are kept there, side by side. What one of them does not read is told with its reason.
"""

import subprocess
import sys
import tempfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from time import process_time

import numpy as np
from PIL import Image

from handler.codecs import probe, sniff, straight, to_srgb
from handler.core.formats.catalogue import FORMATS
from handler.core.limits import Limits
from handler.errors import ImageError

SIDE = 256
SECONDS = 60
LIMITS = Limits(entries=5000)


def ours(data: bytes) -> tuple[Image.Image, str]:
    """Return the picture as it is read here, and what was said of it."""
    start = process_time()
    with probe(BytesIO(data), accepted=frozenset(FORMATS), bounds=LIMITS) as picture:
        most = max(1, min(picture.size) // 1000)
        wanted = picture.size.__class__(picture.size.width // most, picture.size.height // most)
        image = to_srgb(straight(picture.decode(wanted, moving=False))).first
        estimate = picture.cost(wanted)[1]
        size = f"{picture.size.width}x{picture.size.height}"
    return image, f"{size:>11} {image.mode:4} {(process_time() - start) * 1000:6.0f} ms, {estimate:6.0f} foretold"


def run(command: list[str], made: Path) -> Image.Image:
    """Return the picture that a program writes."""
    done = subprocess.run(command, capture_output=True, timeout=SECONDS, check=False)
    found = sorted(made.parent.glob(f"{made.stem}*.png"))
    if not found:
        raise OSError((done.stderr or done.stdout).decode(errors="replace").strip()[-90:] or "nothing was made")
    return ours(found[0].read_bytes())[0]  # which converts the profile that djxl writes


def theirs(kind: str, path: Path, size: tuple[int, int]) -> Image.Image:
    """Return the picture as the other program reads it."""
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "made.png"
        commands: dict[str, Callable[[], list[str]]] = {
            "heic": lambda: ["heif-convert", str(path), str(made)],
            "jxl": lambda: ["djxl", str(path), str(made)],
            "svg": lambda: ["rsvg-convert", "-w", str(size[0]), "-h", str(size[1]), "-o", str(made), str(path)],
            "pdf": lambda: [
                *("pdftoppm", "-png", "-cropbox", "-singlefile", "-scale-to-x", str(size[0])),
                *("-scale-to-y", str(size[1]), str(path), str(made.with_suffix(""))),
            ],
        }
        return run(commands[kind](), made)


def flat(image: Image.Image, size: tuple[int, int]) -> Image.Image:
    """Return a picture over white, small enough to compare."""
    over = Image.new("RGBA", image.size, (255, 255, 255, 255))
    over.alpha_composite(image.convert("RGBA"))
    return over.convert("RGB").resize(size, Image.Resampling.BOX)


def compare(path: Path, out: Path | None) -> str:
    """Return the line of a file."""
    data = path.read_bytes()
    try:
        kind = sniff(data[:4096])
        image, said = ours(data)
    except ImageError as error:
        return f"{path.name:44} here: {type(error).__name__} {error}"
    try:
        other = theirs(kind, path, image.size)
    except (OSError, subprocess.SubprocessError) as error:
        return f"{path.name:44} {said}; there: {error}"
    scale = min(1.0, SIDE / max(image.size))
    size = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
    one, two = flat(image, size), flat(other, size)
    levels = np.abs(np.asarray(one, dtype=int) - np.asarray(two, dtype=int))
    if out:
        both = Image.new("RGB", (2 * size[0] + 4, size[1]), "red")
        both.paste(one, (0, 0))
        both.paste(two, (size[0] + 4, 0))
        both.save(out / f"{path.name}.png")
    apart = f"mean {levels.mean():6.2f}, 99 % {np.percentile(levels, 99):4.0f}"
    sizes = "" if image.size == other.size else f", there {other.size[0]}x{other.size[1]}"
    return f"{path.name:44} {said}; {apart}{sizes}"


def main(folder: str, out: str = "") -> None:
    """Print a line for each file."""
    if out:
        Path(out).mkdir(parents=True, exist_ok=True)
    for path in sorted(Path(folder).iterdir()):
        print(compare(path, Path(out) if out else None), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
