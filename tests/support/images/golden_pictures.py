"""Golden pictures: results are compared with stored ones as an eye would compare them."""

from pathlib import Path
from tempfile import mkdtemp

import pytest
from PIL import Image, ImageChops, ImageStat

FOLDER = Path(__file__).parents[2] / "golden"
MEAN = 1.5
"""Levels, of 255, that a channel may differ by on average."""

BLOCK = 8
WORST = 6
"""Levels that the mean of any block of 8 x 8 pixels may differ by: what an eye sees as another picture."""

renewing = False
"""Set by `pytest --renew-golden`: write what differs or lacks. Look at `git diff` before you commit it."""


def assert_golden(image: Image.Image, name: str) -> None:
    """Fail unless the picture looks like `golden/<name>.png`; the message names a folder with both."""
    path = FOLDER / f"{name}.png"
    fault = difference(image, path)
    if fault and renewing:
        path.parent.mkdir(parents=True, exist_ok=True)
        image.save(path, optimize=True)
    elif fault:
        folder = _saved(image, path)
        pytest.fail(f"{name}: {fault}; see {folder}; if it is meant so, run pytest --renew-golden", pytrace=False)


def difference(image: Image.Image, path: Path) -> str | None:
    """Return how a picture differs from a stored one, or None. Colours under transparency do not count."""
    if not path.exists():
        return "there is no golden picture yet"
    with Image.open(path) as golden:
        if (golden.mode, golden.size) != (image.mode, image.size):
            return f"{image.mode} {image.size} in place of {golden.mode} {golden.size}"
        pairs = zip(_channels(image), _channels(golden), strict=True)
        apart = [ImageChops.difference(ours, theirs) for ours, theirs in pairs]
    mean = max(ImageStat.Stat(channel).mean[0] for channel in apart)
    worst = max(max(channel.reduce(BLOCK).tobytes()) for channel in apart)
    return f"mean difference {mean:.2f}, worst block {worst}" if mean > MEAN or worst > WORST else None


def _channels(image: Image.Image) -> tuple[Image.Image, ...]:
    return (image.convert("RGBa") if image.mode == "RGBA" else image).split()


def _saved(image: Image.Image, path: Path) -> str:
    folder = Path(mkdtemp(prefix="golden-"))
    image.save(folder / f"{path.stem}-made.png")
    if path.exists():
        (folder / f"{path.stem}-golden.png").write_bytes(path.read_bytes())
    return str(folder)
