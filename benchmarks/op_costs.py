"""The operations that are measured by `benchmarks/work.py`: of each, the parameters that cost most."""

from collections.abc import Mapping

SIDE = 1000
TEXTS: tuple[Mapping[str, object], ...] = ({}, {"outline": 20}, {"outline": 20, "shadow": 10.0})
WORST: tuple[Mapping[str, object], ...] = (
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
    {"op": "resize", "w": SIDE - 10, "h": 900, "fit": "crop", "crop": ["entropy"]},
    {"op": "resize", "w": SIDE - 10, "h": 900, "fit": "crop", "crop": ["edges"]},
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
    *({"op": "text", "text": "WWgW\n" * 4, "font_size": 200, "fit": "max", **more} for more in TEXTS),
    {"op": "mask", "shape": "ellipse"},
    {"op": "mask", "shape": "corners", "radius": [600]},
    {"op": "pad", "width": 10, "bg": "80ffffff"},
    {"op": "border", "frame": [10, "80ffffff"]},
    {"op": "border", "frame": [10, "80ffffff"], "radius": [50]},
    {"op": "background", "bg": "fff"},
    {"op": "background", "bg": "80ffffff"},
)
