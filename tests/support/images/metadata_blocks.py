"""Blocks of metadata as programs write them, and files with them, made byte by byte."""

import struct
from collections.abc import Callable
from io import BytesIO
from typing import Any
from zlib import crc32

from PIL import Image

MANIFEST = b"\0\0\0\x40jumb\0\0\0\x26jumdc2pa\0\x11\0\x10\x80\0\0\xaa\0\x38\x9b\x71\x03c2pa\0".ljust(64, b"\0")
"""A JUMBF box that says that it is a C2PA manifest."""

MANIFEST_UUID = bytes.fromhex("d8fec3d61b0e483c92975828877ec481")

NAMESPACES = (
    'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:Iptc4xmpCore="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/"'
)


def packet(inside: str, *, attributes: str = "", head: str = "") -> bytes:
    """Return an XMP packet with these properties."""
    text = (
        f'{head}<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
        f'<rdf:RDF {NAMESPACES}><rdf:Description rdf:about="" {attributes}>{inside}</rdf:Description></rdf:RDF>'
        '</x:xmpmeta><?xpacket end="w"?>'
    )
    return text.encode()


def alternatives(name: str, **texts: str) -> str:
    """Return a property in several languages; `x_default` is the default one."""
    items = "".join(f'<rdf:li xml:lang="{code.replace("_", "-")}">{text}</rdf:li>' for code, text in texts.items())
    return f"<{name}><rdf:Alt>{items}</rdf:Alt></{name}>"


def listed(name: str, *texts: str) -> str:
    """Return a property of several texts."""
    return f"<{name}><rdf:Bag>{''.join(f'<rdf:li>{text}</rdf:li>' for text in texts)}</rdf:Bag></{name}>"


def dataset(number: int, data: bytes, record: int = 2) -> bytes:
    return struct.pack(">BBBH", 0x1C, record, number, len(data)) + data


def resource(kind: int, data: bytes, name: bytes = b"") -> bytes:
    head = b"8BIM" + struct.pack(">HB", kind, len(name)) + name + b"\0" * (1 - len(name) % 2)
    return head + struct.pack(">I", len(data)) + data + b"\0" * (len(data) % 2)


def jpeg(*segments: tuple[int, bytes], **options: Any) -> bytes:
    """Return a JPEG with these segments behind its start."""
    file = BytesIO()
    Image.new("RGB", (32, 24), "teal").save(file, "JPEG", **options)
    data = file.getvalue()
    made = b"".join(struct.pack(">BBH", 0xFF, code, len(inside) + 2) + inside for code, inside in segments)
    return data[:2] + made + data[2:]


def png(*chunks: tuple[bytes, bytes], last: bool = False) -> bytes:
    """Return a PNG with these chunks before its pixels, or with `last` behind them."""
    file = BytesIO()
    Image.new("RGB", (32, 24), "teal").save(file, "PNG")
    data = file.getvalue()
    at = data.index(b"IEND" if last else b"IDAT") - 4
    made = b"".join(
        struct.pack(">I", len(inside)) + name + inside + struct.pack(">I", crc32(name + inside))
        for name, inside in chunks
    )
    return data[:at] + made + data[at:]


def webp(*chunks: tuple[bytes, bytes]) -> bytes:
    """Return a WebP with these chunks at its end."""
    file = BytesIO()
    Image.new("RGB", (32, 24), "teal").save(file, "WEBP")
    data = file.getvalue()[12:]
    made = b"".join(
        name + struct.pack("<I", len(inside)) + inside + b"\0" * (len(inside) % 2) for name, inside in chunks
    )
    return b"RIFF" + struct.pack("<I", 4 + len(data + made)) + b"WEBP" + data + made


def avif(*boxes: tuple[bytes, bytes]) -> bytes:
    """Return an AVIF with these boxes at its end."""
    file = BytesIO()
    Image.new("RGB", (32, 24), "teal").save(file, "AVIF")
    return file.getvalue() + b"".join(struct.pack(">I", 8 + len(inside)) + name + inside for name, inside in boxes)


WITH_MANIFEST: dict[str, Callable[[], bytes]] = {
    "jpg": lambda: jpeg((0xEB, b"JP\0\1\0\0\0\1" + MANIFEST)),
    "png": lambda: png((b"caBX", MANIFEST)),
    "webp": lambda: webp((b"C2PA", MANIFEST)),
    "avif": lambda: avif((b"uuid", MANIFEST_UUID + b"\0\0\0\0manifest\0" + MANIFEST)),
}
"""How a manifest stands in each kind of file."""
