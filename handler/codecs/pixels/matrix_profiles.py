"""Matrix profiles: ICC profiles made from three primaries, a white point and a tone curve (ICC.1, F.3).

With them, files that describe their colours by numbers (CICP, gAMA and cHRM, EXIF) are converted by LittleCMS in the
same way as files with a profile.
"""

import struct
from collections.abc import Callable, Sequence
from functools import cache
from typing import NamedTuple

Vector = tuple[float, float, float]
Matrix = tuple[Vector, Vector, Vector]
Curve = Callable[[float], float]
"""A tone curve: from a stored value, 0 to 1, to light, 0 to 1."""

D50: Vector = (0.9642, 1.0, 0.8249)
"""XYZ of the white point to which all ICC profiles refer."""

BRADFORD: Matrix = ((0.8951, 0.2664, -0.1614), (-0.7502, 1.7135, 0.0367), (0.0389, -0.0685, 1.0296))
"""The chromatic adaptation of ICC.1, annex E: from XYZ to responses of the eye's cones."""

CODES = 256
"""Points of a stored curve: one for every 8-bit value, so that nothing is interpolated."""

VERSION, HEAD, ROW = 0x02400000, 128, 12
"""Version 2.4 of the format; bytes of its header and of a row of its table of tags."""


class Chromaticities(NamedTuple):
    """CIE 1931 x and y of the red, green and blue primaries and of white."""

    red: tuple[float, float]
    green: tuple[float, float]
    blue: tuple[float, float]
    white: tuple[float, float]


@cache
def matrix_profile(description: str, colours: Chromaticities, curve: Curve) -> bytes:
    """Return an ICC profile; ValueError or ArithmeticError where the primaries span no colour space."""
    points = [max(0, min(65_535, round(65_535 * curve(code / (CODES - 1))))) for code in range(CODES)]
    table = b"curv" + struct.pack(f">II{CODES}H", 0, CODES, *points)
    text = description.encode("ascii") + b"\0"
    tags = {b"desc": b"desc" + struct.pack(">II", 0, len(text)) + text + bytes(79), b"wtpt": stored_xyz(D50)}
    for name, colorant in zip(b"rgb", colorants(colours), strict=True):
        tags[bytes([name]) + b"XYZ"] = stored_xyz(colorant)
        tags[bytes([name]) + b"TRC"] = table
    return profile_file(tags)


def colorants(colours: Chromaticities) -> list[Vector]:
    """Return the primaries in XYZ, scaled so that their sum is white, and adapted to D50."""
    *primaries, white = (_xyz_of(*xy) for xy in colours)
    columns: Matrix = (primaries[0], primaries[1], primaries[2])
    amounts = _multiplied(_inverse(_transposed(columns)), white)
    cones, wanted = _multiplied(BRADFORD, white), _multiplied(BRADFORD, D50)
    back = _inverse(BRADFORD)

    def adapted(colour: Vector) -> Vector:
        seen = _multiplied(BRADFORD, colour)
        return _multiplied(back, _vector([part * to / of for part, to, of in zip(seen, wanted, cones, strict=True)]))

    return [
        adapted(_vector([part * amount for part in primary])) for primary, amount in zip(columns, amounts, strict=True)
    ]


def _xyz_of(x: float, y: float) -> Vector:
    return (x / y, 1.0, (1 - x - y) / y)


def _vector(parts: Sequence[float]) -> Vector:
    first, second, third = parts
    return (first, second, third)


def _transposed(matrix: Matrix) -> Matrix:
    first, second, third = (_vector(column) for column in zip(*matrix, strict=True))
    return (first, second, third)


def _multiplied(matrix: Matrix, vector: Vector) -> Vector:
    return _vector([sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix])


def _inverse(matrix: Matrix) -> Matrix:
    """Return the inverse of a matrix, from the cross products of its rows."""
    a, b, c = matrix
    crosses: Matrix = (_cross(b, c), _cross(c, a), _cross(a, b))
    size = sum(x * y for x, y in zip(a, crosses[0], strict=True))
    return _transposed((_scaled(crosses[0], size), _scaled(crosses[1], size), _scaled(crosses[2], size)))


def _cross(a: Vector, b: Vector) -> Vector:
    return (a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0])


def _scaled(vector: Vector, size: float) -> Vector:
    return _vector([part / size for part in vector])


def stored_xyz(colour: Vector) -> bytes:
    """Return a colour as a tag."""
    return b"XYZ " + bytes(4) + struct.pack(">3i", *(round(part * 65_536) for part in colour))


def profile_file(tags: dict[bytes, bytes], version: int = VERSION) -> bytes:
    """Return a profile of a screen with these tags; equal ones are stored once."""
    start = HEAD + 4 + ROW * len(tags)
    table, data, places = struct.pack(">I", len(tags)), b"", dict[bytes, int]()
    for name, tag in tags.items():
        if tag not in places:
            places[tag] = start + len(data)
            data += tag + bytes(-len(tag) % 4)
        table += struct.pack(">4sII", name, places[tag], len(tag))
    head = struct.pack(">I4sI4s4s4s12x4s28x", start + len(data), b"", version, b"mntr", b"RGB ", b"XYZ ", b"acsp")
    return (head + stored_xyz(D50)[8:]).ljust(HEAD, b"\0") + table + data
