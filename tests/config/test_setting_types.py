"""How the text of a variable becomes a value: what is taken, what it becomes, and what a wrong one is told."""

from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from handler.config.setting_types import (
    INPUTS,
    OPTIONAL_INPUTS,
    UNSIGNED,
    InputKinds,
    LimitList,
    LogKind,
    Switch,
    Unsigned,
    Words,
)
from handler.core.formats.catalogue import READ
from handler.dialects.table import families


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        (Words, " a, b ,,a", {"a", "b"}),
        (Words, "", set()),
        (Unsigned, "widths,presets", {"widths", "presets"}),
        (InputKinds, "jpg,tiff", {"jpg", "tiff"}),
        (Switch, "on", True),
        (Switch, "off", False),
        (LogKind, "text", "text"),
        (LogKind, True, "on"),
        (LogKind, False, "off"),
    ],
)
def test_a_text_becomes_a_value_and_a_value_stays_what_it_is(kind: Any, text: object, value: object) -> None:
    adapter = TypeAdapter(kind)
    assert adapter.validate_python(text) == value
    assert adapter.validate_python(value) == adapter.validate_python(text)


def test_limits_are_read_by_the_limits_themselves() -> None:
    assert TypeAdapter(LimitList).validate_python("side=100").side == 100


@pytest.mark.parametrize(
    ("kind", "text", "said"),
    [
        (Unsigned, "widths,all", f"all is none of {', '.join(sorted(UNSIGNED | families()))}"),
        (InputKinds, "pcx", f"pcx is none of {', '.join(sorted(READ))}"),
        (Switch, "yes", "it is on or off"),
        (LogKind, "loud", "it is on, text or off"),
    ],
)
def test_a_wrong_text_is_told_what_would_be_right(kind: Any, text: str, said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        TypeAdapter(kind).validate_python(text)


def test_every_kind_of_picture_is_read_or_can_be() -> None:
    assert not INPUTS & OPTIONAL_INPUTS
    assert set(READ) == INPUTS | OPTIONAL_INPUTS
