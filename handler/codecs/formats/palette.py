"""Palette: a picture's colours as JSON or CSS, in imgix's form: those that cover most, and those that stand out."""

import json
from collections.abc import Iterator
from typing import Any

from PIL import Image

from handler.analysis.swatches import FEW, MANY, Colours, Swatch, average, named, relative_luminance, swatches
from handler.codecs.formats._glances import glance
from handler.codecs.writing import WriteOptions
from handler.core.frames import Frames

BLACK, WHITE = "#000000", "#ffffff"
FOREGROUND, BACKGROUND = ("fg", "color"), ("bg", "background-color")


def write(frames: Frames, wish: WriteOptions) -> bytes:
    """Return the colours of the first frame."""
    seen, number = glance(frames), wish.output.colors or FEW
    if wish.row.media_type == "text/css":
        return "".join(_rules(seen, number, wish.output.prefix)).encode()
    return json.dumps(palette_facts(seen, number), indent=2).encode()


def palette_facts(seen: Image.Image, number: int) -> dict[str, Any]:
    """Return the colours of an RGBA picture: so many at most, the mean luminance, those that stand out."""
    plain, many = swatches(seen, number, MANY)
    return {
        "colors": [told(each.colour) | {"coverage": round(each.coverage, 4)} for each in plain],
        "average_luminance": round(relative_luminance(average(seen)), 4),
        "dominant_colors": {name: told(each.colour) for name, each in named(many).items()},
    }


def told(colour: Colours) -> dict[str, Any]:
    """Return a colour as imgix tells it: hexadecimal, and red, green and blue of 0 to 1."""
    red, green, blue = (round(value / 255, 4) for value in colour)
    return {"hex": Swatch(colour, 0).hex, "red": red, "green": green, "blue": blue}


def _rules(seen: Image.Image, number: int, prefix: str) -> Iterator[str]:
    """Give a pair of classes for each colour, for white and black, and for each colour that stands out."""
    plain, many = swatches(seen, number, MANY)
    pairs = [(str(place), each.hex) for place, each in enumerate(plain, 1)]
    pairs += [("ex-1", WHITE), ("ex-2", BLACK)]
    for name, each in named(many).items():
        pairs.append((name.replace("_", "-"), each.hex))
    for place, colour in pairs:
        for kind, member in (FOREGROUND, BACKGROUND):
            yield f".{prefix}-{kind}-{place} {{ {member}:{colour} !important; }}\n"
