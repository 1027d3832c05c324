"""Camera: what EXIF says of how a picture was taken; of the place where, only whether it is said (EXIF 3.0, 4.6)."""

import re
from struct import unpack_from
from typing import Any

from handler.codecs.pixels.exif import SHORT, Directory, directories, entry_text

MAKE, MODEL, DESCRIPTION = 0x010F, 0x0110, 0x010E
EXPOSURE, APERTURE, SPEED, TAKEN, OFFSET, FOCAL_LENGTH, LENS = 0x829A, 0x829D, 0x8827, 0x9003, 0x9011, 0x920A, 0xA434
LATITUDE = 0x0002
RATIONAL = 5
WHEN = re.compile(r"(\d{4}):(\d\d):(\d\d)[ T](\d\d:\d\d:\d\d)")
ZONE = re.compile(r"[+-]\d\d:\d\d")
NUMBERS = {"seconds": EXPOSURE, "aperture": APERTURE, "focal_length": FOCAL_LENGTH}


def described(raw: bytes | None) -> str:
    """Return the description of a picture."""
    found = directories(raw)
    return entry_text(found.block, found.first.entries.get(DESCRIPTION))


def taken(raw: bytes | None) -> dict[str, Any]:
    """Return camera, exposure, time, and whether a place is said; what is missing or makes no sense is left out.

    Seconds, f-number and millimetres are numbers; the time is as the camera's clock had it, with its zone if it said.
    """
    found = directories(raw)
    texts = {"make": found.first.entries.get(MAKE), "model": found.first.entries.get(MODEL)}
    camera = {name: entry_text(found.block, entry) for name, entry in texts.items()}
    camera["lens"] = entry_text(found.block, found.exif.entries.get(LENS))
    exposure = {name: _rational(found.block, found.exif, tag) for name, tag in NUMBERS.items()}
    exposure["iso"] = _short(found.block, found.exif, SPEED)
    told: dict[str, Any] = {
        "camera": {name: text for name, text in camera.items() if text},
        "exposure": {name: value for name, value in exposure.items() if value},
        "taken": _time(found.block, found.exif),
        "gps": LATITUDE in found.gps.entries,
    }
    return {name: value for name, value in told.items() if value}


def _rational(block: bytes, directory: Directory, tag: int) -> float:
    """Return a fraction as a number, 0 where there is none."""
    entry = directory.entries.get(tag)
    if entry is None or entry.kind != RATIONAL or entry.length != 1:
        return 0.0
    (at,) = unpack_from(directory.order + "I", block, entry.at + 8)
    if at + 8 > len(block):
        return 0.0
    over, under = unpack_from(directory.order + "II", block, at)
    return round(over / under, 6) if under else 0.0


def _short(block: bytes, directory: Directory, tag: int) -> int:
    entry = directory.entries.get(tag)
    if entry is None or entry.kind != SHORT or entry.length != 1:
        return 0
    (value,) = unpack_from(directory.order + "H", block, entry.value)
    return int(value)


def _time(block: bytes, directory: Directory) -> str:
    when = WHEN.match(entry_text(block, directory.entries.get(TAKEN)))
    if not when:
        return ""
    zone = ZONE.match(entry_text(block, directory.entries.get(OFFSET)))
    return f"{when[1]}-{when[2]}-{when[3]}T{when[4]}{zone[0] if zone else ''}"
