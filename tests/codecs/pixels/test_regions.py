"""Regions: what programs write of focus and faces is read in both of XMP's forms; strange packets do no harm."""

from dataclasses import replace
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageOps

from handler import codecs
from handler.codecs.pixels.regions import LONGEST, MOST, focus, regions
from handler.core.geometry import Point
from handler.core.limits import Limits

SPACES = (
    'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
    'xmlns:mwg-rs="http://www.metadataworkinggroup.com/schemas/regions/" '
    'xmlns:stArea="http://ns.adobe.com/xmp/sType/Area#" xmlns:stDim="http://ns.adobe.com/xap/1.0/sType/Dimensions#"'
)


def packet(*items: str) -> bytes:
    listed = "".join(items)
    return f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF {SPACES}><rdf:Description rdf:about="">
<mwg-rs:Regions rdf:parseType="Resource"><mwg-rs:AppliedToDimensions stDim:w="4000" stDim:h="3000" stDim:unit="pixel"/>
<mwg-rs:RegionList><rdf:Bag>{listed}</rdf:Bag></mwg-rs:RegionList></mwg-rs:Regions>
</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>""".encode()


def attributes(kind: str, x: float, y: float, side: float = 0.1) -> str:
    """Return a region as Lightroom writes it."""
    return (
        f'<rdf:li><rdf:Description mwg-rs:Name="Ann" mwg-rs:Type="{kind}">'
        f'<mwg-rs:Area stArea:x="{x}" stArea:y="{y}" stArea:w="{side}" stArea:h="{side}" stArea:unit="normalized"/>'
        "</rdf:Description></rdf:li>"
    )


def elements(kind: str, x: float, y: float, side: float = 0.1) -> str:
    """Return a region as digiKam writes it."""
    parts = {"x": x, "y": y, "w": side, "h": side, "unit": "normalized"}
    area = "".join(f"<stArea:{name}> {value} </stArea:{name}>" for name, value in parts.items())
    return (
        f'<rdf:li rdf:parseType="Resource"><mwg-rs:Area rdf:parseType="Resource">{area}</mwg-rs:Area>'
        f"<mwg-rs:Type>{kind}</mwg-rs:Type></rdf:li>"
    )


@pytest.mark.parametrize("form", [attributes, elements], ids=["attributes", "elements"])
def test_both_forms_are_read(form: type) -> None:
    [region] = regions(packet(form("Face", 0.25, 0.75, 0.2)))
    assert (region.type, region.middle) == ("Face", (0.25, 0.75))
    assert region.area == pytest.approx(0.04)


def test_the_focus_comes_before_faces_and_the_largest_face_before_others() -> None:
    faces = (attributes("Face", 0.1, 0.1, 0.1), elements("Face", 0.8, 0.3, 0.3), attributes("Pet", 0.5, 0.5, 0.9))
    assert focus(packet(*faces), 1) == (0.8, 0.3)
    assert focus(packet(*faces, elements("Focus", 0.4, 0.6, 0.01)), 1) == (0.4, 0.6)
    assert focus(packet(attributes("Pet", 0.5, 0.5)), 1) is None


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_point_is_turned_with_the_picture(orientation: int) -> None:
    stored = Image.new("L", (40, 20))
    stored.putpixel((30, 5), 255)
    stored.getexif()[0x0112] = orientation
    left, top, *_ = ImageOps.exif_transpose(stored).getbbox() or (0, 0)
    width, height = ImageOps.exif_transpose(stored).size
    point = focus(packet(attributes("Focus", 30.5 / 40, 5.5 / 20)), orientation)
    assert point == pytest.approx(((left + 0.5) / width, (top + 0.5) / height))


BOMB = '<!DOCTYPE x [<!ENTITY a "0.5"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
STRANGE = {
    "nothing": b"",
    "no region": packet(),
    "a list in no words": packet("<rdf:li/>"),
    "cut short": packet(attributes("Face", 0.5, 0.5))[:-200],
    "no XML": b"RegionList \xff\xfe\x00",
    "an entity": BOMB.encode() + packet(attributes("Face", 0.5, 0.5)),
    "a document type elsewhere": b'<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">'
    + packet(attributes("Face", 0.5, 0.5)),
    "too long": packet(attributes("Face", 0.5, 0.5)) + b" " * LONGEST,
    "too many": packet(*[attributes("Face", 0.5, 0.5)] * (MOST + 1)),
    "outside": packet(attributes("Face", 1.5, 0.5)),
    "no number": packet(attributes("Face", 0.5, 0.5).replace('x="0.5"', 'x="left"')),
    "not a number": packet(attributes("Face", float("nan"), 0.5)),
    "pixels": packet(attributes("Face", 0.5, 0.5).replace("normalized", "pixel")),
    "no place": packet(attributes("Face", 0.5, 0.5).replace('stArea:x="0.5"', "")),
    "an unknown encoding": b'<?xml version="1.0" encoding="utf-7"?>' + packet(attributes("Face", 0.5, 0.5))[60:],
}


@pytest.mark.parametrize("case", STRANGE)
def test_what_cannot_be_read_says_nothing(case: str) -> None:
    assert focus(STRANGE[case], 1) is None


@given(st.binary(max_size=300), st.integers(0, 900))
def test_no_packet_raises(junk: bytes, at: int) -> None:
    whole = packet(attributes("Face", 0.5, 0.5))
    regions(whole[:at] + junk + whole[at:])
    regions(b"RegionList" + junk)


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "TIFF", "AVIF"])
def test_it_is_found_in_every_format_that_has_such_metadata(form: str) -> None:
    xmp, file = packet(elements("Focus", 0.4, 0.6)), BytesIO()
    image = Image.new("RGB", (16, 16))
    if form == "PNG":
        from PIL.PngImagePlugin import PngInfo

        said = PngInfo()
        said.add_itxt("XML:com.adobe.xmp", xmp.decode())
        image.save(file, form, pnginfo=said)
    elif form == "TIFF":
        image.save(file, form, tiffinfo={700: xmp})
    else:
        image.save(file, form, xmp=xmp)
    every = frozenset({"jpg", "png", "webp", "tiff", "avif"})
    with codecs.probe(file, accepted=every, bounds=Limits()) as picture:
        assert picture.focal == (0.4, 0.6)
        assert replace(picture, said=Point(0.1, 0.2)).focal == (0.1, 0.2)
