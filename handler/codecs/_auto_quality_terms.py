"""Terms of a comparison: what SSIMULACRA2 looks at, on fewer places and by Pillow alone.

SSIMULACRA2 (https://github.com/cloudinary/ssimulacra2) compares two pictures in XYB, at six scales, by a map of
structural differences and one of edges that came or went; of each map it takes the mean and the mean of fourth powers.
Here the local means are taken at every third to fourth pixel, by a triangle as wide as its Gaussian. So the terms are
near to its own, not the same.
"""

from typing import Any, NamedTuple

from PIL import Image, ImageMath

SCALES = 6
"""How many sizes are compared, each half the one before."""

LEAST_SIDE = 8
"""Pixels of a side below which a size says nothing; its terms are 0."""

STEP = 3.5
"""Pixels between two places, and half the width of the triangle that is averaged there."""

BIAS = 0.0037930734
ROOT = BIAS ** (1 / 3)
STABLE = 0.0009

WHOLE = 65_535
LINEAR = [
    round(WHOLE * (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4))  # noqa: PLR2004 - IEC 61966
    for part in (level / 255 for level in range(256))
]
"""The light of each level of sRGB, in 16 bits."""

OPSIN = (
    (0.30, 0.622, 0.078),
    (0.23, 0.692, 0.078),
    (0.24342268924547819, 0.20476744424496821, 0.5518098665095536),
)


class Plane(NamedTuple):
    """A channel at one scale: local means of it and of its squares, and how far each pixel is from the mean."""

    pixels: Image.Image
    means: Image.Image
    squares: Image.Image
    edges: Image.Image


def planes(image: Image.Image) -> list[Plane]:
    """Return the channels X, Y and B of an RGB picture at each scale."""
    light = [_light(band) for band in image.split()]
    found: list[Plane] = []
    for _ in range(SCALES):
        if found and min(light[0].size) < LEAST_SIDE:
            break
        found.extend(map(_plane, _xyb(light)))
        light = [band.reduce(2) for band in light]
    return found


def terms(exact: list[Plane], written: list[Plane]) -> list[float]:
    """Return the terms of a picture and of what was made of it: six for each channel at each scale."""
    found = [term for pair in zip(exact, written, strict=True) for term in _compared(*pair)]
    return found + [0.0] * (6 * 3 * SCALES - len(found))


def _compared(a: Plane, b: Plane) -> list[float]:
    both = _near(_math(lambda of: of["a"] * of["b"], a=a.pixels, b=b.pixels))
    unlike = _math(_structure, m=a.means, o=b.means, s=a.squares, t=b.squares, x=both)
    edges = _math(lambda of: (1 + of["b"]) / (1 + of["a"]) - 1, a=a.edges, b=b.edges)
    come = _math(lambda of: (abs(of["e"]) + of["e"]) / 2, e=edges)
    gone = _math(lambda of: (abs(of["e"]) - of["e"]) / 2, e=edges)
    return [value for each in (unlike, come, gone) for value in (max(0.0, _mean(each)), _fourth(each))]


def _structure(of: dict[str, Any]) -> Any:  # noqa: ANN401 - Pillow's operand
    means = of["m"] * of["o"]
    apart = of["m"] - of["o"]
    varied = of["s"] - of["m"] * of["m"] + of["t"] - of["o"] * of["o"]
    unlike = 1 - (1 - apart * apart) * (2 * (of["x"] - means) + STABLE) / (varied + STABLE)
    return (unlike + abs(unlike)) / 2


def _plane(pixels: Image.Image) -> Plane:
    means = _near(pixels)
    squares = _near(_math(lambda of: of["p"] * of["p"], p=pixels))
    back = means.resize(pixels.size, Image.Resampling.BICUBIC)
    return Plane(pixels, means, squares, _math(lambda of: abs(of["p"] - of["m"]), p=pixels, m=back))


def _light(band: Image.Image) -> Image.Image:
    high, low = (band.point(table).convert("F") for table in ([v >> 8 for v in LINEAR], [v & 255 for v in LINEAR]))
    return _math(lambda of: (of["h"] * 256.0 + of["l"]) / WHOLE, h=high, l=low)


def _xyb(light: list[Image.Image]) -> list[Image.Image]:
    red, green, blue = light

    def cone(parts: tuple[float, float, float]) -> Image.Image:
        r, g, b = parts
        return _math(lambda of: (of["r"] * r + of["g"] * g + of["b"] * b + BIAS) ** (1 / 3), r=red, g=green, b=blue)

    long, middle, short = map(cone, OPSIN)
    return [
        _math(lambda of: (of["l"] - of["m"]) * 7.0 + 0.42, l=long, m=middle),
        _math(lambda of: (of["l"] + of["m"]) * 0.5 - ROOT + 0.01, l=long, m=middle),
        _math(lambda of: of["s"] - (of["l"] + of["m"]) * 0.5 + 0.55, l=long, m=middle, s=short),
    ]


def _near(image: Image.Image) -> Image.Image:
    """Return the local means."""
    size = (max(1, round(image.width / STEP)), max(1, round(image.height / STEP)))
    return image.resize(size, Image.Resampling.BILINEAR)


def _mean(image: Image.Image) -> float:
    value = image.resize((1, 1), Image.Resampling.BOX).getpixel((0, 0))
    assert isinstance(value, float)  # noqa: S101 - for mypy: the mode is F
    return value


def _fourth(image: Image.Image) -> float:
    power = _math(lambda of: of["d"] * of["d"] * of["d"] * of["d"], d=image)
    return float(max(0.0, _mean(power)) ** 0.25)


def _math(formula: Any, **images: Image.Image) -> Image.Image:  # noqa: ANN401 - a function of Pillow's operands
    found: Image.Image = ImageMath.lambda_eval(formula, **images)
    return found
