"""Sniffing: a file is what its first bytes are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handler.codecs import probe, sniff
from handler.codecs.sniff import HEAD
from handler.core.formats.catalogue import FORMATS
from handler.core.limits import Limits
from handler.errors import UnacceptedKind
from tests.support.images.further_files import dng
from tests.support.images.image_files import opened, photo, saved


def box(major: bytes, *compatible: bytes) -> bytes:
    """Return the first box of an ISO base media file."""
    data = major + b"\0\0\0\0" + b"".join(compatible)
    return (8 + len(data)).to_bytes(4, "big") + b"ftyp" + data + b"\0\0\1\0meta"


@pytest.mark.parametrize("kind", ["jpg", "png", "gif", "webp", "avif", "tiff", "bmp", "ico", "jp2", "psd", "raw"])
def test_every_kind_is_told_by_its_first_bytes(kind: str) -> None:
    assert sniff(saved(photo(), kind)[:HEAD]) == kind


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"II*\0\x08\0\0\0", "tiff"),
        (b"MM\0*\0\0\0\x08", "tiff"),
        (b"II+\0\x08\0\0\0", "tiff"),
        (b"GIF87a", "gif"),
        (b"\xff\xd8\xff\xee", "jpg"),
        (box(b"crx ", b"isom"), "raw"),
        (b"II*\0\x10\0\0\0CR\2\0", "raw"),
        (b"IIRO\x08\0\0\0", "raw"),
        (b"IIU\0\x18\0\0\0", "raw"),
        (b"FUJIFILMCCD-RAW 0201", "raw"),
        (dng(photo(), order=">"), "raw"),
        (b"\xff\x4f\xff\x51\0\x2f", "jp2"),
        (box(b"avis", b"msf1", b"avis"), "avif"),
        (box(b"mif1", b"miaf", b"avif"), "avif"),
        (box(b"msf1", b"avis", b"msf1"), "avif"),
        (box(b"heic", b"mif1", b"heic"), "heic"),
        (box(b"mif1", b"heic"), "heic"),
        (box(b"mif1"), "heic"),
        (b"\xff\x0a\xfa", "jxl"),
        (b"%PDF-1.7", "pdf"),
        (b'<svg xmlns="http://www.w3.org/2000/svg">', "svg"),
        (b'\xef\xbb\xbf  <?xml version="1.0"?>\n<!-- drawn -->\n<svg>', "svg"),
        ("<?xml?><svg>".encode("utf-16"), "svg"),
        (b'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "x.dtd">\n<svg/>', "svg"),
        (b'<!DOCTYPE svg [<!ENTITY a "b">]><svg:svg xmlns:svg="x">', "svg"),
        (b"<!--" + b" " * 2000 + b"--><svg\twidth='9'>", "svg"),
        (b"\0\0\0\x0cJXL \r\n\x87\n", "jxl"),
    ],
)
def test_the_rarer_starts_of_a_kind_count_too(head: bytes, kind: str) -> None:
    assert sniff(head) == kind


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"", "an empty file"),
        (box(b"isom", b"mp42"), "MP4"),
        (box(b"qt  "), "QuickTime"),
        (b"<!DOCTYPE html><title>", "HTML"),
        (b"<!-- <svg> --><p>", "SVG"),
        (b"<!-- cut", "XML"),
        (b"  <HTML>", "HTML"),
        (b'<?xml version="1.0"?><Error><Code>AccessDenied</Code>', "XML"),
        (b'{"a": 1}', "JSON"),
        (b"hello", "text"),
        (b"%!PS-Adobe-3.0 EPSF", "EPS"),
        (b"\xc5\xd0\xd3\xc6", "EPS"),
        (b"PK\x03\x04", "ZIP"),
        (b"\x1f\x8b\x08", "gzip"),
        (b"BM\x46\0\0\0", "BMP"),
        (b"RIFF\0\0\0\0AVI LIST", "AVI"),
        (b"\x7fELF", "ELF"),
        (b"\x00\x01\x02\x03\x04", "an unknown file"),
        (b"RIFF\0\0\0\0", "an unknown file"),
    ],
)
def test_other_kinds_are_named(head: bytes, kind: str) -> None:
    with pytest.raises(UnacceptedKind, match=kind) as caught:
        sniff(head)
    assert caught.value.facts["kind"] == kind


def test_a_text_that_begins_as_a_bitmap_does_is_none() -> None:
    with pytest.raises(UnacceptedKind, match="BMP"):
        sniff(b"BMW, Audi and others")


def test_tiff_is_read_only_where_it_is_asked_for() -> None:
    data = saved(photo(), "tiff")
    with opened(data) as picture:
        assert picture.format == "tiff"
    with pytest.raises(UnacceptedKind) as caught, opened(data, accepted=frozenset(FORMATS) - {"tiff"}):
        pass
    assert caught.value.facts["kind"] == "TIFF"


@given(st.binary(max_size=600))
def test_no_bytes_make_sniffing_fail_in_another_way(head: bytes) -> None:
    try:
        assert sniff(head) in FORMATS
    except UnacceptedKind as error:
        assert error.facts["kind"]


def test_neither_name_nor_length_of_what_follows_is_looked_at() -> None:
    class Short:
        asked = 0

        def seek(self, _offset: int) -> int:
            return 0

        def read(self, size: int) -> bytes:
            self.asked += size
            return b"<gvs>"

    file = Short()
    with pytest.raises(UnacceptedKind), probe(file, accepted=frozenset({"png"}), bounds=Limits()):  # type: ignore[arg-type]
        pass
    assert file.asked == HEAD
