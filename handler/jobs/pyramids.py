"""Pyramids: what a viewer of IIIF will ask for while it zooms, made when the picture arrives.

1. A preset with `pyramid` makes no rendition of its own, but every tile and size of the editions that it names, each at
   the address where a request for it looks. So such a request reads one tile of some ten KB, and decodes nothing.
2. Which there are follows from the size of the picture, so its header is read before anything is decided.
3. All tiles of a scale come out of one decode (`renderer`).
"""

from collections.abc import Iterator

from handler.config.presets import Preset
from handler.jobs.overlays import SourceState
from handler.jobs.renderer import JobRenderer
from handler.jobs.renewal import WantedRendition
from handler.rendering.identity import digest


def tiles_wanted(
    renderer: JobRenderer, presets: list[Preset], key: str, state: SourceState
) -> Iterator[WantedRendition]:
    """Give every tile and size that the presets with a pyramid ask for of a picture, each once; none if it is none."""
    asking, settings = [preset for preset in presets if preset.pyramid], renderer.settings
    size = renderer.size_of(key) if asking else None
    if size is None:
        return
    from handler.dialects.iiif.appearance import suffix_of  # noqa: PLC0415 - few presets have a pyramid
    from handler.dialects.iiif.edition import EDITIONS, manners_of  # noqa: PLC0415
    from handler.dialects.iiif.pyramid import pyramid_recipes  # noqa: PLC0415

    for preset in asking:
        suffix, seen = suffix_of(preset.template.recipe.output) or "", set()
        for name in preset.pyramid:
            manners = manners_of(EDITIONS[name], settings.limits, settings.iiif)
            for recipe in pyramid_recipes(key, size, manners, suffix):
                made = recipe.with_effort(settings.effort)
                found = digest(made, [state.facts], settings.limits)
                if found not in seen:
                    yield WantedRendition(preset, made, found)
                seen.add(found)
