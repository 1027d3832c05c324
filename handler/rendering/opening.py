"""Opening: from the files of a source to a picture whose header has been read; no pixel is decoded yet.

A stored or uploaded picture is one file. A drawing has as many as there are stored pictures in it, often none.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from typing import BinaryIO, cast

from PIL import Image

from handler import codecs
from handler.core.geometry import Size
from handler.core.limits import Limits
from handler.core.output import Output
from handler.core.source import Stored
from handler.core.source_file import SourceFile
from handler.ops.resize import Resize
from handler.recipe import Made, Recipe, Source
from handler.rendering.check import check
from handler.rendering.generated import Drawing, DrawnWith
from handler.rendering.picture import Picture
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
        yield Drawing(source, _given(pictures, source.made.size(), limits)) if isinstance(source, Made) else pictures[0]


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


def _given(pictures: list[Picture], sides: Size, limits: Limits) -> DrawnWith:
    """Return the pictures of a drawing, in sRGB, each at a scale that is enough to cover it."""
    covering = Resize(w=sides.width, h=sides.height)
    shown = Recipe(source=Stored(key="drawn"), ops=(covering,), output=Output(formats=("jpg",)))  # which does not move
    plans = [plan(shown, picture) for picture in pictures]
    for each in plans:
        check(each, limits)

    def take() -> tuple[Image.Image, ...]:
        decoded = (each.decode(planned.needed, moving=False) for each, planned in zip(pictures, plans, strict=True))
        return tuple(codecs.to_srgb(codecs.straight(frames)).first for frames in decoded)

    return DrawnWith(take, sum(each.memory for each in plans), sum(each.work for each in plans) * 1000)
