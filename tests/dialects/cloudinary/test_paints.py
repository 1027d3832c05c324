"""Paints: names, and digits with the alpha last."""

import pytest

from handler.dialects.cloudinary.paints import read_paint, written_paint
from handler.errors import InvalidParameter


def test_a_colour_is_read_and_written() -> None:
    said = {"red": "ff0000", "rgb:f00": "ff0000", "rgb:FF000080": "80ff0000", "rgb:f008": "88ff0000"}
    for text, colour in said.items():
        assert read_paint("b", text) == colour
        assert read_paint("b", written_paint(colour)) == colour
    with pytest.raises(InvalidParameter, match="b_auto"):
        read_paint("b", "auto")
