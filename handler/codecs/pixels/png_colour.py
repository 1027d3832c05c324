"""Colour space of a PNG, from its chunks: cICP, else iCCP, else sRGB, else gAMA and cHRM (PNG, third edition, 4.3)."""

from struct import error, unpack_from

from handler.codecs.pixels import cicp
from handler.codecs.pixels.matrix_profiles import Chromaticities, matrix_profile

PARTS = 100_000
"""gAMA and cHRM store numbers as integers of 1/100,000."""

USUAL, NEAR = 45_455, 0.02
"""gAMA of sRGB, and the relative difference that still counts as sRGB: programs write 45454, 45000 or 45455."""

SAME = 0.002
"""Difference of x or y up to which primaries count as those of sRGB."""

FLATTEST, STEEPEST = 5_000, 500_000
"""Range of gAMA; a value outside is nonsense and ignored."""


def png_profile(chunks: dict[bytes, bytes], icc: bytes | None) -> bytes | None:
    """Return the ICC profile of a PNG's pixels, None for sRGB. icc: the profile in iCCP, if it could be read."""
    try:
        if numbers := chunks.get(b"cICP"):
            primaries, transfer = unpack_from(">BB", numbers)
            return cicp.profile(primaries, transfer)
        if icc or b"sRGB" in chunks:
            return icc
        return _from_gamma(chunks)
    except (error, ValueError, ArithmeticError):
        return icc


def _from_gamma(chunks: dict[bytes, bytes]) -> bytes | None:
    """Return a profile of gAMA and, if present, cHRM; without gAMA, cHRM is ignored."""
    if b"gAMA" not in chunks:
        return None
    (gamma,) = unpack_from(">I", chunks[b"gAMA"])
    if not FLATTEST <= gamma <= STEEPEST:
        return None
    usual = cicp.PRIMARIES[1][1]
    colours = _chromaticities(chunks[b"cHRM"]) if b"cHRM" in chunks else usual
    far = max(abs(a - b) for one, other in zip(colours, usual, strict=True) for a, b in zip(one, other, strict=True))
    colours = usual if far < SAME else colours
    plain = abs(gamma - USUAL) <= NEAR * USUAL
    if plain and colours is usual:
        return None
    # The usual gamma approximates the curve of sRGB, which is what its writers mean.
    return matrix_profile("PNG gAMA", colours, cicp.srgb if plain else cicp.power(PARTS / gamma))


def _chromaticities(chunk: bytes) -> Chromaticities:
    white, red, green, blue = (
        (x / PARTS, y / PARTS) for x, y in (unpack_from(">II", chunk, at) for at in range(0, 32, 8))
    )
    return Chromaticities(red, green, blue, white)
