"""Walks: what files are made of is counted before Pillow sees them, and each count has its edge."""

import struct
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest

from handler.codecs.scanners import av1, avif, jpeg
from handler.codecs.scanners.meter import Meter
from handler.core.limits import Limits
from handler.errors import Corrupt, TooLarge
from tests.support.crafted import RED, chunk, decoded, film, gif, gif_frame, opened, photo, saved
from tests.support.hostile import raw
from tests.support.hostile.sample import good

PLAIN = photo((64, 48))
DOT = gif_frame((0, 0, 1, 1), RED)


def commented(number: int) -> bytes:
    return raw.with_segments(saved(PLAIN, "jpg"), raw.segment(0xFE, b"x") * number)


def filled(number: int) -> bytes:
    return raw.with_segments(saved(PLAIN, "jpg"), b"\xff" * number)


def texted(number: int) -> bytes:
    return raw.with_chunks(saved(PLAIN, "png"), chunk(b"teXt", bytes(number)))


def tagged(number: int) -> bytes:
    return raw.gray_tiff(8, *((40_000 + at, raw.SHORT, 1, 0) for at in range(number - 9)))


def blocked(number: int) -> bytes:
    return gif((1, 1), [b"!\xfe" + b"\1\0" * (number - 2) + b"\0", DOT])  # two more hold the dot


EDGES: list[tuple[str, Callable[[int], bytes], int]] = [
    ("padding", filled, 50),
    ("metadata", texted, 5000),
    ("entries", tagged, 40),
    ("scans", lambda number: raw.scans(64, number), 20),
    ("blocks", blocked, 300),
    ("source_side", lambda number: saved(photo((number, 9)), "webp"), 70),
]


@pytest.mark.parametrize(("limit", "make", "number"), EDGES, ids=[limit for limit, _, _ in EDGES])
def test_each_count_has_an_edge(limit: str, make: Callable[[int], bytes], number: int) -> None:
    bounds = Limits(**{limit: number})
    assert decoded(make(number), bounds=bounds).first.size
    with pytest.raises(TooLarge) as caught, opened(make(number + 1), bounds=bounds):
        pass
    facts = caught.value.facts
    assert (facts["limit"], facts["max"]) == (limit.replace("_", "-"), number)
    assert facts["actual"] in {number + 1, number + 2}  # as far as was looked


@pytest.mark.parametrize("name", good())
def test_a_good_file_passes_with_the_pieces_it_has_and_fails_with_one_less(name: str) -> None:
    def passes(chunks: int) -> bool:
        try:
            decoded(good()[name], moving=True, bounds=Limits(chunks=chunks))
        except TooLarge as error:
            assert error.facts["limit"] == "chunks"
            return False
        return True

    enough = next(number for number in range(1, 200) if passes(number))
    assert all(passes(number) for number in range(enough, enough + 5))


def test_the_pixels_of_all_scans_are_counted_together() -> None:
    data = raw.scans(1000, 10)
    assert decoded(data, bounds=Limits(scanned=10)).first.size == (1000, 1000)
    with pytest.raises(TooLarge, match="scanned is 9"):
        decoded(data, bounds=Limits(scanned=9))


def test_scans_of_single_colours_are_counted_and_kept_as_those_of_progressive_files_are() -> None:
    data = bytearray(saved(PLAIN, "jpg", subsampling=0))
    at = data.index(b"\xff\xda")
    one = b"\xff\xda\0\x08\1\1\0\0\x3f\0"
    walked = jpeg.walk(BytesIO(bytes(data[:at]) + (one + bytes(99)) * 3 + b"\xff\xd9"), Meter(Limits()))
    assert (walked.scans, walked.progressive, walked.buffered) == (3, False, True)


def test_a_file_of_one_scan_is_not_read_past_its_header() -> None:
    data = saved(PLAIN, "jpg")
    walked = jpeg.walk(BytesIO(data[: data.index(b"\xff\xda") + 20] + b"\xff\xda" * 500), Meter(Limits()))
    assert (walked.scans, walked.buffered) == (1, False)


def test_a_jpeg_too_short_for_its_pixels_is_corrupt_only_when_they_are_wanted() -> None:
    with opened(raw.jpeg_header(4000, 4000)) as picture:
        assert picture.size == (4000, 4000)
        with pytest.raises(Corrupt):
            picture.decode(picture.size, moving=False)


@pytest.mark.parametrize("side", [16, 500, 1500])
@pytest.mark.parametrize("options", [{}, {"progressive": True}, {"optimize": True, "quality": 1}])
def test_the_emptiest_picture_is_not_too_short_for_its_pixels(side: int, options: Any) -> None:
    from PIL import Image

    for mode in ("L", "RGB", "CMYK"):
        data = saved(Image.new(mode, (side, side)), "jpg", **options)
        assert decoded(data).first.size == (side, side)


def test_what_comes_before_a_wanted_frame_costs_too() -> None:
    for kind in ("gif", "png", "webp", "avif"):
        data = saved(PLAIN, kind, save_all=True, append_images=film(9, PLAIN.size))
        costs = []
        for frame in (0, 8):
            with opened(data, frame=frame) as picture:
                costs.append(picture.cost(picture.size)[1])
        assert costs[1] > 5 * costs[0] > 0, kind


def units(*parts: tuple[int, bytes]) -> memoryview:
    """Return units of AV1, each with its length."""
    return memoryview(b"".join(bytes([kind << 3 | 2, len(data)]) + data for kind, data in parts))


def header(fields: list[tuple[int, int]]) -> bytes:
    """Return bits: pairs of a number and how many bits it takes."""
    value = size = 0
    for number, bits in fields:
        value, size = value << bits | number, size + bits
    return (value << -size % 8).to_bytes(-(-size // 8), "big")


SIZES = [(11, 4), (9, 4), (3000, 12), (700, 10)]
SHORT = [(0, 3), (1, 1), (1, 1), (5, 5), *SIZES]
LONG = [
    *[(0, 3), (0, 1), (0, 1)],
    *[(1, 1), (1, 32), (30, 32), (1, 1), (1, 3), (0, 2)],  # times, with a number of variable length
    *[(1, 1), (9, 5), (1, 32), (9, 5), (9, 5)],  # a model of a decoder
    *[(1, 1), (1, 5)],  # two operating points
    *[(0, 12), (8, 5), (1, 1), (1, 1), (0, 21), (1, 1), (3, 4)],
    *[(0, 12), (5, 5), (0, 1), (0, 1)],
    *SIZES,
]


@pytest.mark.parametrize("fields", [SHORT, LONG])
def test_the_size_in_a_sequence_header_is_found_behind_whatever_stands_there(fields: list[tuple[int, int]]) -> None:
    data = units((2, b""), (5, b"metadata"), (1, header(fields)), (6, b"frame"))
    assert av1.sequence(data, Meter(Limits())).size == (3001, 701)


P3 = [(1, 1), (12, 8), (13, 8)]
ORDERED = [(1, 1), (99, 7), (7, 3), (15, 4), (1, 1), (3, 2), (0, 1), (1, 1), (0, 1), (1, 1), (7, 3), (7, 3)]
"""Frames have numbers and an order; what is on the screen is told once for all."""

FREE = [(0, 1), (0, 3), (0, 4), (0, 1), (1, 1), (1, 1), (0, 3)]
"""None of it, and each frame says for itself."""

LISTS: list[tuple[list[tuple[int, int]], tuple[int, int] | None]] = [
    ([*SHORT, (0, 3), (0, 3), (0, 1), (0, 1), *P3], (12, 13)),
    ([*SHORT, (0, 3), (0, 3), (0, 1), (0, 1), (0, 1)], None),
    ([*LONG, *ORDERED, (1, 1), (0, 1), (1, 1), (9, 8), (16, 8)], (9, 16)),
    ([(2, 3), *LONG[1:], *FREE, (1, 1), (1, 1), (0, 1), *P3], (12, 13)),  # of 12 bits
    ([(1, 3), *LONG[1:], *FREE, (1, 1), *P3], (12, 13)),  # of full colour, which is never gray
]


@pytest.mark.parametrize(("fields", "colours"), LISTS)
def test_the_colours_in_a_sequence_header_are_found_behind_whatever_stands_there(
    fields: list[tuple[int, int]], colours: tuple[int, int] | None
) -> None:
    assert av1.sequence(units((1, header(fields))), Meter(Limits())).colours == colours


def test_units_that_make_no_sense_have_no_size() -> None:
    for data in (b"", b"\n", b"\x0a\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff", b"\0" * 9, b"\x3c?xml"):
        assert av1.sequence(memoryview(data), Meter(Limits())).size == (0, 0) or data[:1] == b"\n"


@pytest.mark.parametrize("version", [0, 1, 2])
def test_items_are_put_together_from_their_parts(version: int) -> None:
    sequence = bytes(units((1, header(SHORT))))
    wide = ">I" if version == 2 else ">H"
    idat = raw.box(b"idat", b"??" + sequence)

    def iloc(first: int, second: int) -> bytes:
        method = b"\0\1" if version else b""
        extents = struct.pack(">HIIII", 2, first, 3, second, len(sequence) - 3)
        item = struct.pack(wide, 1) + method + b"\0\0" + extents
        return raw.box(b"iloc", bytes([version, 0, 0, 0, 0x44, 0]) + struct.pack(wide, 1) + item)

    # From the start of the file, or of what idat holds.
    start = 2 if version else 8 + 4 + len(idat) + len(iloc(0, 0)) + 8
    meta = raw.box(b"meta", bytes(4) + idat + iloc(start, start + 3))
    with pytest.raises(Corrupt, match="larger picture"):
        avif.walk(BytesIO(meta + raw.box(b"mdat", sequence)), Meter(Limits()))


def test_an_item_larger_than_its_file_is_corrupt() -> None:
    item = struct.pack(">HHH", 1, 0, 200) + struct.pack(">II", 0, 0) * 200
    iloc = raw.box(b"iloc", bytes(4) + b"\x44\0" + struct.pack(">H", 1) + item)
    with pytest.raises(Corrupt, match="larger than the file"):
        avif.walk(BytesIO(raw.box(b"meta", bytes(4) + iloc)), Meter(Limits()))


class Counted(BytesIO):
    """A file that counts how many bytes are read of it."""

    taken = 0

    def read(self, size: int | None = -1, /) -> bytes:
        data = super().read(size)
        self.taken += len(data)
        return data


def test_a_walk_reads_nothing_but_the_heads_of_segments() -> None:
    file = Counted(saved(photo((1800, 1300)), "jpg", quality=90))
    jpeg.walk(file, Meter(Limits()))
    assert 0 < file.taken < 100 < len(file.getvalue()) / 1000
