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
    yield from _svg()
    yield from _pdf()


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
    gray = stored("gray.heic")
    bits = gray.index(b"hvcC") + 4 + 17
    yield broken("heic-other-depth.heic", gray[:bits] + b"\xfa" + gray[bits + 1 :])
    kind = stored("turned6.heic").index(b"Exif", 40)
    turned = stored("turned6.heic")
    yield broken("heic-no-text.heic", turned[:kind] + b"\xff" + turned[kind + 1 :])
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


def drawn(content: str, more: str = "", before: str = "") -> bytes:
    """Return an SVG of 9 by 9 pixels."""
    spaces = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    return f'{before}<svg {spaces} width="9" height="9" {more}>{content}</svg>'.encode()


BOX = '<rect width="9" height="9"/>'
OUTSIDE = {
    "file": '<image xlink:href="/etc/passwd" width="9" height="9"/>',
    "network": '<image href="http://127.0.0.1:9/secret"/>',
    "data": '<image href="data:image/png;base64,AAAA"/>',
    "use": '<use xlink:href="other.svg#a"/>',
    "fill": '<rect width="9" height="9" fill="url(http://127.0.0.1:9/#a)"/>',
    "style": '<style>@import "http://127.0.0.1:9/";</style>',
    "script": "<script>alert(1)</script>",
    "foreign": "<foreignObject><body/></foreignObject>",
    "turbulence": '<filter id="f"><feTurbulence numOctaves="99999"/></filter><rect filter="url(#f)"/>',
    "morphology": '<filter id="f"><feMorphology radius="9999"/></filter><rect filter="url(#f)"/>',
    "region": '<filter id="f" width="100000%"><feFlood/></filter><rect filter="url(#f)"/>',
    "marker": '<marker id="m"/>',
}


def _svg() -> Iterator[Sample]:
    yield fine("svg-plain.svg", drawn(BOX))
    yield fine("svg-onload.svg", drawn(f"<a>{BOX}</a>", 'onload="alert(1)"'))
    for name, content in OUTSIDE.items():
        yield refused(f"svg-{name}.svg", drawn(content))
    entity = '<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    laughs = '<!DOCTYPE svg [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
    yield refused("svg-entity.svg", drawn("<text>&x;</text>", before=entity))
    yield refused("svg-laughs.svg", drawn("<text>&b;</text>", before=laughs))
    uses = "".join(f'<g id="a{at}">{f"""<use xlink:href="#a{at - 1}"/>""" * 10}</g>' for at in range(1, 9))
    yield too_much("svg-uses.svg", drawn(f'<g id="a0">{BOX}</g>{uses}'), "chunks")
    yield too_much(
        "svg-circle.svg", drawn('<g id="a"><use xlink:href="#b"/></g><g id="b"><use href="#a"/></g>'), "chunks"
    )
    yield too_much("svg-deep.svg", drawn("<g>" * 5000 + "</g>" * 5000), "chunks")
    chain = "".join(f'<mask id="m{at}" mask="url(#m{at + 1})">{BOX}</mask>' for at in range(60))
    yield too_much("svg-masks.svg", drawn(chain), "chunks")
    yield too_much("svg-elements.svg", drawn(BOX * 30_000), "chunks")
    yield too_much("svg-blurs.svg", drawn(f'<filter id="f">{"<feGaussianBlur/>" * 90}</filter>{BOX}'), "chunks")
    yield too_much("svg-bytes.svg", drawn(f"<!--{' ' * 3_000_000}-->"), "metadata")
    styled = '<style>rect{filter:url(#f)}</style><filter id="f"><feGaussianBlur/></filter>'
    yield too_much("svg-styled.svg", drawn(styled + BOX * 900), "chunks")
    yield broken("svg-cut.svg", drawn(BOX)[:-9])
    yield broken("svg-no-size.svg", b'<svg xmlns="http://www.w3.org/2000/svg"><rect width="5" height="5"/></svg>')
    yield broken("svg-latin.svg", drawn("<text>\xe9</text>").decode().encode("latin-1"))
    arcs = "A1e9 1e9 0 1 1 50 50" * 20_000
    yield broken("svg-panic.svg", drawn(f'<path d="M0 0{arcs}" stroke="red"/>'))
    yield refused("svg-packed.svgz", b"\x1f\x8b\x08" + bytes(60))


def _pdf() -> Iterator[Sample]:
    plain = stored("pages.pdf")
    yield fine("pdf-page.pdf", plain, "w=20&fm=png&frame=1")
    yield Sample("pdf-no-page.pdf", plain, frozenset({400}), "w=20&frame=2")
    yield fine("pdf-large.pdf", plain.replace(b"[0 0 72 48]", b"[0 0 7e9 48]"))
    yield fine("pdf-script.pdf", plain.replace(b"/Catalog", b"/Catalog/OpenAction<</S/JavaScript/JS(app.alert(1))>>"))
    yield fine("pdf-link.pdf", plain.replace(b"/Catalog", b"/Catalog/OpenAction<</S/URI/URI(http://127.0.0.1:9/)>>"))
    yield broken("pdf-nothing.pdf", b"%PDF-1.7\n1 0 obj<</JS(payload)>>")
    yield broken("pdf-no-pages.pdf", plain.replace(b"/Pages 2 0 R", b"/Pages 9 0 R"))
    yield too_much("pdf-bytes.pdf", plain + bytes(21_000_000), "metadata")
    secret = b"/Encrypt<</Filter/Standard/V 1/R 2/O(" + b"o" * 32 + b")/U(" + b"u" * 32 + b")/P -4>>/ID[(a)(a)]"
    yield refused("pdf-password.pdf", plain.replace(b"trailer<<", b"trailer<<" + secret))
