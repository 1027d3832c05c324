"""The door at the root: what scanners ask for is no picture, before the store is asked; what clients ask for is one."""

import pytest

from handler.dialects.root import check_name, check_root
from handler.errors import ImageError, NotFound
from tests.support.requests.junk_paths import JUNK

PICTURES = ("cat.jpg", "a/b/CAT.JPEG", "a.b.c.webp", "x%20y.tif", "%C3%A9.avif", "photo.jpg.png", "a.heic")


@pytest.mark.parametrize("path", [*JUNK, ""])
def test_junk_is_not_found(path: str) -> None:
    with pytest.raises(NotFound, match="there is no such path"):
        check_root(path.encode(), "", keyed=True)


@pytest.mark.parametrize("path", PICTURES)
def test_pictures_pass(path: str) -> None:
    check_root(path.encode(), "", keyed=True)


def test_a_dialect_with_a_grammar_judges_its_paths_itself_but_for_hidden_files() -> None:
    check_root(b"unsafe/300x200/abc", "", keyed=False)
    with pytest.raises(NotFound, match="begins with a dot"):
        check_root(b".env", "", keyed=False)
    with pytest.raises(ImageError):
        check_root(b"%ff", "", keyed=False)


def test_a_key_without_an_extension_is_asked_for_something_and_one_with_another_never() -> None:
    check_root(b"photo-1500", "w=300", keyed=True)
    for path, query in ((b"photo-1500", ""), (b"wp-login.php", "w=300"), (b"a/", "w=300"), (b"", "w=300")):
        with pytest.raises(NotFound):
            check_root(path, query, keyed=True)


@pytest.mark.parametrize("key", ["wp-login.php", "a/favicon.ico", "robots.txt", "a.jpg/b.php", "a."])
def test_a_file_that_is_no_picture_is_told_by_its_name(key: str) -> None:
    with pytest.raises(NotFound, match="there is no such path"):
        check_name(key)


@pytest.mark.parametrize("key", ["cat.jpg", "a.b/photo-1500", "a/b.TIFF", "admin"])
def test_a_name_of_a_picture_or_of_none_passes(key: str) -> None:
    check_name(key)
