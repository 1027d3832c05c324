"""Render: the one pipeline, on one screen. A recipe becomes bytes; nothing is decoded before the limits agree."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import BinaryIO, cast

from PIL import Image

from handler import codecs
from handler.blob import Blob
from handler.chain import through
from handler.drawing import Drawing
from handler.geometry import Size
from handler.limits import Limits
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

    @property
    def media_type(self) -> str:
        """The Content-Type."""
        return codecs.FORMATS[self.format].media_type


def render(recipe: Recipe, *, fetch: Fetch, limits: Limits, accepted: frozenset[str]) -> Rendered:
    """Turn a recipe into bytes. Only ImageError leaves it; anything else is a bug."""
    with opened(recipe.source, fetch, limits, accepted) as picture:
        planned = plan(recipe, picture)
        limits.check(planned)
        frames = picture.decode(planned.needed, moving=planned.moving)
        settled = recipe.settle(frames.first)
        if settled is not recipe:
            limits.check(plan(settled, picture))
        finished = through(settled.ops, frames)
    body = codecs.encode(finished, recipe.output, planned.format)
    return Rendered(body, planned.format, Size(*finished.first.size), len(finished.images), planned)


@contextmanager
def opened(source: Source, fetch: Fetch, limits: Limits, accepted: frozenset[str]) -> Iterator[Picture]:
    """Open a source as far as its header; for a made picture, those that it is drawn with are decoded."""
    if isinstance(source, Made):
        sides = source.made.size()
        wanted = (_whole_picture(Stored(key=key), sides, fetch, limits, accepted) for key in source.made.needs())
        yield Drawing(source, tuple(wanted))
        return
    with fetch(source) as blob:
        limits.check_bytes(blob.size)
        with codecs.probe(
            cast("BinaryIO", blob), accepted=accepted, orientation=source.orientation, frame=source.frame
        ) as picture:
            yield picture


def _whole_picture(source: Stored, sides: Size, fetch: Fetch, limits: Limits, accepted: frozenset[str]) -> Image.Image:
    """Return a picture that another one is drawn with, in sRGB, no larger than needed to cover it."""
    cover = Recipe(source=source, ops=(Resize(w=sides.width, h=sides.height, fit="max"),))
    with opened(source, fetch, limits, accepted) as picture:
        limits.check(plan(cover, picture))
        return codecs.to_srgb(picture.decode(sides, moving=False)).first
