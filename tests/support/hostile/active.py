"""Group C: what is no picture, is another one than its name says, or carries something that runs."""

import gzip
import struct
import zipfile
from base64 import b64encode
from collections.abc import Iterator
from io import BytesIO

from PIL import Image

from tests.support.hostile import raw
from tests.support.hostile.sample import Sample, chance, fine, good, refused, whatever
from tests.support.images.image_files import chunk, exif_block, photo, saved

SCRIPT = b"<script>alert('payload')</script>"
PHP = b"<?php system('payload'); ?>"
PAYLOADS = {
    "html": b"<html><body>" + SCRIPT + b"</body></html>",
    "php": PHP,
    "pdf": b"%PDF-1.7\n1 0 obj<</JS(payload)>>",
}
MARK = b"payload"
"""What no answer may hold."""

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"'
SVGS = {
    "script": SVG + b">" + SCRIPT + b"</svg>",
    "onload": SVG + b' onload="alert(1)"/>',
    "foreign": SVG + b"><foreignObject><body>" + SCRIPT + b"</body></foreignObject></svg>",
    "link": SVG + b'><a href="javascript:alert(1)"><rect width="9" height="9"/></a></svg>',
    "entity": b'<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + SVG + b">&x;</svg>",
    "image": SVG + b'><image href="http://127.0.0.1:9/secret"/></svg>',
    "laughs": b'<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>' + SVG + b">&b;</svg>",
    "bom": b"\xef\xbb\xbf" + SVG + b"/>",
    "utf-16": (SVG + b"/>").decode().encode("utf-16"),
    "spaces": b" \n" * 200 + SVG + b"/>",
}
PROGRAMS = {
    "eps": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n(%pipe%touch x) (w) file\n%%EOF\n",
    "ps": b"%!PS\n(/etc/passwd) (r) file\n",
    "dos-eps": b"\xc5\xd0\xd3\xc6" + struct.pack("<6IH", 30, 60, 0, 0, 0, 0, 0xFFFF) + b"%!PS-Adobe-3.0 EPSF-3.0\n",
    "pdf": b"%PDF-1.7\n1 0 obj<</Type/Catalog/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>>>endobj\n",
    "wmf": b"\xd7\xcd\xc6\x9a" + bytes(40),
    "emf": struct.pack("<II", 1, 108) + bytes(32) + b" EMF" + bytes(64),
    "mvg": b"push graphic-context\nviewbox 0 0 9 9\nimage over 0,0 0,0 'https://127.0.0.1/x'\npop graphic-context\n",
    "msl": b'<?xml version="1.0"?><image><read filename="/etc/passwd"/></image>',
    "html": PAYLOADS["html"],
    "php": PHP,
    "elf": b"\x7fELF\2\1\1" + bytes(57),
    "json": b'{"a": 1}',
    "mp4": raw.box(b"ftyp", b"isom\0\0\2\0isomiso2mp41") + raw.box(b"mdat", bytes(99)),
    "shell": b"#!/bin/sh\nexit 1\n",
    "exe": b"MZ" + bytes(62),
    "class": b"\xca\xfe\xba\xbe\0\0\0\x34",
    "wasm": b"\0asm\1\0\0\0",
    "s3-error": b'<?xml version="1.0"?>\n<Error><Code>AccessDenied</Code></Error>',
    "random": chance("random").randbytes(4000),
}


def samples() -> Iterator[Sample]:
    """Return all of them; a case's id starts the name of what holds it."""
    for name, data in PROGRAMS.items():
        case = "c03" if name in {"eps", "ps", "dos-eps", "pdf", "wmf", "emf", "mvg", "msl"} else "c01"
        yield refused(f"{case}-{name}.jpg", data)
        if case == "c03":
            yield refused(f"{case}-{name}.{name}", data)
    yield refused("c01-zip.png", _zip())
    for name, data in SVGS.items():
        yield refused(f"c04-{name}.svg", data)
        yield refused(f"c04-{name}.png", data)
    yield from _renamed()
    yield from _polyglots()
    yield from _private()
    yield from _wrapped()


def _zip() -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(zipfile.ZipInfo("payload.html"), PAYLOADS["html"])
    return file.getvalue()


def _renamed() -> Iterator[Sample]:
    """Good pictures under every wrong name: only the bytes count."""
    names = ["plain.jpg", "plain.png", "plain.gif", "plain.webp", "plain.avif", "plain.tiff"]
    for name in names:
        for other in ("jpg", "png", "gif", "webp", "avif", "svg", "html", "eps"):
            if not name.endswith(other):
                yield fine(f"c02-{name}.{other}", good()[name])


def _polyglots() -> Iterator[Sample]:
    jpeg, png, gif, webp = (good()[f"plain.{kind}"] for kind in ("jpg", "png", "gif", "webp"))
    for name, payload in {**PAYLOADS, "zip": _zip()}.items():
        yield fine(f"c05-{name}-behind.jpg", jpeg + payload)
        yield fine(f"c05-{name}-comment.jpg", raw.with_segments(jpeg, raw.segment(0xFE, payload)))
        yield fine(f"c05-{name}-app.jpg", raw.with_segments(jpeg, raw.segment(0xEF, payload)))
        yield fine(f"c05-{name}-behind.png", png + payload)
        yield fine(f"c05-{name}-text.png", raw.with_chunks(png, chunk(b"tEXt", b"Comment\0" + payload)))
        yield fine(f"c05-{name}-chunk.png", raw.with_chunks(png, chunk(b"pyLd", payload)))
        yield fine(f"c05-{name}-behind.gif", gif + payload)
        comment = b"!\xfe" + b"".join(bytes([len(part)]) + part for part in _parts(payload)) + b"\0"
        at = gif.index(b",\0\0\0\0")
        yield fine(f"c05-{name}-comment.gif", gif[:at] + comment + gif[at:])
        yield fine(f"c05-{name}-behind.webp", webp + payload)
        yield fine(
            f"c05-{name}-xmp.webp", raw.riff(raw.extended(160, 120, 4) + webp[12:] + raw.piece(b"XMP ", payload))
        )
        yield fine(f"c05-{name}-exif.jpg", saved(photo((40, 30)), "jpg", exif=exif_block({0x010E: payload})))
        yield fine(f"c05-{name}-xmp.avif", saved(photo((40, 30)), "avif", xmp=payload))
    palette = Image.new("P", (9, 9))
    palette.putpalette((PHP * 40)[:768])
    yield fine("c05-palette.png", saved(palette, "png"))
    yield fine("c05-palette.gif", saved(palette, "gif"))


def _parts(data: bytes) -> list[bytes]:
    return [data[at : at + 255] for at in range(0, len(data), 255)]


def _private() -> Iterator[Sample]:
    """Where the picture was taken, and what its camera and its editor wrote."""
    block = exif_block({0x010F: "payload camera", 0x927C: b"payload note"}, gps={1: "N", 2: (52.0, 31.0, 7.0)})
    xmp = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>payload</x:xmpmeta>"
    for kind in ("jpg", "png", "webp", "avif"):
        more = {} if kind == "png" else {"xmp": xmp}
        yield fine(f"c07-gps.{kind}", saved(photo((40, 30)), kind, exif=block, **more))
    plain = saved(photo((40, 30)), "jpg")
    for name, marker, data in (
        ("comment", 0xFE, b"payload"),
        ("photoshop", 0xED, b"Photoshop 3.0\x008BIM\4\4\0\0\0\0\0\x0cpayload text"),
        ("c2pa", 0xEB, b"JP\0\1\0\0\0\1payload"),
        ("flashpix", 0xE2, b"FPXR\0payload"),
    ):
        yield fine(f"c07-{name}.jpg", raw.with_segments(plain, raw.segment(marker, data)))


def _wrapped() -> Iterator[Sample]:
    """Pictures as an upload leaves them that was not undone."""
    plain = good()["plain.jpg"]
    length = f"{len(plain):x};chunk-signature={'0' * 64}\r\n".encode()
    yield refused("c09-aws-chunked.jpg", length + plain + b"\r\n0;chunk-signature=\r\n")
    yield refused("c09-gzip.jpg", gzip.compress(plain, mtime=0))
    yield refused("c09-base64.jpg", b64encode(plain))
    yield refused("c09-data-url.jpg", b"data:image/jpeg;base64," + b64encode(plain))
    form = b'--x\r\nContent-Disposition: form-data; name="file"\r\n\r\n' + plain + b"\r\n--x--\r\n"
    yield refused("c09-form.jpg", form)
    yield refused("c09-zero-before.jpg", b"\0" + plain)
    yield refused("c09-line-before.png", b"\r\n" + good()["plain.png"])
    yield whatever("c09-text-mode.png", good()["plain.png"].replace(b"\r\n", b"\n"), 415)
