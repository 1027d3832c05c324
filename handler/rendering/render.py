"""Render: the one pipeline, on one screen. A recipe becomes bytes; nothing is decoded before the limits agree."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, nullcontext
from dataclasses import dataclass
from functools import partial
from time import perf_counter
from typing import BinaryIO, NamedTuple, cast

from PIL import Image

from handler import codecs
from handler.core.formats import catalogue
from handler.core.geometry import Size
from handler.core.limits import Limits
from handler.core.output import FormatName, Output
from handler.core.source import Stored
from handler.core.source_file import SourceFile
from handler.errors import Corrupt, ImageError, TooLarge
from handler.ops.resize import Resize
from handler.recipe import Made, Recipe, Source
from handler.rendering.check import check
from handler.rendering.generated import Drawing, DrawnWith
from handler.rendering.outline import Picture
from handler.rendering.pipeline import Stream, flow, settle
from handler.rendering.plan import Plan, plan
from handler.runtime import memory
from handler.runtime.admission import Admission, stay

Fetch = Callable[[Source], SourceFile]
"""How the bytes of a source are had: S3, a folder, or the request itself."""


@dataclass(frozen=True)
class Rendered:
    """A finished picture: its bytes, what kind of file they are, and the size in pixels."""

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


class Stopwatch:
    """A stopwatch with laps, in milliseconds."""

    def __init__(self) -> None:
        """Start."""
        self.laps: dict[str, float] = {}
        self.last = perf_counter()

    def lap(self, name: str) -> None:
        """Note the time since the last lap; for whoever has left meanwhile, nothing goes on."""
        stay()
        now = perf_counter()
        self.laps[name] = (now - self.last) * 1000
        self.last = now


def render(
    recipe: Recipe, *, fetch: Fetch, limits: Limits, accepted: frozenset[str], load: Admission | None = None
) -> Rendered:
    """Turn a recipe into bytes. Only ImageError leaves it; anything else is a bug."""
    clock = Stopwatch()
    with opened(recipe.drawn(), fetch, limits, accepted) as picture:
        planned = plan(recipe, picture, limits)
        check(planned, limits)
        with load.carrying(planned.memory, planned.work) if load else nullcontext(), within_memory(planned, limits):
            return finish_rendition(Work(recipe, picture, planned), stream_of(picture, planned), limits, clock)


def stream_of(picture: Picture, planned: Plan) -> Stream:
    """Return what gives the frames that a plan takes: of a still picture the same one, decoded once, as often as asked.

    Of an animation each time anew, so that no more than one of them is there at its full size.
    """
    if planned.moving:
        return lambda: picture.stream(planned.needed, moving=True)
    return partial(iter, (picture.decode(planned.needed, moving=False),))


class Work(NamedTuple):
    """A recipe, the picture it is for, and what it will do to it."""

    recipe: Recipe
    picture: Picture
    plan: Plan


def finish_rendition(work: Work, stream: Stream, limits: Limits, clock: Stopwatch) -> Rendered:
    """Return the rendition, from the frames on. Several recipes may share those of one reduction."""
    recipe, picture, planned = work
    clock.lap("decode")
    ops = recipe.ops
    if any(op.depends for op in ops):
        ops = settle(ops, picture.size, stream)
        chosen = recipe.model_copy(update={"output": recipe.output.model_copy(update={"formats": (planned.format,)})})
        check(plan(chosen, picture, limits, settled=ops), limits)
        clock.lap("settle")
    finished = flow(ops, stream)
    clock.lap("operations")
    body = codecs.encode(finished, recipe.output, planned.format)
    clock.lap("encode")
    return Rendered(body, planned.format, Size(*finished.first.size), len(finished.images), planned, clock.laps)


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


@contextmanager
def opened(source: Source, fetch: Fetch, limits: Limits, accepted: frozenset[str]) -> Iterator[Picture]:
    """Open a source as far as its header; for a made picture, those that it is drawn with are decoded."""
    if isinstance(source, Made):
        with ExitStack() as stack:
            needed = [Stored(key=key) for key in source.made.needs()]
            pictures = [stack.enter_context(opened(each, fetch, limits, accepted)) for each in needed]
            yield Drawing(source, _given(pictures, source.made.size(), limits))
        return
    with fetch(source) as blob:
        limits.check_bytes(blob.size)
        with codecs.probe(
            cast("BinaryIO", blob),
            accepted=accepted,
            bounds=limits,
            orientation=source.orientation,
            frame=source.frame,
        ) as picture:
            yield picture


def _given(pictures: list[Picture], sides: Size, limits: Limits) -> DrawnWith:
    """Return the pictures that another one is drawn with, in sRGB, each at a scale that is enough to cover it."""
    covering = Resize(w=sides.width, h=sides.height)
    shown = Recipe(source=Stored(key="drawn"), ops=(covering,), output=Output(formats=("jpg",)))  # which does not move
    plans = [plan(shown, picture) for picture in pictures]
    for each in plans:
        check(each, limits)

    def take() -> tuple[Image.Image, ...]:
        return tuple(codecs.to_srgb(picture.decode(sides, moving=False)).first for picture in pictures)

    return DrawnWith(take, sum(each.memory for each in plans), sum(each.work for each in plans) * 1000)
