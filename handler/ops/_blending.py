"""Blending: how the colours of a picture and of one above it make one colour, as Compositing and Blending Level 1 says.

1. The modes are those of https://www.w3.org/TR/compositing-1/, on sRGB levels as they are, as imgix and browsers do it.
2. Where the picture below is transparent, the one above keeps its own colour; above that it is composited as ever.
3. Modes that mix channel by channel and that Pillow has not exactly go through a table of 256 x 256 results; those that
   mix hue, saturation and luminosity are computed with floating point numbers. All is rounded once or twice, so that
   nothing is further than 1 from the formula.
4. It is done in bands, so that what is computed beside the result stays small.
"""

from collections.abc import Callable
from functools import cache
from math import sqrt
from typing import Any, Literal

from PIL import Image, ImageChops, ImageMath

from handler.core.geometry import Size

Mode = Literal[
    "normal",
    "multiply",
    "screen",
    "overlay",
    "darken",
    "lighten",
    "color-dodge",
    "color-burn",
    "hard-light",
    "soft-light",
    "difference",
    "exclusion",
    "hue",
    "saturation",
    "color",
    "luminosity",
]
"""The names of the modes, as CSS has them."""

BAND = 1 << 18
"""Pixels that are blended at once."""

BAND_BYTES = 96
"""Memory of a pixel of a band while it is blended (benchmarks/memory.py)."""


def _multiply(below: Image.Image, above: Image.Image) -> Image.Image:
    """Multiply, rounded: ImageChops cuts off what is behind the point."""
    return _each_over(Image.new("L", below.size), above, below)


def _screen(below: Image.Image, above: Image.Image) -> Image.Image:
    return _each_over(below, Image.new("L", below.size, 255), above)


def _each_over(below: Image.Image, above: Image.Image, parts: Image.Image) -> Image.Image:
    """Return each channel of a picture over that of another, as much of it as a channel of a third says."""
    channels = (image.split() if image.mode == "RGB" else [image] * 3 for image in (above, below, parts))
    return Image.merge("RGB", [Image.composite(*three) for three in zip(*channels, strict=True)])


def _hard_light(below: Image.Image, above: Image.Image) -> Image.Image:
    """Multiply by what is dark above, then screen with what is light; each leaves the other's part as it is."""
    dark = above.point([min(255, 2 * level) for level in range(256)] * 3)
    light = above.point([max(0, 2 * level - 255) for level in range(256)] * 3)
    return _screen(_multiply(below, dark), light)


EXACT: dict[str, Callable[[Image.Image, Image.Image], Image.Image]] = {
    "multiply": _multiply,
    "screen": _screen,
    "overlay": lambda below, above: _hard_light(above, below),
    "darken": ImageChops.darker,
    "lighten": ImageChops.lighter,
    "hard-light": _hard_light,
    "difference": ImageChops.difference,
}
"""Modes that Pillow computes from RGB pictures, rounded as they should be."""


def _soft_light(below: float, above: float) -> float:
    if above <= 0.5:  # noqa: PLR2004 - the middle
        return below - (1 - 2 * above) * below * (1 - below)
    curve = ((16 * below - 12) * below + 4) * below if below <= 0.25 else sqrt(below)  # noqa: PLR2004 - the formula's
    return below + (2 * above - 1) * (curve - below)


def _dodge(below: float, above: float) -> float:
    return 0 if below == 0 else 1 if above == 1 else min(1, below / (1 - above))


def _burn(below: float, above: float) -> float:
    return 1 if below == 1 else 0 if above == 0 else 1 - min(1, (1 - below) / above)


FORMULAS: dict[str, Callable[[float, float], float]] = {
    "soft-light": _soft_light,
    "color-dodge": _dodge,
    "color-burn": _burn,
    "exclusion": lambda below, above: below + above - 2 * below * above,
}
"""Modes that go through a table: from levels of 0.0 to 1.0."""

COST: dict[str, float] = {
    **dict.fromkeys(FORMULAS, 76),
    **dict.fromkeys(("hue", "saturation", "color", "luminosity"), 80),
    **dict.fromkeys(("overlay", "hard-light"), 18),
}
"""CPU milliseconds per megapixel of a mode on an opaque picture (benchmarks/work.py); of the others it is PLAIN."""

PLAIN = 10
VEILED = 75
"""CPU milliseconds per megapixel: of the other modes; and of mixing with a picture that has transparency."""

TABLE_MS = 60
"""CPU milliseconds for a table, which is made once in a process and counted each time."""


def blending_cost(mode: Mode, *, alpha: bool = False) -> tuple[float, float]:
    """Return CPU milliseconds per megapixel, and once. alpha: whether the picture below has transparency."""
    veiled = VEILED if alpha and mode != "normal" else 0
    return COST.get(mode, PLAIN) + veiled, TABLE_MS if mode in FORMULAS else 0


def blending_scratch(size: Size, mode: Mode) -> int:
    """Return bytes of memory beside the two pictures, of this size, and the result."""
    return 0 if mode == "normal" else BAND_BYTES * min(size.area, max(BAND, size.width))


def blended(below: Image.Image, above: Image.Image, mode: Mode) -> Image.Image:
    """Return a picture with another of the same size above it.

    below: RGB or RGBA, as the result is. above: RGBA.
    """
    if mode == "normal":
        return _normal(below, above)
    result = Image.new(below.mode, below.size)
    rows = max(1, BAND // below.width)
    for top in range(0, below.height, rows):
        box = (0, top, below.width, min(below.height, top + rows))
        result.paste(_band(below.crop(box), above.crop(box), mode), box)
    return result


def _normal(below: Image.Image, above: Image.Image) -> Image.Image:
    if below.mode == "RGBA":
        return Image.alpha_composite(below, above)
    return Image.composite(above.convert("RGB"), below, above.getchannel("A"))


def _band(below: Image.Image, above: Image.Image, mode: Mode) -> Image.Image:
    mixed = _mixed(below.convert("RGB"), above.convert("RGB"), mode)
    if below.mode == "RGB":
        return Image.composite(mixed, below, above.getchannel("A"))
    return _over(below, above, mixed)


def _mixed(below: Image.Image, above: Image.Image, mode: Mode) -> Image.Image:
    """Return the colours that a mode makes of two opaque pictures."""
    if mode in EXACT:
        return EXACT[mode](below, above)
    if mode not in FORMULAS:
        return _by_luminosity(below, above, mode)
    table, none = _table(mode), Image.new("L", below.size)
    channels = []
    for one, other in zip(below.split(), above.split(), strict=True):
        both = Image.merge("RGBA", (other, one, none, none)).tobytes()
        channels.append(Image.frombytes("I", below.size, both, "raw", "I;32").point(table, "L"))
    return Image.merge("RGB", channels)


@cache
def _table(mode: str) -> list[int]:
    """Return the result for every pair of levels, at 256 times the one below and the one above."""
    formula = FORMULAS[mode]
    levels = [level / 255 for level in range(256)]
    return [int(formula(below, above) * 255 + 0.5) for below in levels for above in levels]


def _floats(image: Image.Image) -> list[Any]:
    return [channel.convert("F") for channel in image.split()]


def _by_luminosity(below: Image.Image, above: Image.Image, mode: Mode) -> Image.Image:
    """Return the colours of the four modes that are not computed channel by channel."""
    names = ("r", "g", "b", "R", "G", "B")
    given = dict(zip(names, [*_floats(below), *_floats(above)], strict=True))

    def evaluated(args: dict[str, Any]) -> tuple[Any, ...]:
        least, most = args["min"], args["max"]
        under, over = [tuple(args[name] for name in part) for part in (names[:3], names[3:])]

        def luminosity(colour: tuple[Any, ...]) -> Any:  # noqa: ANN401 - an operand of ImageMath
            return colour[0] * 0.3 + colour[1] * 0.59 + colour[2] * 0.11

        def reach(colour: tuple[Any, ...]) -> tuple[Any, Any]:
            return least(least(colour[0], colour[1]), colour[2]), most(most(colour[0], colour[1]), colour[2])

        colour = over if mode in {"hue", "color"} else under
        light = luminosity(over if mode == "luminosity" else under)
        low, high = reach(colour)
        if mode in {"hue", "saturation"}:
            dark, bright = reach(under if mode == "hue" else over)
            stretch = (bright - dark) / (high - low)  # ImageMath divides by zero to zero, which is what gray has
            colour = tuple((each - low) * stretch for each in colour)
            low, high = low * 0.0, (high - low) * stretch
        own = luminosity(colour)
        shift = light - own
        # Colours that left the range come back towards their luminosity, by as much as the furthest needs.
        back = light / (light - least(low + shift, shift * 0.0))
        back = back * ((light * -1.0 + 255.0) / (most(high + shift, shift * 0.0 + 255.0) - light))
        return tuple((each - own) * back + light + 0.5 for each in colour)

    operands: Any = ImageMath.lambda_eval(evaluated, **given)
    return Image.merge("RGB", [operand.im.convert("L") for operand in operands])


def _over(below: Image.Image, above: Image.Image, mixed: Image.Image) -> Image.Image:
    """Return one picture composited over another, both with transparency. mixed: the colours where both are."""
    under, over = (image.getchannel("A").convert("F") for image in (below, above))

    def colour(args: dict[str, Any]) -> Any:  # noqa: ANN401 - an operand of ImageMath
        g, a = args["ground"] / 255.0, args["alpha"] / 255.0
        whole = a * (g * -1.0 + 1.0) * args["above"] + a * g * args["mixed"] + (a * -1.0 + 1.0) * g * args["below"]
        return whole / (a + g - a * g) + 0.5

    channels = [
        ImageMath.lambda_eval(colour, ground=under, alpha=over, above=two, mixed=both, below=one).convert("L")
        for one, two, both in zip(*(_floats(image.convert("RGB")) for image in (below, above, mixed)), strict=True)
    ]
    cover = ImageMath.lambda_eval(
        lambda args: args["a"] + args["g"] - args["a"] * args["g"] / 255.0 + 0.5, a=over, g=under
    )
    return Image.merge("RGBA", [*channels, cover.convert("L")])
