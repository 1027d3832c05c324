"""Images: from a parsed request to its answer: a rendition, or an original.

1. The gate comes first: for whom it does not let pass, nothing is fetched and nothing is rendered.
2. A rendition is made only where nothing else will do: the client has it (304), the results bucket has it, or a HEAD is
   answered from what is known without pixels.
3. Where the source is replaced while it is worked on, the work is done once more.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from time import perf_counter, time
from typing import Any

from starlette.responses import Response

from handler.core.delivery import varying
from handler.core.formats.measures import BALANCED, Effort
from handler.core.formats.row import FormatName
from handler.core.geometry import Size
from handler.core.source import Stored
from handler.core.source_file import SourceFacts, SourceFile
from handler.dialects.interface import BySize, PictureReply, unsized
from handler.errors import ImageError
from handler.recipe import Recipe
from handler.rendering import identity
from handler.rendering.check import check
from handler.rendering.companions import accompanied, check_sources, naming
from handler.rendering.opening import opened
from handler.rendering.plan import plan
from handler.rendering.render import Rendered, render
from handler.storage.result_store import StoredResult
from handler.storage.sources import Fetching, RetryWhenReplaced
from handler.web import negotiation, originals, preconditions, responses
from handler.web.access.gate import AccessRequest
from handler.web.preconditions import Validators
from handler.web.responses import Heading, Terms
from handler.web.services import Services

STANDS_IN = frozenset({404, 409, 415, 422, 502, 503})
"""Statuses for which TINTYPE_FALLBACK is shown: the request was right, the picture is not to be had."""

Facts = list[SourceFacts]


@dataclass(frozen=True)
class ImageRequest:
    """A request. headers: by lower-case name. room: bytes that the front can carry, None where it has no limit.

    access: what the gate looks at. stands_in: whether the fallback may be shown for a picture that cannot be had.
    effort: of encoders, where the request names none.
    """

    parsed: PictureReply
    access: AccessRequest
    headers: Mapping[str, str]
    method: str = "GET"
    room: int | None = None
    upload: SourceFile | None = None
    stands_in: bool = False
    effort: Effort = BALANCED
    facts: dict[str, Any] = field(default_factory=dict)
    """Where what is learned of the request is noted, for the request log."""
    digests: dict[tuple[str, ...], str] = field(default_factory=dict)
    """The digests that were computed, by the versions of the sources: one, unless one of them is replaced meanwhile."""

    @cached_property
    def recipe(self) -> Recipe:
        """The recipe, with what was left open: the formats that Accept admits, and the effort."""
        recipe, delivery = self.parsed.recipe.with_effort(self.effort), self.parsed.delivery
        return negotiation.negotiate(recipe, self.headers.get("accept")) if delivery.negotiable else recipe

    @cached_property
    def text(self) -> str:
        """The canonical text of the recipe: all that is asked for, and the greater part of the digest."""
        return self.recipe.text()

    @property
    def vary(self) -> dict[str, str]:
        """The header that says by which others the answer differs."""
        said = varying(self.parsed.delivery)
        return {"vary": said} if said else {}


def picture(services: Services, request: ImageRequest) -> Response:
    """Answer the rendered picture, or the original where that is asked for; the fallback where that fails."""
    recipe, delivery = request.parsed.recipe, request.parsed.delivery
    terms = admitted(services, request)
    original = recipe.source if delivery.original and isinstance(recipe.source, Stored) else None
    retry = RetryWhenReplaced()
    try:
        with services.failures.remembering(recipe.source, "" if original else request.text, recipe.sources[1:]):
            while True:
                with retry:
                    return _original(services, request, original, terms) if original else _rendition(services, request)
    except ImageError as error:
        request.facts["fault"] = error.fault
        pictured = request.stands_in and not recipe.told  # colours of another picture tell nothing of this one
        stands_in = pictured and "overlay" not in error.facts and error.status in STANDS_IN
        if services.settings.fallback is None or not stands_in:
            raise
        return _fallback(services, request, error)


def admitted(services: Services, request: ImageRequest) -> Terms:
    """Return the terms of a request that may pass: the gate allows it, and its link is still good."""
    services.gate.allow(request.access, request.parsed.recipe)
    check_sources(request.parsed.recipe, services.settings.limits)
    return _terms(services, request, [])


def _original(services: Services, request: ImageRequest, source: Stored, terms: Terms) -> Response:
    asked = originals.OriginalRequest(source, request.headers, request.method, request.room)
    return originals.answer(asked, services.sources, services.settings.limits, terms)


def _rendition(services: Services, request: ImageRequest) -> Response:
    """Answer a rendition: one that need not be made, else a fresh one."""
    known: dict[str, SourceFacts] = {}
    if preconditions.conditional(request.headers) or services.results or request.method == "HEAD":
        known = _known(services, request.recipe)
        if answer := _unrendered(services, request, known):
            return answer
    fetching = Fetching(services.sources, request.upload, known)
    return _fresh(services, request, _made(services, request.recipe, fetching, request.parsed.by_size), fetching)


def _made(services: Services, recipe: Recipe, fetching: Fetching, judge: BySize) -> Rendered:
    settings, load = services.settings, services.admission
    load.check()  # before the store is asked for what could not be rendered
    limits, accepted = settings.limits, settings.inputs
    return render(recipe, fetch=fetching, limits=limits, accepted=accepted, load=load, judge=judge)


def _known(services: Services, recipe: Recipe) -> dict[str, SourceFacts]:
    """Return what is known of every stored picture that a recipe reads, without its bytes."""
    known = {key: services.sources.stat(key) for key in recipe.source.keys}
    for source in recipe.sources[1:]:
        with naming(source):
            known |= {key: services.sources.stat(key) for key in source.keys if key not in known}
    return known


def _unrendered(services: Services, request: ImageRequest, known: dict[str, SourceFacts]) -> Response | None:
    """Answer what takes no rendering: a 304, a kept rendition or a HEAD; None where there is nothing for it."""
    facts = list(known.values())
    state = _validators(services, request, facts)
    if preconditions.unchanged(request.headers, state):
        request.facts["cache"] = "client"
        return responses.not_modified(state, _terms(services, request, facts))
    if services.results and request.upload is None and (answer := _kept(services, request, state, facts)):
        return answer
    return _head(services, request, state, known) if request.method == "HEAD" else None


def _kept(services: Services, request: ImageRequest, state: Validators, facts: Facts) -> Response | None:
    """Answer a rendition that was made before, None where there is none."""
    assert services.results is not None  # noqa: S101 - for mypy: else nobody asks
    key = identity.result_address(request.recipe.source, state.etag)
    start = perf_counter()
    found = services.results.find(key)
    if found is None:
        return None
    request.facts.update({"digest": state.etag, "cache": "result", "result_bytes": len(found.body)})
    terms = _terms(services, request, facts, {"results": (perf_counter() - start) * 1000})
    heading = _heading(request, found.format, state, terms, found.source)
    part = preconditions.span(request.headers, state, len(found.body))
    size = len(found.body) if part is None else part.stop - part.start
    if request.room is not None and size > request.room:
        return responses.see_other(services.results.link(key), terms)
    return responses.rendition(found.body, heading.kept(), part)


def _head(
    services: Services, request: ImageRequest, state: Validators, known: dict[str, SourceFacts]
) -> Response | None:
    """Answer a HEAD: from memory, else from the picture's header, which names the type but not the length.

    None where the type is not known before the picture is made.
    """
    remembered = services.lengths.get(state.etag)
    if remembered is None:
        recipe, settings = request.recipe, services.settings
        fetching = Fetching(services.sources, known=known, whole=False)
        given = fetching, settings.limits, settings.inputs
        with opened(recipe.source, *given) as header, accompanied(recipe, *given) as whole:
            request.parsed.by_size(header.size)
            planned = plan(whole, header, settings.limits)
            check(planned, settings.limits)
            if len(planned.formats) > 1:
                return None  # the smallest is known when all have been written
    form, length, size = remembered or (planned.format, None, planned.source)
    terms = _terms(services, request, list(known.values()))
    return responses.head(_heading(request, form, state, terms, size), length)


def _fresh(services: Services, request: ImageRequest, rendered: Rendered, fetching: Fetching) -> Response:
    """Answer a fresh rendition, kept where results are; past the front's room it is kept and linked to."""
    state = _validators(services, request, fetching.facts)
    timings, size = {"fetch": fetching.milliseconds, **rendered.timings}, len(rendered.body)
    terms = _terms(services, request, fetching.facts, timings)
    services.lengths.remember(state.etag, rendered.format, size, rendered.plan.source)
    request.facts.update({"digest": state.etag, "cache": "none", "timings": timings, "result_bytes": size})
    request.facts["source_bytes"] = sum(each.size for each in fetching.facts)
    fits = request.room is None or size <= request.room
    if services.results and request.upload is None:
        key = identity.result_address(request.recipe.source, state.etag)
        result = StoredResult(rendered.body, rendered.format, rendered.plan.source)
        waiting = {} if fits else {"seconds": None}
        kept = services.results.keep(key, result, terms.cache_control, **waiting)
        request.facts["kept"] = kept
        if kept and not fits:
            return responses.see_other(services.results.link(key), terms)
    if not fits:
        raise responses.too_big(size, request.room or 0)
    heading = _heading(request, rendered.format, state, terms, rendered.plan.source)
    return responses.rendition(rendered.body, heading)


def _heading(asked: ImageRequest, form: FormatName, state: Validators, terms: Terms, source: Size | None) -> Heading:
    """Return the heading of a rendition of a source of this size; None where nobody knows it any more."""
    told = asked.parsed.by_size(source) if source else {}
    return responses.heading(asked.parsed.delivery, form, state, terms, told)


def _fallback(services: Services, request: ImageRequest, error: ImageError) -> Response:
    """Answer an error with the picture that stands in, in the size that was asked for, and the error's status."""
    stands_in = request.recipe.model_copy(update={"source": Stored(key=services.settings.fallback or "")})
    rendered = _made(services, stands_in, Fetching(services.sources), unsized)
    headers = {**responses.failure_headers(error), "x-error": error.slug(), **request.vary}
    return Response(rendered.body, error.status, media_type=rendered.media_type, headers=headers)


def _validators(services: Services, request: ImageRequest, facts: Facts) -> Validators:
    versions = tuple(each.version for each in facts)
    if versions not in request.digests:
        request.digests[versions] = identity.digest_of(request.text, facts, services.settings.limits)
    return preconditions.validators(request.digests[versions], facts)


def _terms(
    services: Services, request: ImageRequest, facts: Facts, timings: Mapping[str, float] | None = None
) -> Terms:
    recipe, delivery = request.parsed.recipe, request.parsed.delivery
    own = facts[0].cache_control if facts and recipe.source.keys else ""
    cache_control = responses.lifetime(delivery, own, services.settings.cache_control, time())
    tags = ",".join(f"k-{identity.folder_of(key)}" for key in recipe.keys)
    return Terms(cache_control, varying(delivery), tags, timings or {})
