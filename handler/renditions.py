"""Renditions: what a stored picture leaves ready before anyone asks: a picture for each preset, and its facts.

1. What the bucket holds now is what counts. The source's head says which version; after writing it is asked again, and
   where it has changed meanwhile the work is done again, where it is gone what was written is deleted.
2. One fetch of the source; one decode for each reduction that a preset's own `needed` asks for. So every rendition
   has the bytes that its URL gives.
3. What is there already is not made again, so that a repeated event writes nothing.
4. A preset that cannot be made (past a limit, corrupt) is recorded with its reason, not tried again for that version.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, NamedTuple

from handler import information
from handler.blob import Facts
from handler.errors import ImageError, NotFound, SourceBusy
from handler.plan import Picture, plan
from handler.presets import Preset, Presets
from handler.recipe import Recipe, Source, Stored
from handler.render import Clock, Rendered, Work, finish, opened, within_memory
from handler.results import Result, Results, digest
from handler.settings import Settings
from handler.shelf import Raced, Shelf, Tag
from handler.sources import Sources

MOST_ROUNDS = 5
"""How often the work is done again because the source changed under it."""

SERVER_FAULT = 500
DIRECT = Preset(name="direct", query="w=1")
"""Stands for no preset: a recipe that was handed over."""

NEGOTIATED = (("source",), ("webp", "source"), ("avif", "webp", "source"))
"""What Accept of today's clients comes to: a preset without fm is made for each."""


class Wanted(NamedTuple):
    """One rendition to be made: its recipe, digest, and where it goes, None for the results."""

    preset: Preset
    recipe: Recipe
    digest: str


@dataclass
class Report:
    """What was done for a key. made: names of presets and how many bytes each has; refused: why one cannot be."""

    key: str
    made: dict[str, int] = field(default_factory=dict)
    refused: dict[str, str] = field(default_factory=dict)
    purged: int = 0
    changed: bool = False
    """Whether something that a CDN may hold is no longer true."""


class Renditions:
    """The renditions of one application's sources."""

    def __init__(self, settings: Settings) -> None:
        """Take the settings, which name a results bucket; ValueError where they do not."""
        if not settings.results:
            raise ValueError("TINTYPE_RESULTS is not set: renditions have nowhere to go")
        self.settings = settings
        self.sources = Sources(settings.source)
        self.results = Results(settings.results)
        self.presets = Presets(settings.presets)
        self.shelf = Shelf(self.results.place)

    def renew(self, key: str) -> Report:
        """Bring the renditions of a key in line with what the source holds now. Errors from 500 are worth a retry."""
        report = Report(key)
        for _ in range(MOST_ROUNDS):
            try:
                facts = self.sources.stat(key)
                if facts.made:
                    return report
                self._make(key, facts, report)
                if self.sources.stat(key).version == facts.version:
                    return report
            except NotFound:
                report.purged += self._purge(key)
                report.changed = True
                return report
            except Raced:
                continue
        raise SourceBusy("the source keeps changing")

    def render(self, recipe: Recipe) -> dict[str, Any]:
        """Make one recipe, keep it, and return its size, digest and where it lies."""
        facts = [self.sources.stat(key) for key in recipe.source.keys]
        name = digest(recipe, facts, self.settings.limits)
        with opened(recipe.source, self._fetch, self.settings.limits, self.settings.inputs) as picture:
            (rendered,) = [each for _, each in self._rendered(picture, [Wanted(DIRECT, recipe, name)])]
        if isinstance(rendered, ImageError):
            raise rendered
        address = self.results.key(recipe.source, name)
        self._keep(address, rendered)
        width, height = rendered.size
        said = {"digest": name, "width": width, "height": height, "frames": rendered.frames}
        more = {"media_type": rendered.media_type, "bytes": len(rendered.body)}
        return {**said, **more, "location": f"s3://{self.results.place.name}/{address}"}

    def _make(self, key: str, facts: Facts, report: Report) -> None:
        noted = self.shelf.note(key)
        if noted.get("version") not in {None, facts.version}:
            self.results.purge(key)
            report.changed = True
            noted = {}
        refused: dict[str, str] = noted.get("refused", {})
        wanted = [each for each in self._wanted(key, facts) if each.preset.name not in refused]
        missing = [each for each in wanted if not self._there(key, facts, each)]
        if noted and not missing:
            return
        note = self._make_all(key, facts, missing, report)
        self.shelf.write_note(key, {"version": facts.version, **note, "refused": refused | report.refused})

    def _make_all(self, key: str, facts: Facts, missing: list[Wanted], report: Report) -> dict[str, Any]:
        """Make what is missing from one fetch; return the source's facts for the note, or why it is none."""
        try:
            with opened(Stored(key=key), self._fetch, self.settings.limits, self.settings.inputs) as picture:
                for wanted, rendered in self._rendered(picture, missing):
                    self._put(key, facts, wanted, rendered, report)
                bare = Recipe(source=Stored(key=key))
                name = digest(bare, [facts], self.settings.limits)
                said = information.of(bare, picture, plan(bare, picture), [facts], name)
                return {"facts": json.loads(said)["source"]}
        except NotFound:
            raise
        except ImageError as error:
            if error.status >= SERVER_FAULT:
                raise
            report.refused["*"] = f"{error.slug()}: {error.detail}"
            report.refused |= {each.preset.name: report.refused["*"] for each in missing}
            return {}

    def _rendered(self, picture: Picture, wanted: list[Wanted]) -> Iterator[tuple[Wanted, Rendered | ImageError]]:
        """Render all, those of one reduction from one decode; give an error in place of what cannot be made."""
        works: list[tuple[tuple[int, bool], Wanted, Work]] = []
        for each in wanted:
            try:
                planned = plan(each.recipe, picture, self.settings.limits.work)
                self.settings.limits.check(planned)
            except ImageError as error:
                yield each, error
            else:
                shared = (picture.reduction(planned.needed), planned.moving)
                works.append((shared, each, Work(each.recipe, picture, planned)))
        works.sort(key=lambda work: work[0])
        for _, group in groupby(works, key=lambda work: work[0]):
            yield from self._of_one_decode(picture, [(each, work) for _, each, work in group])

    def _of_one_decode(
        self, picture: Picture, works: list[tuple[Wanted, Work]]
    ) -> Iterator[tuple[Wanted, Rendered | ImageError]]:
        first = works[0][1].plan
        try:
            with within_memory(self.settings.limits):
                frames = picture.decode(first.needed, moving=first.moving)
        except ImageError as error:
            yield from ((each, error) for each, _ in works)
            return
        for each, work in works:
            try:
                with within_memory(self.settings.limits):
                    yield each, finish(work, frames, self.settings.limits, Clock())
            except ImageError as error:
                yield each, error

    def _wanted(self, key: str, facts: Facts) -> list[Wanted]:
        found = []
        for preset in self.presets.of(key):
            recipe = preset.recipe(key)
            several = NEGOTIATED if preset.negotiable and preset.to is None else (recipe.output.formats,)
            for formats in several:
                each = recipe.model_copy(update={"output": recipe.output.model_copy(update={"formats": formats})})
                found.append(Wanted(preset, each, digest(each, [facts], self.settings.limits)))
        return found

    def _there(self, key: str, facts: Facts, wanted: Wanted) -> bool:
        if wanted.preset.to is None:
            return self.results.has(self.results.key(Stored(key=key), wanted.digest))
        return self.shelf.holds(wanted.preset, key, Tag(facts.version, wanted.digest))

    def _put(self, key: str, facts: Facts, wanted: Wanted, rendered: Rendered | ImageError, report: Report) -> None:
        """Write a rendition, or note why there is none."""
        name = wanted.preset.name
        if isinstance(rendered, ImageError):
            report.refused[name] = f"{rendered.slug()}: {rendered.detail}"
            return
        place = wanted.preset.destination(key, rendered.format)
        if place is None:
            self._keep(self.results.key(Stored(key=key), wanted.digest), rendered)
        elif not self.shelf.free(place, key):
            report.refused[name] = f"something else lies at {place}"
            return
        else:
            self.shelf.put(place, key, rendered, Tag(facts.version, wanted.digest), self.settings.cache_control)
        report.made[name] = report.made.get(name, 0) + len(rendered.body)

    def _keep(self, address: str, rendered: Rendered) -> None:
        result = Result(rendered.body, rendered.format)
        if not self.results.keep(address, result, self.settings.cache_control, seconds=None):
            raise SourceBusy("a rendition could not be written")

    def _purge(self, key: str) -> int:
        return self.results.purge(key) + self.shelf.purge(self.presets.of(key), key)

    def _fetch(self, source: Source) -> Any:  # noqa: ANN401 - a Blob
        if isinstance(source, Stored):
            return self.sources.fetch(source.key)
        raise NotFound("there is no such picture")
