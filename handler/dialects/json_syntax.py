"""JSON syntax: reads JSON strictly, no member twice, and says in plain words where it is broken."""

import json
from typing import Any

from handler.core.suggest import SHOWN

MOST_DIGITS = 1000
"""Digits of a whole number, far more than any member takes. Python itself refuses more than 4,300, in its own words."""


class Repeated(ValueError):  # noqa: N818 - it is a cause, which becomes an error of whoever reads
    """A member that is given more than once; `name` is its name, no longer than can be shown."""

    def __init__(self, name: str) -> None:
        """Take the whole name."""
        self.name = name[:SHOWN]
        super().__init__(f"{self.name!r} is given more than once")


def parse_json(data: bytes | str) -> Any:  # noqa: ANN401 - any JSON
    """Return the value of a JSON text; ValueError if it is none, Repeated if a member comes twice.

    The message begins with a verb (`is empty`), so that the caller puts the name of the text before it.
    """
    try:
        text = data.decode() if isinstance(data, bytes) else data
        if not text.strip():
            raise ValueError("is empty")
        return json.loads(text, object_pairs_hook=_once, parse_int=_whole_number)
    except UnicodeDecodeError as error:
        raise ValueError(f"is not UTF-8: byte {error.start + 1} begins no character") from error
    except RecursionError as error:
        raise ValueError("is not JSON that is read here: it is nested too deeply") from error
    except json.JSONDecodeError as error:
        raise ValueError(f"is not JSON: line {error.lineno}, column {error.colno}") from error


def _whole_number(digits: str) -> int:
    if len(digits) > MOST_DIGITS:
        raise ValueError(f"holds a number of more than {MOST_DIGITS:,} digits")
    return int(digits)


def _once(members: list[tuple[str, Any]]) -> dict[str, Any]:
    once: dict[str, Any] = {}
    for name, value in members:
        if name in once:
            raise Repeated(name)
        once[name] = value
    return once
