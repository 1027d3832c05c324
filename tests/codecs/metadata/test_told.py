"""One account of the metadata: XMP before IPTC before EXIF; what is private only where it is asked for."""

from io import BytesIO

from PIL import Image

from handler.codecs.metadata.told import metadata_of
from tests.support.images.image_files import opened
from tests.support.images.metadata_blocks import WITH_MANIFEST, alternatives, dataset, jpeg, listed, packet, resource


def told(data: bytes, *, everything: bool = False) -> dict[str, object]:
    with opened(data) as picture:
        return metadata_of(picture, everything=everything).told


def exif() -> bytes:
    block = Image.Exif()
    block[0x010E], block[0x013B], block[0x8298], block[0x010F] = "of EXIF", "Ada", "EXIF's", "Maker"
    block.get_ifd(0x8825)[2] = (1.0, 2.0, 3.0)
    return block.tobytes()


IPTC = resource(0x0404, dataset(120, b"of IPTC") + dataset(116, b"IPTC's") + dataset(25, b"one") + dataset(25, b"one"))
XMP = packet(alternatives("dc:description", x_default="of XMP") + listed("dc:creator", "Grace", "Ada"))


def test_each_word_comes_from_the_block_that_is_believed_most() -> None:
    segment = (0xED, b"Photoshop 3.0\0" + IPTC)
    assert told(jpeg(exif=exif())) == {"description": "of EXIF", "copyright": "EXIF's", "creator": ["Ada"]}
    assert told(jpeg(segment, exif=exif())) == {
        "description": "of IPTC",
        "copyright": "IPTC's",
        "creator": ["Ada"],
        "keywords": ["one"],
    }
    assert told(jpeg(segment, exif=exif(), xmp=XMP))["description"] == "of XMP"
    assert told(jpeg(segment, exif=exif(), xmp=XMP))["creator"] == ["Grace", "Ada"]


def test_how_it_was_taken_is_told_where_everything_is_asked_for() -> None:
    words = told(jpeg(exif=exif()))
    assert told(jpeg(exif=exif()), everything=True) == words | {"camera": {"make": "Maker"}, "gps": True}


def test_other_formats_tell_the_same() -> None:
    for kind in ("PNG", "WEBP", "AVIF"):
        file = BytesIO()
        Image.new("RGB", (32, 24)).save(file, kind, exif=exif(), **({} if kind == "PNG" else {"xmp": XMP}))
        found = told(file.getvalue())
        assert (found["copyright"], found["description"]) == ("EXIF's", "of EXIF" if kind == "PNG" else "of XMP")


def test_a_manifest_is_told() -> None:
    for make in WITH_MANIFEST.values():
        with opened(make()) as picture:
            assert metadata_of(picture, everything=False) == ({}, True)
