"""Display P3: its ICC profile, made here, and what a colour of sRGB is in it (ICC.1:2022, 8.3; CSS Color 4, 10.2).

The profile is free of anybody's rights: it holds the numbers of the space alone, in as few bytes as version 4 needs.
"""

import struct
from functools import cache

from handler.codecs.pixels.cicp import PRIMARIES, srgb
from handler.codecs.pixels.matrix_profiles import D50, colorants, profile_file, stored_xyz
from handler.core.colours import OPAQUE, rgba

VERSION = 0x04300000
NAME, RIGHTS = "Display P3", "CC0"
CODE_POINT = 12
"""H.273's number of the primaries."""

SRGB_CURVE = (2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)
"""Gamma, and a to d of ICC's third kind of parametric curve (10.18): that of sRGB, which Display P3 shares."""

ADAPTED = (1.047882, 0.022919, -0.050217, 0.029587, 0.990479, -0.017059, -0.009232, 0.015076, 0.751678)
"""The chromatic adaptation from D65 to D50, by rows (Bradford)."""

FROM_SRGB = ((0.8224621, 0.1775380, 0.0), (0.0331941, 0.9668058, 0.0), (0.0170827, 0.0723974, 0.9105199))
"""From the light of sRGB to that of Display P3; both have the white of D65."""


@cache
def p3_profile() -> bytes:
    """Return the profile, the same bytes each time."""
    tags = {b"desc": _text(NAME), b"cprt": _text(RIGHTS), b"wtpt": stored_xyz(D50), b"chad": _fixed(b"sf32", ADAPTED)}
    curve = b"para" + struct.pack(">IHH", 0, 3, 0) + _numbers(SRGB_CURVE)
    for name, colorant in zip(b"rgb", colorants(PRIMARIES[CODE_POINT][1]), strict=True):
        tags[bytes([name]) + b"XYZ"] = stored_xyz(colorant)
        tags[bytes([name]) + b"TRC"] = curve
    return profile_file(tags, VERSION)


@cache
def srgb_profile() -> bytes:
    """Return a profile of sRGB, for pictures that have none and are to become Display P3."""
    from handler.codecs.pixels.matrix_profiles import matrix_profile  # noqa: PLC0415 - as the rest

    return matrix_profile("sRGB as numbers", PRIMARIES[1][1], srgb)


@cache
def in_p3(colour: str) -> str:
    """Return a canonical colour of sRGB, `rrggbb` or `aarrggbb`, as the numbers that show it in Display P3."""
    red, green, blue, alpha = rgba(colour)
    light = [srgb(level / OPAQUE) for level in (red, green, blue)]
    levels = [_level(sum(part * each for part, each in zip(row, light, strict=True))) for row in FROM_SRGB]
    return bytes(levels if alpha == OPAQUE else [alpha, *levels]).hex()


def _level(light: float) -> int:
    """Return the stored level, 0 to 255, of an amount of light, 0 to 1."""
    value = 12.92 * light if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055  # noqa: PLR2004 - the formula
    return max(0, min(OPAQUE, round(OPAQUE * value)))


def _text(text: str) -> bytes:
    """Return a text in one language."""
    return b"mluc" + struct.pack(">III4sII", 0, 1, 12, b"enUS", 2 * len(text), 28) + text.encode("utf-16-be")


def _fixed(kind: bytes, numbers: tuple[float, ...]) -> bytes:
    return kind + bytes(4) + _numbers(numbers)


def _numbers(numbers: tuple[float, ...]) -> bytes:
    return b"".join(struct.pack(">i", round(number * 65_536)) for number in numbers)
