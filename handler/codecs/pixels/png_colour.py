"""What the chunks of a PNG say of colour (W3C PNG, third edition, 4.3): cICP, else iCCP, else sRGB, else gAMA, cHRM."""

from struct import error, unpack_from

from handler.codecs.pixels import cicp
from handler.codecs.pixels.matrix_profiles import Chromaticities, matrix_profile

PARTS = 100_000
"""gAMA and cHRM count in these."""

USUAL, NEAR = 45_455, 0.02
"""gAMA of what is sRGB, and by what part it may differ: programs have written 45454, 45000 and 45455."""

SAME = 0.002
"""By how much a chromaticity may differ and be meant."""

FLATTEST, STEEPEST = 5_000, 500_000
"""gAMA outside is nonsense."""


def png_profile(chunks: dict[bytes, bytes], icc: bytes | None) -> bytes | None:
    """Return the profile that a PNG's pixels are in, None where they are sRGB. icc: the one in iCCP, if it is whole."""
    try:
        if numbers := chunks.get(b"cICP"):
            primaries, transfer = unpack_from(">BB", numbers)
            return cicp.profile(primaries, transfer)
        if icc or b"sRGB" in chunks:
            return icc
        return _measured(chunks)
    except (error, ValueError, ArithmeticError):
        return icc


def _measured(chunks: dict[bytes, bytes]) -> bytes | None:
    """Return the profile of a gamma, and of primaries where they are told; without a gamma they say nothing."""
    if b"gAMA" not in chunks:
        return None
    (gamma,) = unpack_from(">I", chunks[b"gAMA"])
    if not FLATTEST <= gamma <= STEEPEST:
        return None
    usual = cicp.PRIMARIES[1][1]
    colours = _told(chunks[b"cHRM"]) if b"cHRM" in chunks else usual
    far = max(abs(a - b) for one, other in zip(colours, usual, strict=True) for a, b in zip(one, other, strict=True))
    colours = usual if far < SAME else colours
    plain = abs(gamma - USUAL) <= NEAR * USUAL
    if plain and colours is usual:
        return None
    # Who writes the usual gamma means sRGB, of which it is a likeness.
    return matrix_profile("PNG gAMA", colours, cicp.srgb if plain else cicp.power(PARTS / gamma))


def _told(chunk: bytes) -> Chromaticities:
    white, red, green, blue = (
        (x / PARTS, y / PARTS) for x, y in (unpack_from(">II", chunk, at) for at in range(0, 32, 8))
    )
    return Chromaticities(red, green, blue, white)
