"""Corner cases of PNG and APNG (W3C PNG, third edition), of which docs/formats.md is the list; made here by hand."""

import zlib
from functools import partial
from typing import Any

import pytest

from handler.errors import Corrupt
from tests.support.format_cases.expected_facts import BLACK, BLUE, CLEAR, GREEN, RED, WHITE, Case, behold
from tests.support.images.image_files import exif_block, png_of
from tests.support.images.png_chunks import (
    COLOURS,
    DATA,
    DOT,
    END,
    GREEN_NEXT,
    HALF_GREEN,
    PALETTE,
    RED_FIRST,
    RGB,
    RGBA,
    SEEN,
    TURN,
    combined,
    control,
    damaged,
    gray,
    header,
    interlaced,
    later,
    moving,
    packed,
    solid,
    spoiled,
    still,
)

BLENDED = (127, 128, 0, 255)
AFTER = {0: {0: HALF_GREEN, 1: BLENDED}, 1: {0: CLEAR, 1: CLEAR}, 2: {0: RED, 1: RED}}
"""What is at the corner after each disposal, and blend."""

BOMB = zlib.compress(bytes(9 << 20))
ORIENTED = exif_block({0x0112: 6})[6:]
DAMAGED = {b"tEXt": b"k\0v", b"tIME": bytes(7), b"eXIf": ORIENTED, b"iCCP": b"k\0\0" + BOMB[:99], b"gAMA": bytes(4)}
GROWING = {b"zTXt": b"k\0\0", b"iTXt": b"XML:com.adobe.xmp\0\1\0\0\0", b"iCCP": b"k\0\0"}
WORDS = {0: "stays", 1: "is cleared away", 2: "gives way to what was before"}


def ramp(side: int) -> dict[str, Any]:
    """Return what is seen of an interlaced square."""
    pixels = {(0, x, y): (*[16 * x + y] * 3, 255) for x in range(side) for y in range(side)}
    return {"progressive": True, "pixels": pixels}


def mixed(disposal: int, blend: int) -> dict[str, Any]:
    """Return what is seen of three frames of which the second is blended and disposed of."""
    corner = {(0, 1, 1): RED, (1, 1, 1): (HALF_GREEN, BLENDED)[blend], (2, 1, 1): AFTER[disposal][blend]}
    return {"frames": 3, "pixels": {**corner, (2, 0, 0): BLUE, (2, 1, 0): RED}}


INTERLACED = [
    Case(
        f"interlaced-{side}",
        f"interlaced, {side} x {side}",
        "rows and columns are put in order, though some passes are empty",
        partial(interlaced, side),
        ramp(side),
    )
    for side in range(1, 8)
]
BAD_SUMS = [
    Case(
        f"crc-{name.decode()}",
        f"{name.decode()} with a wrong checksum",
        "is left out, as by libpng",
        partial(damaged, name, data),
        SEEN,
    )
    for name, data in {**DAMAGED, b"acTL": bytes(8)}.items()
]
BOMBS = [
    Case(
        f"bomb-{name.decode()}",
        f"{name.decode()} that would grow to 9 MB",
        "is left out",
        partial(gray, (name, data + BOMB)),
        SEEN,
    )
    for name, data in GROWING.items()
]
COMBINED = [
    Case(
        f"apng-{disposal}-{blend}",
        f"dispose {disposal}, blend {blend}: a frame that is {('put in place', 'laid over')[blend]}, and then {word}",
        "as specified",
        partial(combined, disposal, blend),
        mixed(disposal, blend),
    )
    for disposal, word in WORDS.items()
    for blend in (0, 1)
]

CASES = [
    Case("gray-1", "gray of 1 bit", "black and white",
         lambda: still(header(2, 1, 1), b"\x40"), {"pixels": {(0, 0, 0): BLACK, (0, 1, 0): WHITE}}),
    Case("gray-2", "gray of 2 bits", "spread over 0 to 255",
         lambda: still(header(3, 1, 2), b"\x1b"), {"pixels": {(0, 1, 0): (85, 85, 85, 255)}}),
    Case("gray-4", "gray of 4 bits", "spread over 0 to 255",
         lambda: still(header(2, 1, 4), b"\x8f"), {"pixels": {(0, 0, 0): (136, 136, 136, 255)}}),
    Case("gray-16", "gray of 16 bits", "divided by 257: not cut off at 255",
         lambda: still(header(1, 1, 16), b"\x80\0"), {"pixels": {(0, 0, 0): (128, 128, 128, 255)}}),
    Case("rgb-16", "RGB of 16 bits", "the upper 8 of them",
         lambda: still(header(1, 1, 16, RGB), b"\xff\0\x80\x7f\0\xff"), {"pixels": {(0, 0, 0): (255, 128, 0, 255)}}),
    Case("palette-1", "a palette of 1 bit", "its colours",
         lambda: still(header(2, 1, 1, PALETTE), b"\x40", COLOURS),
         {"mode": "P", "pixels": {(0, 0, 0): RED, (0, 1, 0): GREEN}}),
    Case("palette-short", "an index past the end of the palette", "black",
         lambda: still(header(2, 1, 8, PALETTE), b"\2\7", COLOURS), {"pixels": {(0, 0, 0): BLUE, (0, 1, 0): BLACK}}),
    Case("palette-missing", "no palette where one is needed", "422",
         lambda: still(header(1, 1, 8, PALETTE), b"\0"), {"error": Corrupt}),
    Case("palette-needless", "a palette beside gray or RGB", "is passed over",
         lambda: still(header(1, 1), b"\x44", COLOURS), {"pixels": {(0, 0, 0): (68, 68, 68, 255)}}),
    Case("trns-short", "a transparency shorter than the palette", "the other colours are opaque",
         lambda: still(header(3, 1, 8, PALETTE), b"\0\1\2", COLOURS, (b"tRNS", b"\0\x80")),
         {"alpha": True, "pixels": {(0, 0, 0): (255, 0, 0, 0), (0, 1, 0): HALF_GREEN, (0, 2, 0): BLUE}}),
    Case("trns-gray", "a gray that is transparent", "is, and no other",
         lambda: still(header(2, 1), b"\x10\x11", (b"tRNS", b"\0\x10")),
         {"pixels": {(0, 0, 0): (16, 16, 16, 0), (0, 1, 0): (17, 17, 17, 255)}}),
    Case("trns-gray-2", "the same in gray of 2 bits", "is spread as the gray is",
         lambda: still(header(2, 1, 2), b"\x60", (b"tRNS", b"\0\1")),
         {"pixels": {(0, 0, 0): (85, 85, 85, 0), (0, 1, 0): (170, 170, 170, 255)}}),
    Case("trns-gray-16", "the same in gray of 16 bits", "is compared in all of them",
         lambda: still(header(2, 1, 16), b"\x10\x20\x10\x21", (b"tRNS", b"\x10\x20")),
         {"pixels": {(0, 0, 0): (16, 16, 16, 0), (0, 1, 0): (16, 16, 16, 255)}}),
    Case("trns-rgb-16", "a colour of 16 bits that is transparent", "so is what has the same upper 8 bits",
         lambda: still(header(2, 1, 16, RGB), b"\1\0\2\0\3\0\1\1\2\0\3\0", (b"tRNS", b"\1\0\2\0\3\0")),
         {"pixels": {(0, 0, 0): (1, 2, 3, 0), (0, 1, 0): (1, 2, 3, 0)}}),
    Case("trns-rgba", "a transparency beside an alpha channel", "is passed over",
         lambda: still(header(1, 1, 8, RGBA), b"\1\2\3\xff", (b"tRNS", b"\0\1\0\2\0\3")),
         {"pixels": {(0, 0, 0): (1, 2, 3, 255)}}),
    *INTERLACED,
    Case("idat-empty", "an empty IDAT before the pixels", "is passed over",
         lambda: gray((b"IDAT", b""), (b"IDAT", DATA)), SEEN),
    Case("idat-many", "an IDAT for every byte", "are put together",
         lambda: gray(*[(b"IDAT", DATA[at : at + 1]) for at in range(len(DATA))]), SEEN),
    Case("idat-parted", "text between two IDAT", "is passed over, though it must not be there",
         lambda: gray((b"IDAT", DATA[:5]), (b"tEXt", b"a\0b"), (b"IDAT", DATA[5:])), SEEN),
    Case("idat-crc", "an IDAT whose checksum is wrong", "is shown where the zlib stream inside is sound",
         lambda: spoiled(gray(), b"IDAT"), SEEN),
    Case("idat-changed", "an IDAT whose zlib stream has a wrong checksum", "422: other pixels than were written",
         lambda: gray((b"IDAT", DATA[:-1] + bytes([DATA[-1] ^ 1]))), {"error": Corrupt}),
    Case("idat-long", "bytes behind the zlib stream", "are passed over", lambda: gray((b"IDAT", DATA + b"more")), SEEN),
    Case("idat-no-sum", "a zlib stream without its checksum, or one cut there", "is shown: no pixel is missing",
         lambda: gray((b"IDAT", DATA[:-4])), SEEN),
    Case("idat-short", "a sound zlib stream with fewer rows than the header says", "422",
         lambda: gray((b"IDAT", packed(b"\x10\x20"))), {"error": Corrupt}),
    Case("idat-none", "no IDAT", "422", lambda: png_of([header(2, 2), END]), {"error": Corrupt}),
    Case("iend-none", "no IEND, or a file cut behind the pixels", "is not missed", lambda: gray(end=False), SEEN),
    Case("behind", "text and junk behind the pixels, and behind the end", "are passed over, whatever they are",
         lambda: gray((b"IDAT", DATA), (b"tEXt", b"a\0b"), behind=b"\xff" * 99), SEEN),
    Case("behind-cut", "a file cut within what stands behind the pixels", "is shown",
         lambda: gray((b"IDAT", DATA), (b"tEXt", bytes(99)))[:-50], SEEN),
    *BAD_SUMS,
    Case("crc-ihdr", "a header with a wrong checksum", "422", lambda: spoiled(gray(), b"IHDR"), {"error": Corrupt}),
    Case("crc-plte", "a palette with a wrong checksum", "422",
         lambda: spoiled(still(header(1, 1, 8, PALETTE), b"\0", COLOURS), b"PLTE"), {"error": Corrupt}),
    Case("crc-trns", "a transparency with a wrong checksum", "422",
         lambda: spoiled(still(header(1, 1), b"\0", (b"tRNS", b"\0\0")), b"tRNS"), {"error": Corrupt}),
    *BOMBS,
    Case("exif", "eXIf with an orientation", "the picture is turned",
         lambda: gray((b"eXIf", ORIENTED)),
         {"orientation": 6, "pixels": {(0, 1, 0): (16, 16, 16, 255)}}),
    Case("exif-behind", "eXIf behind the pixels", "does not count, as in browsers",
         lambda: gray((b"IDAT", DATA), (b"eXIf", ORIENTED)), {"orientation": 1}),
    Case("sbit", "sBIT, bKGD, pHYs, hIST, sPLT", "change no pixel",
         lambda: gray((b"sBIT", b"\4"), (b"bKGD", b"\0\7"), (b"pHYs", bytes(9)), (b"hIST", b""), (b"sPLT", b"a\0")),
         SEEN),
    Case("unknown", "chunks that nobody knows, critical ones too", "are passed over",
         lambda: gray((b"abCd", b"x"), (b"ABCD", b"x")), SEEN),
    *COMBINED,
    Case("apng-restore-first", "a first frame that gives way to what was before", "nothing was: it is cleared away",
         lambda: moving(control(0, disposal=2), (b"IDAT", solid(RED)), control(1, DOT), later(2, GREEN, DOT)),
         {"pixels": {(1, 0, 0): CLEAR, (1, 1, 1): GREEN}}),
    Case("apng-outside", "a default picture that is no frame", "is left out",
         lambda: moving((b"IDAT", solid(BLUE)), control(0), later(1, RED), control(2), later(3, GREEN)),
         {"frames": 2, "pixels": {(0, 0, 0): RED, (1, 0, 0): GREEN}}),
    Case("apng-sequence", "numbers of sequence with gaps, or all 0", "are not looked at: what counts is the order",
         lambda: moving(*RED_FIRST, control(7), later(0, GREEN)), {"frames": 2, "pixels": {(1, 0, 0): GREEN}}),
    Case("apng-no-unit", "a delay of n / 0", "n hundredths, as specified",
         lambda: moving(control(0, delay=(50, 0)), (b"IDAT", solid(RED)), *GREEN_NEXT), {"durations": (500, 100)}),
    Case("apng-no-delay", "a delay of 0", "100 ms, as browsers play it",
         lambda: moving(control(0, delay=(0, 1)), (b"IDAT", solid(RED)), *GREEN_NEXT), {"durations": (100, 100)}),
    Case("apng-plays", "a number of plays; 0", "so often; for ever",
         lambda: moving(*RED_FIRST, *GREEN_NEXT, plays=3), {"loop": 3}),
    Case("apng-fewer", "fewer frames than are claimed", "those that there are",
         lambda: moving(*RED_FIRST, *GREEN_NEXT, claimed=9), {"frames": 2, "durations": (100, 100)}),
    Case("apng-more", "more frames than are claimed", "as many as are claimed",
         lambda: moving(*RED_FIRST, *GREEN_NEXT, claimed=1),
         {"frames": 1, "animated": False, "pixels": {(0, 0, 0): RED}}),
    Case("apng-none", "an animation of 0 frames", "a still picture",
         lambda: moving(*RED_FIRST, claimed=0), {"frames": 1, "animated": False}),
    Case("apng-cut", "an APNG that ends in its second frame or later", "the frames before it, and each by `frame=`",
         lambda: TURN[: TURN.index(b"fdAT") + 12], {"frames": 1, "pixels": {(0, 0, 0): RED}}),
    Case("apng-control-crc", "a later fcTL with a wrong checksum", "the animation ends before it",
         lambda: TURN[:60] + spoiled(TURN[60:], b"fcTL"), {"frames": 1}),
    Case("apng-past-canvas", "a later frame that reaches past the canvas", "the animation ends before it",
         lambda: moving(*RED_FIRST, control(1, (1, 1, 2, 2)), later(2, GREEN)),
         {"frames": 1, "pixels": {(0, 0, 0): RED}}),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=[case.slug for case in CASES])
def test_what_the_page_says_happens(case: Case) -> None:
    behold(case.make(), **case.seen)
