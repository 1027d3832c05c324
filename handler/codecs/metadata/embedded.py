"""Embedded: blocks of metadata that only facts tell, found by a walk over the outermost pieces of a file.

Found are the IPTC block of a JPEG, and whether there is a C2PA manifest (Content Credentials, C2PA 2.1, appendix A):
a JUMBF box in segments APP11 of a JPEG, the chunk caBX of a PNG or C2PA of a WebP, a `uuid` box of an AVIF or HEIC, a
`jumb` box of a JPEG XL. A manifest is not verified, and not read. Nothing here raises on a damaged file: the picture
has been probed, and what cannot be found is not there. No more is read than probing has read.
"""

from typing import BinaryIO, NamedTuple

MOST_PIECES = 2000
"""Segments, chunks or boxes that are looked at."""

MOST_IPTC = 1 << 18
"""Bytes of an IPTC block that are kept."""

HEAD = 64
"""Bytes of a piece that are enough to tell a manifest."""

START_OF_SCAN, END_OF_IMAGE, APP11, APP13 = 0xDA, 0xD9, 0xEB, 0xED
FILL = 0xFF
PHOTOSHOP = b"Photoshop 3.0\0"
MANIFEST_UUID = bytes.fromhex("d8fec3d61b0e483c92975828877ec481")
LABEL = b"c2pa"


class Embedded(NamedTuple):
    """What was found. iptc: Photoshop's resources, in which the IPTC block lies. manifest: whether C2PA has one."""

    iptc: bytes = b""
    manifest: bool = False


def embedded_in(blob: BinaryIO) -> Embedded:
    """Return what is embedded in a file."""
    blob.seek(0)
    head = blob.read(12)
    if head.startswith(b"\xff\xd8"):
        return _in_jpeg(blob)
    if head.startswith(b"\x89PNG"):
        return Embedded(manifest=_in_png(blob))
    if head[:4] == b"RIFF" and head[8:] == b"WEBP":
        return Embedded(manifest=_in_webp(blob))
    if head[4:8] in {b"ftyp", b"JXL "}:
        return Embedded(manifest=_in_boxes(blob))
    return Embedded()


def _in_jpeg(blob: BinaryIO) -> Embedded:
    parts, size, manifest, at = [], 0, False, 2
    for _ in range(MOST_PIECES):
        blob.seek(at)
        head = blob.read(4)
        if len(head) < 4 or head[0] != FILL or head[1] in {START_OF_SCAN, END_OF_IMAGE}:  # noqa: PLR2004 - as it says
            break
        if head[1] == FILL:
            at += 1
            continue
        length = int.from_bytes(head[2:], "big")
        if head[1] == APP13 and size < MOST_IPTC:
            data = blob.read(max(0, length - 2))
            if data.startswith(PHOTOSHOP):
                parts.append(data.removeprefix(PHOTOSHOP))
                size += len(parts[-1])
        elif head[1] == APP11:
            # Two letters, the box's instance, the piece's number; then the box: its length, its type, a description.
            data = blob.read(min(HEAD, max(0, length - 2)))
            manifest = manifest or (data[:2] == b"JP" and data[12:16] == b"jumb" and LABEL in data[16:])
        at += 2 + max(2, length)
    return Embedded(b"".join(parts)[:MOST_IPTC], manifest)


def _in_png(blob: BinaryIO) -> bool:
    at, name = len(b"\x89PNG\r\n\x1a\n"), b""
    for _ in range(MOST_PIECES):
        blob.seek(at)
        size, name = int.from_bytes(blob.read(4), "big"), blob.read(4)
        if name in {b"caBX", b"IDAT", b""}:
            break
        at += 12 + size  # with its checksum
    return name == b"caBX"


def _in_webp(blob: BinaryIO) -> bool:
    at, name = len(b"RIFF....WEBP"), b""
    for _ in range(MOST_PIECES):
        blob.seek(at)
        name, size = blob.read(4), int.from_bytes(blob.read(4), "little")
        if name in {b"C2PA", b""}:
            break
        at += 8 + size + size % 2
    return name == b"C2PA"


def _in_boxes(blob: BinaryIO) -> bool:
    at = 0
    for _ in range(MOST_PIECES):
        blob.seek(at)
        head = blob.read(HEAD)
        size, name, start = int.from_bytes(head[:4], "big"), head[4:8], 8
        if size == 1:
            size, start = int.from_bytes(head[8:16], "big"), 16
        if name == b"uuid" and head[start : start + 16] == MANIFEST_UUID:
            return True
        if name == b"jumb" and LABEL in head[start:]:
            return True
        if size < start or len(head) < start:  # 0: to the end of the file
            return False
        at += size
    return False
