"""Options: known names in one spelling, each once, and a reason for each that is refused."""

from pathlib import Path

import pytest

from handler.dialects.cloudflare.options import ALIASES, REFUSED, SUPPORTED, read_options
from handler.errors import InvalidParameter, InvalidRequest, RepeatedParameter, UnknownParameter


def test_options_are_parted_at_commas_outside_of_brackets() -> None:
    assert read_options("w=3,background=rgb(1,2,3),f=auto") == {
        "width": "3",
        "background": "rgb(1,2,3)",
        "format": "auto",
    }
    assert read_options("background=),w=3") == {"background": ")", "width": "3"}


def test_every_alias_is_one_option_and_repeats_it() -> None:
    for alias, name in ALIASES.items():
        assert read_options(f"{alias}=1") == {name: "1"}
        with pytest.raises(RepeatedParameter, match=f"{name} is given more than once"):
            read_options(f"{name}=1,{alias}=1")


def test_what_is_not_supported_is_refused_by_name() -> None:
    assert not REFUSED.keys() & {*SUPPORTED, *ALIASES}
    for name, why in REFUSED.items():
        with pytest.raises(UnknownParameter, match=why) as caught:
            read_options(f"{name}=1")
        assert caught.value.facts["parameter"] == name
    with pytest.raises(UnknownParameter, match="there is no option 'widht'; did you mean width"):
        read_options("widht=3")
    with pytest.raises(InvalidParameter, match="w has no value"):
        read_options("w=")


def test_a_picture_without_options_is_told_where_they_belong() -> None:
    for text in ("", "cat.jpg", "w=3,", "w=3,,h=3"):
        with pytest.raises(InvalidRequest, match="the options come first"):
            read_options(text)


def test_the_page_has_a_row_for_every_option() -> None:
    page = (Path(__file__).parents[3] / "docs" / "cloudflare.md").read_text()
    names = {
        name: ", ".join(f"`{each}`" for each in (name, *(a for a in ALIASES if ALIASES[a] == name)))
        for name in SUPPORTED
    }
    rows = [f"| {names[name]} | {values} |" for name, values in SUPPORTED.items()]
    assert [
        row for row in (*rows, *(f"| `{name}` | {why} |" for name, why in REFUSED.items())) if row not in page
    ] == []
