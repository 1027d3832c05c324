"""Differences: where two pictures differ, by how much, and a picture that shows it."""

from typing import NamedTuple

from PIL import Image, ImageChops

from handler.codecs.likeness import likeness
from handler.commands.likeness.seen import SeenPicture
from handler.commands.misuse import Misuse

STRONGER = 8
"""How much stronger a difference is shown than it is: one of 32 levels is all red."""

PALE = 0.5
"""How much of the first picture's gray is left where both are the same."""

RED = (220, 0, 0)
LEVELS = 256


class Difference(NamedTuple):
    """How two pictures differ: that frame which differs most.

    score: how much they look alike, 1 for the same. most: the largest difference of a channel, of 255. share: part of
    the pixels that differ at all. first: the first picture there; apart: the difference of each pixel, in gray.
    """

    score: float
    most: int
    share: float
    first: Image.Image
    apart: Image.Image

    def picture(self) -> Image.Image:
        """Return the first picture, pale and gray, and red over it where the second is not the same."""
        gray = self.first.convert("L").point(lambda level: int(255 - (255 - level) * PALE)).convert("RGB")
        strength = self.apart.point(lambda level: min(255, level * STRONGER))
        return Image.composite(Image.new("RGB", gray.size, RED), gray, strength)


def difference(one: SeenPicture, other: SeenPicture) -> Difference:
    """Return how two pictures differ; Misuse where they are of another size or number of frames."""
    if one.size != other.size:
        width, height = one.size
        how = f"tintype render {other.name} same.png w={width} h={height} fit=scale makes one of the same size"
        raise Misuse(f"{one.name} is {_by(one)} pixels, {other.name} {_by(other)}: only equal sizes compare; {how}")
    if len(one.frames) != len(other.frames):
        counts = f"{one.name} has {len(one.frames)} frames, {other.name} {len(other.frames)}"
        raise Misuse(f"{counts}; tintype render ... frame=0 takes the first alone")
    pairs = zip(one.grounded(), other.grounded(), strict=True)
    return min((_of_frame(*pair) for pair in pairs), key=lambda found: (found.score, -found.most))


def _of_frame(one: tuple[Image.Image, ...], other: tuple[Image.Image, ...]) -> Difference:
    same = one[0] is one[-1] and other[0] is other[-1]  # both are opaque, and one ground tells all
    grounds = list(zip(one, other, strict=True))[: 1 if same else None]
    found = [_of_ground(*pair) for pair in grounds]
    return min(found, key=lambda each: (each.score, -each.most))


def _of_ground(one: Image.Image, other: Image.Image) -> Difference:
    red, green, blue = ImageChops.difference(one, other).split()
    apart = ImageChops.lighter(red, ImageChops.lighter(green, blue))
    counts = apart.histogram()
    most = max(level for level in range(LEVELS) if counts[level] or not level)
    share = 1 - counts[0] / (apart.width * apart.height)
    return Difference(likeness(one, other) if most else 1.0, most, share, one, apart)


def _by(picture: SeenPicture) -> str:
    return f"{picture.size[0]} x {picture.size[1]}"
