"""The kind of a file, by its first bytes alone: neither names nor content types are believed."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

from handler.core.formats.catalogue import READ
from handler.core.formats.row import FormatName, Magic
from handler.errors import UnacceptedKind

HEAD = 4096
"""Bytes from the start of a file that are enough for every kind."""


class OtherKind(NamedTuple):
    """A kind that is not read: its name, the bytes that tell it, and where in the file they stand."""

    name: str
    magic: bytes
    at: int = 0


REFUSED = (
    OtherKind("EPS", b"%!PS"),
    OtherKind("EPS", b"\xc5\xd0\xd3\xc6"),
    OtherKind("CUR", b"\0\0\2\0"),
    OtherKind("XCF", b"gimp xcf"),
    OtherKind("DDS", b"DDS "),
    OtherKind("QOI", b"qoif"),
    OtherKind("OpenEXR", b"\x76\x2f\x31\x01"),
    OtherKind("Radiance HDR", b"#?RADIANCE"),
    OtherKind("WMF", b"\xd7\xcd\xc6\x9a"),
    OtherKind("EMF", b" EMF", 40),
    OtherKind("FLIF", b"FLIF"),
    OtherKind("DICOM", b"DICM", 128),
    OtherKind("ZIP", b"PK\3\4"),
    OtherKind("ZIP", b"PK\5\6"),
    OtherKind("gzip", b"\x1f\x8b"),
    OtherKind("7z", b"7z\xbc\xaf\x27\x1c"),
    OtherKind("Matroska", b"\x1a\x45\xdf\xa3"),
    OtherKind("ELF", b"\x7fELF"),
    OtherKind("AVI", b"AVI ", 8),
    OtherKind("WAVE", b"WAVE", 8),
    OtherKind("BMP", b"BM"),
)
"""What is named in the error when somebody sends it; where one of them gets a row in the catalogue, that counts."""

BRANDS = {b"qt  ": "QuickTime"}
PAGES = frozenset({b"II*\0", b"MM\0*"})
"""The first bytes of a TIFF, in either byte order."""

ENTRY = 12
"""Bytes of an entry of its directory."""

MAGICS = sorted(
    ((magic, name) for name, row in READ.items() for magic in row.magic),
    key=lambda each: (len(each[0].tags), len(each[0].start)),
    reverse=True,
)
"""How each kind is told, what says most first: a camera's raw file is laid out as a TIFF, and begins as one."""

WHITE = b" \t\r\n\0"
ENDS = bytes.maketrans(b"/>\t\r\n", b"     ")
"""What ends the name of an element."""

TEXT = frozenset(range(32, 127)) | frozenset(b"\t\r\n\f") | frozenset(range(128, 256))


def sniff(head: bytes) -> FormatName:
    """Return the kind of a file from its first bytes (`HEAD` are enough); UnacceptedKind says what else it looks like.

    A JPEG is always `jpg`. Whether a kind is accepted is another question: TIFF only where the settings name it.
    """
    brands, tags = _brands(head), _tags(head)
    for magic, name in MAGICS:
        if _fits(magic, head, brands) and magic.tags <= tags:
            return name
    kind = _kind(head)
    raise UnacceptedKind(f"this looks like {kind}, which is not a kind of picture that is read here", kind=kind)


def _fits(magic: Magic, head: bytes, brands: Sequence[bytes]) -> bool:
    """Return whether all that a magic says is there."""
    formed = head[8:12] == magic.form or not magic.form
    formed = formed and head.startswith(magic.further[1], magic.further[0])
    told = not magic.brands or not magic.brands.isdisjoint(brands)
    return head.startswith(magic.start) and formed and told and (not magic.root or _root(head) == magic.root)


def _tags(head: bytes) -> frozenset[int]:
    """Return the tags of the first directory of a file laid out as a TIFF, as far as the first bytes reach."""
    order: Literal["little", "big"] = "little" if head.startswith(b"II") else "big"
    if head[:4] not in PAGES:
        return frozenset()
    start = int.from_bytes(head[4:8], order)
    stop = start + 2 + ENTRY * int.from_bytes(head[start : start + 2], order)
    places = range(start + 2, min(stop, len(head) - 1), ENTRY)
    return frozenset(int.from_bytes(head[at : at + 2], order) for at in places)


def _brands(head: bytes) -> list[bytes]:
    """Return the major and compatible brands of an ISO base media file (ISO 14496-12, 4.3), none for other files."""
    if head[4:8] != b"ftyp":
        return []
    box = head[: int.from_bytes(head[:4], "big")]
    return [box[8:12], *(box[at : at + 4] for at in range(16, len(box) - 3, 4))]


def _kind(head: bytes) -> str:
    if not head:
        return "an empty file"
    for name, magic, at in REFUSED:
        if head[at : at + len(magic)] == magic:
            return name
    if brands := _brands(head):
        return BRANDS.get(brands[0], "MP4")
    return _text(head) if TEXT.issuperset(head) or head[:2] in {b"\xff\xfe", b"\xfe\xff"} else "an unknown file"


def _root(head: bytes) -> bytes:
    """Return the name of the root element of an XML text, in small letters and without a prefix; empty for others."""
    text = _letters(head)
    while text.startswith((b"<?", b"<!")):
        end = b"?>" if text[1:2] == b"?" else b"-->" if text.startswith(b"<!--") else b">"
        if end == b">" and b"[" in text.partition(b">")[0]:
            end = b"]>"
        text = text.partition(end)[2].lstrip(WHITE)
    if not text.startswith(b"<"):
        return b""
    name = text[1:].translate(ENDS).partition(b" ")[0]
    return name.rpartition(b":")[2]


def _letters(head: bytes) -> bytes:
    """Return a text in small letters. UTF-16 has a NUL beside every letter."""
    return head.removeprefix(b"\xef\xbb\xbf").translate(None, b"\0\xff\xfe").lstrip(WHITE).lower()


def _text(head: bytes) -> str:
    text = _letters(head)
    if b"<svg" in text:
        return "SVG"
    if text.startswith((b"<!doctype html", b"<html", b"<head", b"<body", b"<script")):
        return "HTML"
    if text.startswith(b"<"):
        return "XML"
    return "JSON" if text.startswith((b"{", b"[")) else "text"
