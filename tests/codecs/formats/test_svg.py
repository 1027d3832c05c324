"""SVG: drawn in the size that is needed, from what is in the file and in the package alone."""

import pytest

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


@pytest.mark.parametrize("family", ["Lato", "Helvetica", "serif", "Nothing"])
def test_text_has_a_font_of_the_package_whatever_it_asks_for(family: str) -> None:
    found = decoded(drawn(f'<text y="8" font-size="9" font-family="{family}">A</text>')).first
    assert found.getchannel("A").getbbox() is not None
    assert apart(found, decoded(drawn('<text y="8" font-size="9">A</text>')).first) == 0


def test_the_deepest_nesting_that_is_let_through_is_drawn_in_a_thread() -> None:
    """The library recurses; the stack of a thread may be smaller than that of the process."""
    from concurrent.futures import ThreadPoolExecutor

    deep = drawn('<g opacity=".9">' * 20 + "<g>" * 25 + '<rect width="9" height="9"/>' + "</g>" * 45)
    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(decoded, deep).result().first.getchannel("A").getbbox()
