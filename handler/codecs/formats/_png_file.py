"""A PNG made of what is sound in another: our chunks, its pixels, and the end."""

import struct
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise

from handler.codecs.scanners.buffer import held
from handler.codecs.scanners.png import CHECKSUM, CHUNK_HEAD, SIGNATURE, PngChunks, Span, chunk

END = chunk(b"IEND", b"")


def file_of(walked: PngChunks, before: bytes, spans: list[Span]) -> bytes:
    """Return a file of the chunks before the pixels, and of these, which are in one chunk now."""
    data = held(walked.blob)
    pixels = [data[start : start + length] for start, length in spans]
    head = SIGNATURE + before + struct.pack(">I", sum(map(len, pixels))) + b"IDAT"
    return b"".join([head, *pixels, bytes(CHECKSUM), END])  # nobody looks at the checksum


@contextmanager
def standing(walked: PngChunks, before: bytes) -> Iterator[bytes | memoryview]:
    """Give such a file of the still picture. Where its pixels lie together, that is in place: a large one has no copy.

    The bytes before and behind the pixels are then other ones for as long as the block lasts.
    """
    head, data = SIGNATURE + before, held(walked.blob)
    start, stop = walked.still[0][0] - CHUNK_HEAD - len(head), sum(walked.still[-1]) + CHECKSUM
    if not _together(walked.still) or start < 0 or stop + len(END) > len(data):
        yield file_of(walked, before, walked.still)
        return
    places = {start: head, stop: END}
    kept = {at: bytes(data[at : at + len(new)]) for at, new in places.items()}
    try:
        for at, new in places.items():
            data[at : at + len(new)] = new
        yield data[start : stop + len(END)]
    finally:
        for at, old in kept.items():
            data[at : at + len(old)] = old


def _together(spans: list[Span]) -> bool:
    """Return whether chunks follow each other with nothing between."""
    beside = CHECKSUM + CHUNK_HEAD
    return all(sum(span) + beside == after[0] for span, after in pairwise(spans))
