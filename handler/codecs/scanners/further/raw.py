"""Camera raw files: where the JPEGs lie that cameras put beside what their sensors saw, which is never decoded.

Most are laid out as a TIFF (CR2, NEF, ARW, DNG, ORF, RW2), CR3 as an ISO base media file, RAF in a way of its own.
"""

from collections import deque
from collections.abc import Iterator
from struct import unpack_from
from typing import NamedTuple

from handler.codecs.scanners.meter import Meter
from handler.codecs.scanners.tiff import BYTES, NumberLayout
from handler.core.geometry import Size
from handler.core.source_file import Span

FUJI, BOXES, ORDERS = b"FUJIFILMCCD-RAW ", b"ftyp", {b"II": "<", b"MM": ">"}
FUJI_PREVIEW, HEAD = 84, 4
"""Where a RAF says where its preview is; bytes before the offset of the first directory in what is laid out as TIFF."""

BELOW = (330, 34665, 0x2020)
"""Tags that lead to further directories: SubIFDs, EXIF, and in Olympus' note the camera's settings."""

PAIRS = ((513, 514), (273, 279), (0x0101, 0x0102))
"""Pairs of tags that give start and length of a JPEG: of a thumbnail, of a single strip, of Olympus' preview."""

PREVIEW, NOTE = 46, 37500
"""Panasonic's tag that holds a JPEG itself, and the tag of the maker's note."""

OLYMPUS = (b"OLYMPUS\0", 12)
"""How Olympus' note begins, and where in it its directory is; offsets count from the note."""

MOST_VALUES = 16
"""Directories below one, or strips, that are looked at."""

CONTAINERS = frozenset({b"moov", b"trak", b"mdia", b"minf", b"stbl"})
NAMES = frozenset({"85c0b687820f11e08111f4ce462b6a48", "eaf42b5e1c984b88b9fbb7dc406e4d16"})
"""Boxes with boxes in them, and the names of Canon's own: of metadata and of the preview."""

TAKEN, SAMPLES, PICTURE_HEAD = b"CMT1", 12, 16
"""Canon's box of the first directory of EXIF; bytes before the sizes of samples, and of a table with one place."""

START = b"\xff\xd8\xff"
FRAMES = frozenset({0xC0, 0xC1, 0xC2})
"""Markers of the JPEGs that are read. What a sensor saw lies in lossless ones (0xC3)."""

BITS = 8


class Preview(NamedTuple):
    """A JPEG within a file. start, stop: where it lies. block: where the file's EXIF begins, laid out as a TIFF."""

    size: Size
    start: int
    stop: int
    block: int | None


class Place(NamedTuple):
    """A directory that is to be read: where it is, and from where its offsets count."""

    at: int
    base: int = 0


def preview_of(data: memoryview, meter: Meter) -> Preview | None:
    """Return the largest JPEG of a file that can be read, None where there is none."""
    block: int | None = None
    if data[: len(FUJI)] == FUJI:
        spans = [unpack_from(">II", data, FUJI_PREVIEW)]
    elif data[4:8] == BOXES:
        spans, block = _of_boxes(data, 0, len(data), meter)
    else:
        spans, block = list(_of_directories(data, meter)), 0
    found = [
        Preview(size, start, start + length, block)
        for start, length in dict.fromkeys(spans)
        if 0 < length <= len(data) - start and (size := _sized(data, start, start + length, meter))
    ]
    return max(found, key=lambda each: each.size.area, default=None)


def _of_directories(data: memoryview, meter: Meter) -> Iterator[tuple[int, int]]:
    """Give start and length of what may be a JPEG, by the directories of a file laid out as a TIFF."""
    layout = NumberLayout(ORDERS[bytes(data[:2])], "H", "I")
    places, seen = deque([Place(layout.read("I", data, HEAD))]), set[Place]()
    while places:
        place = places.popleft()
        if place in seen or not 0 < place.at <= len(data) - 2:
            continue
        seen.add(place)
        values, following = _directory(data, place, layout, meter)
        places.append(Place(following, place.base))
        for tag in BELOW:
            places += [Place(place.base + each, place.base) for each in values.get(tag, ())]
        if NOTE in values and data[(note := values[NOTE][0]) : note + len(OLYMPUS[0])] == OLYMPUS[0]:
            places.append(Place(note + OLYMPUS[1], note))
        if PREVIEW in values:
            yield values[PREVIEW][0], values[PREVIEW][1]
        for starts, lengths in PAIRS:
            if len(values.get(starts, ())) == len(values.get(lengths, ())) == 1:
                yield place.base + values[starts][0], values[lengths][0]


def _directory(
    data: memoryview, place: Place, layout: NumberLayout, meter: Meter
) -> tuple[dict[int, tuple[int, ...]], int]:
    """Return the numbers of each tag, and where the next directory is.

    Of a tag that holds bytes, not numbers, they are their offset and how many there are.
    """
    entries = layout.read("H", data, place.at)
    meter.entries(entries)
    meter.add("chunks", entries + 1)
    found = dict[int, tuple[int, ...]]()
    at = place.at + 2
    for _ in range(entries):
        if at + layout.entry > len(data):
            return found, 0
        tag, kind, number = unpack_from(f"{layout.order}HHI", data, at)
        far = number * BYTES.get(kind, 1) > HEAD
        value = place.base + layout.read("I", data, at + 8) if far else at + 8
        code = {3: "H", 4: "I", 13: "I"}.get(kind, "")
        if not code:
            found.setdefault(tag, (value, number))
        elif number <= MOST_VALUES and value + number * BYTES[kind] <= len(data):
            found.setdefault(tag, unpack_from(f"{layout.order}{number}{code}", data, value))
        at += layout.entry
    return found, layout.read("I", data, at) if at + HEAD <= len(data) else 0


def _of_boxes(data: memoryview, at: int, stop: int, meter: Meter) -> tuple[list[tuple[int, int]], int | None]:
    """Return start and length of what may be a JPEG, by Canon's boxes, and where EXIF begins."""
    spans, block = list[tuple[int, int]](), None
    sizes = dict[bytes, int]()
    while at + 8 <= stop:
        length, name = unpack_from(">I4s", data, at)
        start = at + 8
        if length == 1 and start + 8 <= stop:
            (length,) = unpack_from(">Q", data, start)
            start += 8
        end = min(at + length, stop) if length else stop
        if end < start:
            break
        meter.add("chunks")
        if name == b"uuid" and bytes(data[start : start + 16]).hex() in NAMES:
            start += 16
            start += 8 * (bytes(data[start + 12 : start + 16]) == b"PRVW")
        elif name not in CONTAINERS:
            _noted(data, name, Span(start, end), spans, sizes)
            block = start if name == TAKEN else block
            at = end
            continue
        inner, taken = _of_boxes(data, start, end, meter)
        spans, block = spans + inner, block if taken is None else taken
        at = end
    return spans, block


def _noted(data: memoryview, name: bytes, place: Span, spans: list[tuple[int, int]], sizes: dict[bytes, int]) -> None:
    """Note where a box says that a JPEG is: in itself, or at the place of a track's only sample."""
    start, end = place
    if name in {b"PRVW", b"THMB"}:
        at = bytes(data[start : start + 64]).find(START)
        spans += [(start + at, end - start - at)] if at >= 0 else []
    elif name == b"stsz" and end - start >= SAMPLES:
        (same, number) = unpack_from(">II", data, start + 4)
        sizes[name] = same or (unpack_from(">I", data, start + SAMPLES)[0] if number else 0)
    elif name in {b"co64", b"stco"} and b"stsz" in sizes and end - start >= PICTURE_HEAD:
        (at,) = unpack_from(">Q" if name == b"co64" else ">I", data, start + 8)
        spans.append((at, sizes[b"stsz"]))


def _sized(data: memoryview, at: int, stop: int, meter: Meter) -> Size | None:
    """Return the size of a JPEG, None where there is none, or one that is not read."""
    if data[at : at + len(START)] != START:
        return None
    at += 2
    while at + 9 <= stop and data[at] == 0xFF:  # noqa: PLR2004 - every marker begins with it
        marker, length = data[at + 1], unpack_from(">H", data, at + 2)[0]
        meter.add("chunks")
        if marker in FRAMES:
            bits, height, width = unpack_from(">BHH", data, at + 4)
            return Size(width, height) if bits == BITS and width and height else None
        if 0xC3 <= marker <= 0xCF and marker not in {0xC4, 0xC8, 0xCC}:  # noqa: PLR2004 - other frames
            return None
        at += 2 + max(2, length)
    return None
