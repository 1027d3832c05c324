"""Names of fonts: a family, then styles."""

import pytest
from pydantic import TypeAdapter, ValidationError

from handler.typography.names import FontName

NAMES: TypeAdapter[tuple[str, ...]] = TypeAdapter(FontName)


@pytest.mark.parametrize(
    ("words", "name"),
    [
        (("serif",), ("serif",)),
        (("bold",), ("sans-serif", "bold")),
        (("Italic", "Noto Sans", "BOLD"), ("Noto Sans", "bold", "italic")),
    ],
)
def test_a_name_is_a_family_and_its_styles_in_one_order(words: tuple[str, ...], name: tuple[str, ...]) -> None:
    assert NAMES.validate_python(words) == name


@pytest.mark.parametrize(
    "words", [(), ("",), ("a", "b"), ("a", "bold", "bold"), ("../a",), ("a/b",), (".a",), ("a" * 65,), ("\u65e5",)]
)
def test_what_names_no_file_is_refused(words: tuple[str, ...]) -> None:
    with pytest.raises(ValidationError):
        NAMES.validate_python(words)
