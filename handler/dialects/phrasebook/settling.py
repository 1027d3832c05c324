"""Settling: from what a service's words say together to a native query, and back.

1. Services answer a fit or a crop without a size, and a quality of a format that has none: their clients always write
   all of them.
2. `grow=no` takes the enlarging from a fit: crop is min, clip is max, fill is fillmax. `grow=yes` gives it, where a
   service enlarges only then.
3. `fit=outside` covers w and h without cutting: clip, with both as the least sides.
4. `kind=pjpg` makes a JPEG progressive.
5. With one side all fits are clip, which enlarges, or max: one recipe for one meaning. A ratio beside it is a crop; one
   beside both sides repeats theirs.
"""

from typing import TYPE_CHECKING

from handler.core.output import WITHOUT_QUALITY
from handler.dialects.literals import Malformed, decimal, integer
from handler.dialects.native.phrases import GROWN, UNGROWN, agrees
from handler.dialects.native.spellings import SYNONYMS
from handler.dialects.phrasebook.book import SHARED, Book, Given
from handler.errors import InvalidParameter

if TYPE_CHECKING:
    from collections.abc import Mapping

OUTSIDE = "outside"
ONE_SIDED: "Mapping[str, str]" = {
    **dict.fromkeys(("crop", "scale", "fill", OUTSIDE), "clip"),
    **dict.fromkeys(("min", "fillmax"), "max"),
}
KINDS: "Mapping[str, str]" = {"pjpg": "jpg"}
"""Formats that some services say beside the one of which they are a kind, in a word of its own: `kind`."""

CUTTING = {"crop", "min", "facearea"}
OF_CROPS = ("crop", "fp-x", "fp-y", "fp-z")
SIDES = ("w", "h", "ar")


def settled(said: Given, book: Book, *, asked: bool = True) -> Given:
    """Return a native query's parameters; InvalidParameter where words contradict each other.

    asked: whether anything is asked for, be it what is so anyway; else the stored file is.
    """
    if book.ours:
        return said
    given = dict(said)
    grow, fit = given.pop("grow", ""), given.pop("fit", "")
    _settle_format(given, book, asked=asked)
    sides = [side for side in SIDES if side in given]
    if not sides:
        return _uncropped(given)
    if "ar" in sides:
        _settle_ratio(given, sides)
        fit = "crop"
    fit = fit or book.fit
    if len(sides) == 1 and sides != ["ar"]:
        fit = ONE_SIDED.get(fit, fit)
    if grow == "no" or not (book.grows or grow == "yes"):
        fit = _shrinking(fit, told=grow == "no")
    if fit == OUTSIDE:
        return _uncropped(given) | {"fit": "clip"} | _least(given)
    return (given if fit in CUTTING else _uncropped(given)) | {"fit": fit}


def _uncropped(given: Given) -> Given:
    return {name: text for name, text in given.items() if name not in OF_CROPS}


def _settle_format(given: Given, book: Book, *, asked: bool) -> None:
    """Say the format that counts where none is named, and take away what the named one has not."""
    if "fm" in given:
        given["fm"] = SYNONYMS["fm"].get(given["fm"], given["fm"])
    if kind := given.pop("kind", ""):
        if given.get("fm", KINDS[kind]) != KINDS[kind]:
            raise InvalidParameter(f"{kind} is a kind of {KINDS[kind]}, and another format is asked for")
        given["fm"] = kind
    if given.get("fm", "") in WITHOUT_QUALITY:
        given.pop("q", None)
    if asked and not given.keys() & {"fm", "auto", "preset"}:
        given |= {"fm": "source"} if book.keeps else {"auto": "format"}


def _settle_ratio(given: Given, sides: list[str]) -> None:
    """Take away a ratio that repeats both sides."""
    if len(sides) != len(SIDES):
        return
    ratio = given.pop("ar")
    if not agrees({**given, "ar": ratio}):
        raise InvalidParameter(f"an aspect ratio of {ratio[:40]} is not that of width and height", parameter="ar")


def _shrinking(fit: str, *, told: bool) -> str:
    if told and fit not in {*UNGROWN, *GROWN}:
        raise InvalidParameter(f"this fit ({fit}) cannot be had without enlarging", parameter="fit")
    return UNGROWN.get(fit, fit)


def _least(given: Given) -> Given:
    """Return both sides as the least ones, in the pixels that dpr makes of them."""
    try:
        density = decimal(given.get("dpr", "1"))
        sides = {f"min-{side}": integer(given[side]) for side in ("w", "h")}
    except Malformed as error:
        raise InvalidParameter("covering both sides takes width and height in pixels", parameter="w") from error
    return {side: str(int(pixels * density + 0.5)) for side, pixels in sides.items()}


def unsettled(given: Given, book: Book) -> Given:
    """Return what a service's words may say together for a native query: the inverse of `settled`."""
    told = dict(given)
    if book.ours:
        return told
    if book.keeps and told.get("fm") == "source":
        del told["fm"]
    elif book.keeps and "fm" not in told and told.keys() - set(SHARED):
        told.setdefault("auto", "format")  # which a native query need not say
    if (kind := told.get("fm", "")) in KINDS and book.says(f"kind={kind}"):
        told |= {"fm": KINDS[kind], "kind": kind}
    sides = [side for side in SIDES if side in told]
    if not sides:
        return told
    fit = told.setdefault("fit", "max")
    if fit == "clip" and (told.get("min-w"), told.get("min-h")) == (told.get("w"), told.get("h")):
        told = {name: text for name, text in told.items() if name not in {"min-w", "min-h"}}
        return told | {"fit": OUTSIDE}
    same = [fit, *(other for other, one in ONE_SIDED.items() if one == fit)] if sides in (["w"], ["h"]) else [fit]
    return told | next((said for each in same if (said := _fitting(each, book))), {})


def _fitting(fit: str, book: Book) -> Given:
    """Return how a service says a fit, nothing where it cannot: with `grow` where that makes it another."""
    if fit == default_fit(book) or (book.says(f"fit={fit}") and (book.grows or fit not in UNGROWN)):
        return {"fit": fit}
    if book.grows and fit in GROWN and (book.says(f"fit={GROWN[fit]}") or GROWN[fit] == book.fit):
        return {"fit": GROWN[fit], "grow": "no"}
    if not book.grows and fit in GROWN and book.says(f"fit={GROWN[fit]}"):
        return {"fit": GROWN[fit]}
    return {"fit": fit, "grow": "yes"} if not book.grows and book.says(f"fit={fit}") else {}


def default_fit(book: Book) -> str:
    """Return the fit that a service has where nothing is said of it."""
    return book.fit if book.grows else UNGROWN.get(book.fit, book.fit)
