"""Companions: the other pictures that operations draw, from a fetch to pixels in the colours of the result.

1. They are fetched, and their headers read, before the limits speak: what they take is part of the plan.
2. Each is decoded when its operation is first applied, no larger than it is shown.
3. What is wrong with one names it, so that nobody looks for the fault in the picture below.
4. They go no deeper: a companion has no operations of its own, and a drawing holds stored pictures alone.
"""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field

from PIL import Image

from handler import codecs
from handler.core.frames import Space
from handler.core.geometry import Size
from handler.core.limits import Limits, judge
from handler.core.output import Output
from handler.core.source import Picked
from handler.core.source_file import SourceFile
from handler.errors import ImageError
from handler.ops.op import Op
from handler.recipe import Recipe, Source
from handler.rendering.colour_space import spaced
from handler.rendering.opening import Fetch, inputs, probed
from handler.rendering.outline import Outline
from handler.rendering.picture import Picture
from handler.rendering.pipeline import flow

SERVER_FAULT = 500
STILL: dict[Space, Output] = {"srgb": Output(formats=("jpg",)), "p3": Output(formats=("jpg",), space="p3")}
"""Outputs that do not move, by their colours: a companion is its first frame."""


@contextmanager
def naming(source: Picked) -> Iterator[None]:
    """Say in an error which other picture it is of; a fault of the server or the store stays as it is."""
    try:
        yield
    except ImageError as error:
        name = name_of(source)
        if error.status >= SERVER_FAULT or "overlay" in error.facts:
            raise
        named = type(error)(f"the overlay {name}: {error.detail}", **{**error.facts, "overlay": name})
        named.fault = error.fault
        raise named from error


def name_of(source: Picked) -> str:
    """Return how a request says a source: its key, or ~ and the generator's name."""
    return source.logged or f"~{getattr(getattr(source, 'made', None), 'generate', '')}"


@dataclass(frozen=True)
class CompanionPicture:
    """A picture whose header has been read, as an operation draws it."""

    source: Source
    picture: Picture
    space: Space = "srgb"
    known: dict[tuple[Op, ...], tuple[int, float]] = field(default_factory=dict, compare=False)
    """What `cost` found: a plan asks for the same several times."""

    @property
    def size(self) -> Size:
        """The upright size."""
        return self.picture.size

    @property
    def alpha(self) -> bool:
        """Whether it may have transparency."""
        return self.picture.alpha

    def cost(self, steps: tuple[Op, ...]) -> tuple[int, float]:
        """Return bytes of memory at the peak and CPU milliseconds of `take`."""
        if steps not in self.known:
            outline = self._outline(steps)
            self.known[steps] = outline.memory("jpg"), outline.effort("jpg")._replace(encode=0).seconds * 1000
        return self.known[steps]

    def take(self, steps: tuple[Op, ...]) -> Image.Image:
        """Decode it, as small as the operations allow, and return what they make of it."""
        needed = self._outline(steps).needed
        with naming(self.source):
            frames = flow(steps, spaced(lambda: iter((self.picture.decode(needed, moving=False),)), self.space))
            return codecs.straight(frames).first

    def _outline(self, steps: tuple[Op, ...]) -> Outline:
        recipe = Recipe.model_construct(source=self.source, ops=steps, output=STILL[self.space])
        return Outline(recipe, self.picture, steps)


def check_sources(recipe: Recipe, limits: Limits) -> None:
    """Raise TooLarge where a recipe reads too many pictures, before any is fetched."""
    drawn = len(recipe.source.keys)
    judge("montage", drawn, limits.montage, f"the montage is made of {drawn} pictures")
    beside = sum(max(1, len(source.keys)) for source in recipe.sources[1:])
    said = f"the recipe draws {beside} other pictures, and its own"
    judge("sources", beside + 1, limits.sources, said)


@contextmanager
def accompanied(recipe: Recipe, fetch: Fetch, limits: Limits, accepted: frozenset[str]) -> Iterator[Recipe]:
    """Fetch the other pictures that a recipe's operations draw, and give it with those, until the block ends."""
    if len(recipe.sources) == 1:
        yield recipe
        return
    check_sources(recipe, limits)
    with ExitStack() as stack:

        def companion(source: Source) -> CompanionPicture:
            with naming(source):
                files: Sequence[SourceFile] = [stack.enter_context(fetch(each)) for each in inputs(source)]
                picture = stack.enter_context(probed(source, files, limits, accepted))
                side = max(picture.size)
                judge("source-side", side, limits.source_side, f"it is {side:,} pixels long")
            return CompanionPicture(source, picture, recipe.output.space)

        ops = [op.drawn(tuple(map(companion, op.needs()))) for op in recipe.ops]
        yield recipe.model_copy(update={"ops": tuple(ops)})
