"""When a PNG gets a palette without being asked for one: where it costs no colour, or where the source had one."""

from collections.abc import Callable, Sequence

from PIL import Image

from handler.codecs.pixels.palette import translucent_palette
from handler.core.frames import Frames

MOST, SOME, FEW = 256, 64, 16
"""Colours of a palette. Each step takes a third of the bytes away, or more."""

FEWEST = 4
"""Grays of what was black and white, whose edges need no more."""

SMALL_GRAY = 16
"""Grays of which a palette takes half a byte a pixel. With more, gray has no need of one."""

GROWN = 1.2
"""How many times the bytes of its source a picture out of a palette may take, at no more pixels than that has."""

NEAR = 1.4
"""How many times that many bytes 256 colours may take for SOME to be tried; past it FEW are."""


def exact(images: Sequence[Image.Image]) -> list[Image.Image] | None:
    """Return the frames in one palette that has all of their colours, None where there are too many."""
    most = SMALL_GRAY if images[0].mode == "L" else MOST
    seen: set[tuple[int, ...]] = set()
    for image in images:
        counted = image.convert("RGBA").getcolors(most)
        seen.update(colour for _, colour in counted or () if isinstance(colour, tuple))
        if counted is None or len(seen) > most:
            return None
    # What is transparent comes first: so little is said of the rest.
    colours = sorted(seen, key=lambda colour: (colour[3], colour))
    places = {int.from_bytes(bytes(colour), "little"): place for place, colour in enumerate(colours)}
    return [_mapped(image, colours, places) for image in images]


def _mapped(image: Image.Image, colours: Sequence[tuple[int, ...]], places: dict[int, int]) -> Image.Image:
    pixels = memoryview(image.convert("RGBA").tobytes()).cast("I")
    result = Image.frombytes("P", image.size, bytes(map(places.__getitem__, pixels)))
    result.putpalette([value for colour in colours for value in colour[:3]])
    alphas = bytes(colour[3] for colour in colours).rstrip(b"\xff")
    if alphas:
        result.info["transparency"] = alphas
    return result


def thrifty(
    frames: Frames, indexed: Sequence[Image.Image] | None, write: Callable[[Sequence[Image.Image]], bytes]
) -> bytes:
    """Return a file of frames that come out of a palette, in one again, and not much larger than theirs was.

    indexed: the frames in a palette of all their colours, if there is one. write: makes a file of frames.

    Resized, they have many colours, each rare: as RGB the file would be up to ten times as large. They get 256, and
    fewer where the source must have had fewer, or was stored better. They are not dithered: it is edges that have new
    colours, not shades, and the noise would take up to twice the bytes. An animation is written once:
    a second time would take too long.
    """
    scale = max(1.0, frames.first.width * frames.first.height / frames.full.area)
    most = GROWN * scale * frames.stored
    data = write(indexed or translucent_palette(frames.images, MOST, dithered=False))
    if not frames.stored or len(data) <= most or len(frames.images) > 1:
        return data
    steps = (SOME,) if len(data) <= NEAR * most else (FEW, *((FEWEST,) if frames.first.mode == "L" else ()))
    for room in steps:
        data = min(data, write(translucent_palette(frames.images, room, dithered=False)), key=len)
        if len(data) <= most:
            break
    return data
