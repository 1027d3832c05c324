"""Renditions: what a stored picture leaves ready before anyone asks: a picture for each preset, and its facts.

1. What the bucket holds now is what counts. The source's head says which version; after writing or deleting it is
   asked again, until it says the same before and after.
2. One fetch of the source; one decode for each reduction that a preset's own `needed` asks for. So every rendition
   has the bytes that its URL gives. A fetch that finds another version than the head said is no use.
3. What is there already is not made again, so that a repeated event writes nothing.
4. What cannot be made (past a limit, corrupt) is recorded with its reason, and not tried again for the same version,
   recipe and limits.
5. The note of a key is written, on condition that nobody else has, before any rendition: it says which version is in
   the making. Whoever comes later for another version knows from it what may still arrive, and deletes it.
"""

from collections.abc import Iterator
from typing import Any, BinaryIO, cast

from handler import codecs
from handler.config.presets import Presets
from handler.config.settings import Settings
from handler.core.source import Stored
from handler.core.source_file import SourceFacts, SourceFile
from handler.errors import ImageError, NotFound, SourceBusy, SourceUnusable
from handler.jobs.manifest import Report, Round, WantedRendition, wanted_of
from handler.jobs.published_store import Aim, PublishedStore, Tag, WriteConflict
from handler.recipe import Recipe, Source
from handler.rendering import describe
from handler.rendering.identity import digest, folder, result_address
from handler.rendering.plan import plan
from handler.rendering.render import Rendered, RenderOutcome, raise_transient, render, render_many
from handler.storage.result_store import ResultStore, StoredResult
from handler.storage.s3_errors import denied
from handler.storage.sources import Sources

MOST_ROUNDS = 6
"""How often the source is asked again because it changed under the work; two are enough where it does not."""


class Renditions:
    """The renditions of one application's sources."""

    def __init__(self, settings: Settings) -> None:
        """Take the settings, which name a results bucket; ValueError where they do not."""
        if not settings.results:
            raise ValueError("TINTYPE_RESULTS is not set: renditions have nowhere to go")
        self.settings = settings
        self.sources = Sources(settings.source, settings.limits)
        self.results = ResultStore(settings.results)
        self.presets = Presets(settings.presets)
        self.published = PublishedStore(self.results.place)
        self.rules = f"{settings.limits.model_dump_json()} {','.join(sorted(settings.inputs))}"

    def renew(self, key: str, report: Report | None = None) -> Report:
        """Bring the renditions of a key in line with what the source holds now. Errors from 500 are worth a retry.

        report: is filled as things are done, so that it tells of them where an error ends it.
        """
        report = report or Report(key)
        settled: tuple[str | None] | None = None
        written: dict[str, str] = {}
        for _ in range(MOST_ROUNDS):
            facts = self._stat(key)
            version = facts.version if facts else None
            if settled == (version,) or (facts and facts.made):
                return report
            self.results.delete([address for address, made_of in written.items() if made_of != version])
            try:
                if facts:
                    self._make(key, facts, report, written)
                else:
                    self._purge(key, report)
                settled = (version,)
            except (WriteConflict, NotFound):
                settled = None
        raise SourceBusy("the source keeps changing")

    def noted(self, key: str, facts: SourceFacts) -> dict[str, str] | None:
        """Return what a key's note says was refused of the presets, None where it does not tell of all the rest."""
        now = self._round(key, facts, Report(key))
        return now.refusals if now.done else None

    def render(self, recipe: Recipe) -> dict[str, Any]:
        """Make one recipe, keep it, and return its size, digest and where it lies."""
        facts: list[SourceFacts] = []

        def fetch(source: Source) -> SourceFile:
            blob = self._fetch(source)
            facts.append(blob.facts)
            return blob

        rendered = render(recipe, fetch=fetch, limits=self.settings.limits, accepted=self.settings.inputs)
        name = digest(recipe, facts, self.settings.limits)
        address = self.results.key(result_address(recipe.source, name))
        self._keep(address, rendered)
        width, height = rendered.size
        said = {"digest": name, "width": width, "height": height, "frames": rendered.frames}
        more = {"media_type": rendered.media_type, "bytes": len(rendered.body)}
        return {**said, **more, "location": f"s3://{self.results.place.name}/{address}"}

    def _stat(self, key: str) -> SourceFacts | None:
        """Return the source's facts, None where it is gone. Denied is not gone: nothing is deleted for that."""
        try:
            return self.sources.stat(key)
        except NotFound as error:
            if denied(error):
                raise SourceUnusable("the store does not let the source be seen") from error
            return None

    def _version(self, key: str) -> str | None:
        facts = self._stat(key)
        return facts.version if facts else None

    def _round(self, key: str, facts: SourceFacts, report: Report) -> Round:
        wanted = wanted_of(self.presets.of(key), key, facts, self.settings.limits)
        return Round(key, facts, report, wanted, self.published.note(key), self.rules)

    def _make(self, key: str, facts: SourceFacts, report: Report, written: dict[str, str]) -> None:
        now = self._round(key, facts, report)
        if not now.begun:
            self._begin(now)
        there = set(self.results.listed(folder(Stored(key=key))))
        missing = [each for each in now.possible if not self._there(now, each, there)]
        if missing or not now.done:
            known = self._make_all(now, missing, written)
            self.published.sweep(now.note.said["places"], key, facts.version)
            self.published.write_note(key, now.ended(known), now.note)
        self.results.delete(
            [self.results.key(result_address(Stored(key=key), each)) for each in now.note.said["stale"]]
        )
        report.refused |= now.refusals  # what was known before, too

    def _begin(self, now: Round) -> None:
        """Note that this version is in the making, and delete what was made of another."""
        replaced = now.replaced
        places = {name for each in now.wanted for name in each.preset.places(now.key)}
        now.note = self.published.write_note(now.key, now.fresh(places), now.note)
        if replaced:
            good = {self.results.key(result_address(Stored(key=now.key), each.digest)) for each in now.wanted}
            kept = good | {self.published.note_of(now.key)}
            old = [each for each in self.results.listed(folder(Stored(key=now.key))) if each not in kept]
            now.report.purged += self.results.delete(old)
            now.report.changed = True

    def _make_all(self, now: Round, missing: list[WantedRendition], written: dict[str, str]) -> dict[str, Any]:
        """Make what is missing from one fetch; return the source's facts for the note, nothing where it is none."""
        with self._fetch(Stored(key=now.key)) as blob:
            if blob.facts.version != now.facts.version:
                raise WriteConflict
            try:
                known = self._facts_of(blob, now)
            except ImageError as error:
                raise_transient(error)
                now.refuse_all(f"{error.slug()}: {error.detail}")
                return {}
            for each, outcome in self._rendered(blob, now, missing):
                self._put(now, each, outcome, written)
        return {"facts": known}

    def _facts_of(self, blob: SourceFile, now: Round) -> dict[str, Any]:
        """Return the facts that /info tells of the source."""
        bare = Recipe(source=Stored(key=now.key))
        self.settings.limits.check_bytes(blob.size)
        file, bounds = cast("BinaryIO", blob), self.settings.limits
        with codecs.probe(file, accepted=self.settings.inputs, bounds=bounds) as picture:
            facts: dict[str, Any] = describe.of(bare, picture, plan(bare, picture), [now.facts], "")["source"]
        return facts

    def _rendered(
        self, blob: SourceFile, now: Round, missing: list[WantedRendition]
    ) -> Iterator[tuple[WantedRendition, RenderOutcome]]:
        """Render what is missing, each recipe once, though two presets ask for it."""
        alike: dict[str, list[WantedRendition]] = {}
        for each in missing:
            alike.setdefault(each.digest, []).append(each)
        recipes = [same[0].recipe for same in alike.values()]
        limits, accepted = self.settings.limits, self.settings.inputs
        for recipe, outcome in render_many(recipes, fetch=lambda _: blob, limits=limits, accepted=accepted):
            for each in alike[digest(recipe, [now.facts], self.settings.limits)]:
                yield each, outcome

    def _there(self, now: Round, wanted: WantedRendition, there: set[str]) -> bool:
        if wanted.preset.to is None:
            return self.results.key(result_address(Stored(key=now.key), wanted.digest)) in there
        return self.published.holds(wanted.preset, now.key, Tag(now.facts.version, wanted.digest))

    def _put(self, now: Round, wanted: WantedRendition, outcome: RenderOutcome, written: dict[str, str]) -> None:
        """Write a rendition, or note why there is none."""
        if isinstance(outcome, ImageError):
            now.refuse(wanted, f"{outcome.slug()}: {outcome.detail}")
            return
        place = wanted.preset.destination(now.key, outcome.format)
        if place is None:
            address = self.results.key(result_address(Stored(key=now.key), wanted.digest))
            written[address] = now.facts.version
            self._keep(address, outcome)
        else:
            tag = Tag(now.facts.version, wanted.digest)
            aim = Aim(now.key, self.settings.cache_control, lambda: self._version(now.key) == now.facts.version)
            why = self.published.put(place, outcome, tag, aim)
            if why:
                now.refuse(wanted, why)
                return
        made = now.report.made
        made[wanted.preset.name] = made.get(wanted.preset.name, 0) + len(outcome.body)

    def _keep(self, address: str, rendered: Rendered) -> None:
        result = StoredResult(rendered.body, rendered.format)
        if not self.results.keep(address, result, self.settings.cache_control, seconds=None):
            raise SourceBusy("a rendition could not be written")

    def _purge(self, key: str, report: Report) -> None:
        """Delete all that was made of a key. The note goes last: it knows the places."""
        places = {name for preset in self.presets.of(key) for name in preset.places(key)}
        report.purged += self.published.sweep(places.union(self.published.note(key).said.get("places", ())), key, None)
        addresses = self.results.listed(folder(Stored(key=key)))
        report.purged += self.results.delete(sorted(addresses, key=self.published.note_of(key).__eq__))
        report.changed = True

    def _fetch(self, source: Source) -> SourceFile:
        if not isinstance(source, Stored):
            raise NotFound("there is no such picture")
        blob = self.sources.fetch(source.key)
        if blob.size <= self.settings.limits.bytes:
            blob.load()
        return blob
