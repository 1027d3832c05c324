"""Render: the one pipeline, on one screen. A recipe becomes bytes; nothing is decoded before the limits agree."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, nullcontext
from dataclasses import dataclass
from time import perf_counter
from typing import BinaryIO, NamedTuple, cast

from PIL import Image

from handler import codecs
from handler.blob import Blob
from handler.chain import through
from handler.codecs.frames import Frames
from handler.drawing import Drawing
from handler.errors import TooLarge
from handler.geometry import Size
from handler.limits import Limits
from handler.load import Load
from handler.ops.resize import Resize
from handler.output import FormatName
from handler.plan import Picture, Plan, plan
from handler.recipe import Made, Recipe, Source, Stored

Fetch = Callable[[Source], Blob]
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
        return codecs.FORMATS[self.format].media_type


class Clock:
    """A stopwatch with laps, in milliseconds."""

    def __init__(self) -> None:
        """Start."""
        self.laps: dict[str, float] = {}
        self.last = perf_counter()

    def lap(self, name: str) -> None:
        """Note the time since the last lap."""
        now = perf_counter()
        self.laps[name] = (now - self.last) * 1000
        self.last = now


def render(
    recipe: Recipe, *, fetch: Fetch, limits: Limits, accepted: frozenset[str], load: Load | None = None
) -> Rendered:
    """Turn a recipe into bytes. Only ImageError leaves it; anything else is a bug."""
    clock = Clock()
    with opened(recipe.source, fetch, limits, accepted) as picture:
        planned = plan(recipe, picture, limits.work)
        limits.check(planned)
        with load.carrying(planned.memory) if load else nullcontext(), within_memory(limits):
            frames = picture.decode(planned.needed, moving=planned.moving)
            return finish(Work(recipe, picture, planned), frames, limits, clock)


class Work(NamedTuple):
    """A recipe, the picture it is for, and what it will do to it."""

    recipe: Recipe
    picture: Picture
    plan: Plan


def finish(work: Work, frames: Frames, limits: Limits, clock: Clock) -> Rendered:
    """Return the rendition, from the decoded frames on. Several recipes may share frames of one reduction."""
    recipe, picture, planned = work
    settled = recipe.settle(frames.first)
    if settled is not recipe:
        limits.check(plan(settled, picture, limits.work))
    clock.lap("decode")
    finished = through(settled.ops, frames)
    clock.lap("operations")
    body = codecs.encode(finished, recipe.output, planned.format)
    clock.lap("encode")
    return Rendered(body, planned.format, Size(*finished.first.size), len(finished.images), planned, clock.laps)


@contextmanager
def within_memory(limits: Limits) -> Iterator[None]:
    """Turn the end of memory into an answer; the estimate was too low, or the machine is smaller than it was told."""
    try:
        yield
    except MemoryError as error:
        raise TooLarge("this takes more memory than there is", limit="memory", max=limits.memory) from error


@contextmanager
def opened(source: Source, fetch: Fetch, limits: Limits, accepted: frozenset[str]) -> Iterator[Picture]:
    """Open a source as far as its header; for a made picture, those that it is drawn with are decoded."""
    if isinstance(source, Made):
        with ExitStack() as stack:
            needed = [Stored(key=key) for key in source.made.needs()]
            pictures = [stack.enter_context(opened(each, fetch, limits, accepted)) for each in needed]
            sides = source.made.size()
            yield Drawing(source, lambda: tuple(_covering(picture, sides, limits) for picture in pictures))
        return
    with fetch(source) as blob:
        limits.check_bytes(blob.size)
        file = cast("BinaryIO", blob)
        with codecs.probe(file, accepted=accepted, orientation=source.orientation, frame=source.frame) as picture:
            yield picture


def _covering(picture: Picture, sides: Size, limits: Limits) -> Image.Image:
    """Return a picture that another one is drawn with, in sRGB, at a scale that is enough to cover it."""
    limits.check(plan(Recipe(source=Stored(key="drawn"), ops=(Resize(w=sides.width, h=sides.height),)), picture))
    return codecs.to_srgb(picture.decode(sides, moving=False)).first
