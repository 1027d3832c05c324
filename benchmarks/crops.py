"""How much of what catches an eye crop=edges, entropy and smart keep, beside the centre, on photographs of your own.

    python3 -m venv .venv-crops
    .venv-crops/bin/pip install -r requirements/lambda.txt
    .venv-crops/bin/pip install numpy scikit-image
    .venv-crops/bin/python -m benchmarks.crops folder/*.jpg

It takes the photographs of samples/, those that scikit-image brings, and the files that are named. What catches an eye
is told by a saliency map, the spectral residual (Hou and Zhang, 2007) of lightness and of two differences of colour.
Each number is the part of it inside the crop, in percent; the best that a crop of that size could have comes last.
`--sheet FILE` draws all crops, to be looked at.
"""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import mean
from typing import Any

from PIL import Image, ImageDraw

from handler.analysis.attention import busiest
from handler.core.geometry import Box, Size
from handler.ops._fits import window

try:
    import numpy as np
    import skimage.data
except ModuleNotFoundError as error:
    sys.exit(f"{error.name} is missing; the first lines of {__file__} say how to install what this measures with")

SAMPLES = Path(__file__).parent.parent / "samples"
BUNDLED = ("astronaut.png", "chelsea.png", "coffee.png", "hubble_deep_field.jpg", "ihc.png", "motorcycle_left.png",
           "rocket.jpg", "retina.jpg")  # fmt: skip
TARGETS = {"1:1": Size(100, 100), "3:1": Size(300, 100), "1:2": Size(100, 200), "16:9": Size(160, 90)}
LONGEST, GLANCE = 640, 64


def photographs(more: list[Path]) -> Iterator[tuple[str, Image.Image]]:
    """Give every photograph with its name, reduced."""
    bundled = [Path(skimage.data.__file__).parent / name for name in BUNDLED]
    for path in [*sorted(SAMPLES.glob("*.jpg")), *sorted(SAMPLES.glob("*.webp")), *bundled, *more]:
        if path.exists():
            with Image.open(path) as image:
                small = image.convert("RGB")
            small.thumbnail((LONGEST, LONGEST))
            yield path.stem, small


def saliency(image: Image.Image) -> Any:  # noqa: ANN401 - an array
    """Return what catches an eye, of the size of the picture, 1 in all."""
    small = image.resize((GLANCE, GLANCE)).convert("YCbCr")
    total = np.zeros((GLANCE, GLANCE))
    for band in small.split():
        spectrum = np.fft.fft2(np.asarray(band, float))
        strength = np.log(np.abs(spectrum) + 1e-6)
        around = sum(np.roll(strength, (x, y), (0, 1)) for x in (-1, 0, 1) for y in (-1, 0, 1)) / 9
        total += np.abs(np.fft.ifft2(np.exp(strength - around + 1j * np.angle(spectrum)))) ** 2
    soft = np.fft.ifft2(np.fft.fft2(total) * _gaussian(2.5)).real.clip(0)
    found = np.asarray(Image.fromarray(soft.astype("float32")).resize(image.size))
    return found / found.sum()


def _gaussian(radius: float) -> Any:  # noqa: ANN401 - an array
    waves = np.exp(-2 * (np.pi * radius * np.fft.fftfreq(GLANCE)) ** 2)
    return np.outer(waves, waves)


def crops(image: Image.Image, target: Size) -> dict[str, tuple[int, int, int, int]]:
    """Return left, top, width and height of what each way keeps."""
    frame = window(Size(*image.size), target, (0.5, 0.5), 1)
    left, top, right, bottom = (round(edge) for edge in frame)
    middle = (left, top, right - left, bottom - top)
    ways = {by: busiest(image, frame, Size(*image.size), by=by) for by in ("entropy", "edges", "smart")}
    return {"centre": middle, **ways, "best": _best(image, frame)}


def _best(image: Image.Image, frame: Box) -> tuple[int, int, int, int]:
    seen, (width, height) = saliency(image), (round(side) for side in frame.size)
    places = [(x, y) for x in range(image.width - width + 1) for y in range(image.height - height + 1)]
    x, y = max(places, key=lambda place: seen[place[1] : place[1] + height, place[0] : place[0] + width].sum())
    return x, y, width, height


def kept(seen: Any, box: tuple[int, int, int, int]) -> float:  # noqa: ANN401 - an array
    """Return the part of the saliency inside a box, percent."""
    left, top, width, height = box
    return float(100 * seen[top : top + height, left : left + width].sum())


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--sheet", type=Path)
    asked = parser.parse_args()
    rows: dict[str, list[float]] = {}
    sheet = []
    print(f"{'photograph':28} {'ratio':6} centre entropy edges smart best")
    for name, image in photographs(asked.files):
        seen = saliency(image)
        for ratio, target in TARGETS.items():
            boxes = crops(image, target)
            parts = {way: kept(seen, box) for way, box in boxes.items()}
            for way, part in parts.items():
                rows.setdefault(way, []).append(part)
            print(f"{name[:28]:28} {ratio:6} " + " ".join(f"{part:6.1f}" for part in parts.values()), flush=True)
            sheet.append(_drawn(image, boxes))
    pairs = zip(rows["edges"], rows["centre"], strict=True)
    print("mean " + " ".join(f"{way} {mean(parts):.1f}" for way, parts in rows.items()))
    print(f"edges - centre, worst: {min(ours - centre for ours, centre in pairs):.1f}")
    if asked.sheet:
        _laid(sheet).save(asked.sheet)


COLOURS = {"centre": "white", "entropy": "deepskyblue", "edges": "red", "smart": "orange", "best": "lime"}


def _drawn(image: Image.Image, boxes: dict[str, tuple[int, int, int, int]]) -> Image.Image:
    shown = image.copy()
    draw = ImageDraw.Draw(shown)
    for inset, (way, (left, top, width, height)) in enumerate(boxes.items()):
        box = (left + 3 * inset, top + 3 * inset, left + width - 1 - 3 * inset, top + height - 1 - 3 * inset)
        draw.rectangle(box, outline=COLOURS[way], width=3)
    shown.thumbnail((240, 240))
    return shown


def _laid(pictures: list[Image.Image], across: int = 8) -> Image.Image:
    sheet = Image.new("RGB", (240 * across, 240 * -(-len(pictures) // across)))
    for number, picture in enumerate(pictures):
        sheet.paste(picture, (240 * (number % across), 240 * (number // across)))
    return sheet


if __name__ == "__main__":
    main()
