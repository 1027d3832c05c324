"""XMP: the properties that are told, and a hostile packet that costs nothing and tells nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handler.codecs.metadata.xmp import MOST_BYTES, MOST_DEEP, MOST_ELEMENTS, xmp_words
from tests.support.images.metadata_blocks import alternatives, listed, packet

WHOLE = packet(
    alternatives("dc:title", de="Biene", x_default="Bee")
    + alternatives("dc:description", x_default="On a &amp; flower &#x2014; purple")
    + alternatives("dc:rights", en="CC0")
    + alternatives("Iptc4xmpCore:AltTextAccessibility", x_default="A bee on a purple flower")
    + listed("dc:creator", "Ada", "Grace")
    + listed("dc:subject", "bee", "flower", "bee")
)


def test_properties_are_told_in_the_default_language_or_the_first() -> None:
    assert xmp_words(WHOLE) == {
        "title": ["Bee"],
        "description": ["On a & flower — purple"],
        "copyright": ["CC0"],
        "alt": ["A bee on a purple flower"],
        "creator": ["Ada", "Grace"],
        "keywords": ["bee", "flower", "bee"],
    }
    assert xmp_words(WHOLE + b" \n" * 100 + b"\0") == xmp_words(WHOLE) == xmp_words(WHOLE.decode())


def test_a_property_may_be_an_attribute_or_plain_text() -> None:
    assert xmp_words(packet("", attributes='dc:title="Short"')) == {"title": ["Short"]}
    assert xmp_words(packet("<dc:title>Plain</dc:title>")) == {"title": ["Plain"]}


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_other_encodings_are_read_or_passed_over(encoding: str) -> None:
    assert xmp_words(WHOLE.decode().encode(encoding)) in ({}, xmp_words(WHOLE))


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;">]>'
FILE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize("head", [BOMB, FILE, "<!DOCTYPE x>", '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/a.dtd">'])
def test_a_packet_with_a_document_type_is_not_read(head: str) -> None:
    assert xmp_words(packet(alternatives("dc:title", x_default="&a;&c;"), head=head)) == {}
    assert xmp_words(packet(alternatives("dc:title", x_default="plain"), head=head)) == {}


def test_a_packet_that_is_too_deep_too_long_or_in_too_many_pieces_is_not_read() -> None:
    title = alternatives("dc:title", x_default="Bee")
    assert xmp_words(packet(title + "<a>" * (MOST_DEEP - 8) + "</a>" * (MOST_DEEP - 8)))["title"] == ["Bee"]
    assert xmp_words(packet(title + "<a>" * MOST_DEEP + "</a>" * MOST_DEEP)) == {}
    assert xmp_words(packet(title + "<a/>" * MOST_ELEMENTS)) == {}
    assert xmp_words(packet(title) + b" " * MOST_BYTES) == {}


def test_texts_are_bounded_in_length_and_number_and_printable() -> None:
    found = xmp_words(
        packet(alternatives("dc:title", x_default="x" * 100_000) + listed("dc:subject", *map(str, range(500))))
    )
    assert (len(found["title"][0]), len(found["keywords"])) == (500, 50)
    assert xmp_words(packet(alternatives("dc:title", x_default="a\n\t b\u202ec"))) == {"title": ["a b c"]}


@pytest.mark.parametrize(
    "data", [None, b"", "", b"<", b"\xff\xfe", b"<a>", b"plain", WHOLE.replace(b"purl.org", b"else.org")]
)
def test_what_says_nothing_is_nothing(data: bytes | str | None) -> None:
    found = xmp_words(data)
    assert not found or set(found) == {"alt"}


def test_of_a_packet_that_breaks_off_the_beginning_counts() -> None:
    assert xmp_words(WHOLE[: WHOLE.index(b"<dc:rights")])["title"] == ["Bee"]


@given(st.integers(0, 900), st.binary(max_size=8), st.integers(0, 1200))
def test_no_damage_raises(at: int, wrong: bytes, cut: int) -> None:
    found = xmp_words((WHOLE[:at] + wrong + WHOLE[at + len(wrong) :])[:cut])
    assert all(text.isprintable() and len(text) <= 500 for texts in found.values() for text in texts)
