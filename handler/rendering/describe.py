"""Description: what /info says: facts of a picture, and what its result will be, without a pixel decoded."""

from typing import Any

from handler.core.formats import catalogue
from handler.core.source import Stored
from handler.core.source_file import SourceFacts
from handler.recipe import Recipe
from handler.rendering.picture import Picture
from handler.rendering.plan import Plan

OF_SOURCE = ("format", "mode", "frames", "alpha", "orientation", "profile")


def of(recipe: Recipe, picture: Picture, planned: Plan, facts: list[SourceFacts], digest: str) -> dict[str, Any]:
    """Return the facts of a source and the predicted result.

    `exact` is false where a trim makes the result smaller than foretold; `memory` is bytes and `work` CPU seconds,
    both estimated from above, as the limits judge them. `digest` is the ETag that the picture has.
    """
    source: dict[str, object] = {"width": picture.size.width, "height": picture.size.height}
    source |= {name: fact for name in OF_SOURCE if (fact := getattr(picture, name, None)) is not None}
    source |= {"gain_map": True} if picture.mapped else {}
    if isinstance(recipe.source, Stored):
        source |= {"key": recipe.source.key, "bytes": facts[0].size, "version": facts[0].version}
    width, height = planned.sizes[-1]
    result = {
        "width": width,
        "height": height,
        "exact": not any(op.op == "trim" for op in recipe.ops),
        "format": planned.format,
        "media_type": catalogue.FORMATS[planned.format].media_type,
        "frames": planned.frames,
        "alpha": planned.alpha,
        "memory": planned.memory,
        "work": round(planned.work, 3),
    }
    return {"source": source, "result": result, "digest": digest}
