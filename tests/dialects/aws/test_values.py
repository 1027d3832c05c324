"""Values of the solution's JSON: what each may be, and that an error has the path of its member."""

import pytest

from handler.dialects.aws import values
from handler.errors import InvalidParameter, UnknownParameter


def test_numbers_are_read_as_sharp_reads_them() -> None:
    assert [values.number_of("w", value) for value in (3, 2.5, "2.5", "-3")] == [3, 2.5, 2.5, -3]
    assert [values.whole_value("w", value) for value in (2.5, 2.4, "300", -0.5)] == [3, 2, 300, 0]
    assert [values.shortest(value) for value in (2.0, 2.5, 3)] == [2, 2.5, 3]
    wrong: tuple[object, ...] = (True, None, "1e2", "+3", "٣", "", [], {}, float("nan"), float("inf"), 10**9)
    for value in wrong:
        with pytest.raises(InvalidParameter, match="must be a"):
            values.number_of("w", value)


def test_switches_and_texts_are_just_these() -> None:
    assert (values.switch_of("w", value=True), values.text_of("w", "a")) == (True, "a")
    for value in (1, None):
        with pytest.raises(InvalidParameter):
            values.switch_of("w", value)
        with pytest.raises(InvalidParameter):
            values.text_of("w", value)


def test_an_object_has_known_members() -> None:
    assert values.object_of("w", {"a": 1, "b": None}, ("a", "b")) == {"a": 1}
    with pytest.raises(UnknownParameter, match=r"w\.hieght.*did you mean w\.height"):
        values.object_of("w", {"hieght": 1}, ("height",))
    with pytest.raises(InvalidParameter, match="must be an object"):
        values.object_of("w", [], ("a",))


@pytest.mark.parametrize(
    ("value", "colour"),
    [
        ({"r": 255, "g": 128, "b": 0}, "ff8000"),
        ({"r": 255, "alpha": 0.5}, "80ff0000"),
        ({"r": 1, "alpha": 1}, "010000"),
        ("#ff000080", "80ff0000"),
        ("tomato", "ff6347"),
    ],
)
def test_a_colour_is_a_text_or_an_object(value: object, colour: str) -> None:
    assert values.colour_of("w", value) == colour
    assert values.colour_of("w", dict(values.written_colour(colour))) == colour


def test_no_other_value_is_a_colour() -> None:
    for value in ("reddish", {"r": 256}, {"alpha": 2}, {"red": 1}, 3, None):
        with pytest.raises(InvalidParameter):
            values.colour_of("w", value)
