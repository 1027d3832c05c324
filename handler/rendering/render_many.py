"""Render many: several renditions of one stored picture, from one fetch and one decode for each reduction they take.

1. Recipes that ask for another orientation or frame read the header again, from bytes that are already here.
2. An animation is decoded for each of them: its frames are never all there at full size, where they would be shared.
3. What cannot be made is given as its error, and hinders no other. Faults of the store end it all.
"""

from collections.abc import Iterator
from itertools import groupby
from typing import BinaryIO, NamedTuple, cast

from handler import codecs
from handler.core.limits import Limits
from handler.core.source_file import SourceFile
from handler.errors import ImageError
from handler.recipe import Recipe
from handler.rendering.check import check
from handler.rendering.outline import Picture
from handler.rendering.plan import plan
from handler.rendering.render import Rendered, Stopwatch, Work, finish_rendition, stream_of, within_memory

SERVER_FAULT = 500
RenderOutcome = Rendered | ImageError


class Judged(NamedTuple):
    """What a picture is held to: its limits, and the kinds that are read."""

    limits: Limits
    accepted: frozenset[str]


def render_all(blob: SourceFile, recipes: list[Recipe], judged: Judged) -> Iterator[tuple[Recipe, RenderOutcome]]:
    """Return each recipe with its rendition or what is wrong, in no order; errors from 500 are raised."""
    for (orientation, frame), group in groupby(sorted(recipes, key=_reading), key=_reading):
        same = list(group)
        try:
            with codecs.probe(
                cast("BinaryIO", blob),
                accepted=judged.accepted,
                bounds=judged.limits,
                orientation=orientation or None,
                frame=None if frame < 0 else frame,
            ) as picture:
                yield from _of_picture(picture, same, judged.limits)
        except ImageError as error:
            passing(error)
            yield from ((recipe, error) for recipe in same)


def passing(error: ImageError) -> None:
    """Raise an error that another try may not meet."""
    if error.status >= SERVER_FAULT:
        raise error


def _reading(recipe: Recipe) -> tuple[int, int]:
    frame = recipe.source.frame
    return recipe.source.orientation or 0, -1 if frame is None else frame


def _of_picture(picture: Picture, recipes: list[Recipe], limits: Limits) -> Iterator[tuple[Recipe, RenderOutcome]]:
    works: list[tuple[tuple[int, bool], Work]] = []
    for recipe in recipes:
        try:
            planned = plan(recipe, picture, limits)
            check(planned, limits)
        except ImageError as error:
            passing(error)
            yield recipe, error
        else:
            works.append(((picture.reduction(planned.needed), planned.moving), Work(recipe, picture, planned)))
    works.sort(key=lambda each: each[0])
    for _, group in groupby(works, key=lambda each: each[0]):
        yield from _of_one_decode([work for _, work in group], limits)


def _of_one_decode(works: list[Work], limits: Limits) -> Iterator[tuple[Recipe, RenderOutcome]]:
    first = works[0]
    outcome: RenderOutcome
    try:
        with within_memory(first.plan, limits):
            stream = stream_of(first.picture, first.plan)
    except ImageError as error:
        passing(error)
        yield from ((work.recipe, error) for work in works)
        return
    for work in works:
        try:
            with within_memory(work.plan, limits):
                outcome = finish_rendition(work, stream, limits, Stopwatch())
        except ImageError as error:
            passing(error)
            outcome = error
        yield work.recipe, outcome
