"""Common: words that several services share, as those that hand them on to the library sharp."""

from handler.dialects.literals import Malformed, integer
from handler.dialects.phrasebook.book import Given, WordReader

SHARP_FITS = {
    "cover": "fit=crop",
    "contain": "fit=fill",
    "fill": "fit=scale",
    "inside": "fit=clip",
    "outside": "fit=outside",
}
"""sharp's fits, all of which enlarge."""

EDGES = {
    **{edge: f"crop={edge}" for edge in ("top", "bottom", "left", "right")},
    **dict.fromkeys(("center", "centre", "middle"), ""),
}
"""What of a picture is kept; the middle is anyway."""

CORNERS = {f"{side} {edge}": f"crop={side},{edge}" for side in ("left", "right") for edge in ("top", "bottom")}

SHARPENING = {**dict.fromkeys(("true", "1"), "sharp=10"), **dict.fromkeys(("false", "0"), "")}
"""Where a service sharpens a little, or not."""


def switch(phrase: str) -> dict[str, str]:
    """Return the values of a parameter that asks for something, or does not."""
    return {"true": phrase, "1": phrase, "false": "", "0": ""}


def bit(phrase: str) -> dict[str, str]:
    """Return the same of a service that writes numbers."""
    return {"1": phrase, "0": ""}


def part_reader(*, corner_first: bool = False) -> WordReader:
    """Return the reading of a part: width, height, left, top; or left and top first."""

    def read(text: str) -> Given:
        numbers = [integer(part) for part in text.split(",")]
        if len(numbers) != 4 or min(numbers) < 0:  # noqa: PLR2004 - two of the size, two of the place
            raise Malformed(
                f"it is four numbers of pixels: {'x,y,width,height' if corner_first else 'width,height,x,y'}"
            )
        parts = numbers if corner_first else [*numbers[2:], *numbers[:2]]
        return {"rect": ",".join(map(str, parts))}

    def write(given: Given) -> str | None:
        parts = given["rect"].split(",")
        if any("." in part for part in parts):
            return None
        return ",".join(parts if corner_first else [*parts[2:], *parts[:2]])

    return WordReader(read, write, ("rect",))


def _rounded(text: str) -> Given:
    return {"mask": "ellipse"} if text == "max" else {"corner-radius": str(integer(text))}


def _radius(given: Given) -> str | None:
    if given == {"mask": "ellipse"}:
        return "max"
    radius = given.get("corner-radius", "")
    return radius if radius.isdecimal() and given.get("mask", "corners") == "corners" else None


RADIUS = WordReader(_rounded, _radius, ("corner-radius", "mask"))
"""The radius of all corners in pixels; `max` rounds all of a picture."""


def _framed(given: Given) -> str | None:
    if "frame" in given:
        return str(int(given["frame"]) + 1)
    first, _, last = given["frames"].partition("-")
    return f"{int(first) + 1}-{int(last) + 1}"


def _frame(text: str) -> Given:
    first, dash, last = text.partition("-")
    if not dash:
        return {"page": str(integer(text))}
    numbers = integer(first), integer(last)
    if min(numbers) < 1:
        raise Malformed("frames are counted from 1, as 2-9")
    return {"frames": "-".join(str(number - 1) for number in numbers)}


FRAMES = WordReader(_frame, _framed, ("frame", "frames"))
"""A frame, or the first and the last of several, counted from 1."""
