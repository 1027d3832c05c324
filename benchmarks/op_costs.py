"""The operations that are measured by `benchmarks/work.py`: of each, the parameters that cost most."""

from collections.abc import Mapping
from functools import cache

from PIL import Image
from pydantic import TypeAdapter

from handler.ops import AnyOp
from handler.ops.op import Op
from tests.support.images.companions import given

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
    *({"op": "resize", "w": 1800, "h": 1600, "fit": "fill", "ground": ground} for ground in ("blur", "edge")),
    {"op": "resize", "w": SIDE - 10, "h": 900, "fit": "crop", "crop": ["entropy"]},
    {"op": "resize", "w": SIDE - 10, "h": 900, "fit": "crop", "crop": ["edges"]},
    *(
        {"op": "resize", "w": 1800, "h": 1600, "fit": "fill", "ground": "average", "under": under}
        for under in (False, True)
    ),
    *({"op": "trim_corner", "tolerance": tolerance} for tolerance in (0, 442)),
    {"op": "red_eye"},
    {"op": "equalize"},
    {"op": "channel_shift", "red": 10, "green": -10, "blue": 20},
    *({"op": "convolve", "kernel": [1] * side**2, "columns": side} for side in (1, 3, 5)),
    *({"op": "wavelet_sharpen", "amount": 6, "radius": 2.5, "luminance": light} for light in (False, True)),
    {"op": "noise", "amount": 20},
    {"op": "nine_patch", "picture": {"key": "owl.png"}, "padded": True},
    {"op": "enhance", "amount": 100},
    {"op": "auto_contrast", "amount": 100},
    {"op": "resize", "w": SIDE - 10, "h": 900, "fit": "crop", "crop": ["smart"]},
    {"op": "resize", "w": SIDE - 10, "h": 900, "fit": "crop", "crop": ["faces"]},
    {"op": "resize", "w": SIDE - 10, "h": 900, "fit": "facearea"},
    {"op": "face_blur", "strength": 100},
    {"op": "face_pixel", "block": 10},
    *({"op": op, "amount": 50} for op in ("exposure", "gamma", "brightness", "contrast", "saturation", "vibrance")),
    {"op": "hue", "shift": 100},
    {"op": "mono", "color": "80ff6347"},
    {"op": "sepia", "amount": 50},
    {"op": "duotone", "colors": ["000080", "fa8072"], "opacity": 50},
    {"op": "levels", "range": [16, 1.2, 235]},
    {"op": "curves", "points": [0, 0, 128, 150, 255, 255], "red": [0, 10, 255, 255]},
    *({"op": op, "amount": amount} for op in ("highlights", "shadows") for amount in (-100, 100)),
    {"op": "colorize", "color": "80ff8000"},
    {"op": "invert", "invert": True},
    {"op": "denoise", "amount": 50},
    *({"op": "median", "side": side} for side in (3, 5, 7)),
    *({"op": "blur", "radius": radius} for radius in (0.5, 5, 250)),
    *({"op": "progressive_blur", "radius": radius} for radius in (1, 250)),
    {"op": "sharpen", "amount": 100},
    *({"op": "unsharp_mask", "amount": 50, "radius": radius} for radius in (0.5, 5, 500)),
    *({"op": "pixelate", "block": block} for block in (2, 100)),
    {"op": "gradient_overlay", "colors": ["0000", "80ff0000", "fff"], "angle": 30},
    {"op": "vignette", "amount": 60},
    *({"op": "grain", "amount": 50, "coarseness": size} for size in (1, 1.5, 4)),
    *({"op": "overlay", "color": "80ff6347", "mode": mode} for mode in ("normal", "hard-light", "soft-light", "hue")),
    *({"op": "text", "text": "WWgW\n" * 4, "font_size": 200, "fit": "max", **more} for more in TEXTS),
    {"op": "mask", "shape": "ellipse"},
    {"op": "mask", "shape": "corners", "radius": [600]},
    {"op": "mask", "shape": "corners", "radius": [600], "upright": 300, "beside": "80ffffff"},
    *({"op": "mask", "shape": shape} for shape in ("circle", "squircle", "heart")),
    {"op": "mask", "shape": "path", "path": "M0 0" + "l.04 9 .04-9" * 120},
    {"op": "pad", "width": 10, "bg": "80ffffff"},
    {"op": "border", "frame": [10, "80ffffff"]},
    {"op": "border", "frame": [10, "80ffffff"], "radius": [50]},
    {"op": "drop_shadow", "shadow": [5, 5, 2, "80000000"]},
    {"op": "drop_shadow", "shadow": [50, 50, 100, "80000000"]},
    {"op": "background", "bg": "fff"},
    {"op": "background", "bg": "80ffffff"},
)


@cache
def _any() -> TypeAdapter[Op]:
    return TypeAdapter[Op](AnyOp)


def measured_op(case: Mapping[str, object]) -> Op:
    """Return the operation of a case; where it draws another picture it has a frame of 300 x 300 pixels."""
    op = _any().validate_python(case, strict=False)
    return given(op, Image.new("RGBA", (300, 300), (200, 90, 30, 128))) if op.needs() else op
