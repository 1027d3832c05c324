"""Embedded blocks: found where each format has them, and nothing that is damaged or forged raises or lasts."""

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handler.codecs.metadata.embedded import MOST_IPTC, MOST_PIECES, Embedded, embedded_in
from tests.support.images.metadata_blocks import MANIFEST, MANIFEST_UUID, WITH_MANIFEST, avif, jpeg, png, webp


def found(data: bytes) -> Embedded:
    return embedded_in(BytesIO(data))


@pytest.mark.parametrize("kind", WITH_MANIFEST)
def test_a_manifest_is_found_in_each_kind_of_file(kind: str) -> None:
    assert found(WITH_MANIFEST[kind]()).manifest


@pytest.mark.parametrize("make", [jpeg, png, webp, avif])
def test_a_file_without_one_has_none(make: object) -> None:
    assert found(make()) == Embedded()  # type: ignore[operator]


@pytest.mark.parametrize(
    "data",
    [
        jpeg((0xEB, b"JP\0\1\0\0\0\1" + MANIFEST.replace(b"c2pa", b"json"))),
        jpeg((0xE2, b"JP\0\1\0\0\0\1" + MANIFEST)),
        jpeg((0xEB, MANIFEST)),
        png((b"caBX", MANIFEST), last=True),
        png((b"abCD", MANIFEST)),
        webp((b"XMP ", MANIFEST)),
        avif((b"uuid", bytes(16) + MANIFEST)),
        avif((b"free", MANIFEST_UUID)),
        b"",
        b"GIF89a",
        b"\0" * 40,
    ],
)
def test_what_only_looks_like_one_is_none(data: bytes) -> None:
    assert not found(data).manifest


def test_a_jpeg_xl_has_it_in_a_box() -> None:
    start = b"\0\0\0\x0cJXL \r\n\x87\n"
    assert found(start + MANIFEST).manifest
    assert not found(start + MANIFEST.replace(b"c2pa", b"exif")).manifest


def test_the_iptc_of_a_jpeg_is_joined_and_bounded() -> None:
    head = b"Photoshop 3.0\0"
    assert found(jpeg((0xED, head + b"8BIMab"), (0xED, b"other"), (0xED, head + b"cd"))).iptc == b"8BIMabcd"
    assert len(found(jpeg(*[(0xED, head + bytes(65_000))] * 8)).iptc) == MOST_IPTC


class Counted(BytesIO):
    reads = 0

    def read(self, size: int | None = -1, /) -> bytes:
        self.reads += 1
        return super().read(size)


@pytest.mark.parametrize(
    "data",
    [
        b"\xff\xd8" + b"\xff\xe0\0\2" * 100_000,
        b"\x89PNG\r\n\x1a\n" + b"\0\0\0\0abCD\0\0\0\0" * 100_000,
        b"RIFF\0\0\0\0WEBP" + b"abCD\0\0\0\0" * 100_000,
        b"\0\0\0\x08ftyp" + b"\0\0\0\x08abcd" * 100_000,
    ],
)
def test_a_file_in_very_many_pieces_is_not_walked_to_its_end(data: bytes) -> None:
    file = Counted(data)
    assert embedded_in(file) == Embedded()
    assert file.reads <= 2 * MOST_PIECES + 1


@given(
    st.sampled_from([make() for make in WITH_MANIFEST.values()]),
    st.integers(0, 300),
    st.binary(max_size=12),
    st.integers(0, 2000),
)
def test_no_damage_raises(data: bytes, at: int, wrong: bytes, cut: int) -> None:
    embedded_in(BytesIO((data[:at] + wrong + data[at + len(wrong) :])[:cut]))
