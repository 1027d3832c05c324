"""Source file: a file that reads only as far as somebody asks."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handler.core.geometry import Point
from handler.core.source_file import CHUNK, PIECE, SourceFacts, SourceFile, focal_point, focal_text, source_file_of

DATA = bytes(range(256)) * 1024


def test_it_reads_no_further_than_asked() -> None:
    blob = source_file_of(DATA, "1")
    assert blob.read(16) == DATA[:16]
    assert blob.read_so_far == CHUNK


def test_it_remembers_what_it_read() -> None:
    stream = io.BytesIO(DATA)
    blob = SourceFile(stream.read, SourceFacts("1", len(DATA)))
    blob.read()
    blob.seek(5)
    assert blob.read(3) == DATA[5:8]
    assert stream.tell() == len(DATA)


@given(st.lists(st.tuples(st.integers(-300, 300_000), st.integers(0, 2), st.integers(-1, 70_000)), max_size=20))
def test_it_reads_as_a_file_does(moves: list[tuple[int, int, int]]) -> None:
    blob, file = source_file_of(DATA, "1"), io.BytesIO(DATA)
    for offset, whence, size in moves:
        place = max(0, {0: 0, 1: file.tell(), 2: len(DATA)}[whence] + offset)
        file.seek(place)
        assert blob.seek(offset, whence) == place
        assert blob.read(size) == file.read(size)
        assert blob.tell() == file.tell()


def test_its_bytes_are_there_without_a_copy() -> None:
    blob = source_file_of(DATA, "1")
    with blob.getbuffer() as once, blob.getbuffer() as again:
        once[5] = 99
        assert again[5] == 99
        assert len(again) == len(DATA)
    assert blob.read()[5] == 99


def test_a_large_file_comes_in_pieces() -> None:
    """Each piece is there twice until it is kept."""
    asked = []

    def source(size: int) -> bytes:
        asked.append(size)
        return bytes(size)

    SourceFile(source, SourceFacts("1", 2 * PIECE + 5)).getbuffer()
    assert max(asked) == PIECE


def test_a_stream_that_ends_early_gives_what_there_is() -> None:
    blob = SourceFile(io.BytesIO(b"abc").read, SourceFacts("1", 10))
    assert blob.read() == b"abc"
    assert blob.read() == b""


def test_leaving_it_closes_what_it_reads_from() -> None:
    stream = io.BytesIO(DATA)
    with SourceFile(stream.read, SourceFacts("1", len(DATA)), closer=stream.close) as blob:
        blob.read(1)
    assert stream.closed


@pytest.mark.parametrize(
    ("text", "point"),
    [
        ("0.3,0.4", (0.3, 0.4)),
        (" 0.3 , 0.4 ", (0.3, 0.4)),
        ("0,1", (0, 1)),
        (".5,1.0", (0.5, 1)),
        ("0.12345678,0.5", (0.123457, 0.5)),
    ],
)
def test_a_focal_point_is_read(text: str, point: tuple[float, float]) -> None:
    assert focal_point(text) == point


@pytest.mark.parametrize(
    "text",
    [
        *("", ",", "0.3", "0.3,0.4,0.5", "-0.1,0.5", "0.5,1.1", "1e-2,0.5", "nan,nan", "inf,0", "0x1,0", "0.3;0.4"),
        *("\u0663,0", "\u00b2,0", "0.3,0." + 40 * "4", "1_0,0", "+0.5,0", "..5,0", "0.5,\n0", "a,b", "999" * 5 + ",0"),
    ],
)
def test_what_says_no_focal_point_is_none(text: str) -> None:
    assert focal_point(text) is None


def test_a_focal_point_is_written_as_it_is_read() -> None:
    assert focal_point(focal_text(Point(0.25, 1.0))) == (0.25, 1)
