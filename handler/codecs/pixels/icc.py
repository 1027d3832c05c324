"""ICC profiles: what can be read of them without a colour engine (ICC.1:2022, section 7)."""

import struct

from handler.codecs.pixels.exif import printable

SRGB = frozenset(
    {
        "sRGB",
        "sRGB built-in",
        "sRGB Profile",
        "sRGB2014",
        "sRGB IEC61966-2.1",
        "sRGB IEC61966-2-1",
        "sRGB IEC61966-2-1 black scaled",
        "sRGB IEC61966-2-1 no black scaling",
        "IEC 61966-2-1 Default RGB Colour Space - sRGB",
        "IEC 61966-2.1 Default RGB colour space - sRGB",
        "GIMP built-in sRGB",
        "Artifex sRGB",
        "c2",
        "uRGB",
    }
)
"""Descriptions of profiles that are sRGB. Compared as a whole, since `sRGB-elle-V2-g10`, for one, is linear."""

GRAYS = frozenset({"1", "L", "LA", "La", "I", "I;16", "I;16B", "I;16L", "I;16N", "F"})
"""Pillow's modes without colour."""

SEPARATED = frozenset({"CMYK", "LAB"})
"""Pillow's modes that are converted to RGB while they are decoded, by their profile, which then has done its work."""


def space(profile: bytes) -> bytes:
    """Return the colour space of a profile, four bytes: `RGB `, `GRAY`, `CMYK` or `Lab `."""
    return profile[16:20]


def usable(profile: bytes | None, mode: str, *, loose: bool = False) -> bytes | None:
    """Return the profile if it applies to pixels of this stored mode and is not sRGB itself, else None.

    A profile of another colour space is ignored, as in browsers. loose: whether the format stores gray pictures as
    RGB, so that a gray profile may belong to an RGB picture.
    """
    if not profile or profile[36:40] != b"acsp":
        return None
    if space(profile) == b"RGB " and mode not in SEPARATED:
        return None if describe(profile) in SRGB else profile
    fits = (space(profile) == b"GRAY" and (mode in GRAYS or loose)) or (space(profile) == b"CMYK" and mode == "CMYK")
    return profile if fits else None


def remaining(profile: bytes | None, mode: str, *, loose: bool) -> bytes | None:
    """Return the profile that still applies to pixels of this stored mode after decoding, or None."""
    return None if mode in SEPARATED else usable(profile, mode, loose=loose)


def describe(profile: bytes | None) -> str | None:
    """Return the description of a profile; None where there is no profile or it cannot be read."""
    try:
        return _description(profile or b"") or None
    except (struct.error, UnicodeDecodeError):
        return None


def _description(profile: bytes) -> str:
    (count,) = struct.unpack_from(">I", profile, 128)
    for at in range(132, 132 + 12 * min(count, 100), 12):
        tag, start, size = struct.unpack_from(">4sII", profile, at)
        if tag == b"desc":
            return printable(_text(profile[start : start + min(size, 4096)]))
    return ""


def _text(data: bytes) -> str:
    if data[:4] == b"mluc":  # version 4: UTF-16 in several languages; the first is taken
        length, start = struct.unpack_from(">II", data, 20)
        return data[start : start + length].decode("utf-16-be")
    (length,) = struct.unpack_from(">I", data, 8)
    return data[12 : 12 + length].decode("ascii")
