"""wsrv's sizes: lengths in pixels and percent, and the order of turning, sizing and cutting."""

import pytest

from handler.core.source import Stored
from handler.dialects.located.wsrv import address
from handler.dialects.located.wsrv.geometry import length_said, resize_said, wsrv_length
from handler.errors import InvalidParameter
from handler.ops.flip import Flip
from handler.ops.rect import Rect
from handler.ops.resize import Resize
from handler.ops.rotate import Rotate
from handler.ops.trim import Trim
from tests.support.requests.located_urls import read


def test_lengths_are_pixels_or_percent() -> None:
    lengths: dict[str, float] = {"300": 300, "50%": 0.5, "33.3%": 0.333, "7%": 0.07, "100%": 1.0}
    assert {text: wsrv_length("w", text) for text in lengths} == lengths
    assert [length_said(value) for value in lengths.values()] == list(lengths)
    assert length_said(None) == ""
    for text in ("3.5", "%", "1e2", "--5%", "5%%"):
        with pytest.raises(InvalidParameter, match="w="):
            wsrv_length("w", text)


def test_a_part_is_cut_after_resizing_and_before_it_where_that_is_said() -> None:
    after = read(address, "url=/a.jpg&trim&ro=90&flop&w=9&cx=1&cy=2&cw=3&ch=4&n=-1").recipe
    turned = (Trim(mode="auto"), Rotate(angle=90.0), Flip(axis="h"))
    part, size = Rect(box=(1, 2, 3, 4)), Resize(w=9, fit="clip")
    assert (after.ops, after.source) == ((*turned, size, part), Stored(key="a.jpg"))
    before = read(address, "url=/a.jpg&trim&ro=90&flop&w=9&cx=1&cy=2&cw=3&ch=4&precrop").recipe
    assert before.ops == (*turned, part, size)


def test_other_angles_than_quarter_turns_come_after_the_size() -> None:
    found = read(address, "url=/a.jpg&ro=-30&rbg=red&w=9").recipe
    assert found.ops == (Resize(w=9, fit="clip"), Rotate(angle=330.0, bg="ff0000"))


def test_the_colour_beside_a_picture_is_no_colour_under_it() -> None:
    found = read(address, "url=/a.jpg&w=3&h=2&fit=contain&cbg=red&we")
    assert found.recipe.ops == (Resize(w=3, h=2, fit="fillmax", bg="ff0000"),)
    assert read(address, address.write(found).removeprefix("?")) == found


def test_a_resize_that_has_no_words_is_still_told_as_far_as_it_goes() -> None:
    told = resize_said(Resize(w=3, h=2, fit="crop", crop=("left", "top")))
    assert (told["fit"], told["a"]) == ("cover", "center")
    assert resize_said(Resize(w=3, h=2, fit="facearea"))["fit"] == "inside"
