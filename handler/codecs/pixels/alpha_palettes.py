"""Palettes with alpha: a partly transparent picture in few colours.

For RGBA, Pillow can build a palette only with an octree, which chooses badly where there are to be few colours. So the
alpha channel is first reduced to a few levels, and the pixels of each level get a palette of their own. Fully
transparent and opaque pixels keep their alpha exactly. Of this and the octree's result, the one nearer to the picture
is taken.
"""

from itertools import chain
from typing import cast

from PIL import Image

from handler.codecs.pixels.quantization import distance, flat, mapped, palette, quick, sampled

PARTS, MOST_LEVELS = 16, 8
"""Levels of partial transparency: one for every PARTS colours, at least one, at most MOST_LEVELS."""

LISTED = 1 << 12
"""Size of the sample, in values of alpha, from which the levels are found."""

CLEAR, OPAQUE = 0, 255
"""Values of alpha."""

HALVED = [OPAQUE * (alpha > OPAQUE // 2) for alpha in range(256)]
"""Table from alpha to CLEAR or OPAQUE. Without levels between, more of the palette is left for colours."""

GROUNDS = ("black", "white")
"""Backgrounds on which a result is compared with the picture."""

Rgba = tuple[int, int, int, int]


def layered(image: Image.Image, colors: int, *, dithered: bool) -> Image.Image:
    """Return an RGBA picture as P with at most `colors` RGBA entries; exact where it has no more colours."""
    if (counted := image.getcolors(colors)) is not None:
        return _exact(image, sorted(cast("Rgba", colour) for _, colour in counted))
    plain = image.copy()
    plain.putalpha(plain.getchannel("A").point(HALVED))
    found = [_in_layers(each, colors, dithered=dithered) for each in (image, plain)]
    found.append(image.quantize(colors, Image.Quantize.FASTOCTREE))
    small = sampled(image)
    return min(found, key=lambda each: _difference(small, sampled(each)))


def _exact(image: Image.Image, colours: list[Rgba]) -> Image.Image:
    places = {bytes(colour): place for place, colour in enumerate(colours)}
    data = image.tobytes()
    result = Image.frombytes("P", image.size, bytes(places[data[at : at + 4]] for at in range(0, len(data), 4)))
    result.putpalette(list(chain.from_iterable(colours)), "RGBA")
    return result


def _difference(image: Image.Image, other: Image.Image) -> float:
    """Return how different two pictures look, on a dark and on a light background."""
    return sum(distance(_on(image, ground), _on(other, ground)) for ground in GROUNDS)


def _on(image: Image.Image, ground: str) -> Image.Image:
    return Image.alpha_composite(Image.new("RGBA", image.size, ground), image.convert("RGBA"))


def _in_layers(image: Image.Image, colors: int, *, dithered: bool) -> Image.Image:
    alphas = _levelled(image.getchannel("A"), colors, dithered=dithered)
    own = image.copy()
    own.putalpha(alphas)
    parts = {level: _part_of(sampled(own), level) for level in _present(alphas)}
    result, entries, shown = Image.new("P", image.size), list[int](), flat(image)
    for level, room in _shares(parts, colors).items():
        colours = palette(parts[level], room, dithered=dithered) if level == OPAQUE else quick(parts[level], room)
        first, drawn = len(entries) // 4, mapped(shown, colours, dithered=dithered)
        result.paste(drawn.point([(first + index) % 256 for index in range(256)]), mask=alphas.point(_mask_of(level)))
        found = colours.getpalette() or []
        entries += chain.from_iterable((*found[at : at + 3], level) for at in range(0, len(found), 3))
    result.putpalette(entries, "RGBA")
    return result


def _levelled(alphas: Image.Image, colors: int, *, dithered: bool) -> Image.Image:
    """Return the alpha channel reduced to a few levels; fully transparent and opaque pixels stay exact."""
    counts = alphas.histogram()
    ends = [level for level in (CLEAR, OPAQUE) if counts[level]]
    wanted = min(max(1, colors // PARTS), MOST_LEVELS, colors - len(ends))
    if not wanted:
        return alphas.point([OPAQUE * (level >= OPAQUE // 2) for level in range(256)])
    row = b"".join(bytes([alpha]) * -(-counts[alpha] * LISTED // sum(counts)) for alpha in range(1, OPAQUE))
    levels = Image.frombytes("L", (len(row), 1), row).convert("RGB").quantize(wanted, kmeans=1)
    if ends:
        levels.putpalette([*(levels.getpalette() or []), *(part for level in ends for part in (level,) * 3)])
    drawn = mapped(alphas.convert("RGB"), levels, dithered=dithered).convert("L")
    for level in ends:
        drawn.paste(level, mask=alphas.point(_mask_of(level)))
    return drawn


def _present(alphas: Image.Image) -> list[int]:
    return [level for level, count in enumerate(alphas.histogram()) if count]


def _mask_of(level: int) -> list[int]:
    return [OPAQUE * (each == level) for each in range(256)]


def _part_of(image: Image.Image, level: int) -> Image.Image:
    """Return the picture with the pixels of this level opaque and all others transparent."""
    only = image.copy()
    only.putalpha(image.getchannel("A").point(_mask_of(level)))
    return only


def _shares(parts: dict[int, Image.Image], colors: int) -> dict[int, int]:
    """Return how many colours each level gets: in proportion to what is visible of it, and no more than it has."""
    most = {level: _count_colours(part) if level else 1 for level, part in parts.items()}
    seen = {level: (level * part.getchannel("A").histogram()[OPAQUE]) ** 0.5 for level, part in parts.items()}
    shares = dict.fromkeys(parts, 1)
    for _ in range(colors - len(parts)):
        free = [level for level, share in shares.items() if share < most[level]]
        if free:
            shares[max(free, key=lambda level: seen[level] / shares[level])] += 1
    return shares


def _count_colours(part: Image.Image) -> int:
    """Return how many visible colours there are, at least one."""
    counted = part.getcolors(part.width * part.height) or []
    return max(1, sum(cast("Rgba", colour)[3] > 0 for _, colour in counted))
