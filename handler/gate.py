"""Gate: the one place that decides whether a request may pass, between parse and render, for every door.

1. With no rule in TINTYPE_UNSIGNED nothing passes but /health.
2. `any` lets everything pass; `generate` made pictures; `widths` stored pictures at a width of the ladder; `presets`
   stored pictures by a preset and nothing else. Feeds and
   posted recipes pass under `any` alone.
3. A width of the ladder comes alone: no other operation, no height, no quality; the format may be asked for, so
   that a picture has at most (widths x formats) renditions.
4. The answer does not say which rule was nearest.
"""

from typing import Literal, NamedTuple

from handler.errors import NotAllowed
from handler.ops.resize import Resize
from handler.output import Output
from handler.recipe import Made, Recipe, Stored
from handler.settings import Settings

Door = Literal["images", "generate", "info", "render", "feeds", "errors", "docs"]

COSTLY = {"render", "feeds"}
"""Doors whose work no rule but `any` bounds."""


class Request(NamedTuple):
    """What the gate looks at beside the recipe."""

    door: Door
    original: bool = False
    preset: bool = False


def allow(request: Request, recipe: Recipe | None, settings: Settings) -> None:
    """Return if the request may pass; NotAllowed if not. Without a recipe it is a page, which any rule lets pass."""
    rules = settings.unsigned
    if "any" in rules:
        passes = True
    elif request.door in COSTLY:
        passes = False
    elif recipe is None:
        passes = bool(rules)
    elif isinstance(recipe.source, Made):
        passes = "generate" in rules and not recipe.source.keys
    else:
        laddered = "widths" in rules and (request.original or _on_the_ladder(recipe, settings.widths))
        passes = laddered or ("presets" in rules and request.preset)
    if not passes:
        raise NotAllowed("this request is not allowed")
    if request.original and not settings.originals:
        raise NotAllowed("the original is not served; a parameter, as w=300, makes a rendition")


def _on_the_ladder(recipe: Recipe, widths: tuple[int, ...]) -> bool:
    plain = Recipe(source=Stored(key=_key(recipe)), ops=recipe.ops, output=Output(formats=recipe.output.formats))
    rungs = ((), *((Resize(w=width),) for width in widths))
    return recipe == plain and len(recipe.output.formats) == 1 and recipe.ops in rungs


def _key(recipe: Recipe) -> str:
    return recipe.source.key if isinstance(recipe.source, Stored) else ""
