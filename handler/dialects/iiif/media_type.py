"""Media type: whether info.json is told to be JSON or JSON-LD, by what the client accepts (section 5.1).

1. 3.0: JSON-LD, with its profile, unless the client wants JSON more, or is a browser, which shows JSON and would save
   the other. 2.1: JSON, unless the client names JSON-LD and wants it no less.
2. Nothing is refused: who wants neither gets what comes where nothing is said.
"""

from handler.dialects.iiif.edition import Edition
from handler.dialects.literals import DIGITS

JSON, JSON_LD, PAGE = "application/json", "application/ld+json", "text/html"
WILD = ("application/*", "*/*")
DECIMALS = 3
MOST_RANGES = 64
"""How many media ranges of a header are read."""


def info_type(accept: str | None, edition: Edition) -> str:
    """Return the Content-Type of info.json."""
    weights = _weights(accept) if accept else {}
    wild = max(weights.get(each, 0.0) for each in WILD)
    plain, linked = weights.get(JSON, wild), weights.get(JSON_LD, wild)
    if edition.marked:
        shown = plain > linked or (plain == linked > 0 and weights.get(PAGE, 0) > 0)
        return JSON if shown else f'{JSON_LD};profile="{edition.context}"'
    return JSON_LD if weights.get(JSON_LD, 0) > 0 and linked >= plain else JSON


def _weights(accept: str) -> dict[str, float]:
    """Return how much each type is wanted; one whose weight is malformed is not."""
    found: dict[str, float] = {}
    for part in accept.split(",")[:MOST_RANGES]:
        media_type, *parameters = (piece.strip().lower() for piece in part.split(";"))
        said = [text.removeprefix("q=") for text in parameters if text.startswith("q=")]
        weight = _weight(said[-1]) if said else 1.0
        found[media_type] = max(weight, found.get(media_type, 0.0))
    return found


def _weight(text: str) -> float:
    """Read a weight: 0 to 1; 0 where it is malformed."""
    whole, _, decimals = text.partition(".")
    sound = whole in {"0", "1"} and DIGITS.issuperset(decimals) and len(decimals) <= DECIMALS
    return min(float(f"{whole}.{decimals or 0}"), 1.0) if sound else 0.0
