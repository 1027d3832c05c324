"""Misuse: a command stops for the settings that it uses, in one line, and for no others."""

import pytest

from handler.commands.misuse import Misuse, explained, settings
from tests.commands.conftest import KEY, Said


@pytest.mark.parametrize("settings", [{"TINTYPE_PRESETS": "{"}, {"TINTYPE_DOCS": "yes"}, {"PORT": "abc"}])
def test_what_a_command_does_not_use_stops_it_not(said: Said, settings: dict[str, str]) -> None:
    status, told = said("sign", "/images/a.jpg?w=3", TINTYPE_SIGNING_KEYS=KEY, **settings)
    assert (status, told[:20]) == (0, "/images/a.jpg?w=3&s=")


def test_the_settings_are_those_that_are_asked_for(environ: dict[str, str]) -> None:
    environ.update(TINTYPE_RESULTS="s3://kept", TINTYPE_DOCS="yes")
    assert settings("results").results == "s3://kept"
    with pytest.raises(Misuse, match="TINTYPE_DOCS: it is on or off"):
        settings()


def test_wrong_presets_stop_a_command_that_uses_them(environ: dict[str, str]) -> None:
    environ.update(TINTYPE_PRESETS="[]")
    assert settings("results").presets == ""
    with pytest.raises(Misuse, match="TINTYPE_PRESETS: the presets are an object"):
        settings()


def test_what_a_value_lacks_is_a_misuse_and_what_else_fails_is_not() -> None:
    with pytest.raises(Misuse, match="too late"), explained():
        raise ValueError("too late")
    with pytest.raises(KeyError), explained():
        raise KeyError("a bug")
