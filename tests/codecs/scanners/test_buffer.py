"""Buffer: the bytes of a file where they lie."""

from io import BufferedReader, BytesIO
from typing import BinaryIO, cast

from handler.codecs.scanners.buffer import held
from handler.core.source_file import source_file_of

DATA = bytes(range(256)) * 1024


def test_what_is_in_memory_is_not_copied() -> None:
    for blob in (BytesIO(DATA), cast("BinaryIO", source_file_of(DATA, "1"))):
        once, again = held(blob), held(blob)
        once[5] = 99
        assert again[5] == 99
        assert len(again) == len(DATA)


def test_what_is_not_is_read_from_its_start() -> None:
    file = BufferedReader(BytesIO(DATA))
    file.seek(7)
    assert held(file) == DATA
    assert not held(file).readonly
