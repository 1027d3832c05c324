"""Setting types: how the text of an environment variable becomes a value, and what is wrong with it."""

from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, SecretStr, ValidationInfo

from handler.config.keyring import Keyring, foreign_keys, paired_keys
from handler.core.formats.catalogue import READ
from handler.core.limits import Limits
from handler.core.origins.allowed_origin import allowed_origin
from handler.core.width_list import check_list
from handler.dialects.table import families

UNSIGNED = frozenset({"any", "widths", "generate", "presets"})
"""Rules for requests without a signature; the name of a dialect is one as well: all of what its doors give."""

INPUTS = frozenset(name for name, row in READ.items() if row.on)
OPTIONAL_INPUTS = frozenset(READ) - INPUTS
SWITCH = {"on": True, "off": False}
NONE = "none"


def _listed(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def _words(value: object) -> object:
    return frozenset(_listed(value)) if isinstance(value, str) else value


def _known(words: frozenset[str], known: frozenset[str]) -> frozenset[str]:
    if unknown := sorted(words - known):
        raise ValueError(f"{unknown[0]} is none of {', '.join(sorted(known))}")
    return words


def _numbers(value: object) -> object:
    if not isinstance(value, str):
        return value
    return tuple(int(part) if part.isdecimal() and part.isascii() else part for part in _listed(value))


def _rows(value: object) -> object:
    if not isinstance(value, str):
        return value
    return () if value.strip() == NONE else tuple(_listed(value))


def _parts(value: object) -> object:
    return tuple(_listed(value)) if isinstance(value, str) else value


def _readable(value: tuple[int | str, ...], info: ValidationInfo) -> tuple[int | str, ...]:
    check_list(info.field_name or "", value)
    return value


def _switch(value: object) -> object:
    if isinstance(value, str) and value not in SWITCH:
        raise ValueError("it is on or off")
    return SWITCH[value] if isinstance(value, str) else value


def _log(value: object) -> object:
    if value not in {*SWITCH, *SWITCH.values(), "text"}:
        raise ValueError("it is on, text or off")
    return {True: "on", False: "off"}.get(value, value) if isinstance(value, bool) else value


def _limits(value: object) -> object:
    return Limits.read(value) if isinstance(value, str) else value


def _signing(value: SecretStr) -> SecretStr:
    Keyring(value)
    return value


def _own_keys(value: SecretStr) -> SecretStr:
    Keyring(value, foreign_keys)
    return value


def _pairs(value: SecretStr) -> SecretStr:
    Keyring(value, paired_keys)
    return value


def _family(value: str) -> str:
    _known(frozenset({value}) - {""}, families())
    return value


Words = Annotated[frozenset[str], BeforeValidator(_words)]
"""Words with commas between them."""

Unsigned = Annotated[Words, AfterValidator(lambda words: _known(words, UNSIGNED | families()))]
Families = Annotated[Words, AfterValidator(lambda words: _known(words, families()))]
Family = Annotated[str, AfterValidator(_family)]
"""Dialects by the names of their families in `handler/dialects/table.py`."""

IIIF_MANNERS = frozenset({"validator", "no-upscaling"})
IiifManners = Annotated[Words, AfterValidator(lambda words: _known(words, IIIF_MANNERS))]

InputKinds = Annotated[Words, AfterValidator(lambda words: _known(words, INPUTS | OPTIONAL_INPUTS))]

Widths = Annotated[tuple[int | str, ...], BeforeValidator(_numbers), AfterValidator(_readable)]
Ratios = Annotated[tuple[str, ...], BeforeValidator(_rows), AfterValidator(_readable)]
Qualities = Ratios
"""Lists of the width ladder. The name of the setting says which list it is."""

Origins = Annotated[
    tuple[str, ...],
    BeforeValidator(_parts),
    AfterValidator(lambda texts: tuple(allowed_origin(text).text for text in texts)),
]
"""Hosts from which pictures may be fetched, each maybe with a path, as `allowed_origin` keeps them."""

Switch = Annotated[bool, BeforeValidator(_switch)]
"""`on` or `off`."""

LogKind = Annotated[Literal["on", "text", "off"], BeforeValidator(_log)]
LimitList = Annotated[Limits, BeforeValidator(_limits)]
SigningKeys = Annotated[SecretStr, AfterValidator(_signing)]
DialectKeys = Annotated[SecretStr, AfterValidator(_own_keys)]
KeyPairs = Annotated[SecretStr, AfterValidator(_pairs)]
