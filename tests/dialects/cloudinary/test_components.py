"""Components: where the transformation ends and the key begins."""

import pytest

from handler.dialects.cloudinary.components import (
    Transformation,
    reads_as_component,
    real_number,
    taken_apart,
    whole_number,
)
from handler.errors import ImageError, InvalidParameter

PATHS = (
    ("a.jpg", ("", "", (), "", "a.jpg")),
    ("", ("", "", (), "", "")),
    ("w_300/a.jpg", ("", "", ("w_300",), "", "a.jpg")),
    ("image/upload/a/b.jpg", ("upload", "", (), "", "a/b.jpg")),
    ("demo/image/upload/w_3,h_4/e_sepia/v12/a.jpg", ("upload", "", ("w_3,h_4", "e_sepia"), "v12", "a.jpg")),
    ("image/fetch/w_3/http://x/a.jpg", ("fetch", "", ("w_3",), "", "http://x/a.jpg")),
    ("image/raw/a.jpg", ("", "", (), "", "image/raw/a.jpg")),
    ("image/upload", ("upload", "", (), "", "")),
    ("s--AbCd--/w_3/a.jpg", ("", "s--AbCd--", ("w_3",), "", "a.jpg")),
    ("s----/a.jpg", ("", "", (), "", "s----/a.jpg")),
    ("w_3/s--AbCd--/a.jpg", ("", "", ("w_3",), "", "s--AbCd--/a.jpg")),
    ("my_folder/a_b.jpg", ("", "", (), "", "my_folder/a_b.jpg")),
    ("v1/w_3/a.jpg", ("", "", (), "v1", "w_3/a.jpg")),
    ("v1", ("", "", (), "", "v1")),
    ("vacation/a.jpg", ("", "", (), "", "vacation/a.jpg")),
    ("w_3", ("", "", (), "", "w_3")),
    ("w_3,more/a.jpg", ("", "", (), "", "w_3,more/a.jpg")),
)


def test_a_path_is_taken_apart() -> None:
    for path, parts in PATHS:
        assert tuple(taken_apart(path)) == parts, path
    assert [reads_as_component(key) for key in ("w_3/a", "a/w_3", "w_3")] == [True, False, True]


def test_what_is_read_is_taken_out() -> None:
    part = Transformation("w_3,h_4")
    assert (part.take("w"), part.take("w"), part.take("x")) == ("3", None, None)
    with pytest.raises(InvalidParameter, match=r"h_4: says nothing in w_3,h_4; .*v1/"):
        part.check_empty()
    part.take("h")
    part.check_empty()
    with pytest.raises(InvalidParameter, match="named transformations"):
        Transformation("t_thumb").check_empty()


def test_numbers_are_plain() -> None:
    assert (whole_number("w", "3"), real_number("w", "0.5")) == (3, 0.5)


@pytest.mark.parametrize(
    ("call", "word"),
    [
        (lambda: Transformation("w_3,zz_4"), "zz"),
        (lambda: Transformation("w_3,w_4"), "more than once"),
        (lambda: taken_apart("$w_3/a.jpg"), "variables"),
        (lambda: whole_number("w", "3.5"), "whole number"),
        (lambda: real_number("w", "1e2"), "must be a number"),
    ],
)
def test_what_is_wrong_is_named(call: object, word: str) -> None:
    assert callable(call)
    with pytest.raises(ImageError, match=word):
        call()
