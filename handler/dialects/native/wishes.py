"""Wishes: what a query asks for in words that are no field of a recipe: a palette, and more of the facts."""

from handler.core.delivery import FactsWish, PaletteWish
from handler.core.suggest import SHOWN
from handler.dialects.native.query import Given
from handler.errors import InvalidParameter

OF_FACTS = frozenset(mark.name for mark, _ in FactsWish.params().values())
"""Parameters that say what facts tell besides, and nothing of the picture."""


def say_palette(given: Given, wish: PaletteWish) -> None:
    """Say as a format what `palette` asks for; InvalidParameter where another one is asked for too."""
    if wish.palette is None:
        return
    if "fm" in given:
        said = f"palette={wish.palette} is the format palette-{wish.palette}; leave fm={given['fm'][:SHOWN]} out"
        raise InvalidParameter(said, parameter="palette")
    given["fm"] = f"palette-{wish.palette}"


def of_facts(given: Given, wish: FactsWish, *, told: bool) -> FactsWish:
    """Return what facts are to tell besides; InvalidParameter where no facts are told."""
    if not told and wish != FactsWish.unsaid():
        name = next(iter(OF_FACTS & given.keys()))
        raise InvalidParameter(f"{name} says what facts tell; ask for them with fm=json", parameter=name)
    return wish
