"""What is written beside the pixels: nothing, two rights, or all that was there."""

import struct
from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from handler.codecs.pixels import exif
from handler.core.formats.catalogue import ROUND_TRIP, WRITTEN
from handler.core.frames import Rights
from handler.core.output import FormatName
from tests.support.images.image_files import (
    EXIF_ARTIST,
    EXIF_COPYRIGHT,
    EXIF_ORIENTATION,
    corners,
    decoded,
    encoded,
    exif_block,
    film,
    opened,
    photo,
    saved,
)

GPS, GPS_LATITUDE = 0x8825, 2
MAKE, SOFTWARE = 0x010F, 0x0131
XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:Description tiff:Orientation="6" secret="yes"/></x:xmpmeta>'
CARRIERS: list[FormatName] = ["jpg", "pjpg", "png", "webp", "avif", "tiff"]
THUMBNAIL = b"\xff\xd8\xff THUMBNAIL \xff\xd9"


def source() -> bytes:
    """Return a JPEG with all there is: rights, camera, place, orientation, XMP, a comment and a thumbnail."""
    # Pillow writes these two in ASCII; the letters that it cannot say are put in afterwards, as UTF-8.
    tags = {
        EXIF_ORIENTATION: 6,
        EXIF_ARTIST: "Zo## M##ller",
        EXIF_COPYRIGHT: "$$ 2026 Zo##",
        MAKE: "SECRETCAM",
        SOFTWARE: "SECRETSOFT",
    }
    block = exif_block(tags, gps={GPS_LATITUDE: (48.0, 51.0, 29.0)})
    for ascii_text, text in ((b"Zo##", "Zoë"), (b"M##ller", "Müller"), (b"$$", "©")):
        block = block.replace(ascii_text, text.encode())
    return saved(corners(), "jpg", exif=with_thumbnail(block), xmp=XMP, comment=b"SECRETCOMMENT")


def with_thumbnail(raw: bytes) -> bytes:
    """Return a big-endian EXIF block with a second directory that holds a thumbnail."""
    block = bytearray(raw[6:])
    assert block[:4] == b"MM\0*"
    (count,) = struct.unpack_from(">H", block, 8)
    struct.pack_into(">I", block, 10 + 12 * count, len(block))
    at = len(block) + 2 + 2 * 12 + 4
    entries = struct.pack(">HHHIIHHII", 2, 0x0201, 4, 1, at, 0x0202, 4, 1, len(THUMBNAIL))
    return raw[:6] + bytes(block) + entries + bytes(4) + THUMBNAIL


def rendered(name: FormatName, metadata: str) -> bytes:
    frames = decoded(source())
    return encoded(
        frames.images, name, metadata=metadata, rights=frames.rights, exif=frames.exif, xmp=frames.xmp, durations=(0,)
    )


def tags(data: bytes) -> dict[int, Any]:
    """Return the EXIF of a file as Pillow reads it, without what only TIFF has of its own."""
    with Image.open(BytesIO(data)) as image:
        found = dict(image.getexif())
        if data[:2] in {b"II", b"MM"}:
            found = {tag: value for tag, value in found.items() if tag in {EXIF_ARTIST, EXIF_COPYRIGHT, MAKE, GPS}}
        return found


def test_rights_are_read_from_every_kind_that_has_them() -> None:
    block = exif_block({EXIF_ARTIST: "Ann", EXIF_COPYRIGHT: "Ann 2026"})
    files = [saved(photo(), kind, exif=block) for kind in ("jpg", "png", "webp", "avif")]
    files.append(saved(photo(), "tiff", tiffinfo={EXIF_ARTIST: "Ann", EXIF_COPYRIGHT: "Ann 2026"}))
    for data in files:
        with opened(data) as picture:
            assert picture.rights == Rights("Ann", "Ann 2026")
        assert decoded(data).rights == Rights("Ann", "Ann 2026")


@pytest.mark.parametrize("name", ROUND_TRIP)
def test_stripped_means_nothing_at_all(name: FormatName) -> None:
    data = rendered(name, "strip")
    assert tags(data) == {}
    for secret in (b"SECRET", "Müller".encode(), b"xmpmeta", b"THUMBNAIL", b"Exif", b"eXIf", b"ICC"):
        assert secret not in data


@pytest.mark.parametrize("name", CARRIERS)
def test_by_default_two_rights_and_nothing_else_are_kept(name: FormatName) -> None:
    data = rendered(name, "copyright")
    frames = decoded(data)
    assert frames.rights == Rights("Zoë Müller", "© 2026 Zoë")
    assert set(tags(data)) == {EXIF_ARTIST, EXIF_COPYRIGHT}
    for secret in (b"SECRET", b"xmpmeta", b"THUMBNAIL"):
        assert secret not in data


@pytest.mark.parametrize("metadata", ["strip", "copyright"])
@pytest.mark.parametrize("name", ROUND_TRIP)
def test_a_place_never_leaks_unasked(name: FormatName, metadata: str) -> None:
    data = rendered(name, metadata)
    assert GPS not in tags(data)
    assert struct.pack(">IIIIII", 48, 1, 51, 1, 29, 1) not in data
    assert struct.pack("<IIIIII", 48, 1, 51, 1, 29, 1) not in data


@pytest.mark.parametrize("name", ["jpg", "pjpg", "png", "webp", "avif"])
def test_kept_means_all_but_orientation_and_thumbnail(name: FormatName) -> None:
    data = rendered(name, "keep")
    found = Image.Exif()
    found.load(decoded(data).exif or b"")
    assert (found[MAKE], found[SOFTWARE]) == ("SECRETCAM", "SECRETSOFT")
    assert GPS in found
    assert EXIF_ORIENTATION not in found
    assert b"THUMBNAIL" not in data
    assert b"SECRETCOMMENT" not in data
    frames = decoded(data)
    assert frames.first.size == (32, 48)
    assert frames.rights == Rights("Zoë Müller", "© 2026 Zoë")
    assert frames.xmp == XMP.replace(b'Orientation="6"', b'Orientation="1"')


def test_kept_in_a_tiff_means_rights_and_xmp() -> None:
    data = rendered("tiff", "keep")
    assert set(tags(data)) == {EXIF_ARTIST, EXIF_COPYRIGHT}
    frames = decoded(data)
    assert frames.rights == Rights("Zoë Müller", "© 2026 Zoë")
    assert frames.xmp is not None
    assert b"secret" in frames.xmp


@pytest.mark.parametrize("name", ["png", "webp", "avif"])
@pytest.mark.parametrize("metadata", ["strip", "copyright", "keep"])
def test_animations_carry_the_same(name: FormatName, metadata: str) -> None:
    block = exif.without_orientation(exif_block({MAKE: "SECRETCAM"}))
    data = encoded(film(3), name, metadata=metadata, rights=Rights("Ann", ""), exif=block, xmp=XMP)
    frames = decoded(data, moving=True)
    assert len(frames.images) == 3
    assert frames.rights.artist == ("Ann" if metadata == "copyright" else "")
    assert (b"SECRETCAM" in data, b"secret" in data) == (metadata == "keep",) * 2


def test_without_rights_no_exif_is_written() -> None:
    for name in CARRIERS:
        assert tags(encoded(photo(), name)) == {}


@pytest.mark.parametrize("name", ["jpg", "pjpg"])
def test_what_does_not_fit_into_a_segment_is_left_out(name: FormatName) -> None:
    block = exif.without_orientation(exif_block({MAKE: "x" * 66_000}))
    data = encoded(photo(), name, metadata="keep", exif=block, xmp=b"y" * 66_000)
    frames = decoded(data)
    assert (frames.exif, frames.xmp) == (None, None)


def test_garbage_is_not_kept() -> None:
    for block in (b"garbage", b"II*\0\xff\xff\xff\xff", b""):
        data = encoded(photo(), "png", metadata="keep", exif=block, rights=Rights("Ann", ""))
        assert decoded(data).rights.artist in {"Ann", ""}


def test_nothing_of_a_frame_beside_its_pixels_is_written() -> None:
    image = photo()
    image.info |= {"comment": b"SECRET", "icc_profile": b"SECRET", "exif": b"SECRET", "xmp": b"SECRET"}
    for name in WRITTEN:
        assert b"SECRET" not in encoded(image, name)
