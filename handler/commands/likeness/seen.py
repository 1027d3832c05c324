"""Seen: a file as people see it: upright, in sRGB, every frame, and what is transparent on white and on black."""

from pathlib import Path
from typing import NamedTuple

from PIL import Image

from handler import codecs
from handler.commands.misuse import Misuse
from handler.core.formats.catalogue import READ
from handler.core.limits import Limits
from handler.core.output import Output
from handler.core.source import Posted
from handler.errors import ImageError
from handler.recipe import Recipe
from handler.rendering.check import check
from handler.rendering.plan import plan

GROUNDS = ("white", "black")
"""What is transparent is seen on both: on one alone a difference may hide."""

AS_IT_IS = Recipe.of(Posted(posted="0" * 64), (), Output(formats=("png",)))
"""What is planned for a file that is looked at, so that the limits are asked before a pixel is decoded."""


class SeenPicture(NamedTuple):
    """A picture as it is seen. frames: of each, one RGB picture for each ground; one alone where all is opaque."""

    name: str
    size: tuple[int, int]
    frames: list[tuple[Image.Image, ...]]

    def grounded(self) -> "list[tuple[Image.Image, ...]]":
        """Return every frame on both grounds, also where it is the same on both."""
        return [each if len(each) > 1 else each * len(GROUNDS) for each in self.frames]


def seen_picture(path: Path, limits: Limits) -> SeenPicture:
    """Return the picture of a file; Misuse names the file and what is wrong with it."""
    try:
        with path.open("rb") as file, codecs.probe(file, accepted=frozenset(READ), bounds=limits) as picture:
            limits.check_bytes(picture.bytes)
            check(plan(AS_IT_IS, picture, limits), limits)
            frames = codecs.to_srgb(codecs.straight(picture.decode(picture.size, moving=True)))
    except ImageError as error:
        raise Misuse(f"{path}: {error.detail}") from error
    except OSError as error:
        raise Misuse(f"{path} cannot be read: {error.strerror or error}") from error
    return SeenPicture(str(path), frames.first.size, [_on_grounds(image) for image in frames.images])


def _on_grounds(image: Image.Image) -> tuple[Image.Image, ...]:
    if image.mode != "RGBA":
        return (image.convert("RGB"),)
    found = []
    for ground in GROUNDS:
        below = Image.new("RGBA", image.size, ground)
        below.alpha_composite(image)
        found.append(below.convert("RGB"))
    return tuple(found)
