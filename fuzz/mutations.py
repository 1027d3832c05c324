"""How an input becomes another: bytes flipped, cut, repeated, exchanged; then, often, checksums put right."""

import json
import struct
import zlib
from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from random import Random
from typing import Any

NUMBERS = (0, 1, 0x7F, 0x80, 0xFF, 0x7FFF, 0x8000, 0xFFFF, 0x10000, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF)
STRANGE: tuple[Any, ...] = (
    *(None, True, -1, 0.5, 1e300, 10**30),
    *("", "a" * 5000, "\ud800"),
    *([], {}, [[]], {"": {}}),
)
"""What may stand anywhere in JSON, and mostly does not."""

MANY = (1, 1, 2, 3, 6)
"""Changes to one input, each as often as another; one alone leaves most of it readable."""

LARGEST = 200_000
"""Bytes of an input; more of the same teaches nothing."""

MOST_ROWS = 2_000_000
"""Bytes of a PNG's pixels that are changed beneath their compression."""

CHUNK = 8
"""Bytes of the head of a PNG's chunk: its length and its name."""

PNG = b"\x89PNG\r\n\x1a\n"


def mutated(data: bytes, others: Sequence[bytes], random: Random) -> bytes:
    """Return another input, made of this one and perhaps parts of others."""
    work = bytearray(data)
    if data.startswith(PNG) and random.random() < 0.5:  # noqa: PLR2004 - one in two
        _rows(work, others, random)
        return repaired(bytes(work))
    for _ in range(random.choice(MANY)):
        random.choice(CHANGES)(work, others, random)
        del work[LARGEST:]
    return repaired(bytes(work)) if random.random() < 0.5 else bytes(work)  # noqa: PLR2004 - one in two


def _flip(work: bytearray, _others: Sequence[bytes], random: Random) -> None:
    if work:
        work[random.randrange(len(work))] ^= 1 << random.randrange(8)


def _set(work: bytearray, _others: Sequence[bytes], random: Random) -> None:
    """Write a number that programs stumble over, near the beginning more often than elsewhere."""
    kind = random.choice(("B", ">H", "<H", ">I", "<I"))
    packed = struct.pack(kind, random.choice(NUMBERS) & (1 << 8 * struct.calcsize(kind)) - 1)
    end = len(work) if random.random() < 0.5 else min(len(work), 128)  # noqa: PLR2004 - one in two
    at = random.randrange(end + 1)
    work[at : at + len(packed)] = packed


def _cut(work: bytearray, _others: Sequence[bytes], random: Random) -> None:
    start, stop = _span(work, random)
    del work[start:stop]


def _end(work: bytearray, _others: Sequence[bytes], random: Random) -> None:
    del work[random.randrange(len(work) + 1) :]


def _repeat(work: bytearray, _others: Sequence[bytes], random: Random) -> None:
    start, stop = _span(work, random)
    work[stop:stop] = work[start:stop] * random.choice((1, 2, 50))


def _insert(work: bytearray, _others: Sequence[bytes], random: Random) -> None:
    at = random.randrange(len(work) + 1)
    work[at:at] = random.randbytes(random.randint(1, 16))


def _graft(work: bytearray, others: Sequence[bytes], random: Random) -> None:
    """Put a part of another input in the place of a part of this one."""
    other = bytearray(random.choice(others))
    start, stop = _span(work, random)
    work[start:stop] = other[slice(*_span(other, random))]


def _rows(work: bytearray, others: Sequence[bytes], random: Random) -> None:
    """Change the rows of a PNG beneath their compression, which hardly any other change leaves whole."""
    chunks = _parts(bytes(work[len(PNG) :])) if work.startswith(PNG) else []
    packed = [each[CHUNK:-4] for each in chunks if each[4:CHUNK] == b"IDAT"]
    try:
        rows = bytearray(zlib.decompressobj().decompress(b"".join(packed), MOST_ROWS))
    except zlib.error:
        return
    if packed:
        random.choice((_flip, _flip, _flip, _set, _cut, _end, _insert))(rows, others, random)
        pixels = zlib.compress(bytes(rows), 1)
        first = next(at for at, each in enumerate(chunks) if each[4:CHUNK] == b"IDAT")
        chunks[first] = struct.pack(">I", len(pixels)) + b"IDAT" + pixels + b"\0\0\0\0"
        work[len(PNG) :] = b"".join(each for at, each in enumerate(chunks) if at <= first or each[4:CHUNK] != b"IDAT")


CHANGES: tuple[Callable[[bytearray, Sequence[bytes], Random], None], ...] = (
    *(_flip, _flip, _set, _set, _set),
    *(_cut, _end, _repeat, _insert, _graft),
)


def _span(work: bytearray, random: Random) -> tuple[int, int]:
    """Return a part: mostly a short one."""
    start = random.randrange(len(work) + 1)
    longest = random.choice((4, 32, 512, len(work)))
    return start, min(len(work), start + random.randint(0, longest))


def repaired(data: bytes) -> bytes:
    """Return the input with the checksums of a PNG, or the length of a RIFF, put right, to reach what lies behind."""
    if data.startswith(PNG):
        return PNG + b"".join(_chunks(data[len(PNG) :]))
    if data.startswith(b"RIFF"):
        return b"RIFF" + struct.pack("<I", len(data) - 8 & 0xFFFFFFFF) + data[8:]
    return data


def _chunks(rest: bytes) -> list[bytes]:
    """Return the chunks of a PNG, each with its own checksum, and what is left where a length leads too far."""
    *found, left = _parts(rest)
    return [*(each[:-4] + struct.pack(">I", zlib.crc32(each[4:-4])) for each in found), left]


def _parts(rest: bytes) -> list[bytes]:
    """Return the chunks of a PNG as they are, and what is left where a length leads too far."""
    found, at = [], 0
    while at + 12 <= len(rest):
        end = at + CHUNK + int.from_bytes(rest[at : at + 4])
        if end + 4 > len(rest):
            break
        found.append(rest[at : end + 4])
        at = end + 4
    return [*found, rest[at:]]


def regrown(data: bytes, others: Sequence[bytes], random: Random) -> bytes:
    """Return another JSON text: still JSON, but with some of its values or names another one's, or nobody's."""
    root = [json.loads(data)]
    for _ in range(random.randint(1, 3)):
        holder, place = random.choice([*_places(root)])
        other, there = random.choice([*_places([json.loads(random.choice(others))])])
        strange = deepcopy(random.choice(STRANGE))
        holder[place] = other[there] if random.random() < 0.5 else strange  # noqa: PLR2004 - one in two
        if isinstance(holder, dict) and random.random() < 0.2:  # noqa: PLR2004 - one in five
            holder[f"{place}s"] = holder.pop(place)
    return json.dumps(root[0]).encode()


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Return every place in a JSON value: what it is in, and its name or number there."""
    for place in value if isinstance(value, dict) else range(len(value)):
        yield value, place
        if isinstance(value[place], dict | list):
            yield from _places(value[place])
