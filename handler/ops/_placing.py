"""Placing: where a picture lies on another: at an edge, at a point, or over and over as tiles; perhaps outside."""

from typing import Literal, NamedTuple

from PIL import Image

from handler.core.geometry import Size

Edge = Literal["top", "middle", "bottom", "left", "center", "right"]
"""The values of `mark-align`."""

PLACES: dict[str, tuple[int, float]] = {
    "left": (0, 0.0),
    "center": (0, 0.5),
    "right": (0, 1.0),
    "top": (1, 0.0),
    "middle": (1, 0.5),
    "bottom": (1, 1.0),
}
"""For each word: the axis (0 across, 1 down), and the position on it from 0.0 to 1.0."""


USUAL: dict[str, tuple[Edge, ...]] = {"none": ("bottom", "right"), "grid": ("top", "left")}
"""Where a picture lies of which nothing else is said: alone, and as the first of tiles."""


class Spot(NamedTuple):
    """How the position is asked for. sides: words, none for those of `usual`; x and y go before them.

    x, y: pixels or a part of the side, from the left and the top. pad: pixels to the edge. far: as x and y, from the
    right and the bottom.
    """

    sides: tuple[Edge, ...]
    usual: tuple[Edge, ...]
    x: float | None
    y: float | None
    pad: int
    far: tuple[float | None, float | None] = (None, None)

    def corner(self, ground: Size, size: Size) -> tuple[int, int]:
        """Return where the upper left corner of a picture lies on a ground, in its pixels."""
        wanted = {PLACES[word][0]: PLACES[word][1] for word in (*self.usual, *self.sides)}
        asked = (self.x, self.y)
        across, down = (self._at(asked[axis], axis, wanted[axis], (ground[axis], size[axis])) for axis in (0, 1))
        return across, down

    def _at(self, asked: float | None, axis: int, place: float, sides: tuple[int, int]) -> int:
        (ground, side), far = sides, self.far[axis]
        if asked is not None:
            return _distance(asked, ground)
        if far is not None:
            return ground - side - _distance(far, ground)
        return {0.0: self.pad, 1.0: ground - side - self.pad}.get(place, (ground - side) // 2)


def _distance(asked: float, ground: int) -> int:
    return asked if isinstance(asked, int) else round(asked * ground)


class Laid(NamedTuple):
    """The part of a picture that is seen on another, and where its upper left corner lies."""

    image: Image.Image
    left: int
    top: int

    @property
    def box(self) -> tuple[int, int, int, int]:
        """The part of the ground that it covers."""
        return self.left, self.top, self.left + self.image.width, self.top + self.image.height


def visible(image: Image.Image, corner: tuple[int, int], ground: Size) -> Laid | None:
    """Return what is seen of a picture whose corner lies there; None where all of it is outside."""
    left, top = (max(0, at) for at in corner)
    right, bottom = (min(corner[axis] + image.size[axis], ground[axis]) for axis in (0, 1))
    if left >= right or top >= bottom:
        return None
    part = (left - corner[0], top - corner[1], right - corner[0], bottom - corner[1])
    return Laid(image if part == (0, 0, *image.size) else image.crop(part), left, top)


def tiled(image: Image.Image, corner: tuple[int, int], ground: Size, gap: int) -> Image.Image:
    """Return a picture as large as the ground, covered with copies of one (RGBA) of which the first lies at `corner`.

    gap: pixels between two. Copies are doubled until there are enough, so tiny ones take no longer than large ones.
    """
    step = Size(image.width + gap, image.height + gap)
    first = [-(-at % length) for at, length in zip(corner, step, strict=True)]
    covered = Image.new("RGBA", (ground.width - first[0], ground.height - first[1]))
    covered.paste(image, (0, 0))
    for axis in (0, 1):
        done = step[axis]
        while done < covered.size[axis]:
            rows = step.height if axis == 0 else done
            piece = covered.crop((0, 0, done, rows) if axis == 0 else (0, 0, covered.width, rows))
            covered.paste(piece, (done, 0) if axis == 0 else (0, done))
            done *= 2
    return covered.crop((-first[0], -first[1], covered.width, covered.height))


TILE_MS, TILE_BYTES = 12, 8
"""CPU milliseconds per megapixel, and memory of a pixel beside the tiles, for laying them out (benchmarks/)."""


def copied(image: Image.Image, corner: tuple[int, int], ground: Size, gap: int, axes: str) -> Image.Image:
    """Return a picture as large as the ground, with copies of one: tiles, or spread along axes that are named."""
    return spread_out(image, corner, ground, axes) if axes else tiled(image, corner, ground, gap)


OVERLAP = 10
"""Pixels of gaps where less than two copies fit, as thumbor has it: the last one sticks out."""

MOST, FEW = 100, 6
"""Where both directions together have more copies, each has this many at most."""


def spread_out(image: Image.Image, corner: tuple[int, int], ground: Size, axes: str) -> Image.Image:
    """Return a picture as large as the ground, with copies of one (RGBA) along axes: as many as fit, equal gaps."""
    counts = [_count(whole, side) for whole, side in zip(ground, image.size, strict=True)]
    if axes == "xy" and counts[0][0] * counts[1][0] > MOST:
        few = [min(FEW, count) for count, _ in counts]
        counts = [(count, ground[axis] - count * image.size[axis]) for axis, count in enumerate(few)]
    places = [
        [number * (image.size[axis] + rest // max(count - 1, 1)) for number in range(count)]
        if name in axes
        else [corner[axis]]
        for axis, (name, (count, rest)) in enumerate(zip("xy", counts, strict=True))
    ]
    covered = Image.new("RGBA", ground)
    for across in places[0]:
        for down in places[1]:
            if found := visible(image, (across, down), ground):
                covered.paste(found.image, found.box)
    return covered


def _count(whole: int, side: int) -> tuple[int, int]:
    """Return how often a side fits, and how many pixels are left for gaps."""
    return divmod(whole, side) if whole >= 2 * side else (-(-whole // side), OVERLAP)


def translucent(image: Image.Image, opacity: float) -> Image.Image:
    """Return an RGBA picture whose alpha is multiplied. opacity: percent."""
    if opacity == 100:  # noqa: PLR2004 - percent
        return image
    image = image.copy()
    image.putalpha(image.getchannel("A").point([round(level * opacity / 100) for level in range(256)]))
    return image
