"""IPTC: the texts of record 2, bounded, whatever a file claims."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handler.codecs.metadata.iptc import MOST_VALUES, iptc_words
from tests.support.images.metadata_blocks import dataset, resource

BLOCK = b"".join(
    (
        dataset(90, b"\x1b%G", record=1),
        dataset(5, "Bücher".encode()),
        dataset(120, b"A caption,\r\n of two lines"),
        dataset(25, b"one"),
        dataset(25, b"two"),
        dataset(80, b"M\xfcller"),
        dataset(116, b"(c) M"),
        dataset(40, b"not told"),
        dataset(5, b"not of this record", record=3),
    )
)


@pytest.mark.parametrize("name", [b"", b"x", b"xy"])
def test_the_texts_are_told_by_what_they_are(name: bytes) -> None:
    assert iptc_words(resource(0x03ED, b"odd", name) + resource(0x0404, BLOCK, name)) == {
        "title": ["Bücher"],
        "description": ["A caption, of two lines"],
        "keywords": ["one", "two"],
        "creator": ["Müller"],
        "copyright": ["(c) M"],
    }


def test_texts_are_bounded_in_length_and_number() -> None:
    block = b"".join(dataset(25, b"%d" % number) for number in range(3000)) + dataset(120, b"x" * 9000)
    assert len(iptc_words(resource(0x0404, block))["keywords"]) == MOST_VALUES
    assert len(iptc_words(resource(0x0404, dataset(120, b"x" * 9000)))["description"][0]) == 500


@pytest.mark.parametrize(
    "data", [b"", b"8BIM", resource(0x0404, b""), resource(0x0404, b"\x1c\2\5\xff\xffabc"), resource(1, BLOCK)]
)
def test_what_says_nothing_is_nothing(data: bytes) -> None:
    assert iptc_words(data) == {}


@given(st.integers(0, 200), st.binary(max_size=8), st.integers(0, 300))
def test_no_damage_raises(at: int, wrong: bytes, cut: int) -> None:
    data = resource(0x0404, BLOCK)
    found = iptc_words((data[:at] + wrong + data[at + len(wrong) :])[:cut])
    assert all(text.isprintable() for texts in found.values() for text in texts)
