"""Renditions: what a stored picture leaves ready before anyone asks: a picture for each preset, and its facts.

1. What the bucket holds now is what counts. The source's head says which version; after writing or deleting it is
   asked again, until it says the same before and after.
2. One fetch of the source; one decode for each reduction that a preset's own `needed` asks for. So every rendition
   has the bytes that its URL gives. A fetch that finds another version than the head said is no use.
3. What is there already is not made again, so that a repeated event writes nothing.
4. What cannot be made (past a limit, corrupt) is recorded with its reason, and not tried again for the same version,
   recipe and limits.
5. The manifest of a key is written, on condition that nobody else has, before any rendition: it says which version is
   in the making. Whoever comes later for another version knows from it what may still arrive, and deletes it.
6. A version is that of the source and of every picture that presets lay over it (`overlays`).
7. So where there is no manifest nothing is looked for: a write that finds something in its way tells all the same.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from handler.config.presets import Presets
from handler.config.settings import Settings
from handler.core.source import Stored
from handler.core.source_file import SourceFacts
from handler.errors import ImageError, NotFound, SourceBusy, SourceUnusable
from handler.jobs.manifest import ManifestStore, manifest_address
from handler.jobs.overlays import ShownStore, SourceState, overlay_keys
from handler.jobs.published_store import Provenance, PublishedStore
from handler.jobs.pyramids import tiles_wanted
from handler.jobs.renderer import JobRenderer
from handler.jobs.renewal import Renewal, Report, WantedRendition, wanted_of
from handler.recipe import Recipe
from handler.rendering.identity import folder, result_address
from handler.rendering.render import Rendered
from handler.storage.font_files import font_files
from handler.storage.result_store import ResultStore, StoredResult
from handler.storage.s3_errors import WriteConflict, denied
from handler.storage.sources import Sources
from handler.typography.fontpacks import use_fonts

MOST_TRIES = 6
"""How often the source is asked again because it changed under the work; two are enough where it does not."""

NO_KEY = "-"
"""A key of no picture, to see what presets lay over every one."""

SERVER_FAULT = 500
"""The status from which an error is worth another try."""


@dataclass
class EventWrites:
    """What one event has written, and of which version: should the source change meanwhile, it goes again."""

    results: dict[str, str] = field(default_factory=dict)
    """By address."""
    published: dict[str, str] = field(default_factory=dict)
    """By place."""


class Renditions:
    """The renditions of one application's sources."""

    def __init__(self, settings: Settings) -> None:
        """Take the settings, which name a results bucket; ValueError where they do not."""
        if not settings.results:
            raise ValueError("TINTYPE_RESULTS is not set: renditions have nowhere to go")
        self.settings = settings
        use_fonts(font_files(settings.fonts))
        self.sources = Sources(settings.source, settings.limits, origins=settings.origins)
        self.results = ResultStore(settings.results)
        self.presets = Presets(settings.presets)
        self.renderer = JobRenderer(self.sources, settings)
        self.manifests = ManifestStore(self.results.place)
        self.shown = ShownStore(self.results.place)
        self.rules = f"{settings.limits.model_dump_json()} {','.join(sorted(settings.inputs))}"

    def renew(self, key: str, report: Report | None = None) -> Report:
        """Bring the renditions of a key in line with what the source holds now. Errors from 500 are worth a retry.

        report: is filled as things are done, so that it tells of them where an error ends it.
        """
        report = report or Report(key)
        in_line_with: tuple[str | None] | None = None
        written = EventWrites()
        for _ in range(MOST_TRIES):
            state = self._state(key)
            version = state.version if state else None
            if in_line_with == (version,) or (state and state.facts.made):
                return report
            try:
                self._withdraw(key, version, written)
                if state:
                    self._make(key, state, report, written)
                else:
                    self._purge(key, report)
                in_line_with = (version,)
            except (WriteConflict, NotFound):
                in_line_with = None
        raise SourceBusy("the source keeps changing")

    def recorded(self, key: str, facts: SourceFacts) -> dict[str, str] | None:
        """Return what a key's manifest refuses of the presets, None where it does not say that all the rest is made."""
        renewal = self._renewal(key, SourceState(facts, self._beside(key)), Report(key))
        return renewal.refusals if renewal.done else None

    def shown_with(self, key: str) -> Iterator[str]:
        """Give the keys whose renditions show the picture of this key; what no longer does is given a last time."""
        if all(key not in preset.recipe(NO_KEY).keys for preset in self.presets.all.values()):
            return  # which the presets alone say, so that most events cost no call for it
        for other in self.shown.shown_with(key):
            yield other
            if key not in overlay_keys(self.presets.of(other), other):
                self.shown.forget(key, other)

    def render(self, recipe: Recipe) -> dict[str, Any]:
        """Make one recipe, keep it, and return its size, digest and where it lies."""
        rendered, name = self.renderer.one(recipe)
        address = result_address(recipe.source, name)
        self._keep(address, rendered)
        width, height = rendered.size
        said = {"digest": name, "width": width, "height": height, "frames": rendered.frames}
        more = {"media_type": rendered.media_type, "bytes": len(rendered.body)}
        return {**said, **more, "location": self.results.location(address)}

    def _head(self, key: str) -> SourceFacts | None:
        """Return the source's facts, None where it is gone. Denied is not gone: nothing is deleted for that."""
        try:
            return self.sources.stat(key)
        except NotFound as error:
            if denied(error):
                raise SourceUnusable("the store does not let the source be seen") from error
            return None

    def _state(self, key: str) -> SourceState | None:
        """Return what is known of the source and of what is laid over it, None where the source is gone."""
        facts = self._head(key)
        return None if facts is None else SourceState(facts, self._beside(key))

    def _beside(self, key: str) -> dict[str, SourceFacts | None]:
        return {other: self._head(other) for other in overlay_keys(self.presets.of(key), key)}

    def _renewal(self, key: str, state: SourceState, report: Report) -> Renewal:
        """Return what there is to do for a version of a key. Without a manifest none of its places is looked at."""

        def current() -> bool:
            now = self._state(key)
            return now is not None and now.version == state.version

        stored = self.manifests.read(key)
        place, cache_control = self.results.place, self.settings.cache_control
        published = PublishedStore(place, key, cache_control, empty=not stored.etag, current=current)
        presets = self.presets.of(key)
        wanted = wanted_of(presets, key, state, self.settings.limits, self.settings.effort)
        wanted += tiles_wanted(self.renderer, presets, key, state)
        return Renewal(key, state, report, wanted, stored, self.rules, published)

    def _withdraw(self, key: str, version: str | None, written: EventWrites) -> None:
        """Delete what this event has made of a version that the source no longer holds."""
        results = [address for address, made_of in written.results.items() if made_of != version]
        places = [place for place, made_of in written.published.items() if made_of != version]
        self.results.delete(results)
        PublishedStore(self.results.place, key).sweep(places, version)

    def _make(self, key: str, state: SourceState, report: Report, written: EventWrites) -> None:
        renewal = self._renewal(key, state, report)
        there = self._begin(renewal)
        missing = [each for each in renewal.possible if not self._is_there(renewal, each, there)]
        if missing or not renewal.done:
            self._make_missing(renewal, missing, written)
        stale = [result_address(Stored(key=key), each) for each in renewal.manifest.stale]
        self.results.delete(stale)
        report.refused |= renewal.refusals  # what was known before, too

    def _begin(self, renewal: Renewal) -> set[str]:
        """Write that this version is in the making, delete what was made of another, and return what is there."""
        found, replaced = bool(renewal.stored.etag), renewal.replaced
        if not renewal.begun:
            for overlay in renewal.state.beside:
                self.shown.note(overlay, renewal.key)
            renewal.stored = self.manifests.write(renewal.beginning(), renewal.stored)
        if not found or not (replaced or any(each.preset.to is None for each in renewal.wanted)):
            return set()
        there = set(self.results.listed(folder(Stored(key=renewal.key))))
        if replaced:
            good = {result_address(Stored(key=renewal.key), each.digest) for each in renewal.wanted}
            old = there - good - {manifest_address(renewal.key)}
            renewal.report.purged += self.results.delete(sorted(old))
            renewal.report.changed = True
            there -= old
        return there

    def _is_there(self, renewal: Renewal, wanted: WantedRendition, there: set[str]) -> bool:
        if wanted.preset.to is None:
            return result_address(Stored(key=renewal.key), wanted.digest) in there
        places = wanted.preset.places(renewal.key)
        return renewal.published.holds(places, Provenance(renewal.state.version, wanted.digest))

    def _make_missing(self, renewal: Renewal, missing: list[WantedRendition], written: EventWrites) -> None:
        """Make what is missing from one fetch, delete what is older, and finish the manifest."""
        with self.renderer.fetch(Stored(key=renewal.key)) as blob:
            if blob.facts.version != renewal.state.facts.version:
                raise WriteConflict
            known = {}
            try:
                known["facts"] = self.renderer.facts_of(blob, renewal.key)
            except ImageError as error:
                if error.status >= SERVER_FAULT:
                    raise
                renewal.refuse_all(f"{error.slug()}: {error.detail}")
            else:
                for each, outcome in self.renderer.renditions(blob, renewal.state, missing):
                    self._put(renewal, each, outcome, written)
        renewal.published.sweep(renewal.manifest.places, renewal.state.version)
        finished = renewal.finished().model_copy(update=known)
        renewal.stored = self.manifests.write(finished, renewal.stored)

    def _put(
        self, renewal: Renewal, wanted: WantedRendition, outcome: Rendered | ImageError, written: EventWrites
    ) -> None:
        """Write a rendition, or record why there is none."""
        if isinstance(outcome, ImageError):
            renewal.refuse(wanted, f"{outcome.slug()}: {outcome.detail}")
            return
        version = renewal.state.version
        place = wanted.preset.destination(renewal.key, outcome.format)
        if place is None:
            address = result_address(Stored(key=renewal.key), wanted.digest)
            written.results[address] = version
            self._keep(address, outcome)
        else:
            written.published[place] = version
            if why := renewal.published.put(place, outcome, Provenance(version, wanted.digest)):
                renewal.refuse(wanted, why)
                return
        made = renewal.report.made
        made[wanted.preset.name] = made.get(wanted.preset.name, 0) + len(outcome.body)

    def _keep(self, address: str, rendered: Rendered) -> None:
        result = StoredResult(rendered.body, rendered.format, rendered.plan.source)
        if not self.results.keep(address, result, self.settings.cache_control, seconds=None):
            raise SourceBusy("a rendition could not be written")

    def _purge(self, key: str, report: Report) -> None:
        """Delete all that was made of a key. The manifest goes last: it knows the places."""
        places = {place for preset in self.presets.of(key) for place in preset.places(key)}
        places.update(self.manifests.read(key).manifest.places)
        report.purged += PublishedStore(self.results.place, key).sweep(places, None)
        addresses = self.results.listed(folder(Stored(key=key)))
        report.purged += self.results.delete(sorted(addresses, key=manifest_address(key).__eq__))
        report.changed = True
