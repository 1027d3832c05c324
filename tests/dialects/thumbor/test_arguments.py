"""Arguments of filters: read strictly, and an error names the filter, the place and what should be there."""

import pytest

from handler.dialects.thumbor.arguments import Arguments, colour_text
from handler.errors import InvalidParameter


def test_numbers_flags_and_texts_are_read() -> None:
    given = Arguments("a", ("7", "-0.5", "True", "", "b"))
    assert (given.whole(0), given.number(1), given.flag(2, default=False), given.text(4)) == (7, -0.5, True, "b")
    assert (given.whole(3, 5), given.flag(3, default=True), given.text(9, "c")) == (5, True, "c")
    assert (given.has(3), given.has(9)) == (False, False)


@pytest.mark.parametrize(
    ("said", "canonical"),
    [
        ("red", "ff0000"),
        ("F00", "ff0000"),
        ("#ff0000", "ff0000"),
        ("ff000080", "80ff0000"),
        ("f008", "88ff0000"),
        ("ff0000ff", "ff0000"),
        ("transparent", "00000000"),
        ("beige", "f5f5dc"),
    ],
)
def test_a_colour_has_its_alpha_at_the_end(said: str, canonical: str) -> None:
    assert Arguments("a", (said,)).colour(0) == canonical
    assert Arguments("a", (colour_text(canonical),)).colour(0) == canonical


@pytest.mark.parametrize(
    ("texts", "read", "said"),
    [
        (("1e2",), "whole", "a: argument 1, '1e2': must be a whole number"),
        (("٣",), "number", "must be a number"),
        ((), "whole", "a: argument 1, '': must be a whole number"),
        (("reed",), "colour", "did you mean red"),
    ],
)
def test_what_cannot_be_read_is_blamed_by_name(texts: tuple[str, ...], read: str, said: str) -> None:
    with pytest.raises(InvalidParameter, match=said) as raised:
        getattr(Arguments("a", texts), read)(0)
    assert raised.value.facts["parameter"] == "a"


def test_a_flag_is_true_or_false() -> None:
    with pytest.raises(InvalidParameter, match="true or false"):
        Arguments("a", ("yes",)).flag(0, default=True)
