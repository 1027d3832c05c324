"""Prediction: what a picture's header tells of the result: size, format, memory, work; nothing is decoded."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from handler.commands.explaining.asked import AskedAddress
from handler.commands.explaining.stand_in import stand_in
from handler.commands.misuse import Misuse, explained
from handler.commands.places import spelt
from handler.config.settings import Settings
from handler.core.source_file import SourceFacts, SourceFile
from handler.errors import ImageError, TooLarge
from handler.recipe import Made, Recipe, Source
from handler.rendering import describe, identity
from handler.rendering.check import check
from handler.rendering.companions import accompanied, check_sources
from handler.rendering.opening import Fetch, opened
from handler.rendering.plan import plan
from handler.storage.sources import Fetching, Folder, Sources
from handler.web.negotiation import negotiate

BROWSER = "image/avif,image/webp,image/*,*/*;q=0.8"
"""What browsers say that they take, where the address leaves the format to it."""


class Prediction(NamedTuple):
    """What will come of a picture. told: as /info tells it; empty where no picture is at hand.

    refused: which limit is in the way. keys: how many files are read. known: whether the picture itself is there, and
    not only a size.
    """

    told: dict[str, Any]
    refused: str = ""
    keys: int = 0
    known: bool = True


NOTHING = Prediction({})


def server_recipe(asked: AskedAddress, said: Settings) -> Recipe:
    """Return the recipe as a server has it for a browser: with its effort, and the formats that Accept admits."""
    recipe = asked.picture.recipe.with_effort(said.effort)
    return negotiate(recipe, BROWSER) if asked.picture.delivery.negotiable else recipe


def predicted(recipe: Recipe, fetch: Fetch | None, said: Settings, *, known: bool = True) -> Prediction:
    """Return what will come of it; Misuse where the picture cannot be had. fetch: None where none is at hand."""
    if fetch is None:
        return NOTHING
    found: list[SourceFacts] = []

    def fetching(source: Source) -> SourceFile:
        file = fetch(source)
        found.append(file.facts)
        return file

    given = fetching, said.limits, said.inputs
    refused = ""
    try:
        check_sources(recipe, said.limits)
        with opened(recipe.source, *given) as picture, accompanied(recipe, *given) as whole:
            planned = plan(whole, picture, said.limits)
            try:
                check(planned, said.limits)
            except TooLarge as error:
                refused = error.detail
            digest = identity.digest_of(recipe.text(), found, said.limits)
            told = describe.of(recipe, picture, planned, found, digest)
    except ImageError as error:
        raise Misuse(error.detail) from error
    return Prediction(told, refused, len(recipe.keys), known=known)


def fetch_of(recipe: Recipe, place: str, size: tuple[int, int] | None, said: Settings) -> Fetch | None:
    """Return what fetches the pictures of a recipe; None where nobody says where they are.

    place: a file, or a place of pictures. size: of a picture that is not at hand.
    """
    if size and place:
        raise Misuse("--size is for a picture that is not at hand, and --source names one: give one of both")
    if size and isinstance(recipe.source, Made):
        raise Misuse("this is drawn, and not made of a picture: leave --size out")
    if size:
        return lambda _: stand_in(*size)
    if place and Path(place).expanduser().is_file():
        if isinstance(recipe.source, Made):
            raise Misuse("this is drawn, and not made of a file: leave --source out, or name a folder")
        return _of_file(Path(place).expanduser(), recipe.source)
    setting = spelt(place) if place else said.source
    if setting or not recipe.keys:
        with explained():
            return Fetching(Sources(setting, said.limits, origins=said.origins), whole=False)
    return None


def _of_file(path: Path, picture: Source) -> Callable[[Source], SourceFile]:
    folder = Folder(path.parent)

    def fetch(source: Source) -> SourceFile:
        if source == picture:
            return folder.get(path.name)
        return folder.get(source.keys[0])

    return fetch
