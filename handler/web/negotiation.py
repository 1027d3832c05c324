"""Negotiation: from an Accept header to the formats a picture may take, before it is rendered (RFC 9110, 12.5.1).

1. AVIF and WebP are candidates only where the header names them with q above 0; a wildcard admits neither.
2. A wildcard admits the source's own kind, JPEG and PNG. Where it does not, or AVIF or WebP is refused by name, the
   last candidate is `classic`: the source's kind unless that is AVIF or WebP, then JPEG, or PNG with transparency.
3. A higher q comes first; of equal ones AVIF, then WebP, then the source's kind, after which none is needed.
4. Nothing is refused: a client that admits none of these gets the last candidate all the same, never a 406.
"""

from typing import NamedTuple

from handler.core.output import Candidate
from handler.recipe import Recipe

MAX_RANGES = 64
"""How many media ranges of a header are read; browsers send ten."""

DECIMALS = 3
ANY = ("*/*", "image/*")
MODERN: tuple[Candidate, ...] = ("avif", "webp")
CLASSIC = ("image/jpeg", "image/png")


class Range(NamedTuple):
    """One media range of an Accept header, and its weight, 0 to 1."""

    media_type: str
    weight: float


def negotiate(recipe: Recipe, accept: str | None) -> Recipe:
    """Return the recipe with the formats that an Accept header admits as its candidates."""
    return recipe.model_copy(update={"output": recipe.output.among(candidates(accept))})


def candidates(accept: str | None) -> tuple[Candidate, ...]:
    """Return the formats that may be tried, best first; the last one can always be made."""
    weights = {each.media_type: each.weight for each in reversed(ranges("*/*" if accept is None else accept))}
    named = {form: weights.get(f"image/{form}", 0.0) for form in MODERN}
    floor = max(_weight(media_type, weights) for media_type in CLASSIC)
    chosen = [form for form in MODERN if named[form] > 0 and named[form] >= floor]
    chosen.sort(key=lambda form: -named[form])
    open_ = any(weights.get(wildcard, 0) > 0 for wildcard in ANY)
    refused = any(weights.get(f"image/{form}") == 0 for form in MODERN)
    return (*chosen, "source" if open_ and not refused else "classic")


def ranges(accept: str) -> list[Range]:
    """Return the media ranges of a header. One whose weight is malformed is left out, as if it were not there."""
    found = []
    for part in accept.split(",")[:MAX_RANGES]:
        media_type, *parameters = (piece.strip().lower() for piece in part.split(";"))
        weight = next((text.partition("=")[2] for text in parameters if text.partition("=")[0] == "q"), "1")
        if media_type and (value := _qvalue(weight)) is not None:
            found.append(Range(media_type, value))
    return found


def _weight(media_type: str, weights: dict[str, float]) -> float:
    """Return the weight of a type by the most specific range that holds it."""
    return next((weights[each] for each in (media_type, "image/*", "*/*") if each in weights), 0.0)


def _qvalue(text: str) -> float | None:
    """Read a weight: 0 to 1 with up to three decimals."""
    whole, _, decimals = text.partition(".")
    if whole not in {"0", "1"} or len(decimals) > DECIMALS or not set(decimals) <= set("0123456789"):
        return None
    value = float(f"{whole}.{decimals or 0}")
    return value if value <= 1 else None
