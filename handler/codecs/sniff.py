"""The kind of a file, by its first bytes alone: neither names nor content types are believed."""

from typing import NamedTuple

from handler.core.output import FormatName
from handler.errors import UnacceptedKind

HEAD = 512
"""Bytes from the start of a file that are enough for every kind."""


class Magic(NamedTuple):
    """A kind's first bytes; `at` is where they stand."""

    kind: str
    start: bytes
    at: int = 0


READ: tuple[tuple[FormatName, bytes], ...] = (
    ("jpg", b"\xff\xd8\xff"),
    ("png", b"\x89PNG\r\n\x1a\n"),
    ("gif", b"GIF87a"),
    ("gif", b"GIF89a"),
    ("tiff", b"II*\0"),
    ("tiff", b"MM\0*"),
    ("tiff", b"II+\0"),
    ("tiff", b"MM\0+"),
)
"""The kinds that can be read, but for WebP and AVIF, which are told by what stands inside a container."""

REFUSED = (
    Magic("JPEG XL", b"\xff\x0a"),
    Magic("JPEG XL", b"\0\0\0\x0cJXL "),
    Magic("JPEG 2000", b"\0\0\0\x0cjP  "),
    Magic("JPEG 2000", b"\xff\x4f\xff\x51"),
    Magic("PSD", b"8BPS"),
    Magic("PDF", b"%PDF-"),
    Magic("EPS", b"%!PS"),
    Magic("EPS", b"\xc5\xd0\xd3\xc6"),
    Magic("ICO", b"\0\0\1\0"),
    Magic("CUR", b"\0\0\2\0"),
    Magic("XCF", b"gimp xcf"),
    Magic("DDS", b"DDS "),
    Magic("QOI", b"qoif"),
    Magic("OpenEXR", b"\x76\x2f\x31\x01"),
    Magic("Radiance HDR", b"#?RADIANCE"),
    Magic("WMF", b"\xd7\xcd\xc6\x9a"),
    Magic("EMF", b" EMF", 40),
    Magic("FLIF", b"FLIF"),
    Magic("DICOM", b"DICM", 128),
    Magic("ZIP", b"PK\3\4"),
    Magic("ZIP", b"PK\5\6"),
    Magic("gzip", b"\x1f\x8b"),
    Magic("7z", b"7z\xbc\xaf\x27\x1c"),
    Magic("Matroska", b"\x1a\x45\xdf\xa3"),
    Magic("ELF", b"\x7fELF"),
    Magic("AVI", b"AVI ", 8),
    Magic("WAVE", b"WAVE", 8),
    Magic("BMP", b"BM"),
)

BRANDS = {b"crx ": "Canon raw", b"qt  ": "QuickTime", b"jxl ": "JPEG XL"}
HEIC_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs", b"mif1", b"msf1"})
AVIF_BRANDS = frozenset({b"avif", b"avis"})
WHITE = b" \t\r\n\0"
TEXT = frozenset(range(32, 127)) | frozenset(b"\t\r\n\f") | frozenset(range(128, 256))


def sniff(head: bytes) -> FormatName:
    """Return the kind of a file from its first bytes (`HEAD` are enough); UnacceptedKind says what else it looks like.

    A JPEG is always `jpg`. TIFF is told apart here, but accepted only by who asks for it.
    """
    for name, start in READ:
        if head.startswith(start):
            return name
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "webp"
    if AVIF_BRANDS & set(_brands(head)):
        return "avif"
    kind = _kind(head)
    raise UnacceptedKind(f"this looks like {kind}, which is not a kind of picture that is read here", kind=kind)


def _brands(head: bytes) -> list[bytes]:
    """Return the major and compatible brands of an ISO base media file (ISO 14496-12, 4.3), none for other files."""
    if head[4:8] != b"ftyp":
        return []
    box = head[: int.from_bytes(head[:4], "big")]
    return [box[8:12], *(box[at : at + 4] for at in range(16, len(box) - 3, 4))]


def _kind(head: bytes) -> str:
    if not head:
        return "an empty file"
    for kind, start, at in REFUSED:
        if head[at : at + len(start)] == start:
            return kind
    if brands := _brands(head):
        heic = bool(HEIC_BRANDS & set(brands))
        return "HEIC" if heic else BRANDS.get(brands[0], "MP4")
    return _text(head) if TEXT.issuperset(head) or head[:2] in {b"\xff\xfe", b"\xfe\xff"} else "an unknown file"


def _text(head: bytes) -> str:
    # UTF-16 has a NUL beside every letter.
    text = head.removeprefix(b"\xef\xbb\xbf").translate(None, b"\0\xff\xfe").lstrip(WHITE).lower()
    if b"<svg" in text:
        return "SVG"
    if text.startswith((b"<!doctype html", b"<html", b"<head", b"<body", b"<script")):
        return "HTML"
    if text.startswith(b"<"):
        return "XML"
    return "JSON" if text.startswith((b"{", b"[")) else "text"
