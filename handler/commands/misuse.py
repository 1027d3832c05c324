"""Misuse: a mistake that the user of a command can put right, as a wrong argument or setting; it ends with status 2."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from handler.config.settings import Settings


class Misuse(Exception):  # noqa: N818 - named after what happened, as all errors here
    """One line that says what is wrong, and what would be right."""


@contextmanager
def explained() -> Iterator[None]:
    """Turn the ValueError of a setting or an argument into a misuse."""
    try:
        yield
    except ValueError as error:
        raise Misuse(str(error)) from error


def settings(*names: str) -> "Settings":
    """Return the settings of the environment, all or these alone: a wrong one stops only the commands that use it."""
    from handler.config.settings import PREFIX, Settings  # noqa: PLC0415 - brings pydantic, which --help does not need

    wanted = {f"{PREFIX}{name.upper()}" for name in names}
    with explained():
        found = Settings.read({name: text for name, text in os.environ.items() if not names or name in wanted})
        check_presets_of(found)
        return found


def check_presets_of(settings: "Settings") -> None:
    """Raise ValueError where the presets are wrong: a running function answers what names none, a command stops."""
    if settings.presets:
        from handler.config.presets import check_presets  # noqa: PLC0415 - brings the engine

        check_presets(settings.presets)
