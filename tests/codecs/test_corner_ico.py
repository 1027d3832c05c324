"""ICO in the corners: several pictures in a file, masks, and directories that lie."""

import pytest
from PIL import Image

from handler.errors import Corrupt, InvalidParameter, TooLarge
from tests.support.format_cases.checked_rows import Corner, Corners
from tests.support.format_cases.tiff_layout import seen
from tests.support.images.further_files import ico, icon_bitmap
from tests.support.images.image_files import decoded, film, opened, photo, saved

CASES = Corners()
SQUARE = icon_bitmap((1, 1), 24, b"\1\2\3\0", bytes(4))


def drawn(side: int, colour: str = "red") -> tuple[tuple[int, int, int], bytes]:
    """Return a PNG of one colour as a picture of an icon."""
    return (side, side, 32), saved(Image.new("RGBA", (side, side), colour), "png")


@CASES.add("several pictures", "the largest is shown; `frame` names another, in order of size")
def several() -> None:
    data = ico(drawn(16), drawn(48, "lime"), drawn(32, "blue"))
    for frame, (side, colour) in enumerate(((48, (0, 255, 0)), (32, (0, 0, 255)), (16, (255, 0, 0)))):
        image = decoded(data, frame=frame).first
        assert (image.size, image.getpixel((0, 0))) == ((side, side), colour)
    assert decoded(data).first.size == (48, 48)
    with pytest.raises(InvalidParameter, match="3 frames"):
        decoded(data, frame=3)


@CASES.add("two of one size", "the one with more bits a pixel")
def deeper() -> None:
    few = icon_bitmap((1, 1), 8, b"\0\0\0\0", bytes(4), palette=b"\x09\x09\x09\0")
    assert seen(ico(((1, 1, 8), few), ((1, 1, 24), SQUARE))) == [(3, 2, 1)]


@CASES.add("a directory that says other sizes than the pictures have", "the pictures' own count")
def wrong_directory() -> None:
    data = ico(((1, 1, 32), drawn(48)[1]), ((200, 200, 32), drawn(16)[1]))
    assert decoded(data).first.size == (48, 48)


@CASES.add("a PNG of more than 256 pixels", "shown; past a limit 413")
def larger() -> None:
    assert decoded(ico(((0, 0, 32), drawn(300)[1]))).first.size == (300, 300)
    vast = bytearray(drawn(16)[1])
    vast[16:20] = b"\0\1\0\0"
    with pytest.raises(TooLarge), opened(ico(((16, 16, 32), bytes(vast)))):
        pass


@CASES.add("a PNG that moves", "its first frame")
def moving() -> None:
    frames = film(3)
    data = ico(((60, 40, 32), saved(frames[0], "png", save_all=True, append_images=frames[1:])))
    with opened(data) as picture:
        assert (picture.frames, picture.animated) == (1, False)
    assert decoded(data, moving=True).first.tobytes() == frames[0].tobytes()


@CASES.add("a bitmap with a mask, in 1, 4, 8 or 24 bits", "what the mask names is clear")
def masked() -> None:
    hole = b"\x40\0\0\0"
    red = b"\0\0\0\0" + b"\0\0\xff\0"
    for bits, pixels in ((1, b"\xc0\0\0\0"), (4, b"\x11\0\0\0"), (8, b"\1\1\0\0")):
        assert seen(ico(((2, 1, bits), icon_bitmap((2, 1), bits, pixels, hole, red)))) == [
            (255, 0, 0, 255),
            (255, 0, 0, 0),
        ]
    assert seen(ico(((2, 1, 24), icon_bitmap((2, 1), 24, b"\1\2\3\1\2\3\0\0", hole)))) == [(3, 2, 1, 255), (3, 2, 1, 0)]


@CASES.add("a bitmap of 32 bits with alpha", "alpha counts, and not the mask")
def veiled() -> None:
    data = icon_bitmap((2, 1), 32, b"\1\2\3\x80\1\2\3\xff", b"\x40\0\0\0")
    assert seen(ico(((2, 1, 32), data))) == [(3, 2, 1, 128), (3, 2, 1, 255)]


@CASES.add("a bitmap of 32 bits whose alpha is 0 everywhere", "the mask counts")
def unveiled() -> None:
    data = icon_bitmap((2, 1), 32, b"\1\2\3\0\1\2\3\0", b"\x40\0\0\0")
    assert seen(ico(((2, 1, 32), data))) == [(3, 2, 1, 255), (3, 2, 1, 0)]


@CASES.add("a bitmap without its mask", "opaque")
def without_mask() -> None:
    assert seen(ico(((1, 1, 24), icon_bitmap((1, 1), 24, b"\1\2\3\0")))) == [(3, 2, 1)]


@CASES.add("no picture, or one that lies outside of the file or is cut", "422")
def no_picture() -> None:
    whole = ico(((1, 1, 24), SQUARE))
    for data in (ico(), whole[:-1], whole[:18] + b"\xff\xff\xff\0", whole[:30]):
        with pytest.raises(Corrupt):
            decoded(data)


@CASES.add("written: the result, and the sizes below it that programs ask for", "each as PNG, alpha kept")
def written() -> None:
    from tests.support.images.image_files import encoded

    clear = photo((100, 50)).convert("RGBA")
    clear.putalpha(Image.linear_gradient("L").resize((100, 50)))
    data = encoded(clear, "ico")
    with opened(data) as picture:
        assert (picture.frames, picture.size, picture.alpha) == (6, (100, 50), True)
    assert decoded(data).first.tobytes() == clear.tobytes()
    sizes = [decoded(data, frame=frame).first.size for frame in range(1, 6)]
    assert sizes == [(64, 32), (48, 24), (32, 16), (24, 12), (16, 8)]
    with pytest.raises(TooLarge, match="256"):
        encoded(photo((257, 9)), "ico")


@pytest.mark.parametrize("corner", CASES, ids=lambda corner: corner.slug)
def test_it_happens_as_the_page_says(corner: Corner) -> None:
    corner.holds()
