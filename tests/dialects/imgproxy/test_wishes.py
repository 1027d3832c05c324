"""Wishes: options become values by their long names, and what is unknown, refused or repeated is named."""

import pytest

from handler.dialects.imgproxy.options import REFUSED
from handler.dialects.imgproxy.readers import Gravity
from handler.dialects.imgproxy.wishes import read_wishes
from handler.errors import RepeatedParameter, UnknownParameter


def test_an_option_of_several_says_each_that_it_names() -> None:
    assert read_wishes((("rs", "fill", "300", "", "1", "1", "ce"),)) == {
        "resizing_type": "fill",
        "width": 300,
        "enlarge": True,
        "extend": True,
    }
    assert read_wishes((("s", "3", "4", "0", ""), ("g", "no"))) == {
        "width": 3,
        "height": 4,
        "enlarge": False,
        "gravity": Gravity("no"),
    }


def test_what_is_said_later_counts_but_nothing_is_said_twice_by_one_name() -> None:
    assert read_wishes((("rs", "fit", "3", "4"), ("w", "5"))) == {"resizing_type": "fit", "width": 5, "height": 4}
    with pytest.raises(RepeatedParameter, match="width is given more than once"):
        read_wishes((("w", "3"), ("width", "4")))


def test_what_is_unknown_or_refused_is_named() -> None:
    for name, why in REFUSED.items():
        with pytest.raises(UnknownParameter, match=why.split(";")[0]):
            read_wishes(((name, "1"),))
    with pytest.raises(UnknownParameter, match="there is no option 'widht'; did you mean width"):
        read_wishes((("widht", "1"),))
