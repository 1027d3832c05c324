"""Corner cases of GIF (GIF89a specification), of which docs/formats.md is the list; each file is made here by hand."""

import struct
from collections.abc import Sequence
from functools import partial

import pytest

from handler.errors import Corrupt
from tests.support.format_cases.expected_facts import BLACK, CLEAR, GREEN, RED, WHITE, Case, behold

TABLE = bytes([0, 0, 0, 255, 255, 255, 255, 0, 0, 0, 255, 0])
"""Black, white, red and green."""

TWO = TABLE[:6]
ALL, DOT = (0, 0, 2, 2), (0, 0, 1, 1)
SIZES = {0: 0, 6: 0x80, 12: 0x81}
"""The flags of a descriptor for a table of so many bytes."""

AFTER_GREEN = {"frames": 3, "durations": (100, 100, 100)}


def lzw(indices: Sequence[int], size: int = 2, *, clear: bool = True, end: bool = True) -> bytes:
    """Return pixels; the table of codes is cleared before each, so that all codes stay of one length."""
    codes = [code for index in indices for code in ([1 << size] if clear else []) + [index]]
    codes += [(1 << size) + 1] if end else []
    bits = sum(code << (size + 1) * at for at, code in enumerate(codes))
    data = bits.to_bytes(-(-(size + 1) * len(codes) // 8), "little")
    return bytes([size, len(data)]) + data + b"\0"


def control(flags: int = 0, delay: int = 10, index: int = 0) -> bytes:
    """Return a graphic control extension."""
    return b"!\xf9\x04" + struct.pack("<BHBB", flags, delay, index, 0)


def image(box: tuple[int, int, int, int], pixels: bytes, table: bytes = b"", flags: int = 0) -> bytes:
    """Return a frame, with a table of its own if one is given."""
    return b"," + struct.pack("<HHHHB", *box, SIZES[len(table)] | flags) + table + pixels


def plain(index: int, disposal: int = 0, box: tuple[int, int, int, int] = ALL) -> bytes:
    """Return a frame of one colour, with its control."""
    return control(disposal << 2) + image(box, lzw([index] * box[2] * box[3]))


def file(
    *blocks: bytes, screen: tuple[int, int] = (2, 2), table: bytes = TABLE, back: int = 0, end: bytes = b";"
) -> bytes:
    """Return a GIF; back is the index of its background."""
    return b"GIF89a" + struct.pack("<HHBBB", *screen, SIZES[len(table)], back, 0) + table + b"".join(blocks) + end


def looping(repeats: int, name: bytes = b"NETSCAPE2.0") -> bytes:
    """Return the extension that says how often the animation is repeated."""
    return b"!\xff\x0b" + name + b"\3\1" + struct.pack("<H", repeats) + b"\0"


TURN = [plain(2), plain(3, box=DOT)]
FOUR = image(ALL, lzw([0, 1, 2, 3]))
COLOURS = {(0, 0, 0): BLACK, (0, 1, 0): WHITE, (0, 0, 1): RED, (0, 1, 1): GREEN}


def disposed(disposal: int) -> bytes:
    """Return red all over, then a green dot that is disposed of, then a white dot elsewhere."""
    return file(plain(2), plain(3, disposal, DOT), plain(1, box=(1, 1, 1, 1)))


CASES = [
    Case("past-the-screen", "a frame that reaches past the screen", "the canvas is enlarged, clear where nothing is",
         lambda: file(image((1, 1, 2, 2), lzw([2] * 4))),
         {"size": (3, 3), "pixels": {(0, 2, 2): RED, (0, 0, 0): CLEAR}}),
    Case("no-screen", "a screen of 0 x 0", "the canvas is as large as the frames",
         lambda: file(FOUR, screen=(0, 0)), {"size": (2, 2), "pixels": COLOURS}),
    Case("no-size", "a frame of 0 x 0", "it is taken to fill the screen, as in browsers",
         lambda: file(image((0, 0, 0, 0), lzw([0, 1, 2, 3]))), {"size": (2, 2), "pixels": COLOURS}),
    Case("small-first", "a first frame smaller than the screen", "what it does not cover is transparent",
         lambda: file(plain(2, box=DOT)), {"alpha": True, "pixels": {(0, 0, 0): RED, (0, 1, 1): CLEAR}}),
    Case("background", "a background colour", "is not used: browsers leave a hole where nothing is",
         lambda: file(plain(2, box=DOT), back=3), {"pixels": {(0, 1, 1): CLEAR}}),
    Case("no-table", "no colour table at all", "0 is black, 1 is white, as the specification recommends",
         lambda: file(image(ALL, lzw([0, 1, 1, 0])), table=b""), {"pixels": {(0, 0, 0): BLACK, (0, 1, 0): WHITE}}),
    Case("own-table", "a table of the frame's own and none for all", "its own is used",
         lambda: file(image(ALL, lzw([0, 1, 0, 1]), TABLE[6:]), table=b""),
         {"pixels": {(0, 0, 0): RED, (0, 1, 0): GREEN}}),
    Case("short-table", "an index past the end of the colour table", "black",
         lambda: file(image(ALL, lzw([1, 3, 2, 1])), table=TWO), {"pixels": {(0, 0, 0): WHITE, (0, 1, 0): BLACK}}),
    Case("clear-past-table", "a transparent index past the end of the colour table", "what has it is transparent",
         lambda: file(control(1, index=3), image(ALL, lzw([0, 1, 3, 3])), table=TWO),
         {"alpha": True, "pixels": {(0, 1, 0): WHITE, (0, 1, 1): CLEAR}}),
    Case("two-colours", "1 x 1 with a table of two colours", "as any other",
         lambda: file(image(DOT, lzw([1])), screen=(1, 1), table=TWO), {"size": (1, 1), "pixels": {(0, 0, 0): WHITE}}),
    Case("interlaced", "interlaced rows", "are put in order",
         lambda: file(image((0, 0, 1, 8), lzw([0, 1, 2, 2, 3, 3, 3, 3]), flags=0x40), screen=(1, 8)),
         {"pixels": {(0, 0, at): (BLACK, GREEN, RED, GREEN, WHITE, GREEN, RED, GREEN)[at] for at in range(8)}}),
    Case("disposal-keep", "disposal 0 and 1", "the frame stays",
         lambda: disposed(1), {**AFTER_GREEN, "alpha": False, "pixels": {(2, 0, 0): GREEN, (2, 0, 1): RED}}),
    Case("disposal-clear", "disposal 2, to the background", "its place becomes transparent, whatever the background is",
         lambda: disposed(2), {**AFTER_GREEN, "alpha": True, "pixels": {(2, 0, 0): CLEAR, (2, 0, 1): RED}}),
    Case("disposal-restore", "disposal 3, to what was before", "what was before the frame is seen again",
         lambda: disposed(3), {**AFTER_GREEN, "alpha": False, "pixels": {(2, 0, 0): RED, (2, 1, 1): WHITE}}),
    *(Case(f"disposal-{number}", f"disposal {number}, which is not defined", "the frame stays",
           partial(disposed, number), {**AFTER_GREEN, "pixels": {(2, 0, 0): GREEN}}) for number in (4, 5, 6, 7)),
    Case("restore-first", "a first frame with disposal 3", "nothing was before it: its place becomes transparent",
         lambda: file(plain(2, 3), plain(3, box=DOT)), {"alpha": True, "pixels": {(0, 1, 1): RED, (1, 1, 1): CLEAR}}),
    Case("clear-over", "a transparent index in a later frame", "what lies below is seen, and nothing foretold as clear",
         lambda: file(plain(2), control(1, index=0) + image(ALL, lzw([0, 3, 3, 3]))),
         {"alpha": False, "pixels": {(1, 0, 0): RED, (1, 1, 0): GREEN}}),
    Case("no-delay", "a delay of 0 or 1 hundredth", "100 ms, as browsers play it",
         lambda: file(control(delay=0), FOUR, control(delay=1), FOUR), {"durations": (100, 100)}),
    Case("least-delay", "a delay of 2 hundredths", "20 ms: as said",
         lambda: file(control(delay=2), FOUR, control(delay=3), FOUR), {"durations": (20, 30)}),
    Case("no-loop", "no word of repeating", "it plays once", lambda: file(*TURN), {"loop": 1}),
    Case("loop-for-ever", "a loop count of 0", "it plays for ever", lambda: file(looping(0), *TURN), {"loop": 0}),
    Case("loop-count", "a loop count of n", "it plays n times more after the first: n + 1",
         lambda: file(looping(4), *TURN), {"loop": 5}),
    Case("loop-behind", "a loop count behind the first frame", "counts all the same",
         lambda: file(TURN[0], looping(0), TURN[1]), {"loop": 0}),
    Case("loop-animexts", "the loop extension by its other name, ANIMEXTS1.0", "counts all the same",
         lambda: file(looping(2, b"ANIMEXTS1.0"), *TURN), {"loop": 3}),
    Case("comment", "comments, XMP and extensions that nobody knows", "are passed over",
         lambda: file(b"!\xfe\3abc\0", b"!\xff\x0bXMP DataXMP\1x\0", b"!\x77\0", FOUR), {"pixels": COLOURS}),
    Case("plain-text", "a plain-text extension", "its text is not drawn, as in browsers; the frame after it is shown",
         lambda: file(b"!\x01\x0c" + bytes(12) + b"\3abc\0", FOUR), {"frames": 1, "pixels": COLOURS}),
    *(Case(f"code-size-{size}", f"a least code size of {size}", "the same picture",
           partial(file, image(ALL, lzw([0, 1, 1, 0], size))), {"pixels": {(0, 0, 0): BLACK, (0, 1, 0): WHITE}})
      for size in (1, 8, 9, 12)),
    Case("no-clear-code", "pixels that do not start with a clear code", "are read",
         lambda: file(image((0, 0, 2, 1), lzw([2, 3], clear=False)), screen=(2, 1)),
         {"pixels": {(0, 0, 0): RED, (0, 1, 0): GREEN}}),
    Case("no-end-code", "pixels without an end code", "are read, for all of them are there",
         lambda: file(image(ALL, lzw([0, 1, 2, 3], end=False))), {"pixels": COLOURS}),
    Case("too-many-pixels", "more pixels than the frame has", "what is too much is passed over",
         lambda: file(image(ALL, lzw([0, 1, 2, 3, 3, 3]))), {"pixels": COLOURS}),
    Case("too-few-pixels", "fewer pixels than the frame has", "422",
         lambda: file(image(ALL, lzw([0, 1, 2]))), {"error": Corrupt}),
    Case("bad-code", "a code that the table does not have yet", "422",
         lambda: file(image((0, 0, 2, 1), lzw([7, 7]))), {"error": Corrupt}),
    Case("no-trailer", "no trailer, and bytes behind the last frame", "are not missed, and not looked at",
         lambda: file(*TURN, end=b"\0\0GIF"), {"frames": 2, "pixels": {(1, 0, 0): GREEN}}),
    Case("cut", "a file that ends in its second frame or later", "the frames before it, and each by `frame=`",
         lambda: file(*TURN)[:-8], {"frames": 1, "animated": False, "pixels": {(0, 1, 1): RED}}),
    Case("cut-first", "a file that ends in its first frame", "422, unless all pixels are there",
         lambda: file(FOUR)[:-6], {"error": Corrupt}),
    Case("no-picture", "a file without a frame", "422", lambda: file(b"!\xfe\1a\0"), {"error": Corrupt}),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=[case.slug for case in CASES])
def test_what_the_page_says_happens(case: Case) -> None:
    behold(case.make(), **case.seen)
