"""Admittance: what the gate says of an address: with the settings of this environment, and on the width ladder."""

from time import time
from typing import NamedTuple

from handler.commands.explaining.asked import NATIVE, AskedAddress
from handler.config.presets import Presets
from handler.config.settings import Settings
from handler.core.source import Fetched, Stored
from handler.errors import ImageError
from handler.recipe import Recipe
from handler.web.access.gate import AccessRequest, Gate
from handler.web.access.width_ladder import Ladder


class Admittance(NamedTuple):
    """Whether an address is answered. signed: whether it carries a signature, right or wrong. why: why it is not.

    ladder: whether it passes unsigned where TINTYPE_UNSIGNED=widths, as it does in a deployed stack; None where that
    rule is about other pictures. fault: what keeps it from that.
    """

    allowed: bool
    signed: bool
    why: str = ""
    ladder: bool | None = None
    fault: str = ""
    open: bool = True
    """Whether the settings open the door at all."""


def admittance(asked: AskedAddress, recipe: Recipe, said: Settings) -> Admittance:
    """Return what the gate says. recipe: as the server has it."""
    door, delivery = asked.door, asked.picture.delivery
    scheme = door.load()
    original = delivery.original and isinstance(recipe.source, Stored)
    request = AccessRequest(
        door.name, asked.address, scheme, original, asked.facts, delivery.alone, door.family, door.secret
    )
    signed, why = scheme.signed(asked.address), ""
    try:
        Gate(said, Presets(said.presets).inline).allow(request, asked.picture.recipe)
    except ImageError as error:
        why = error.detail
    if not why and delivery.expires is not None and delivery.expires <= time():
        why = "the link was good until a time that has passed"
    served = door.family in said.dialects or door.family in {said.root, NATIVE}
    if original or not isinstance(recipe.source, Stored | Fetched):
        return Admittance(not why, signed, why, open=served)
    fault = Ladder(said.widths, said.ratios, said.qualities).fault(asked.picture.recipe)
    told = "" if fault is None else f"{fault.said} is not on it" + (f"; {fault.but}" if fault.but else "")
    return Admittance(not why, signed, why, fault is None, told, served)
