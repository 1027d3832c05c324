"""Images: from a parsed request to a response: the gate, what the client has, what is kept, the renderer, headers."""

import os
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field
from time import perf_counter, time
from typing import Any

from starlette.responses import Response

from handler.config.presets import Presets
from handler.config.settings import Settings
from handler.core.formats.catalogue import FORMATS
from handler.core.limits import MEGABYTE
from handler.core.output import FormatName, Output
from handler.core.signing import Address
from handler.core.source import Stored
from handler.core.source_file import SourceFacts, SourceFile
from handler.dialects.native import Parsed
from handler.errors import ImageError
from handler.recipe import Recipe
from handler.rendering import describe
from handler.rendering.check import check
from handler.rendering.identity import digest as digest_of
from handler.rendering.identity import folder, result_address
from handler.rendering.plan import plan
from handler.rendering.render import Rendered, opened, render
from handler.runtime.admission import Admission
from handler.storage.result_store import ResultStore, StoredResult
from handler.storage.sources import Fetching, Sources, settled
from handler.web import negotiation, originals, preconditions, responses
from handler.web.gate import NOWHERE, AccessRequest, Door, Gate
from handler.web.negative_cache import NegativeCache
from handler.web.preconditions import Validators
from handler.web.responses import Heading, Terms

REMEMBERED = 4096
"""Of so many renditions the length is remembered, for HEAD."""

STANDS_IN = frozenset({404, 409, 415, 422, 502, 503})
"""Statuses for which TINTYPE_FALLBACK is shown: the request was right, the picture is not to be had."""


@dataclass(frozen=True)
class ImageRequest:
    """A request. headers: by lower-case name. room: bytes that the front can carry, None where it has no limit."""

    parsed: Parsed
    door: Door
    headers: Mapping[str, str]
    method: str = "GET"
    room: int | None = None
    upload: SourceFile | None = None
    address: Address = NOWHERE
    facts: dict[str, Any] = field(default_factory=dict)
    """Where what is learned of the request is noted, for the request log."""


class Answers:
    """One application's answers."""

    def __init__(self, settings: Settings) -> None:
        """Take the settings; nothing is opened yet."""
        self.settings = settings
        self.sources = Sources(settings.source, settings.limits, (settings.results, settings.presets))
        self.results = ResultStore(settings.results, settings.results_url) if settings.results else None
        self.presets = Presets(settings.presets)
        self.gate = Gate(settings, self.presets.inline)
        self.refusals = NegativeCache()
        self.load = Admission(os.cpu_count() or 1, settings.limits.memory * MEGABYTE)
        self.lengths: OrderedDict[str, tuple[FormatName, int]] = OrderedDict()

    def picture(self, asked: ImageRequest) -> Response:
        """Answer what was asked: the rendered picture, its facts, or the original; the fallback where that fails."""
        recipe, delivery = asked.parsed
        asked.facts.update({"key": getattr(recipe.source, "key", ""), "view": delivery.view})
        if delivery.view == "info":
            return self.info(asked)
        terms = self._admitted(asked, asked.door)  # whom the gate does not let pass, nothing is rendered for
        try:
            return self._picture(asked, terms)
        except ImageError as error:
            asked.facts["fault"] = error.fault
            if self.settings.fallback is None or asked.door != "images" or error.status not in STANDS_IN:
                raise
            return self._fallback(asked, error)

    def info(self, asked: ImageRequest) -> Response:
        """Answer facts of the source and the predicted result, from headers alone."""
        self._admitted(asked, "info")
        recipe = self._negotiated(asked)
        fetching = Fetching(self.sources, whole=False)
        refusals = self.refusals.remembering(recipe.source, f"info {recipe.text()}")
        with refusals, opened(recipe.source, fetching, self.settings.limits, self.settings.inputs) as picture:
            planned = plan(recipe, picture, self.settings.limits)
            if not _bare(asked.parsed):
                check(planned, self.settings.limits)
            digest = digest_of(recipe, fetching.facts, self.settings.limits)
            content = describe.of(recipe, picture, planned, fetching.facts, digest)
        brief = responses.briefly(asked.parsed.delivery, time())
        return responses.page(content, "application/json", asked.headers, self._vary(asked), brief)

    def _picture(self, asked: ImageRequest, terms: Terms) -> Response:
        recipe, delivery = asked.parsed
        if delivery.view == "original" and isinstance(recipe.source, Stored):
            original = originals.OriginalRequest(recipe.source, asked.headers, asked.method, asked.room)
            with self.refusals.remembering(recipe.source):
                return settled(lambda: originals.answer(original, self.sources, self.settings.limits, terms))
        recipe = self._negotiated(asked)
        with self.refusals.remembering(recipe.source, recipe.text()):
            return settled(lambda: self._rendition(asked, recipe))

    def _admitted(self, asked: ImageRequest, door: Door) -> Terms:
        """Return the terms of a request that may pass; an expired one costs nothing more."""
        recipe, delivery = asked.parsed
        self.gate.allow(AccessRequest(door, asked.address, delivery.view == "original", delivery.alone), recipe)
        return self._terms(asked, [])

    def _rendition(self, asked: ImageRequest, recipe: Recipe) -> Response:
        known: dict[str, SourceFacts] = {}
        if preconditions.conditional(asked.headers) or self.results or asked.method == "HEAD":
            known = {key: self.sources.stat(key) for key in recipe.source.keys}
            facts = list(known.values())
            state = self._state(recipe, facts)
            if preconditions.unchanged(asked.headers, state):
                asked.facts["cache"] = "client"
                return responses.not_modified(state, self._terms(asked, facts))
            if answer := self._kept(asked, recipe, facts):
                return answer
            if asked.method == "HEAD":
                return self._head(asked, recipe, state, known)
        fetching = Fetching(self.sources, asked.upload, known)
        rendered = self._rendered(recipe, fetching)
        timings = {"fetch": fetching.milliseconds, **rendered.timings}
        terms = self._terms(asked, fetching.facts, timings)
        result = StoredResult(rendered.body, rendered.format)
        state = self._state(recipe, fetching.facts)
        self._remember(state.etag, result)
        asked.facts.update(
            {"digest": state.etag, "cache": "none", "timings": timings, "result_bytes": len(result.body)}
        )
        asked.facts["source_bytes"] = sum(each.size for each in fetching.facts)
        return self._delivered(asked, recipe, state, terms, result)

    def _delivered(
        self, asked: ImageRequest, recipe: Recipe, state: Validators, terms: Terms, result: StoredResult
    ) -> Response:
        """Answer a fresh rendition, kept where results are; past the front's room it is kept and linked to."""
        fits = asked.room is None or len(result.body) <= asked.room
        if self.results and asked.upload is None:
            key = result_address(recipe.source, state.etag)
            kept = self.results.keep(key, result, terms.cache_control, **({} if fits else {"seconds": None}))
            asked.facts["kept"] = kept
            if kept and not fits:
                return responses.elsewhere(self.results.link(key), terms)
        if not fits:
            raise responses.too_big(len(result.body), asked.room or 0)
        return responses.picture(result.body, self._heading(asked, result.format, state, terms))

    def _kept(self, asked: ImageRequest, recipe: Recipe, facts: list[SourceFacts]) -> Response | None:
        """Answer a rendition that was made before, None where there is none."""
        if self.results is None or asked.upload is not None:
            return None
        state = self._state(recipe, facts)
        key = result_address(recipe.source, state.etag)
        asked.facts.update({"digest": state.etag, "cache": "result"})
        start = perf_counter()
        found = self.results.find(key)
        if found is None:
            return None
        asked.facts["result_bytes"] = len(found.body)
        terms = self._terms(asked, facts, {"results": (perf_counter() - start) * 1000})
        part = preconditions.span(asked.headers, state, len(found.body))
        size = len(found.body) if part is None else part.stop - part.start
        if asked.room is not None and size > asked.room:
            return responses.elsewhere(self.results.link(key), terms)
        heading = self._heading(asked, found.format, state, terms, stored=True)
        return responses.picture(found.body, heading, part)

    def _heading(
        self, asked: ImageRequest, form: FormatName, state: Validators, terms: Terms, *, stored: bool = False
    ) -> Heading:
        more = responses.disposition(asked.parsed.delivery, form)
        ranges = {"accept-ranges": "bytes"} if stored else {}
        return Heading(FORMATS[form].media_type, state, terms, more | ranges)

    def _head(self, asked: ImageRequest, recipe: Recipe, state: Validators, facts: dict[str, SourceFacts]) -> Response:
        """Answer a HEAD: from memory, else from the picture's header, which names the type but not the length."""
        known = self.lengths.get(state.etag)
        if known is None:
            fetching = Fetching(self.sources, known=facts, whole=False)
            with opened(recipe.source, fetching, self.settings.limits, self.settings.inputs) as picture:
                planned = plan(recipe, picture, self.settings.limits)
                check(planned, self.settings.limits)
        form, length = known or (planned.format, None)
        return responses.head(self._heading(asked, form, state, self._terms(asked, list(facts.values()))), length)

    def _fallback(self, asked: ImageRequest, error: ImageError) -> Response:
        """Answer an error with the picture that stands in, in the size that was asked for, and the error's status."""
        recipe = self._negotiated(asked)
        stands_in = recipe.model_copy(update={"source": Stored(key=self.settings.fallback or "")})
        rendered = self._rendered(stands_in, Fetching(self.sources))
        headers = {**responses.failure_headers(error), "x-error": error.slug(), **self._vary(asked)}
        return Response(rendered.body, error.status, media_type=rendered.media_type, headers=headers)

    def _rendered(self, recipe: Recipe, fetching: Fetching) -> Rendered:
        settings = self.settings
        self.load.check()  # before the store is asked for what could not be rendered
        return render(recipe, fetch=fetching, limits=settings.limits, accepted=settings.inputs, load=self.load)

    def _negotiated(self, asked: ImageRequest) -> Recipe:
        """Return the recipe with the formats that Accept admits, where no format was asked for."""
        recipe, delivery = asked.parsed
        if not delivery.negotiable:
            return recipe
        formats = negotiation.candidates(asked.headers.get("accept"))
        return recipe.model_copy(update={"output": recipe.output.model_copy(update={"formats": formats})})

    def _state(self, recipe: Recipe, facts: list[SourceFacts]) -> Validators:
        changes = [each.modified for each in facts if each.modified is not None]
        return Validators(digest_of(recipe, facts, self.settings.limits), max(changes, default=None))

    def _terms(
        self, asked: ImageRequest, facts: list[SourceFacts], timings: Mapping[str, float] | None = None
    ) -> Terms:
        recipe, delivery = asked.parsed
        own = facts[0].cache_control if facts else ""
        cache_control = responses.lifetime(delivery, own, self.settings.cache_control, time())
        tag = f"k-{folder(recipe.source)}" if isinstance(recipe.source, Stored) else ""
        return Terms(cache_control, delivery.negotiable, tag, timings or {})

    def _vary(self, asked: ImageRequest) -> dict[str, str]:
        return {"vary": "Accept"} if asked.parsed.delivery.negotiable else {}

    def _remember(self, digest: str, result: StoredResult) -> None:
        self.lengths[digest] = (result.format, len(result.body))
        while len(self.lengths) > REMEMBERED:
            self.lengths.popitem(last=False)


def _bare(parsed: Parsed) -> bool:
    """Return whether facts are asked for of the stored file itself, which no limit of a rendition concerns."""
    recipe, delivery = parsed
    return delivery.view == "original" or (delivery.view == "info" and not recipe.ops and recipe.output == Output())
