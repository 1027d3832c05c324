"""Source file: a file that reads only as far as somebody asks."""

import io

from hypothesis import given
from hypothesis import strategies as st

from handler.core.source_file import CHUNK, PIECE, SourceFacts, SourceFile, source_file_of

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
