"""Rendition: one picture, from its file to a finished file beside its place, in this process or one of several.

The renderer is the one that answers requests: the same recipe, limits and effort give the same bytes.
"""

import signal
from contextlib import suppress
from math import ceil
from pathlib import Path
from typing import NamedTuple
from uuid import uuid4

from handler.commands.batch.pairs import Pair
from handler.core.formats.catalogue import FORMATS, READ
from handler.core.limits import Limits
from handler.core.source import Posted, Stored
from handler.core.source_file import SourceFacts, SourceFile, source_file_of
from handler.errors import ImageError, NotFound, SourceUnusable, TooLarge
from handler.recipe import Recipe, Source
from handler.rendering.companions import check_sources
from handler.rendering.render import Rendered, render
from handler.storage.font_files import font_files
from handler.storage.sources import Folder
from handler.typography.fontpacks import use_fonts

ACCEPTED = frozenset(READ)
"""Kinds that are read where TINTYPE_INPUTS names none: all; one whose extra is missing says so."""


class Order(NamedTuple):
    """What a process has to know to render: all of it can be sent to one.

    recipe: for any picture at hand. piped: the picture itself, where it came by standard input.
    """

    recipe: Recipe
    limits: Limits = Limits()
    accepted: frozenset[str] = ACCEPTED
    fonts: str = ""
    extension: str = ""
    """What every result ends in, where that is known beforehand."""
    piped: bytes = b""
    force: bool = False
    """Whether what is there may be replaced."""


class Finished(NamedTuple):
    """What became of a picture. waiting: the finished file, beside its place. fault: why there is none.

    there: the file that was there before, for which nothing was rendered.
    """

    pair: Pair
    fault: str = ""
    waiting: Path | None = None
    extension: str = ""
    size: tuple[int, int] = (0, 0)
    bytes_before: int = 0
    bytes_after: int = 0
    there: Path | None = None


def begin_process(order: Order) -> None:
    """Make ready a process that renders: Ctrl-C ends the one that sends it work, which then ends this one."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    prepare(order)


def prepare(order: Order) -> None:
    """Set what all renditions of this process have in common."""
    use_fonts(font_files(order.fonts))


def rendition_of(order: Order, pair: Pair) -> Finished:
    """Render a picture into a file beside its place; whatever is wrong with it becomes its fault."""
    target = pair.target
    assert target is not None  # noqa: S101 - for mypy: what goes to standard output comes another way
    known = target if pair.named else target.with_name(f"{target.name}.{order.extension}")
    if not order.force and (pair.named or order.extension) and known.exists():
        return Finished(pair, there=known)
    try:
        rendered, before = rendered_here(order, pair.source)
        waiting = _written(target, rendered.body)
    except ImageError as error:
        return Finished(pair, told_with_remedy(error, order.limits))
    except OSError as error:
        return Finished(pair, f"{target} cannot be written: {error.strerror or error}")
    extension, after = FORMATS[rendered.format].extension, len(rendered.body)
    return Finished(pair, "", waiting, extension, rendered.size, before, after)


def rendered_here(order: Order, path: Path | None) -> tuple[Rendered, int]:
    """Return the rendition of a file, or of what was piped in, and how many bytes that had; ImageError."""
    seen = 0

    def fetch(source: Source) -> SourceFile:
        nonlocal seen
        if isinstance(source, Posted):
            file = source_file_of(order.piped, "") if path is None else _opened(path)
            seen = file.size
            return file
        if isinstance(source, Stored):
            return _beside(source.key)
        raise NotFound("a picture of another host is fetched by a server alone; name a file")

    check_sources(order.recipe, order.limits)
    return render(order.recipe, fetch=fetch, limits=order.limits, accepted=order.accepted), seen


def _opened(path: Path) -> SourceFile:
    try:
        file = path.open("rb")
    except OSError as error:
        raise SourceUnusable(f"it cannot be read: {error.strerror}") from error
    return SourceFile(file.read, SourceFacts("", path.stat().st_size), file.close)


def _beside(key: str) -> SourceFile:
    """Return a picture that is laid over another, by its path below the folder in which the command runs."""
    try:
        return Folder(Path.cwd()).get(key)
    except NotFound as error:
        raise NotFound(f"there is no {key} below the folder in which this runs") from error


def told_with_remedy(error: ImageError, limits: Limits) -> str:
    """Return what an error says, and where a limit of ours is in the way, what to set it to."""
    facts = error.facts
    limit, actual = str(facts.get("limit", "")), facts.get("actual")
    ours = getattr(limits, limit.replace("-", "_"), None)
    if not isinstance(error, TooLarge) or not isinstance(actual, int | float) or ours != facts.get("max"):
        return error.detail
    return f"{error.detail} (--limits {limit}={ceil(actual)} raises it)"


def _written(target: Path, body: bytes) -> Path:
    """Write a file beside its place, whole or not at all."""
    target.parent.mkdir(parents=True, exist_ok=True)
    waiting = target.with_name(f".tintype-{uuid4().hex}.part")
    try:
        with waiting.open("xb") as file:
            file.write(body)
    except BaseException:
        with suppress(OSError):
            waiting.unlink()
        raise
    return waiting
