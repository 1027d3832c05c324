"""Opening: from the files of a source to a picture whose header has been read; no pixel is decoded yet.

A stored or uploaded picture is one file. A drawing has as many as there are stored pictures in it, often none.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from functools import partial
from typing import BinaryIO, cast

from PIL import Image

from handler import codecs
from handler.core.frames import Frames
from handler.core.geometry import PIXEL_BYTES, Size
from handler.core.limits import Limits
from handler.core.output import Output
from handler.core.source import Stored
from handler.core.source_file import SourceFile
from handler.ops.resize import Resize
from handler.recipe import Made, Recipe, Source
from handler.rendering.check import check
from handler.rendering.generated import Drawing, DrawnWith
from handler.rendering.picture import Picture
from handler.rendering.pipeline import flow
from handler.rendering.plan import plan

Fetch = Callable[[Source], SourceFile]
"""How the bytes of a source are had: from S3, from a folder, or from the request itself."""


def inputs(source: Source) -> list[Source]:
    """Return what has to be fetched for a source: itself, or the stored pictures that are drawn into it."""
    return [Stored(key=key) for key in source.keys] if isinstance(source, Made) else [source]


@contextmanager
def opened(source: Source, fetch: Fetch, limits: Limits, accepted: frozenset[str]) -> Iterator[Picture]:
    """Fetch a source and read its header. accepted: the kinds of file that are read."""
    with ExitStack() as stack:
        files = list(map(stack.enter_context, map(fetch, inputs(source))))
        yield stack.enter_context(probed(source, files, limits, accepted))


@contextmanager
def probed(source: Source, files: Sequence[SourceFile], limits: Limits, accepted: frozenset[str]) -> Iterator[Picture]:
    """Read the header of a source from its files, those of `inputs`; of a drawing, that of each picture in it."""
    with ExitStack() as stack:
        pictures = [
            stack.enter_context(_header(each, file, limits, accepted))
            for each, file in zip(inputs(source), files, strict=True)
        ]
        yield Drawing(source, _given(source, pictures, limits)) if isinstance(source, Made) else pictures[0]


@contextmanager
def _header(source: Source, file: SourceFile, limits: Limits, accepted: frozenset[str]) -> Iterator[Picture]:
    limits.check_bytes(file.size)
    with codecs.probe(
        cast("BinaryIO", file),
        accepted=accepted,
        bounds=limits,
        orientation=source.orientation,
        frame=source.frame if source.excerpt is None else source.excerpt,
    ) as picture:
        yield replace(picture, said=file.facts.focal)


def _given(source: Made, pictures: list[Picture], limits: Limits) -> DrawnWith:
    """Return the pictures of a drawing, in sRGB, each at a scale that is enough to cover it."""
    sides = source.made.size()
    covering = Resize(w=sides.width, h=sides.height)
    if cells := source.made.cells():
        (width, height), fit = cells
        return _in_cells(pictures, Resize.model_validate({"w": width, "h": height, "fit": fit}), limits)
    shown = Recipe.of(Stored(key="drawn"), (covering,), Output(formats=("jpg",)))  # which does not move
    plans = [plan(shown, picture) for picture in pictures]
    for each in plans:
        check(each, limits)

    def take() -> tuple[Image.Image, ...]:
        decoded = (each.decode(planned.needed, moving=False) for each, planned in zip(pictures, plans, strict=True))
        return tuple(codecs.to_srgb(codecs.straight(frames)).first for frames in decoded)

    return DrawnWith(take, sum(each.memory for each in plans), sum(each.work for each in plans) * 1000)


def _in_cells(pictures: list[Picture], fitting: Resize, limits: Limits) -> DrawnWith:
    """Return the pictures of a drawing that shows each in a cell: resized one after another, so that few wait large."""
    shown = Recipe.of(Stored(key="drawn"), (fitting,), Output(formats=("jpg",)))
    plans = [plan(shown, picture) for picture in pictures]
    for each in plans:
        check(each, limits)

    def take() -> tuple[Image.Image, ...]:
        return tuple(
            codecs.straight(flow((fitting,), partial(_still, picture, planned.needed))).first
            for picture, planned in zip(pictures, plans, strict=True)
        )

    sizes = tuple(each.sizes[-1] for each in plans)
    memory = max(each.memory for each in plans) + sum(PIXEL_BYTES * size.area for size in sizes)
    return DrawnWith(take, memory, sum(each.work for each in plans) * 1000, sizes)


def _still(picture: Picture, needed: Size) -> Iterator[Frames]:
    yield picture.decode(needed, moving=False)
