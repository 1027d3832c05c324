"""SVG: drawn in the size that is needed, from what is in the file and in the package alone."""

import pytest
from PIL import Image

from handler.core.geometry import Size
from tests.support.hostile.extras import drawn
from tests.support.images.image_files import apart, decoded, opened, stored

ICON = b'<svg xmlns="http://www.w3.org/2000/svg" width="24" height="12"><rect width="12" height="12"/></svg>'


def test_a_small_icon_is_sharp_however_large_it_is_asked_for() -> None:
    with opened(ICON) as picture:
        assert picture.size == (2048, 1024)
        whole = picture.decode(picture.size, moving=False).first.getchannel("A")
    edge = whole.crop((1020, 500, 1028, 501)).tobytes()
    assert edge == b"\xff" * 4 + bytes(4)


@pytest.mark.parametrize("side", [16, 100, 333])
def test_it_is_drawn_no_larger_than_it_is_needed_and_shows_all_of_it(side: int) -> None:
    with opened(stored("photo.svg")) as picture:
        whole = picture.decode(picture.size, moving=False).first
        small = picture.decode(Size(side, side * 2 // 3), moving=False)
        assert side <= small.first.width <= 2 * side + 2
        assert small.grid is None
        assert apart(small.first, whole.resize(small.first.size, 4)) < 2
        assert picture.cost(Size(side, side * 2 // 3))[0] < picture.cost(picture.size)[0]


def test_what_is_not_drawn_is_transparent() -> None:
    found = decoded(stored("photo.svg")).first
    assert (found.mode, found.getpixel((2000, 10))) == ("RGBA", (0, 0, 0, 0))
    assert found.getpixel((1536, 682)) == pytest.approx((255, 0, 0, 128), abs=1)


def small(data: bytes) -> Image.Image:
    with opened(data) as picture:
        return picture.decode(Size(90, 90), moving=False).first


def letter(attributes: str = "") -> Image.Image:
    return small(drawn(f'<text y="8" font-size="9" {attributes}>A</text>'))


def test_text_has_a_font_of_the_package_whatever_it_asks_for() -> None:
    usual = letter()
    assert usual.getchannel("A").getbbox() is not None
    families = ("Lato", "Helvetica", "serif", "Nothing")
    assert [family for family in families if apart(letter(f'font-family="{family}"'), usual)] == []


def test_the_deepest_nesting_that_is_let_through_is_drawn_in_a_thread() -> None:
    """The library recurses; the stack of a thread may be smaller than that of the process."""
    from concurrent.futures import ThreadPoolExecutor

    deep = drawn('<g opacity=".9">' * 20 + "<g>" * 25 + '<rect width="9" height="9"/>' + "</g>" * 45)
    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(small, deep).result().getchannel("A").getbbox()
