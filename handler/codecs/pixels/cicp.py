"""CICP: ICC profiles for colour spaces that AVIF and PNG name by code points (ITU-T H.273).

High dynamic range (PQ, HLG) is tone-mapped to the range of an sRGB screen by the EETF of ITU-R BT.2390-11, 5.4,
applied to red, green and blue alike: from 1,000 cd/m2 to 203, which BT.2408 gives for the white of paper. Up to
93 cd/m2 nothing changes; brighter values are compressed, and above 1,000 all is white. HLG is rendered for a display of
1,000 cd/m2 (BT.2100, system gamma 1.2).
"""

from functools import cache
from math import exp

from handler.codecs.pixels.matrix_profiles import Chromaticities, Curve, matrix_profile

D65, C, DCI, E = (0.3127, 0.3290), (0.310, 0.316), (0.314, 0.351), (1 / 3, 1 / 3)
"""White points, as CIE 1931 x and y."""

PRIMARIES = {
    1: ("BT.709", Chromaticities((0.640, 0.330), (0.300, 0.600), (0.150, 0.060), D65)),
    4: ("BT.470 M", Chromaticities((0.67, 0.33), (0.21, 0.71), (0.14, 0.08), C)),
    5: ("BT.601 625", Chromaticities((0.64, 0.33), (0.29, 0.60), (0.15, 0.06), D65)),
    6: ("BT.601 525", Chromaticities((0.630, 0.340), (0.310, 0.595), (0.155, 0.070), D65)),
    7: ("SMPTE 240M", Chromaticities((0.630, 0.340), (0.310, 0.595), (0.155, 0.070), D65)),
    8: ("Film", Chromaticities((0.681, 0.319), (0.243, 0.692), (0.145, 0.049), C)),
    9: ("BT.2020", Chromaticities((0.708, 0.292), (0.170, 0.797), (0.131, 0.046), D65)),
    10: ("XYZ", Chromaticities((1.0, 1e-9), (1e-9, 1.0), (1e-9, 1e-9), E)),
    11: ("DCI P3", Chromaticities((0.680, 0.320), (0.265, 0.690), (0.150, 0.060), DCI)),
    12: ("Display P3", Chromaticities((0.680, 0.320), (0.265, 0.690), (0.150, 0.060), D65)),
    22: ("EBU 3213", Chromaticities((0.630, 0.340), (0.295, 0.605), (0.155, 0.077), D65)),
}
"""H.273, table 2: code point -> name and primaries. 2 (unspecified) and code points not listed count as 1."""

ADOBE_RGB = Chromaticities((0.64, 0.33), (0.21, 0.71), (0.15, 0.06), D65)
ADOBE_GAMMA = 563 / 256
"""Primaries and exponent of Adobe RGB (1998)."""

M1, M2 = 2610 / 16_384, 2523 / 32
C1, C2, C3 = 107 / 128, 2413 / 128, 2392 / 128
"""Constants of the PQ curve (SMPTE ST 2084)."""

PEAK, WHITE = 1000.0, 203.0
"""cd/m2: the brightest light that is told apart, and the white that it becomes."""

HLG_A, HLG_B, HLG_C, SYSTEM = 0.17883277, 0.28466892, 0.55991073, 1.2
"""Constants of the HLG curve and its system gamma (ITU-R BT.2100)."""


def srgb(value: float) -> float:
    """Return the light of a stored sRGB value; both 0 to 1 (IEC 61966-2-1)."""
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4  # noqa: PLR2004 - the formula


def pq(value: float) -> float:
    """Return the tone-mapped light of a stored PQ value; both 0 to 1."""
    return _tone_mapped(_pq_light(value))


def hlg(value: float) -> float:
    """Return the tone-mapped light of a stored HLG value; both 0 to 1."""
    scene = value * value / 3 if value <= 0.5 else (exp((value - HLG_C) / HLG_A) + HLG_B) / 12  # noqa: PLR2004 - BT.2100
    return _tone_mapped(PEAK * scene**SYSTEM)


def linear(value: float) -> float:
    """Return the value itself: it is light already."""
    return value


@cache
def power(gamma: float) -> Curve:
    """Return the curve of a plain gamma exponent."""
    return lambda value: value**gamma


CURVES: dict[int, tuple[str, Curve]] = {
    4: ("gamma 2.2", power(2.2)),
    5: ("gamma 2.8", power(2.8)),
    8: ("linear", linear),
    16: ("PQ", pq),
    17: ("gamma 2.6", power(2.6)),
    18: ("HLG", hlg),
}
"""H.273, table 3: code point -> name and curve. All others count as sRGB, as in browsers; so do those of television
(1, 6, 14, 15)."""


def profile(primaries: int, transfer: int) -> bytes | None:
    """Return the ICC profile for two code points, None where they mean sRGB."""
    name, colours = PRIMARIES.get(primaries, PRIMARIES[1])
    how, curve = CURVES.get(transfer, ("", srgb))
    if colours == PRIMARIES[1][1] and curve is srgb:
        return None
    return matrix_profile(f"{name} {how}".strip(), colours, curve)


def adobe_rgb() -> bytes:
    """Return the profile of Adobe RGB (1998), which cameras announce by an EXIF tag without a profile."""
    return matrix_profile("Adobe RGB (1998)", ADOBE_RGB, power(ADOBE_GAMMA))


def _pq_light(value: float) -> float:
    """Return the light, in cd/m2, of a PQ value, 0 to 1 (SMPTE ST 2084)."""
    part = value ** (1 / M2)
    return float(10_000 * (max(part - C1, 0) / (C2 - C3 * part)) ** (1 / M1))


def _pq_code(light: float) -> float:
    part = (light / 10_000) ** M1
    return float(((C1 + C2 * part) / (1 + C3 * part)) ** M2)


def _tone_mapped(light: float) -> float:
    """Return light, in cd/m2, as a part of white; above the knee it follows a Hermite spline in PQ up to the peak."""
    most = _pq_code(PEAK)
    given, top = min(1.0, _pq_code(light) / most), _pq_code(WHITE) / most
    knee = 1.5 * top - 0.5
    if given >= knee:
        t = (given - knee) / (1 - knee)
        given = (2 * t**3 - 3 * t**2 + 1) * knee + (t**3 - 2 * t**2 + t) * (1 - knee) + (3 * t**2 - 2 * t**3) * top
    return _pq_light(given * most) / WHITE
