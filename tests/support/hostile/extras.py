"""Hostile files of the formats that an extra reads: what is counted before their decoders see a byte."""

import struct
from collections.abc import Iterator

from tests.support.hostile import raw
from tests.support.hostile.sample import Sample, broken, fine, refused, too_much
from tests.support.images.image_files import encoded, photo, stored


def samples() -> Iterator[Sample]:
    """Return all of them, by the format in their names."""
    yield from _heic()
    yield from _jxl()


def _heic() -> Iterator[Sample]:
    plain = stored("photo.heic")
    at = plain.index(b"ispe") + 8
    wide = plain[:at] + struct.pack(">II", 100_000, 64) + plain[at + 8 :]
    yield too_much("heic-100000-wide.heic", wide, "source-side")
    yield too_much("heic-9000.heic", plain[:at] + struct.pack(">II", 9000, 9000) + plain[at + 8 :], "memory")
    yield broken("heic-coded-larger.heic", plain.replace(struct.pack(">II", 96, 64), struct.pack(">II", 9, 9)))
    yield too_much("heic-boxes.heic", plain + raw.box(b"free", b"") * 500_000, "chunks")
    yield too_much("heic-metadata.heic", plain + raw.box(b"uuid", bytes(5_000_000)), "metadata")
    items = plain.index(b"iinf") + 8
    yield too_much("heic-items.heic", plain[:items] + struct.pack(">H", 60_000) + plain[items + 2 :], "entries")
    yield broken("heic-cut.heic", plain[:-900])
    yield broken("heic-nothing.heic", raw.box(b"ftyp", b"heic\0\0\0\0mif1heic") + raw.box(b"meta", bytes(99)))
    yield broken("heic-configuration.heic", plain.replace(b"hvcC\x01", b"hvcC\x01", 1)[: plain.index(b"hvcC") + 10])
    yield fine("heic-trailer.heic", plain + b"<html>" + bytes(5000))


def _jxl() -> Iterator[Sample]:
    plain = encoded(photo(), "jxl")
    sides = (2 << 1 | (99_999 << 3) | (2 << 24) | (99_999 << 26) | (1 << 44)).to_bytes(60, "little")
    yield too_much("jxl-100000.jxl", b"\xff\x0a" + sides, "source-side")
    most = (2 << 1 | (29_999 << 3) | (2 << 24) | (29_999 << 26) | (1 << 44)).to_bytes(60, "little")
    yield too_much("jxl-30000.jxl", b"\xff\x0a" + most, "memory")
    boxes = raw.box(b"JXL ", b"\r\n\x87\n") + raw.box(b"ftyp", b"jxl \0\0\0\0jxl ")
    whole = raw.box(b"jxlc", plain)
    yield fine("jxl-boxes.jxl", boxes + whole)
    yield too_much("jxl-many-boxes.jxl", boxes + raw.box(b"free", b"") * 500_000 + whole, "chunks")
    yield too_much("jxl-metadata.jxl", boxes + raw.box(b"xml ", bytes(5_000_000)) + whole, "metadata")
    yield broken("jxl-cut.jxl", plain[:-60])
    yield broken("jxl-nothing.jxl", boxes)
    yield broken("jxl-zeros.jxl", b"\xff\x0a" + bytes(20))
    moving = int.from_bytes(plain[2:20], "little") & 511 | 0b10000010 << 9
    yield refused("jxl-moving.jxl", b"\xff\x0a" + moving.to_bytes(18, "little") + plain[20:])
