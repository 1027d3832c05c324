"""Outputs: format and quality of these dialects, and a quality that a format has not."""

import pytest

from handler.core.delivery import Delivery
from handler.core.output import Output
from handler.core.source import Stored
from handler.dialects.interface import PictureReply
from handler.dialects.located.outputs import located_output, output_said
from handler.errors import InvalidParameter
from handler.recipe import Recipe


def test_a_quality_beside_a_format_without_one_says_nothing() -> None:
    assert located_output("fm", "png", "png", 30) == Output(formats=("png",))
    assert located_output("fm", "webp", "webp", 30) == Output(formats=("webp",), quality=30)
    assert located_output("fm", "", None, 30) == Output(quality=30)
    assert located_output("fm", "", None, None) == Output()


def test_a_format_that_is_none_is_blamed_on_the_word() -> None:
    with pytest.raises(InvalidParameter, match="fm=bmp"):
        located_output("fm", "bmp", "bmp", None)


def test_what_is_the_default_is_not_said() -> None:
    def said(output: Output, *, negotiable: bool) -> dict[str, object]:
        recipe = Recipe(source=Stored(key="a"), output=output)
        return output_said(PictureReply(recipe, Delivery(negotiable=negotiable)), {"jpeg": "jpg"})

    assert said(Output(), negotiable=True) == {}
    assert said(Output(quality=9), negotiable=False) == {"quality": 9}
    assert said(Output(formats=("jpg",)), negotiable=False) == {"format": "jpeg"}
    assert said(Output(formats=("gif",)), negotiable=False) == {"format": None}
