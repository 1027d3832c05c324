"""Modifiers: known names in one spelling, each once, and a reason for each that is refused."""

from pathlib import Path

import pytest

from handler.dialects.ipx.modifiers import ALIASES, REFUSED, SUPPORTED, SWITCHES, read_modifiers
from handler.errors import InvalidParameter, InvalidRequest, RepeatedParameter, UnknownParameter


def test_modifiers_are_parted_at_commas_or_ampersands_and_their_values_at_three_signs() -> None:
    expected = {"width": ("300",), "extract": ("1", "2", "3", "4"), "flip": ()}
    for text in ("w_300,crop_1_2_3_4,flip", "w=300&extract:1:2:3:4&flip_true", "w:300,crop_1=2:3_4,flip_1"):
        assert read_modifiers(text) == expected
    assert read_modifiers("_") == {}


def test_every_alias_is_one_modifier_and_repeats_it() -> None:
    for alias, name in ALIASES.items():
        value = "_1_2_3_4" if name == "extract" else "_1"
        assert set(read_modifiers(alias + value)) == {name}
        with pytest.raises(RepeatedParameter, match=f"{name} is given more than once"):
            read_modifiers(f"{name}{value},{alias}{value}")


def test_what_is_not_supported_is_refused_by_name() -> None:
    assert not REFUSED.keys() & {*SUPPORTED, *ALIASES}
    assert set(SUPPORTED) > SWITCHES
    for name, why in REFUSED.items():
        with pytest.raises(UnknownParameter, match=why):
            read_modifiers(f"{name}_1")
    for text, said in (
        ("widht_3", "there is no modifier 'widht'; did you mean width"),
        ("w", "w takes one value"),
        ("w_3_4", "w takes one value"),
        ("s_", "s takes one value"),
        ("crop_1_2_3", "crop takes four values"),
        ("crop_1_2_3_", "crop takes four values"),
        ("flip_false", "flip is flip_true, or is not there"),
        ("flip_true_1", "flip is flip_true"),
        ("w_3,", "there is no modifier ''"),
    ):
        with pytest.raises(InvalidParameter, match=said):
            read_modifiers(text)
    with pytest.raises(InvalidRequest, match="the modifiers come first"):
        read_modifiers("")


def test_the_page_has_a_row_for_every_modifier() -> None:
    page = (Path(__file__).parents[3] / "docs" / "ipx.md").read_text()
    for name, values in SUPPORTED.items():
        spelled = ", ".join(f"`{each}`" for each in (name, *(alias for alias in ALIASES if ALIASES[alias] == name)))
        assert f"| {spelled} | {values} |" in page
    assert [name for name, why in REFUSED.items() if f"| `{name}` | {why} |" not in page] == []
