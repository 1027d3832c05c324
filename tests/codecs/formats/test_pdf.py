"""PDF: a page as a picture, in the size that is needed."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from handler.core.geometry import Size
from handler.errors import InvalidParameter, UnacceptedKind
from tests.support.hostile.extras import samples
from tests.support.images.image_files import apart, decoded, opened, stored

RED, BLUE, GREEN, WHITE = (255, 0, 0), (0, 0, 255), (0, 255, 0), (255, 255, 255)


def test_a_page_is_drawn_on_white() -> None:
    found = decoded(stored("photo.pdf")).first
    assert (found.mode, found.size) == ("RGB", (2048, 1365))
    assert [found.getpixel(at) for at in ((100, 1200), (1900, 100), (100, 100))] == [RED, BLUE, WHITE]


def test_another_page_is_asked_for_by_its_number_and_shown_as_it_is_turned() -> None:
    with opened(stored("pages.pdf"), frame=1) as picture:
        assert (picture.size, picture.frames, picture.animated) == ((1365, 2048), 2, False)
        found = picture.decode(picture.size, moving=False).first
    assert (found.getpixel((100, 100)), found.getpixel((1200, 1900))) == (GREEN, WHITE)
    with pytest.raises(InvalidParameter, match=r"2 frames, 0 to 1"), opened(stored("pages.pdf"), frame=2):
        pass


@pytest.mark.parametrize("side", [30, 300])
def test_it_is_drawn_no_larger_than_it_is_needed(side: int) -> None:
    with opened(stored("photo.pdf")) as picture:
        whole = picture.decode(picture.size, moving=False).first
        small = picture.decode(Size(side, side * 2 // 3), moving=False).first
    assert side <= small.width <= 2 * side + 2
    assert apart(small, whole.resize(small.size, 4)) < 6


def test_pages_drawn_by_several_threads_at_once_are_the_same() -> None:
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda _: decoded(stored("photo.pdf")).first.resize((9, 6)).tobytes(), range(8)))
    assert len(set(found)) == 1


def test_a_password_is_named() -> None:
    secret = next(sample for sample in samples() if sample.name == "pdf-password.pdf")
    with pytest.raises(UnacceptedKind, match="password"), opened(secret.data):
        pass
