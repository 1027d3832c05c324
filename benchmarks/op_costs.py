"""What every operation costs: CPU milliseconds per megapixel, of the larger of what comes in and what goes out.

Run `python -m benchmarks.op_costs` in the project's folder. Each row is the worst case of an operation's
parameters, the median of rounds in which RGB and RGBA run by turns. The third column is what the operation itself
expects, from which the limits estimate the work; a row that exceeds it by more than a tenth is marked.
"""

from pathlib import Path
from statistics import median
from time import process_time

from PIL import Image
from pydantic import TypeAdapter

from handler.geometry import Size
from handler.ops import CATALOGUE, AnyOp

PHOTOGRAPH = Path(__file__).parent.parent / "samples" / "bee.jpg"
ROUNDS = 15
SIDE = 1200
WORST = (
    {"op": "trim", "mode": "auto"},
    {"op": "trim", "mode": "color", "color": "fff"},
    {"op": "rect", "box": [1, 1, SIDE, SIDE]},
    {"op": "flip", "axis": "h"},
    {"op": "flip", "axis": "hv"},
    {"op": "rotate", "angle": 90},
    {"op": "rotate", "angle": 45},
    {"op": "rotate", "angle": 1},
    {"op": "resize", "w": SIDE - 10},
    {"op": "resize", "w": 600},
    {"op": "resize", "w": 100},
    {"op": "resize", "w": 1800, "fit": "clip"},
    {"op": "resize", "w": 1800, "h": 1600, "fit": "fill", "bg": "80ffffff"},
    {"op": "resize", "w": SIDE, "h": 900, "fit": "crop", "crop": ["entropy"]},
    {"op": "resize", "w": SIDE, "h": 900, "fit": "crop", "crop": ["edges"]},
    *({"op": op, "amount": 50} for op in ("exposure", "gamma", "brightness", "contrast", "saturation", "vibrance")),
    {"op": "hue", "shift": 100},
    {"op": "mono", "color": "80ff6347"},
    {"op": "sepia", "amount": 50},
    {"op": "duotone", "colors": ["000080", "fa8072"], "opacity": 50},
    {"op": "invert", "invert": True},
    *({"op": "blur", "radius": radius} for radius in (0.5, 5, 250)),
    {"op": "sharpen", "amount": 100},
    *({"op": "unsharp_mask", "amount": 50, "radius": radius} for radius in (0.5, 5, 500)),
    *({"op": "pixelate", "block": block} for block in (2, 100)),
    {"op": "mask", "shape": "ellipse"},
    {"op": "mask", "shape": "corners", "radius": [600]},
    {"op": "pad", "width": 10, "bg": "80ffffff"},
    {"op": "border", "frame": [10, "80ffffff"]},
    {"op": "background", "bg": "fff"},
    {"op": "background", "bg": "80ffffff"},
)


def pictures() -> tuple[Image.Image, Image.Image]:
    """Return a photograph as RGB, and as RGBA with every degree of transparency."""
    with Image.open(PHOTOGRAPH) as photograph:
        opaque = photograph.convert("RGB").resize((SIDE, SIDE))
    clear = opaque.copy()
    clear.putalpha(Image.linear_gradient("L").resize(opaque.size))
    return opaque, clear


def spent(op: AnyOp, image: Image.Image) -> float:
    """Return the milliseconds per megapixel of one run."""
    start = process_time()
    result = op.apply(image)
    seconds = process_time() - start
    return seconds * 1000 / (max(image.width * image.height, result.width * result.height) / 1_000_000)


def expected(op: AnyOp) -> float:
    """Return what the operation itself expects, in milliseconds per megapixel."""
    source = Size(SIDE, SIDE)
    return op.work(source) / (max(source.area, op.size(source).area) / 1_000_000)


def main() -> None:
    """Print the table."""
    images, cases = pictures(), [TypeAdapter(AnyOp).validate_python(case, strict=False) for case in WORST]
    missing = {kind.__name__ for kind in CATALOGUE} - {type(op).__name__ for op in cases}
    print(f"{'RGB':>6} {'RGBA':>6} {'cost':>6}")
    for op in cases:
        rounds = [[spent(op, image) for image in images] for _ in range(ROUNDS)]
        opaque, clear = (median(run) for run in zip(*rounds, strict=True))
        declared = expected(op)
        mark = "  <- more than declared" if max(opaque, clear) > 1.1 * declared else ""
        said = op.model_dump_json(exclude_defaults=True)
        print(f"{opaque:6.1f} {clear:6.1f} {declared:6.1f}  {type(op).__name__} {said}{mark}")
    for name in sorted(missing):
        print(f"{name} has no case here")


if __name__ == "__main__":
    main()
