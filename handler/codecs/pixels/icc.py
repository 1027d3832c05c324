"""ICC profiles, as far as they can be judged without a colour engine (ICC.1:2022, section 7)."""

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
"""Descriptions of profiles that are sRGB. Whole names, for there are others: sRGB-elle-V2-g10 is linear."""

GRAYS = frozenset({"1", "L", "LA", "La", "I", "I;16", "I;16B", "I;16L", "I;16N", "F"})
"""Modes without colour."""

SEPARATED = frozenset({"CMYK", "LAB"})
"""Modes that become RGB while they are decoded, so that no profile is left over."""


def space(profile: bytes) -> bytes:
    """Return the colour space that the profile speaks of: `RGB `, `GRAY`, `CMYK`, `Lab `."""
    return profile[16:20]


def usable(profile: bytes | None, mode: str, *, loose: bool = False) -> bytes | None:
    """Return the profile if it says something of pixels of this stored mode and they are not sRGB anyway, else None.

    One of another colour space is passed over, as browsers do. loose: whether the format stores gray as colour, so that
    a profile of gray may be meant all the same.
    """
    if not profile or profile[36:40] != b"acsp":
        return None
    if space(profile) == b"RGB " and mode not in SEPARATED:
        return None if describe(profile) in SRGB else profile
    fits = (space(profile) == b"GRAY" and (mode in GRAYS or loose)) or (space(profile) == b"CMYK" and mode == "CMYK")
    return profile if fits else None


def remaining(profile: bytes | None, mode: str, *, loose: bool) -> bytes | None:
    """Return the profile that pixels of this stored mode are still in once they are decoded."""
    return None if mode in SEPARATED else usable(profile, mode, loose=loose)


def describe(profile: bytes | None) -> str | None:
    """Return the profile's description, None where there is no profile or none that can be read."""
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
    if data[:4] == b"mluc":  # version 4: UTF-16 in several languages, of which the first will do
        length, start = struct.unpack_from(">II", data, 20)
        return data[start : start + length].decode("utf-16-be")
    (length,) = struct.unpack_from(">I", data, 8)
    return data[12 : 12 + length].decode("ascii")
