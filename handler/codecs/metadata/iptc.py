"""IPTC: titles, captions and keywords as news agencies write them (IIM 4.2), in Photoshop's resources."""

from collections.abc import Iterator

from handler.codecs.pixels.exif import decoded_text

Words = dict[str, list[str]]
"""Texts by what they are; most have one."""

SIGNATURE, BLOCK = b"8BIM", 0x0404
DATASET, RECORD = 0x1C, 2
NAMES = {5: "title", 120: "description", 25: "keywords", 80: "creator", 116: "copyright"}
"""What is read of record 2."""

MOST_RESOURCES, MOST_DATASETS, MOST_VALUES = 200, 500, 50
EXTENDED = 0x8000
"""A length that has this bit is one of a length; nobody writes such texts."""

LONGEST = 2000
"""Bytes of a text that are looked at."""


def iptc_words(resources: bytes) -> Words:
    """Return the texts of Photoshop's resources; of damaged ones those before the damage."""
    found: Words = {}
    for number, data in _datasets(_block(resources)):
        texts = found.setdefault(NAMES[number], []) if number in NAMES else None
        text = decoded_text(data[:LONGEST])
        if texts is not None and text and len(texts) < MOST_VALUES:
            texts.append(text)
    return {name: texts for name, texts in found.items() if texts}


def _block(resources: bytes) -> bytes:
    """Return the IPTC block, empty where there is none."""
    at = 0
    for _ in range(MOST_RESOURCES):
        if resources[at : at + 4] != SIGNATURE or len(resources) < at + 12:
            break
        kind, name = int.from_bytes(resources[at + 4 : at + 6], "big"), resources[at + 6]
        start = at + 7 + name + (name + 1) % 2  # the name's length and the name together are even
        size = int.from_bytes(resources[start : start + 4], "big")
        if kind == BLOCK:
            return resources[start + 4 : start + 4 + size]
        at = start + 4 + size + size % 2
    return b""


def _datasets(block: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    for _ in range(MOST_DATASETS):
        if len(block) < at + 5 or block[at] != DATASET:
            return
        size = int.from_bytes(block[at + 3 : at + 5], "big")
        if size & EXTENDED:
            return
        if block[at + 1] == RECORD:
            yield block[at + 2], block[at + 5 : at + 5 + size]
        at += 5 + size
