"""What strangers may have made of a picture is counted over all doors: no door adds a recipe to those of the ladder."""

from handler.config.settings import Settings
from handler.core.source import Stored
from handler.dialects import native
from handler.dialects.interface import DialectRequest, FactsReply, PictureReply, Reply
from handler.dialects.table import DIALECTS
from handler.errors import ImageError
from handler.recipe import Recipe
from handler.web.access.width_ladder import FORMATS, Ladder, negotiated
from tests.support.requests.random_addresses import random_addresses

MANY = 3000
SETTINGS = Settings(unsigned=frozenset({"widths"}))
LADDER = Ladder(SETTINGS.widths, SETTINGS.ratios, SETTINGS.qualities)
WRITTEN = negotiated() | {(form,) for form in FORMATS}


def reply(address: str) -> Reply | None:
    """Return what an address means at its own door, None where it means nothing."""
    path, _, query = address.partition("?")
    door = next((row for row in DIALECTS if path.startswith(row.prefix)), None)
    if door is None:
        return None
    try:
        return door.load().parse(DialectRequest(path.removeprefix(door.prefix).encode(), query, prefix=door.prefix))
    except ImageError:
        return None


def admitted() -> list[tuple[str, Recipe]]:
    """Return addresses that pass unsigned, and what they ask for."""
    told = ((address, reply(address)) for address in random_addresses(MANY))
    asked = [(address, each.recipe) for address, each in told if isinstance(each, PictureReply | FactsReply)]
    return [(address, recipe) for address, recipe in asked if recipe.keys and LADDER.fault(recipe) is None]


def test_what_passes_at_any_door_is_one_of_those_that_are_counted() -> None:
    found = admitted()
    assert len({address.split("/")[1] for address, _ in found}) > len(DIALECTS) // 3, "doors where something passes"
    for address, recipe in found:
        stored = recipe.model_copy(update={"source": Stored(key="a.jpg")})  # a URL counts as a key does
        assert native.parse(native.write(stored), "a.jpg").recipe == stored, address
        assert recipe.output.formats in WRITTEN, address
        assert len(recipe.ops) <= 1, address
