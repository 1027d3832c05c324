"""Renderer: what a job asks of the engine: the facts of a source, several renditions of it, or one recipe."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO, NamedTuple, cast

from handler import codecs
from handler.config.settings import Settings
from handler.core.geometry import Size
from handler.core.limits import Limits
from handler.core.source import Stored
from handler.core.source_file import SourceFile
from handler.errors import ImageError, NotFound
from handler.jobs.overlays import SourceState
from handler.jobs.renewal import WantedRendition
from handler.recipe import Recipe, Source
from handler.rendering import describe
from handler.rendering.companions import check_sources
from handler.rendering.identity import digest
from handler.rendering.plan import plan
from handler.rendering.render import Rendered, raise_transient, render, render_many
from handler.storage.sources import Fetching, Sources

MORE_MEMORY, MORE_WORK = 2, 10
"""How many times what a request may take a tile may, of which the decoded picture is the greater part."""


class DirectRendition(NamedTuple):
    """A recipe that was rendered by itself, and the digest of it with the versions of its sources."""

    rendered: Rendered
    digest: str


@dataclass(frozen=True)
class JobRenderer:
    """Renders what lies in the sources, within the limits of the settings."""

    sources: Sources
    settings: Settings

    def fetch(self, source: Source) -> SourceFile:
        """Return a stored picture, all of it read unless it is past the limit; NotFound for any other source."""
        if not isinstance(source, Stored):
            raise NotFound("there is no such picture")
        blob = self.sources.fetch(source.key)
        if blob.size <= self.settings.limits.bytes:
            blob.load()
        return blob

    def size_of(self, key: str) -> Size | None:
        """Return the upright size of a stored picture, of which the header is read; None where it is no picture."""
        try:
            with self.sources.fetch(key) as blob:
                facts = self.facts_of(blob, key)
                return Size(facts["width"], facts["height"])
        except ImageError as error:
            raise_transient(error)
            return None

    def facts_of(self, blob: SourceFile, key: str) -> dict[str, Any]:
        """Return the facts that /info tells of a source; an ImageError where it is no picture, or past a limit."""
        bare = Recipe.of(Stored(key=key))
        limits = self.settings.limits
        limits.check_bytes(blob.size)
        with codecs.probe(cast("BinaryIO", blob), accepted=self.settings.inputs, bounds=limits) as picture:
            facts: dict[str, Any] = describe.of(bare, picture, plan(bare, picture), [blob.facts], "")["source"]
        return facts

    def renditions(
        self, blob: SourceFile, state: SourceState, wanted: list[WantedRendition]
    ) -> Iterator[tuple[WantedRendition, Rendered | ImageError]]:
        """Give what is wanted of a source, in no order, each recipe rendered once though two presets ask for it.

        blob: the source. state: the versions that it and what is laid over it have to be.
        """
        alike: dict[str, list[WantedRendition]] = {}
        for each in wanted:
            alike.setdefault(each.recipe.text(), []).append(each)
        recipes = [same[0].recipe for same in alike.values()]
        own = {key: state.facts for recipe in recipes for key in recipe.source.keys}
        known = own | {key: facts for key, facts in state.beside.items() if facts is not None}
        others, waiting = Fetching(self.sources, known=known), [blob]  # of which each group of recipes takes it

        def fetch(source: Source) -> SourceFile:
            return waiting.pop() if waiting else others(source)  # the source itself is fetched first

        limits, accepted = self.settings.limits, self.settings.inputs
        tiles = [same[0].recipe for same in alike.values() if same[0].preset.pyramid]
        plain = [same[0].recipe for same in alike.values() if not same[0].preset.pyramid]
        for group, bounds in ((plain, limits), (tiles, tile_limits(limits))):
            waiting[:] = [blob]
            for recipe, outcome in render_many(group, fetch=fetch, limits=bounds, accepted=accepted):
                for each in alike[recipe.text()]:
                    yield each, outcome

    def one(self, recipe: Recipe) -> DirectRendition:
        """Render a recipe that was handed over."""
        fetching, limits = Fetching(self.sources), self.settings.limits
        recipe = recipe.with_effort(self.settings.effort)
        check_sources(recipe, limits)
        rendered = render(recipe, fetch=fetching, limits=limits, accepted=self.settings.inputs)
        return DirectRendition(rendered, digest(recipe, fetching.facts, limits))


def tile_limits(limits: Limits) -> Limits:
    """Return the limits within which tiles are made, a worker doing one thing at a time.

    Their format is named, so that what may be taken decides none of their bytes.
    """
    return limits.model_copy(update={"memory": limits.memory * MORE_MEMORY, "work": limits.work * MORE_WORK})
