"""Default inks: the ICC profile for pictures in CMYK that have none, made here from a model of offset printing.

What 16 mixes of full inks look like was measured on coated paper (FOGRA39L, ISO 12647-2; the numbers are those of
Kai-Uwe Behrmann's table, zlib licence). What lies between follows the model of Yule, Nielsen and Neugebauer, with dots
that grow while they are printed; its few numbers were fitted to the 1,617 patches of that table, from which it is
1.8 away in the mean and 5.5 at most (CIE 1976 Delta E). The darkest mix is black here, as black point compensation
would have it. The profile has 17 KB in memory and none in the package.
"""

import struct
from functools import cache
from itertools import product

from handler.codecs.pixels.matrix_profiles import D50, Vector, profile_file, stored_xyz

PAPER: Vector = (84.48, 87.62, 74.57)
SOLIDS: tuple[Vector, ...] = (
    *(PAPER, (2.02, 2.10, 1.73), (69.17, 74.16, 7.04), (1.84, 2.04, 0.82)),
    *((33.03, 16.79, 15.01), (1.61, 1.18, 0.89), (30.20, 16.02, 2.30), (1.56, 1.31, 0.65)),
    *((15.02, 22.93, 52.85), (0.91, 1.18, 1.79), (8.16, 18.42, 6.74), (0.89, 1.31, 0.85)),
    *((5.67, 4.10, 15.67), (0.99, 0.87, 1.08), (3.66, 3.80, 3.13), (0.93, 0.97, 0.69)),
)
"""XYZ of paper and of each mix of full inks, D50, in the order of binary numbers whose bits are C, M, Y and K."""

SPREAD = 1.456
"""Yule and Nielsen's n: how far light wanders in the paper."""

GROWTH = ((0.085, -0.104), (0.065, -0.317), (0.050, -0.263), (0.062, -0.104))
"""Of each ink, how much its dots grow at a half, and how much more in the lights than in the shadows."""

STEPS, ENTRIES = 7, 256
"""Points of the table along each ink, and of the curve before it."""

BLACK = 0.87 / 87.62
"""The least light of any mix, as a part of the paper's."""

LINEAR_BELOW = 0.008856
"""Of CIE Lab: the light below which its cube root is replaced by a line."""


@cache
def ink_profile() -> bytes:
    """Return the profile: from inks to Lab, relative to the paper."""
    curves = b"".join(_curve(*growth) for growth in GROWTH)
    table = b"".join(struct.pack(">3H", *_lab(colour)) for colour in _mixes())
    identity = b"".join(struct.pack(">i", 65_536 * (at % 4 == 0)) for at in range(9))
    head = b"mft2" + bytes(4) + bytes([4, 3, STEPS, 0]) + identity + struct.pack(">HH", ENTRIES, 2)
    text = b"Coated offset\0"
    tags = {
        b"desc": b"desc" + struct.pack(">II", 0, len(text)) + text + bytes(79),
        b"wtpt": stored_xyz(D50),
        b"A2B0": head + curves + table + struct.pack(">6H", *(0, 65_535) * 3),
    }
    made = bytearray(profile_file(tags))
    made[12:24] = b"prtrCMYKLab "
    return bytes(made)


def _curve(growth: float, early: float) -> bytes:
    """Return the curve of an ink: from the part of paper that it is to cover to that which it does."""

    def covered(part: float) -> float:
        grown = part + part * (1 - part) * (4 * growth + early * (1 - 2 * part))
        return min(1.0, max(0.0, grown))

    return struct.pack(f">{ENTRIES}H", *(round(65_535 * covered(at / (ENTRIES - 1))) for at in range(ENTRIES)))


def _mixes() -> list[Vector]:
    """Return XYZ for each point of the table, the last ink varying fastest."""
    known = {mix: _powered(colour, 1 / SPREAD) for mix, colour in zip(product((0, 1), repeat=4), SOLIDS, strict=True)}
    for place in range(4):
        known = {
            (*mix[:place], step, *mix[place + 1 :]): _between(
                known[*mix[:place], 0, *mix[place + 1 :]], known[*mix[:place], 1, *mix[place + 1 :]], step / (STEPS - 1)
            )
            for mix in known
            if mix[place] == 0
            for step in range(STEPS)
        }
    return [_powered(known[mix], SPREAD) for mix in product(range(STEPS), repeat=4)]


def _powered(colour: Vector, power: float) -> Vector:
    return (colour[0] ** power, colour[1] ** power, colour[2] ** power)


def _between(first: Vector, second: Vector, part: float) -> Vector:
    red, green, blue = (one + (other - one) * part for one, other in zip(first, second, strict=True))
    return (red, green, blue)


def _lab(colour: Vector) -> tuple[int, int, int]:
    """Return Lab relative to the paper, as 16 bits of version 2 store it (ICC.1:2001-04, 6.3.4.2)."""
    parts = (part / white for part, white in zip(colour, PAPER, strict=True))
    x, y, z = (_root(max(0.0, part - BLACK) / (1 - BLACK)) for part in parts)
    light, a, b = 116 * y - 16, 500 * (x - y), 200 * (y - z)
    levels = (light * 652.8, (a + 128) * 256, (b + 128) * 256)
    first, second, third = (max(0, min(65_535, round(level))) for level in levels)
    return first, second, third


def _root(part: float) -> float:
    return part ** (1 / 3) if part > LINEAR_BELOW else 7.787 * part + 16 / 116
