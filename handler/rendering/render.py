"""Render: the one pipeline. Recipes of one source become bytes, and nothing is decoded before the limits agree.

1. The source is fetched once, however many recipes there are. For another orientation or frame its header is read
   again, from bytes that are already here.
2. A still picture is decoded once for each reduction that its recipes take. An animation is decoded for each recipe: it
   is never there as a whole at its full size.
3. A recipe that cannot be made gives its error and hinders no other. A fault of the server or the store ends it all.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, nullcontext
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from operator import attrgetter
from time import perf_counter
from typing import NamedTuple

from handler import codecs
from handler.core.formats import catalogue
from handler.core.geometry import Size
from handler.core.limits import Limits
from handler.core.output import FormatName
from handler.errors import Corrupt, ImageError, TooLarge
from handler.recipe import Recipe, Source
from handler.rendering.check import check
from handler.rendering.colour_space import painted, spaced
from handler.rendering.companions import accompanied
from handler.rendering.high_range import with_map
from handler.rendering.opening import Fetch, inputs, probed
from handler.rendering.picture import Picture
from handler.rendering.pipeline import Stream, flow, settle
from handler.rendering.plan import Plan, plan
from handler.rendering.playback import played_back, thinned
from handler.runtime import memory
from handler.runtime.admission import Admission, stay

SERVER_FAULT = 500


@dataclass(frozen=True)
class Rendered:
    """A finished picture. body: the file. size: in pixels. timings: milliseconds by the name of a step."""

    body: bytes
    format: FormatName
    size: Size
    frames: int
    plan: Plan
    timings: Mapping[str, float]

    @property
    def media_type(self) -> str:
        """The Content-Type."""
        return catalogue.FORMATS[self.format].media_type


RenderOutcome = Rendered | ImageError
"""What became of a recipe."""


class Work(NamedTuple):
    """A recipe, the picture it is for, and what it will do to it."""

    recipe: Recipe
    picture: Picture
    plan: Plan

    @property
    def decode(self) -> tuple[int, bool]:
        """By what factor sides are reduced, and whether all frames are taken; where both agree, so do the pixels."""
        return self.picture.reduction(self.plan.needed), self.plan.moving

    def stream(self) -> Stream:
        """Return what gives the frames: of a still picture the same one, decoded now, as often as asked.

        Of an animation each time anew, so that no more than one of them is there at its full size.
        """
        if self.plan.moving:
            return lambda: self.picture.stream(self.plan.needed, moving=True)
        return partial(iter, (self.picture.decode(self.plan.needed, moving=False),))


class Stopwatch:
    """A stopwatch with laps, in milliseconds."""

    def __init__(self) -> None:
        """Start."""
        self.laps: dict[str, float] = {}
        self.last = perf_counter()

    def lap(self, name: str) -> None:
        """Note the time since the last lap. Saturated where the client has left: then there is no reason to go on."""
        stay()
        now = perf_counter()
        self.laps[name] = (now - self.last) * 1000
        self.last = now

    def take(self) -> dict[str, float]:
        """Return the laps and begin with none."""
        laps, self.laps = self.laps, {}
        return laps


def render(  # noqa: PLR0913 - what a request brings, and what the service has
    recipe: Recipe,
    *,
    fetch: Fetch,
    limits: Limits,
    accepted: frozenset[str],
    load: Admission | None = None,
    judge: Callable[[Size], object] = bool,
) -> Rendered:
    """Turn a recipe into bytes. Only ImageError leaves it; anything else is a bug."""
    [(_, outcome)] = render_many([recipe], fetch=fetch, limits=limits, accepted=accepted, load=load, judge=judge)
    if isinstance(outcome, Rendered):
        return outcome
    try:
        raise outcome
    finally:
        del outcome  # else the error and this frame would hold each other, and all that was decoded


def render_many(  # noqa: PLR0913 - as above
    recipes: Sequence[Recipe],
    *,
    fetch: Fetch,
    limits: Limits,
    accepted: frozenset[str],
    load: Admission | None = None,
    judge: Callable[[Size], object] = bool,
) -> Iterator[tuple[Recipe, RenderOutcome]]:
    """Turn recipes of one source into bytes: give each with its rendition or its error, in no order.

    accepted: the kinds of file that are read. load: what gives each render a core and memory. judge: raises an
    ImageError where the upright size of the source is wrong for what is asked. ImageErrors from 500 on are raised.
    """
    if not recipes:
        return
    clock = Stopwatch()
    readings: dict[Source, list[Recipe]] = {}
    with ExitStack() as stack:
        files = list(map(stack.enter_context, map(fetch, inputs(recipes[0].source))))
        for recipe in recipes:
            try:
                whole = stack.enter_context(accompanied(recipe, fetch, limits, accepted))
            except ImageError as error:
                raise_transient(error)
                yield recipe, error
            else:
                readings.setdefault(recipe.drawn(), []).append(whole)
        for source, same in readings.items():
            try:
                with probed(source, files, limits, accepted) as picture:
                    judge(picture.size)
                    yield from _of_picture(picture, same, limits, load, clock)
            except ImageError as error:
                raise_transient(error)
                yield from ((recipe, error) for recipe in same)


def render_opened(recipe: Recipe, picture: Picture, limits: Limits, load: Admission | None = None) -> Rendered:
    """Turn a recipe into bytes, of a picture whose header has been read, as `render` does."""
    [(_, outcome)] = _of_picture(picture, [recipe], limits, load, Stopwatch())
    if isinstance(outcome, Rendered):
        return outcome
    try:
        raise outcome
    finally:
        del outcome  # as in `render`


def raise_transient(error: ImageError) -> None:
    """Raise an error that another try may not meet: a fault of the server or the store."""
    if error.status >= SERVER_FAULT:
        raise error


def _of_picture(
    picture: Picture, recipes: list[Recipe], limits: Limits, load: Admission | None, clock: Stopwatch
) -> Iterator[tuple[Recipe, RenderOutcome]]:
    """Judge the recipes of a picture whose header has been read, and make what is within the limits."""
    works = []
    for recipe in recipes:
        try:
            planned = plan(recipe, picture, limits)
            check(planned, limits)
        except ImageError as error:
            raise_transient(error)
            yield recipe, error
        else:
            works.append(Work(recipe, picture, planned))
    works.sort(key=attrgetter("decode"))
    for _, sharing in groupby(works, key=attrgetter("decode")):
        yield from _of_one_decode(list(sharing), limits, load, clock)


def _of_one_decode(
    works: list[Work], limits: Limits, load: Admission | None, clock: Stopwatch
) -> Iterator[tuple[Recipe, RenderOutcome]]:
    stream: Stream | None = None
    for work in works:
        held = load.carrying(work.plan.memory, work.plan.work) if load else nullcontext()
        try:
            with held, within_memory(work.plan, limits):
                stream = stream or work.stream()
                rendered = _finished(work, stream, limits, clock)
        except ImageError as error:
            raise_transient(error)
            if stream is None:  # what cannot be decoded for the first can be for none of them
                yield from ((each.recipe, error) for each in works)
                return
            yield work.recipe, error
        else:
            yield work.recipe, rendered


def _finished(work: Work, stream: Stream, limits: Limits, clock: Stopwatch) -> Rendered:
    """Return the rendition, from the frames on."""
    recipe, picture, planned = work
    clock.lap("decode")
    wide = recipe.output.space
    ops, stream = painted(recipe.steps, wide), spaced(thinned(stream, recipe.output.fps), wide)
    if any(op.depends for op in ops):
        ops = settle(ops, picture.size, stream, picture.focal)
        chosen = recipe.model_copy(update={"output": recipe.output.among(planned.formats)})
        check(plan(chosen, picture, limits, settled=ops), limits)
        clock.lap("settle")
    frames = played_back(flow(ops, stream), recipe.output)
    clock.lap("operations")
    body, form = codecs.encode_smallest(frames, recipe.output, planned.formats)
    if recipe.output.hdr == "keep" and picture.mapped:
        body = with_map(body, picture, ops, next(stream()), recipe.output)
    clock.lap("encode")
    return Rendered(body, form, Size(*frames.first.size), len(frames.images), planned, clock.take())


@contextmanager
def within_memory(planned: Plan, limits: Limits) -> Iterator[None]:
    """Turn the end of memory into an answer; the estimate was too low, or the machine is smaller than it was told.

    Most codecs tell it from no other fault; so whatever went wrong is taken for it where there was too little.
    """
    try:
        yield
    except Exception as error:
        told = isinstance(error, ImageError) and not isinstance(error, Corrupt)
        if isinstance(error, MemoryError) or (not told and memory.short_of(planned.memory)):
            raise TooLarge("this takes more memory than there is", limit="memory", max=limits.memory) from error
        raise
