"""The kinds of value that operations take: colours and lengths."""

from pathlib import Path
from urllib.parse import unquote

import pytest
from PIL import Image
from pydantic import TypeAdapter, ValidationError

from handler.core.colours import EXAMPLES, canonical_colour, rgba
from handler.core.params import Colour, Length

COLOUR: TypeAdapter[str] = TypeAdapter(Colour)
LENGTH: TypeAdapter[float] = TypeAdapter(Length)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("FFF", "ffffff"),
        ("1d3557", "1d3557"),
        ("8f00", "88ff0000"),
        ("ff1d3557", "1d3557"),
        ("80FF6347", "80ff6347"),
        ("Tomato", "ff6347"),
        ("lightgoldenrodyellow", "fafad2"),
        ("#FFF", "ffffff"),
        ("#80ff6347", "80ff6347"),
        ("transparent", "00000000"),
        ("TRANSPARENT", "00000000"),
    ],
)
def test_every_spelling_of_a_colour_has_one_canonical_form(text: str, kept: str) -> None:
    assert COLOUR.validate_python(text) == kept
    assert COLOUR.validate_python(kept) == kept


@pytest.mark.parametrize("name", ["white", "teal"])
def test_a_colour_keeps_its_name_when_something_was_painted_in_it(name: str) -> None:
    """Pillow replaces a name's text in its table by numbers, the first time that it is used."""
    Image.new("RGB", (1, 1), name)
    assert COLOUR.validate_python(name) in {"ffffff", "008080"}


@pytest.mark.parametrize(
    "text", ["", "#", "##fff", "#tomato", "12", "12345", "ggg", "nothing", "fff#", "f" * 1000, "٣٣٣", " fff"]
)
def test_what_is_no_colour_is_refused(text: str) -> None:
    with pytest.raises(ValidationError, match="a colour is a CSS name"):
        COLOUR.validate_python(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("rgb(255, 99, 71)", "here ff6347, not as rgb()"),
        ("RGBA(255,0,0,.5)", "here 80ff0000, not as rgba()"),
        ("rgb(255 0 0 / 1)", "here ff0000, not as rgb()"),
        ("rgb(1,2,3", "here 010203, not as rgb()"),
        ("rgb(300,0,0)", "in hexadecimal digits, not as rgb()"),
        ("rgb(10%,0%,0%)", "in hexadecimal digits, not as rgb()"),
        ("rgb(1,2)", "in hexadecimal digits, not as rgb()"),
        ("hsl(0,0%,0%)", "in hexadecimal digits, not as hsl()"),
        ("tomatoe", "did you mean tomato?"),
        ("grean", "did you mean green?"),
    ],
)
def test_another_way_to_write_a_colour_is_answered_with_ours(text: str, expected: str) -> None:
    with pytest.raises(ValidationError) as caught:
        COLOUR.validate_python(text)
    assert expected in str(caught.value)


def test_every_example_of_the_reference_is_a_colour() -> None:
    for examples in EXAMPLES.values():
        assert len({canonical_colour(unquote(text)) for text in examples}) == 1


def test_one_module_alone_reads_colours() -> None:
    handler = Path(__file__).parents[2] / "handler"
    readers = {path.name for path in handler.rglob("*.py") if "getrgb" in path.read_text()}
    assert readers == {"colours.py"}


def test_alpha_comes_first() -> None:
    assert rgba("80ff6347") == (255, 99, 71, 128)
    assert rgba("ff6347") == (255, 99, 71, 255)


def test_an_int_is_pixels_and_a_float_a_ratio() -> None:
    assert [type(LENGTH.validate_json(text)) for text in ("1", "1.0", "8192", "0.5")] == [int, float, int, float]


@pytest.mark.parametrize("text", ["0", "0.0", "-1", "1.5", "8193", "true"])
def test_lengths_outside_their_range_are_refused(text: str) -> None:
    with pytest.raises(ValidationError):
        LENGTH.validate_json(text, strict=True)
