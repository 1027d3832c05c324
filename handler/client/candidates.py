"""Candidates: the addresses that a srcset offers for one picture, and how large a page lays the picture out.

1. With w, and no list of widths, the picture has one size, and a candidate for each density: `a.jpg?w=300&dpr=2 2x`.
2. Else there is a candidate for each width: `a.jpg?w=640 640w`. With w and h the height grows with the width; ar does
   so by itself.
3. w, h and dpr come last, so that no candidate ends with a comma, which a browser would read as the next one's.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

WIDTHS = (320, 480, 640, 800, 960, 1200, 1600, 1920, 2400, 3840)
"""Pixels. A stack that is deployed with its defaults answers each without a signature, in each ratio of its ladder."""

DENSITIES = (1, 2)
"""Device pixels for each CSS pixel of a picture of one size. More than two, few eyes see."""

EXACT = frozenset(("crop", "cover", "facearea", "fill", "fillmax", "pad", "scale", "stretch"))
"""Values of fit whose result is as large as w and h say."""

CROPPING = ("ar", "crop", "fp-x", "fp-y", "fp-z")
"""Parameters that ask for fit=crop, where fit says nothing."""

SIZES = ("w", "h")


class Candidate(NamedTuple):
    """What one address of a srcset says, and the descriptor that stands behind it."""

    said: dict[str, str]
    descriptor: str


class PageSize(NamedTuple):
    """Width and height of a picture on a page, in CSS pixels; None where nothing tells."""

    width: int | None
    height: int | None


def srcset_candidates(
    said: Mapping[str, str], widths: Sequence[int] | None, dprs: Sequence[float], usual: Sequence[int]
) -> Iterator[Candidate]:
    """Yield the candidates of a picture. widths: where they are asked for; usual: which there are where nothing is."""
    if "dpr" in said:
        raise ValueError("a srcset is of several densities, dprs=(1, 2), and dpr is of one")
    rest = {name: text for name, text in said.items() if name not in SIZES}
    width, height = _pixels(said, "w"), _pixels(said, "h")
    if widths is None and (width or height):
        sides = {name: said[name] for name in ("w", "h") if name in said}
        yield from (_dense(rest | sides, density) for density in dprs)
        return
    if (width is None) is not (height is None):
        raise ValueError("a list of widths goes with w and h together, or with ar, or with neither")
    for wide in usual if widths is None else widths:
        sides = {"w": str(wide)}
        if width and height:
            sides["h"] = str(max(1, (2 * wide * height + width) // (2 * width)))
        yield Candidate(rest | sides, f"{wide}w")


def page_size(said: Mapping[str, str]) -> PageSize:
    """Return how large a picture is on a page, as far as its own words tell."""
    width, height = _pixels(said, "w"), _pixels(said, "h")
    if not (said.get("fit") in EXACT or ("fit" not in said and any(name in said for name in CROPPING))):
        return PageSize(width, None)
    ratio = _ratio(said.get("ar", ""))
    if width and not height and ratio:
        return PageSize(width, max(1, round(width / ratio)))
    return PageSize(width, height)


def _ratio(text: str) -> float | None:
    """Return the ratio of `3:2`; None where the text is none, which is the service's to say."""
    try:
        across, down = map(float, text.split(":"))
        return across / down or None
    except (ValueError, ZeroDivisionError):
        return None


def _dense(said: dict[str, str], density: float) -> Candidate:
    text = f"{density:g}"
    return Candidate(said if text == "1" else {**said, "dpr": text}, f"{text}x")


def _pixels(said: Mapping[str, str], name: str) -> int | None:
    text = said.get(name)
    if text is None:
        return None
    if not text.isdecimal() or not int(text):
        raise ValueError(f"{name}={text} is no number of pixels, of which a srcset is made")
    return int(text)
