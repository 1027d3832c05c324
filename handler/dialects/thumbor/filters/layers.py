"""Filters that lay something over the picture: watermark, and imagor's image and label.

1. A number counts from the left or top, a negative one from the right or bottom, `10p` is percent and 0.1 a ratio.
2. thumbor's alpha is how transparent the mark is, percent.
3. What is laid over has no filters of its own; imagor's image may say its size.
"""

from typing import Any, NamedTuple

from handler.core.colours import canonical_colour, rgba
from handler.core.source import Stored
from handler.dialects.thumbor.address import path_words
from handler.dialects.thumbor.arguments import Arguments
from handler.dialects.thumbor.draft import Draft, Measure, made
from handler.dialects.thumbor.frame import asked_sides, flips
from handler.dialects.thumbor.source import plain_name, stored_of
from handler.ops.nine_patch import NinePatch
from handler.ops.overlay import Overlay
from handler.ops.red_eye import RedEye
from handler.ops.text import Text

AXES = (("x", "left", "center", "right", "right"), ("y", "top", "middle", "bottom", "bottom"))
"""For each axis: the letter, the words of its near edge, middle and far edge, and the field that counts from there."""

CENTERED = "center"
REPEATED = "repeat"
PADDED = 1000
FONT_SIZE = 20
LETTERS = {"l": "left", "r": "right", "t": "top", "b": "bottom"}


class Lie(NamedTuple):
    """Where something lies along an axis. near, far: its distance from one edge, or None for the middle."""

    near: Measure | None = None
    far: Measure | None = None
    repeated: bool = False


def read_watermark(draft: Draft, given: Arguments) -> Draft:
    """Lay a picture over."""
    spots = [spot(given, at) for at in (1, 2)]
    sized = [_percent(given, at) for at in (4, 5)]
    fields = {**overlay_place(spots), "opacity": _opacity(given, 3), "scale": sized[0], "tall": sized[1]}
    return draft.then(made(Overlay, given, picture=_named(given), **fields))


def read_image(draft: Draft, given: Arguments) -> Draft:
    """Lay a picture over that is resized first."""
    inner = path_words(given.text(0).removeprefix("/"))
    asked = (inner.trim, inner.crop, inner.room, inner.across, inner.down, inner.smart, inner.meta, inner.filters)
    if any(asked) or flips(inner.size) or inner.fit not in {"", "fit-in"}:
        raise given.wrong(0, "a picture that is laid over has a size, fit-in or stretch, and nothing else")
    wide, high = asked_sides(inner.size)
    both = None not in {wide, high}
    fit = "max" if inner.fit else "scale" if inner.stretch and both else "crop" if both else "clip"
    fields: dict[str, Any] = {"w": wide, "h": high, "fit": fit} if wide or high else {}
    spots = [spot(given, at, default=0) for at in (1, 2)]
    fields |= {"opacity": _opacity(given, 3), "mode": given.text(4, "normal")}
    return draft.then(made(Overlay, given, picture=stored_of(inner.image), **overlay_place(spots), **fields))


def read_label(draft: Draft, given: Arguments) -> Draft:
    """Write a text: what, where, how large, and in what colour."""
    spots = [spot(given, at, default=0) for at in (1, 2)]
    distances = {each for one in spots for each in (one.near, one.far) if each is not None} or {0}
    if any(one.repeated for one in spots) or len(distances) > 1 or not all(isinstance(each, int) for each in distances):
        raise given.wrong(1, "a text lies at one distance, in pixels, from both edges, or in the middle")
    align = tuple(_edge(one, axis) for one, axis in zip(reversed(spots), reversed(AXES), strict=True))
    ink = given.colour(4) if given.has(4) else "000000"
    clear = given.whole(5, 0)
    if not 0 <= clear <= 100:  # noqa: PLR2004 - percent
        raise given.wrong(5, "must be 0 to 100, percent")
    alpha = round(rgba(ink).alpha * (100 - clear) / 100)
    colour = canonical_colour(f"{alpha:02x}{ink[-6:]}")
    font = {"font": (given.text(6),)} if given.has(6) else {}
    written = plain_name(given.text(0))
    fields = {"text": written, "align": align, "pad": distances.pop(), "font_size": given.whole(3, FONT_SIZE), **font}
    return draft.then(made(Text, given, ink=colour, **fields))


def spot(given: Arguments, at: int, default: int | None = None) -> Lie:
    """Return where an argument says that something lies along its axis, the first being x (rule 1)."""
    _, near, middle, far, _ = AXES[at - 1]
    text = given.text(at) if default is None or given.has(at) else str(default)
    word = LETTERS.get(text, text)
    plain = {CENTERED: Lie(), middle: Lie(), REPEATED: Lie(repeated=True), near: Lie(near=0), far: Lie(far=0)}
    if word in plain:
        return plain[word]
    begin, sign, rest = text.partition("-")
    begin = LETTERS.get(begin, begin)
    if sign and begin in {near, far}:
        distance = _distance(given, at, rest)
        return Lie(near=distance) if begin == near else Lie(far=distance)
    backwards = text.startswith("-")
    distance = _distance(given, at, text.removeprefix("-"))
    return Lie(far=distance) if backwards else Lie(near=distance)


def _distance(given: Arguments, at: int, text: str) -> Measure:
    """Return a distance: pixels, or a ratio."""
    one = Arguments(given.name, ("",) * at + (text.removesuffix("p"),))
    if text.startswith("-"):
        raise one.wrong(at, "must be a number, or center, repeat, or an edge")
    if text.endswith("p"):
        return one.whole(at) / 100
    return one.number(at) if "." in text else one.whole(at)


def overlay_place(spots: list[Lie]) -> dict[str, Any]:
    """Return the fields of an overlay at two spots, across and down."""
    fields: dict[str, Any] = {}
    spread = "".join(axis[0] for one, axis in zip(spots, AXES, strict=True) if one.repeated)
    if spread:
        fields["spread"] = spread
    across, down = spots
    if isinstance(across.far, int) and across.far == down.far and across.far <= PADDED:
        return {**fields, "pad": across.far}
    middles = []
    for one, (letter, _, middle, _, far) in zip(spots, AXES, strict=True):
        if one.repeated:
            continue
        if one.far is not None:
            fields[far] = one.far
        elif one.near is not None:
            fields[letter] = one.near
        else:
            middles.append(middle)
    return {**fields, "align": tuple(middles)} if middles else fields


def _edge(one: Lie, axis: tuple[str, ...]) -> str:
    return axis[1] if one.near is not None else axis[3] if one.far is not None else axis[2]


def _opacity(given: Arguments, at: int) -> float:
    return 100.0 - given.within(at, 0, 100, 0)


def _percent(given: Arguments, at: int) -> float | None:
    return None if given.text(at, "none") == "none" else float(given.whole(at))


def _named(given: Arguments) -> Stored:
    return stored_of(given.text(0))


def read_frame(draft: Draft, given: Arguments) -> Draft:
    """Lay a frame over whose corners keep their size."""
    return draft.then(made(NinePatch, given, picture=_named(given)))


def read_redeye(draft: Draft, given: Arguments) -> Draft:
    """Take the red out of eyes, where `smart` looks for faces; without it nothing, as in thumbor."""
    return draft.then(made(RedEye, given)) if draft.words.smart else draft
