"""Phrases: values of others' parameters that say something of ours: `disable=upscale`, `rmode=pad`, `crop=1`.

1. A phrase is a query of ours; an empty one says what is so anyway. What contradicts another parameter is an error.
2. `grow` in a phrase says whether a picture may be enlarged, which is taken from the fit, or given to it.
3. Where services disagree there is no phrase here: `contain`, `outside`, `cover` of some. Those stand in the table of
   each, behind its own door.
"""

from collections.abc import Container, Mapping

from handler.core.suggest import SHOWN
from handler.dialects.literals import Malformed, decimal, integer
from handler.errors import InvalidParameter, UnknownParameter

GROW, FIT = "grow", "fit"
RESIZE = "resize"

PHRASES: Mapping[str, Mapping[str, str]] = {
    "fm": {**dict.fromkeys(("auto", "optimal"), "auto=format"), "png8": "fm=png&colors=256", "png32": "fm=png"},
    "auto": dict.fromkeys(("webp", "avif"), "auto=format"),
    "crop": {**dict.fromkeys(("1", "center", "centre", "middle"), "fit=crop"), "0": ""},
    "sharp": {"true": "sharp=10", "false": ""},
    "withoutEnlargement": {"true": "grow=no", "false": ""},
    "org_if_sml": {"1": "grow=no", "0": ""},
    "disable": {"upscale": "grow=no"},
    "enable": {"upscale": "grow=yes"},
    RESIZE: {"cover": "fit=crop", "fill": "fit=scale"},
    "rmode": {
        "crop": "fit=crop",
        "pad": "fit=fill",
        "boxpad": "fit=fillmax",
        "max": "fit=clip",
        "stretch": "fit=scale",
    },
    "func": {"crop": "fit=crop", "fit": "fit=fill", "cover": "fit=scale", "bound": "fit=clip"},
    "scale.option": {"fit": "fit=clip", "ignore": "fit=scale", "noup": "fit=max"},
    "nf_resize": {"fit": "fit=max", "smartcrop": "fit=crop&crop=smart"},
}
"""By parameter, aliases resolved, and value in lower case."""

UNGROWN: Mapping[str, str] = {"crop": "min", "clip": "max", "fill": "fillmax"}
"""Fits that enlarge, and the same without it."""

GROWN: Mapping[str, str] = {least: fit for fit, least in UNGROWN.items()}

ROOM = 1.0
"""Pixels by which a ratio beside both sides may differ from theirs: clients round."""


def said_in(phrase: str) -> dict[str, str]:
    """Return the parameters of a phrase, which is written plainly."""
    return dict(pair.split("=", 1) for pair in phrase.split("&")) if phrase else {}


def phrase_of(name: str, text: str, words: Container[str]) -> dict[str, str] | None:
    """Return what a value says of our parameters; None for a parameter that takes it as it is, or that is unknown.

    words: the parameters that can be said; without `fit` there are no phrases, as of a feed.
    """
    if name not in PHRASES or FIT not in words:
        return None
    if (said := PHRASES[name].get(text.lower())) is not None:
        return said_in(said)
    if name in words:
        return None
    if name == RESIZE and text.count(",") == 1:
        width, height = text.split(",")
        return {"w": width, "h": height, FIT: "crop"}
    said = f"{name}={text[:SHOWN]}: it is {', '.join(PHRASES[name])}; w and h say the size, fit says how"
    raise UnknownParameter(said, parameter=name, nearest="w")


def with_phrases(
    given: dict[str, str], spelled: Mapping[str, str], phrased: Mapping[str, dict[str, str]]
) -> dict[str, str]:
    """Return what is given with what phrases say besides; InvalidParameter where one contradicts.

    spelled: how each parameter was written. phrased: what each phrase says, by the parameter that has it.
    """
    given, spelled, grow = dict(given), dict(spelled), ""
    for spelling, phrase in phrased.items():
        for name, text in phrase.items():
            if name == GROW:
                grow = text
            elif name == "auto":
                given[name] = ",".join(dict.fromkeys([*filter(None, [given.get(name)]), text]))
            elif given.setdefault(name, text) == text:
                spelled.setdefault(name, spelling)
            else:
                said = f"{spelled[name]} and {spelling} contradict each other"
                raise InvalidParameter(said, parameter=spelling)
    if spelled.get("ar") == "aspect_ratio" and agrees(given):
        del given["ar"]
        given.setdefault(FIT, "crop")
    return _grown(given, grow)


def _grown(given: dict[str, str], grow: str) -> dict[str, str]:
    fit = given.get(FIT)
    if grow == "no" and fit is not None and fit not in {*UNGROWN, *GROWN}:
        raise InvalidParameter(f"fit={fit[:SHOWN]} cannot be had without enlarging", parameter=FIT)
    if grow == "no" and fit is not None:
        return given | {FIT: UNGROWN.get(fit, fit)}
    if grow == "yes" and (fit is not None or "ar" not in given):
        return given | {FIT: GROWN.get(fit or "max", fit or "max")}
    return given


def agrees(given: Mapping[str, str]) -> bool:
    """Return whether both sides are given, and a ratio that only repeats theirs."""
    try:
        across, down = (decimal(part) for part in given["ar"].split(":"))
        width, height = integer(given["w"]), integer(given["h"])
    except (KeyError, Malformed, ValueError):
        return False
    return across > 0 and abs(height - width * down / across) <= ROOM
