"""Sizes: those that ipx 3.1.1 made of a picture of 600 x 400, and what differs by name."""

import pytest

from handler.core.geometry import Size
from handler.dialects.ipx.effects import before_the_size
from handler.dialects.ipx.modifiers import read_modifiers
from handler.dialects.ipx.sizes import asked_size, modifiers_of_size
from handler.errors import InvalidParameter
from handler.ops.resize import Resize

SIZES = {
    # What ipx 3.1.1 with sharp made, run on 27 November 2026.
    "w_300": (300, 200),
    "w_1000": (600, 400),
    "w_1000,enlarge_true": (1000, 667),
    "w_300,h_300": (300, 200),
    "h_100": (150, 100),
    "s_300x300": (300, 300),
    "s_300": (300, 300),
    "s_1000x1000": (400, 400),
    "s_1000x200": (600, 120),
    "s_1000x1000,enlarge_true": (1000, 1000),
    "fit_contain,s_300x300": (300, 300),
    "fit_inside,s_300x300": (300, 200),
    "fit_inside,s_1000x1000,enlarge_true": (1000, 667),
    "fit_outside,s_300x300": (450, 300),
    "fit_fill,s_300x300": (300, 300),
    "fit_fill,s_1000x200": (600, 120),
    "crop_10_20_100_50": (100, 50),
    "crop_10_20_100_50,w_50": (50, 25),
    "extract_10_20_100_50,s_50x50": (50, 50),
    "rotate_90": (400, 600),
    "rotate_90,w_100": (100, 150),
    "rotate_90,s_100x50": (100, 50),
    "rotate_30,w_100": (100, 90),
    "pos_top,s_30x30": (30, 30),
    "s_300x300,w_100": (100, 67),
    "s_300x300,h_100": (300, 300),
    "flip,flop": (600, 400),
}
DIFFERING = {
    # What it makes of a box that is larger than the picture, and what we do.
    "fit_contain,s_1000x1000": ((400, 400), (1000, 1000)),
    "fit_inside,s_1000x1000": ((400, 267), (600, 400)),
    "fit_inside,s_1000x200": ((180, 120), (300, 200)),
    "fit_outside,s_1000x1000": ((600, 400), (1500, 1000)),
}


def result(text: str) -> Size:
    modifiers = read_modifiers(text)
    size = Size(600, 400)
    for op in (*before_the_size(modifiers), *asked_size(modifiers)):
        size = op.size(size)
    return size


def test_sizes_are_those_of_ipx() -> None:
    for text, size in SIZES.items():
        assert result(text) == pytest.approx(size, abs=1 if "rotate_30" in text else 0), text


def test_a_box_larger_than_the_picture_is_not_made_smaller_but_for_cover_and_fill() -> None:
    for text, (theirs, ours) in DIFFERING.items():
        assert result(text) == ours != theirs


def test_a_resize_is_said_as_it_was() -> None:
    for text in [*SIZES, *DIFFERING, "pos_right top,s_30x20", "pos_attention,s_30x20", "pos_northwest,s_30x20"]:
        for op in asked_size(read_modifiers(text)):
            assert asked_size(read_modifiers(",".join(modifiers_of_size(op)))) == [op], text


def test_a_position_is_a_crop_where_something_is_cut() -> None:
    for text, crop in (
        ("center", ()),
        ("north", ("top",)),
        ("right bottom", ("right", "bottom")),
        ("entropy", ("entropy",)),
        ("attention", ("smart",)),
    ):
        assert asked_size(read_modifiers(f"s_30x20,pos_{text}")) == [
            Resize.model_validate({"w": 30, "h": 20, "fit": "min", "crop": crop})
        ]
        assert asked_size(read_modifiers(f"w_30,pos_{text}")) == [Resize(w=30)]
        assert asked_size(read_modifiers(f"fit_fill,s_30x20,pos_{text}")) == [Resize(w=30, h=20, fit="scalemax")]


def test_room_beside_a_picture_is_black_or_as_it_is_said() -> None:
    for text, colour in (("", "000000"), (",b_ff0000", "ff0000"), (",background_red", "ff0000"), (",b_fff", "ffffff")):
        (op,) = asked_size(read_modifiers(f"fit_contain,s_30x20{text}"))
        assert op.bg == colour


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("w_0", "width=0: must be 1 to"),
        ("s_x100", "resize=: must be a whole number"),
        ("s_100x", "resize=: must be a whole number"),
        ("s_1x2x3", "resize=2x3: must be a whole number"),
        ("fit_crop,s_3", "fit=crop: must be cover"),
        ("pos_up,s_3", "position=up: must be"),
        ("fit_contain,pos_top,s_3", "position=top: goes with fit=cover"),
        ("fit_contain,s_3,b_reddish", "background=reddish: must be a colour"),
    ],
)
def test_what_is_no_size_is_refused_by_name(text: str, said: str) -> None:
    with pytest.raises(InvalidParameter, match=said):
        asked_size(read_modifiers(text))
