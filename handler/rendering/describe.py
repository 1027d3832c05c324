"""Description: what /info says: facts of a picture, and what its result will be, without a pixel decoded."""

from typing import Any

from handler.codecs import StoredPicture
from handler.core.formats import catalogue
from handler.core.source import Fetched, Stored
from handler.core.source_file import SourceFacts
from handler.recipe import Recipe
from handler.rendering.picture import Picture
from handler.rendering.plan import Plan

OF_SOURCE = ("format", "mode", "frames", "alpha", "orientation", "profile", "pictures")


def of(recipe: Recipe, picture: Picture, planned: Plan, facts: list[SourceFacts], digest: str) -> dict[str, Any]:
    """Return the facts of a source and the predicted result.

    `exact` is false where a trim makes the result smaller than foretold, or fps leaves frames out; `memory` is bytes
    and `work` CPU seconds, both estimated from above, as the limits judge them. `digest` is the ETag of the picture.
    `formats` are those of which the smallest file is taken, where there are several. Of metadata, as much is told as
    the recipe keeps, but never a place; `c2pa` is told where the source has a manifest.
    """
    source: dict[str, object] = {"width": picture.size.width, "height": picture.size.height}
    source |= {name: fact for name in OF_SOURCE if (fact := getattr(picture, name, None)) is not None}
    source |= {"gain_map": True} if picture.mapped else {}
    if isinstance(recipe.source, Stored | Fetched):
        named = "key" if isinstance(recipe.source, Stored) else "url"
        source |= {named: recipe.source.keys[0], "bytes": facts[0].size, "version": facts[0].version}
    if picture.focal is not None:
        source["focal"] = list(picture.focal)
    # A text tells of a glance at the result, whose size says nothing.
    carried: dict[str, object] = {}
    if isinstance(picture, StoredPicture) and recipe.output.metadata != "strip":
        from handler.codecs.metadata.told import metadata_of  # noqa: PLC0415 - few ask for facts

        words, manifest = metadata_of(picture, everything=recipe.output.metadata == "keep")
        source |= {"metadata": words} if words else {}
        # It names the bytes of its file, and so is true of no other; the original keeps it.
        source |= {"c2pa": True} if manifest else {}
        carried |= {"c2pa": False} if manifest else {}
    width, height = [picture.size, *recipe.sizes(picture.size)][-1] if _is_text(planned) else planned.sizes[-1]
    result = {
        "width": width,
        "height": height,
        "exact": not any(op.op.startswith("trim") for op in recipe.ops) and not (planned.moving and recipe.output.fps),
        "format": planned.format,
        **({"formats": list(planned.formats)} if len(planned.formats) > 1 else {}),
        "media_type": catalogue.FORMATS[planned.format].media_type,
        "frames": planned.frames,
        "alpha": planned.alpha and catalogue.FORMATS[planned.format].alpha,
        "memory": planned.memory,
        "work": round(planned.work, 3),
        **carried,
    }
    return {"source": source, "result": result, "digest": digest}


def _is_text(planned: Plan) -> bool:
    return catalogue.FORMATS[planned.format].text
