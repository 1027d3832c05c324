"""Resizing: sizes are those that sharp itself gives, and what sharp would not look at is refused."""

from typing import Any

import pytest

from handler.core.geometry import Size
from handler.dialects.aws.resizing import resize_of, written_resize
from handler.errors import InvalidParameter

SOURCE = Size(600, 400)
BOTH = {"width": 300, "height": 300}
SIZES: tuple[tuple[dict[str, Any], tuple[int, int]], ...] = (
    ({"width": 300}, (300, 200)),
    ({"height": 300, "fit": "contain"}, (450, 300)),
    (BOTH, (300, 300)),
    ({**BOTH, "fit": "contain"}, (300, 300)),
    ({**BOTH, "fit": "fill"}, (300, 300)),
    ({"width": 300, "fit": "fill"}, (300, 400)),
    ({"height": 100, "fit": "fill"}, (600, 100)),
    ({**BOTH, "fit": "inside"}, (300, 200)),
    ({**BOTH, "fit": "outside"}, (450, 300)),
    ({"width": 1000, "height": 500, "fit": "outside"}, (1000, 667)),
    ({"width": 900, "height": 900, "fit": "inside"}, (900, 600)),
    ({"width": 900, "height": 900, "fit": "inside", "withoutEnlargement": True}, (600, 400)),
    ({"width": 1000, "height": 1000, "fit": "contain", "withoutEnlargement": True}, (1000, 1000)),
    ({"width": 900, "withoutEnlargement": True, "fit": "outside"}, (600, 400)),
    ({"width": 1000, "height": 1000, "withoutEnlargement": True}, (600, 400)),
    ({"width": 1000, "height": 300, "withoutEnlargement": True}, (600, 300)),
    ({"ratio": 0.5}, (300, 200)),
    ({**BOTH, "ratio": 0.5}, (150, 100)),
    ({**BOTH, "ratio": 0.5, "fit": "outside"}, (225, 150)),
    ({"width": 300, "height": None, "position": "center", "fit": "outside"}, (300, 200)),
)
"""What sharp 0.35 made of a picture of 600 x 400."""


def test_sizes_are_sharps() -> None:
    for said, size in SIZES:
        resize = resize_of(said)
        assert resize is not None
        assert resize.size(SOURCE) == size, said
        assert resize_of(written_resize(resize)) == resize, said


def test_a_crop_keeps_what_the_position_names() -> None:
    for name, kept in (
        ("position", ("top", "right")),
        ("gravity", ("bottom",)),
        ("strategy", ("smart",)),
        ("position", ("entropy",)),
        ("position", ()),
    ):
        words = {("top", "right"): "right top", ("bottom",): "south", ("smart",): "attention", (): "centre"}
        resize = resize_of({**BOTH, name: words.get(kept, "entropy")})
        assert resize is not None
        assert resize.crop == kept
        assert resize_of(written_resize(resize)) == resize


def test_contain_is_black_unless_it_says_otherwise() -> None:
    for said, colour in ({}, "000000"), ({"background": "#fff"}, "ffffff"), ({"background": {"alpha": 0}}, "00000000"):
        resize = resize_of({**BOTH, "fit": "contain", **said})
        assert resize is not None
        assert resize.bg == colour
        assert resize_of(written_resize(resize)) == resize


def test_nothing_is_asked_by_an_empty_object() -> None:
    assert resize_of({}) is None


def test_faces_are_kept_where_the_size_is_said() -> None:
    for faces, index in ((0, None), (2, 2)):
        resize = resize_of(BOTH, faces=faces)
        assert resize is not None
        assert (resize.fit, resize.faceindex) == ("facearea", index)
    for said in ({"width": 300}, {**BOTH, "fit": "contain"}, {**BOTH, "position": "top"}):
        with pytest.raises(InvalidParameter, match="smartCrop"):
            resize_of(said, faces=0)


@pytest.mark.parametrize(
    ("said", "word"),
    [
        ({"fit": "inside"}, "fit"),
        ({**BOTH, "fit": "covers"}, "covers"),
        ({**BOTH, "position": "upper"}, "upper"),
        ({**BOTH, "position": "top", "gravity": "north"}, "gravity"),
        ({"width": 300, "position": "top"}, "position"),
        ({**BOTH, "fit": "inside", "position": "top"}, "position"),
        ({**BOTH, "background": "#fff"}, "background"),
        ({"width": 300, "background": "#fff"}, "background"),
        ({**BOTH, "fit": "fill", "withoutEnlargement": True}, "withoutEnlargement"),
        ({**BOTH, "fit": "outside", "withoutEnlargement": True}, "withoutEnlargement"),
        ({**BOTH, "kernel": "nearest"}, "kernel"),
        ({"width": 300, "ratio": 0.5}, "ratio"),
        ({"ratio": 2}, "ratio"),
        ({"width": 0}, "resize"),
    ],
)
def test_what_says_nothing_is_refused(said: dict[str, Any], word: str) -> None:
    with pytest.raises(InvalidParameter, match=word):
        resize_of(said)
