"""Corner cases of WebP (RFC 9649), of which docs/formats.md is the list; each file is put together here by hand."""

import struct
from functools import cache, partial
from typing import Any

import pytest
from PIL import Image

from handler.errors import Corrupt
from tests.support.format_cases.expected_facts import BLUE, CLEAR, GREEN, RED, Case, behold
from tests.support.hostile.raw import extended, lossless, piece, riff
from tests.support.images.image_files import DISPLAY_P3, exif_block, profile, saved

ALPHA, MOVES = 0x10, 0x02
HALF_RED = (255, 0, 0, 128)
HEAD = 12
ICC = profile("Display P3", primaries=DISPLAY_P3)
TURNED = exif_block({0x0112: 6})
"""An EXIF block with JPEG's marker before it, which is not meant to be there."""


@cache
def chunks(colour: tuple[int, ...], side: int = 4, *, exact: bool = True) -> dict[bytes, bytes]:
    """Return the chunks of pixels of one colour, as an encoder writes them."""
    image = Image.new("RGBA", (side, side), colour)
    data = saved(image if colour[3] < 255 else image.convert("RGB"), "webp", lossless=exact)
    found, at = {}, HEAD
    while at < len(data):
        name, size = struct.unpack_from("<4sI", data, at)
        found[name] = data[at + 8 : at + 8 + size]
        at += 8 + size + size % 2
    return {name: data for name, data in found.items() if name != b"VP8X"}


def pixels(colour: tuple[int, ...], side: int = 4, *, exact: bool = True) -> bytes:
    """Return them as a part of a file."""
    return b"".join(piece(name, data) for name, data in chunks(colour, side, exact=exact).items())


def frame(colour: tuple[int, ...], at: int = 0, side: int = 4, time: int = 50, flags: int = 0) -> bytes:
    """Return a frame; flags: 1 clears it away, 2 puts it in place. It lies at the same distance from left and top."""
    head = b"".join(value.to_bytes(3, "little") for value in (at // 2, at // 2, side - 1, side - 1, time))
    return piece(b"ANMF", head + bytes([flags]) + pixels(colour, side))


def moving(*frames: bytes, flags: int = MOVES, ground: int = 0, plays: int = 0) -> bytes:
    """Return an animation of 4 x 4."""
    return riff(extended(4, 4, flags) + piece(b"ANIM", struct.pack("<IH", ground, plays)) + b"".join(frames))


def sized(data: bytes, size: int) -> bytes:
    """Return a file that says it is of another size."""
    return data[:4] + struct.pack("<I", size) + data[8:]


PLAIN = riff(pixels(RED))
LOSSY = riff(pixels(RED, exact=False))
SEEN: dict[str, Any] = {"size": (4, 4), "alpha": False, "pixels": {(0, 0, 0): RED, (0, 3, 3): RED}}
HALF: dict[str, Any] = {"alpha": True, "pixels": {(0, 0, 0): HALF_RED}}
TURN = [frame(RED), frame(GREEN)]
ODD = b"ABCD\3\0\0\0abc"
"""A chunk whose size is odd, without the byte that makes it even."""

SIZES = {"0": 0, "small": 9, "larger": len(PLAIN) + 99, "largest": 2**32 - 1}


def mixed(disposal: int, blend: int) -> bytes:
    """Return red, then half green in the corner that is blended and disposed of, then blue elsewhere."""
    return moving(frame(RED), frame((0, 255, 0, 128), 2, 2, flags=disposal | blend << 1), frame(BLUE, 0, 2))


GREENS = {0: (127, 128, 0, 255), 1: (0, 255, 0, 128)}
"""The corner, for each blend."""

COMBINED = [
    Case(
        f"dispose-{disposal}-blend-{blend}",
        f"dispose {disposal}, blend {blend}: a frame {('laid over', 'put in place')[blend]}, then {word}",
        "as specified",
        partial(mixed, disposal, blend),
        {"frames": 3, "pixels": {(1, 3, 3): GREENS[blend], (2, 3, 3): CLEAR if disposal else GREENS[blend],
                                 (1, 0, 0): RED, (2, 0, 0): BLUE}},
    )
    for disposal, word in ((0, "kept"), (1, "cleared away"))
    for blend in (0, 1)
]  # fmt: skip

CASES = [
    Case("lossy", "lossy pixels and no more", "as they are", lambda: LOSSY, SEEN),
    Case("lossless", "lossless pixels and no more", "as they are", lambda: PLAIN, SEEN),
    Case("lossless-alpha", "lossless pixels that say they have alpha", "as they are",
         lambda: riff(pixels(HALF_RED)), HALF),
    Case("lossy-alpha", "lossy pixels with ALPH", "as they are",
         lambda: riff(extended(4, 4, ALPHA) + pixels(HALF_RED, exact=False)), HALF),
    Case("alpha-unsaid", "ALPH, or lossless alpha, without the flag in the header", "transparent, as it is",
         lambda: riff(extended(4, 4, 0) + pixels(HALF_RED, exact=False)), HALF),
    Case("alpha-untrue", "the flag of alpha in the header, and none in the pixels", "opaque, and foretold so",
         lambda: riff(extended(4, 4, ALPHA) + pixels(RED)), SEEN),
    Case("moving-untrue", "the flag of animation, and one picture", "a still picture",
         lambda: riff(extended(4, 4, MOVES) + pixels(RED)), {**SEEN, "frames": 1}),
    Case("moving-unsaid", "frames without the flag of animation", "it moves",
         lambda: moving(*TURN, flags=0), {"frames": 2, "pixels": {(1, 0, 0): GREEN}}),
    Case("wrong-canvas", "a header that tells another size than the one picture has", "the picture's counts",
         lambda: riff(extended(9, 9, 0) + pixels(RED)), SEEN),
    Case("two-pictures", "two pictures in a file that does not move", "the first",
         lambda: riff(pixels(RED) + pixels(GREEN, exact=False)), SEEN),
    Case("unknown", "chunks that nobody knows, before the pixels and behind", "are passed over",
         lambda: riff(piece(b"ABCD", b"xyz") + pixels(RED) + piece(b"EFGH", b"x")), SEEN),
    Case("no-padding", "an odd size without a byte of padding", "what follows is found",
         lambda: riff(ODD + pixels(RED)), SEEN),
    *(Case(f"size-{name}", f"a size of the file that is wrong: {name}", "is not believed", partial(sized, PLAIN, size),
           SEEN) for name, size in SIZES.items()),
    Case("behind", "junk behind the end", "is not looked at", lambda: PLAIN + b"ANMFjunk" * 99, SEEN),
    Case("cut-padding", "a file cut in the padding of its pixels", "is shown: no pixel is missing",
         lambda: PLAIN[:-1], SEEN),
    Case("cut", "a file cut within its pixels", "422", lambda: PLAIN[:-8], {"error": Corrupt}),
    Case("cut-frame", "an animation that ends in its second frame or later", "the frames before it, each by `frame=`",
         lambda: moving(*TURN)[:-8], {"frames": 1, "animated": False, "pixels": {(0, 0, 0): RED}}),
    Case("cut-first-frame", "an animation that ends in its first frame", "422",
         lambda: moving(frame(RED))[:-8], {"error": Corrupt}),
    Case("exif", "EXIF with an orientation", "the picture is turned",
         lambda: riff(extended(4, 4, 8) + pixels(RED) + piece(b"EXIF", TURNED[6:])), {"orientation": 6}),
    Case("exif-marker", "EXIF behind the marker that belongs into a JPEG", "the same",
         lambda: riff(extended(4, 4, 8) + pixels(RED) + piece(b"EXIF", TURNED)), {"orientation": 6}),
    Case("exif-cut", "EXIF that the file ends in", "is not looked at",
         lambda: riff(pixels(RED) + piece(b"EXIF", TURNED))[:-20], {**SEEN, "orientation": 1}),
    Case("icc", "an ICC profile", "is found, with or without its flag",
         lambda: riff(extended(4, 4, 0) + piece(b"ICCP", ICC) + pixels(RED)), {"profile": "Display P3"}),
    Case("icc-damaged", "an ICC profile that is none", "is passed over",
         lambda: riff(extended(4, 4, 32) + piece(b"ICCP", b"x" * 99) + pixels(RED)), SEEN),
    Case("ground", "a background colour", "is not used: browsers leave a hole where no frame is",
         lambda: moving(frame(RED, 2, 2), frame(GREEN, 2, 2), ground=2**32 - 1), {"pixels": {(0, 0, 0): CLEAR}}),
    Case("uncovered", "frames that do not cover the canvas, without the flag of alpha", "what they leave is clear",
         lambda: moving(frame(RED, 2, 2), frame(GREEN, 2, 2)), {"alpha": True, "pixels": {(0, 0, 0): CLEAR}}),
    Case("cleared", "a frame that is cleared away, without the flag of alpha", "its place is clear",
         lambda: moving(frame(RED, flags=1), frame(GREEN, 2, 2)), {"alpha": True, "pixels": {(1, 0, 0): CLEAR}}),
    *COMBINED,
    Case("see-through", "alpha in a later frame that is laid over an opaque one", "opaque, and foretold so",
         lambda: moving(frame(RED), frame((0, 255, 0, 128)), flags=MOVES | ALPHA), {"alpha": False, "frames": 2}),
    Case("no-time", "a duration of 0", "100 ms, as browsers play it",
         lambda: moving(frame(RED, time=0), frame(GREEN, time=11)), {"durations": (100, 11)}),
    Case("longest-time", "a duration of 16,777,215 ms", "is told, and written by every format",
         lambda: moving(frame(RED, time=2**24 - 1), frame(GREEN)), {"durations": (2**24 - 1, 50)}),
    Case("plays", "a number of plays; 0", "so often; for ever", lambda: moving(*TURN, plays=7), {"loop": 7}),
    Case("one-frame", "an animation of one frame", "a still picture",
         lambda: moving(frame(RED)), {"frames": 1, "animated": False, "pixels": {(0, 0, 0): RED}}),
    Case("past-canvas", "a frame that reaches past the canvas", "422",
         lambda: moving(frame(RED), frame(GREEN, 2)), {"error": Corrupt}),
    Case("one-pixel", "1 x 1", "as any other", lambda: riff(pixels(RED, 1)),
         {"size": (1, 1), "pixels": {(0, 0, 0): RED}}),
    Case("longest-side", "a side of 16,383, the longest there can be", "as any other",
         lambda: riff(lossless(16_383, 1)), {"size": (16_383, 1)}),
    Case("empty", "no pixels", "422", lambda: riff(extended(4, 4, 0)), {"error": Corrupt}),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=[case.slug for case in CASES])
def test_what_the_page_says_happens(case: Case) -> None:
    behold(case.make(), **case.seen)
