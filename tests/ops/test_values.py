"""The kinds of value that operations take: colours and lengths."""

import pytest
from PIL import Image
from pydantic import TypeAdapter, ValidationError

from handler.ops.values import Colour, Length, rgba

COLOUR: TypeAdapter[str] = TypeAdapter(Colour)
LENGTH: TypeAdapter[float] = TypeAdapter(Length)


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("FFF", "ffffff"),
        ("1d3557", "1d3557"),
        ("8f00", "88ff0000"),
        ("ff1d3557", "1d3557"),
        ("80FF6347", "80ff6347"),
        ("Tomato", "ff6347"),
        ("lightgoldenrodyellow", "fafad2"),
    ],
)
def test_every_spelling_of_a_colour_has_one_canonical_form(text: str, canonical: str) -> None:
    assert COLOUR.validate_python(text) == canonical
    assert COLOUR.validate_python(canonical) == canonical


@pytest.mark.parametrize("name", ["white", "teal"])
def test_a_colour_keeps_its_name_when_something_was_painted_in_it(name: str) -> None:
    """Pillow replaces a name's text in its table by numbers, the first time that it is used."""
    Image.new("RGB", (1, 1), name)
    assert COLOUR.validate_python(name) in {"ffffff", "008080"}


@pytest.mark.parametrize(
    "text", ["", "#fff", "12", "12345", "ggg", "nothing", "rgb(1,2,3)", "hsl(0,0%,0%)", "f" * 1000, "٣٣٣"]
)
def test_what_is_no_colour_is_refused(text: str) -> None:
    with pytest.raises(ValidationError, match="a colour is a CSS name"):
        COLOUR.validate_python(text)


def test_alpha_comes_first() -> None:
    assert rgba("80ff6347") == (255, 99, 71, 128)
    assert rgba("ff6347") == (255, 99, 71, 255)


def test_an_int_is_pixels_and_a_float_a_ratio() -> None:
    assert [type(LENGTH.validate_json(text)) for text in ("1", "1.0", "8192", "0.5")] == [int, float, int, float]


@pytest.mark.parametrize("text", ["0", "0.0", "-1", "1.5", "8193", "true"])
def test_lengths_outside_their_range_are_refused(text: str) -> None:
    with pytest.raises(ValidationError):
        LENGTH.validate_json(text, strict=True)
