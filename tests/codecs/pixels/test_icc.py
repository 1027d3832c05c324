"""Profiles in every format and mode: the right one is applied, one of another colour space or a broken one is not."""

import struct

import pytest
from PIL import Image

from handler.codecs import to_srgb
from handler.codecs.pixels import icc
from tests.support.images.icc_profiles import GRAY, INKS, LINEAR
from tests.support.images.image_files import DISPLAY_P3, decoded, photo, profile, saved

PROFILES = {"gray": GRAY, "rgb": LINEAR, "inks": INKS, "garbage": b"garbage", "cut": LINEAR[:200]}
TRANSLUCENT = Image.merge("LA", (Image.new("L", (8, 8), 128), Image.new("L", (8, 8), 144)))
MODES = {
    "L": Image.new("L", (8, 8), 128),
    "LA": TRANSLUCENT,
    "RGB": Image.new("RGB", (8, 8), (128, 128, 128)),
    "RGBA": TRANSLUCENT.convert("RGBA"),
    "P": Image.new("L", (8, 8), 128).convert("P"),
    "I;16": Image.new("I;16", (8, 8), 128 * 257),
    "CMYK": Image.new("CMYK", (8, 8), (0, 0, 0, 127)),
}
STORED = {
    "jpg": ("L", "RGB", "CMYK"),
    "png": ("L", "LA", "RGB", "RGBA", "P", "I;16"),
    "webp": ("L", "LA", "RGB", "RGBA"),
    "avif": ("L", "LA", "RGB", "RGBA"),
    "tiff": ("L", "LA", "RGB", "RGBA", "P", "I;16", "CMYK"),
}
COLOURFUL = {"webp", "avif"}
"""Formats without gray, or without gray that has alpha: there a gray profile is about the gray they hold."""


def fits(name: str, kind: str, mode: str) -> bool:
    if mode == "CMYK":
        return name == "inks"
    return name == "rgb" or (name == "gray" and (mode in {"L", "LA", "I;16"} or kind in COLOURFUL))


@pytest.mark.parametrize("name", PROFILES)
@pytest.mark.parametrize(("kind", "mode"), [(kind, mode) for kind, modes in STORED.items() for mode in modes])
def test_a_profile_is_applied_where_it_is_of_the_pixels_colour_space(kind: str, mode: str, name: str) -> None:
    options = {"lossless": True} if kind == "webp" else {}
    frames = to_srgb(decoded(saved(MODES[mode], kind, icc_profile=PROFILES[name], **options)))
    assert frames.profile is None
    found = frames.first.getpixel((4, 4))
    level, *_ = found if isinstance(found, tuple) else (found,)
    wanted = (119 if mode == "CMYK" else 188) if fits(name, kind, mode) else 156 if mode == "CMYK" else 128
    assert level == pytest.approx(wanted, abs=1)
    assert frames.first.mode == {"L": "L", "I;16": "L", "LA": "RGBA", "RGBA": "RGBA"}.get(
        "RGB" if kind == "webp" and mode == "L" else mode, "RGB"
    )
    if frames.first.mode == "RGBA":
        assert frames.first.getchannel("A").getpixel((4, 4)) == pytest.approx(144, abs=1)


@pytest.mark.parametrize("kind", sorted(COLOURFUL))
def test_a_gray_profile_takes_no_colour_away(kind: str) -> None:
    data = saved(photo(), kind, icc_profile=GRAY)
    frames = decoded(data)
    assert to_srgb(frames).first.tobytes() == frames.first.tobytes()


def test_a_profile_of_srgb_says_nothing_new() -> None:
    made = profile("sRGB IEC61966-2.1", primaries=DISPLAY_P3)
    other = profile("sRGB-elle-V2-g10.icc", primaries=DISPLAY_P3)
    assert (icc.usable(made, "RGB"), icc.usable(other, "RGB")) == (None, other)


def test_a_description_is_read_in_either_version() -> None:
    text = "Wide gamut".encode("utf-16-be")
    data = b"mluc" + bytes(4) + struct.pack(">II2s2sII", 1, 12, b"en", b"US", len(text), 28) + text
    table = struct.pack(">I4sII", 1, b"desc", 144, len(data))
    assert icc.describe(bytes(128) + table + data) == "Wide gamut"
    assert icc.describe(profile("A version 2")) == "A version 2"


@pytest.mark.parametrize("data", [None, b"", b"garbage", bytes(128) + b"\xff" * 4, LINEAR[:200]])
def test_a_description_that_cannot_be_read_is_none(data: bytes | None) -> None:
    assert icc.describe(data) is None


def test_what_became_rgb_while_it_was_decoded_has_no_profile_left() -> None:
    assert icc.remaining(INKS, "CMYK", loose=False) is None
    assert icc.usable(INKS, "CMYK") == INKS
