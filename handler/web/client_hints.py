"""Client hints: what a browser tells of its screen and its plan in headers, used where the address asks for it: `ch`.

1. A header that is malformed, out of range or there twice is as good as none (RFC 8942, 2; RFC 9651, 4.2): the answer
   is then what the address says without it.
2. Values are rounded, so that what viewers have does not multiply the renditions: a density to a whole number from 1 to
   5, a width up to the next that the width ladder has, or, without a ladder, that imgix's clients write into a srcset.
3. Without a signature a hint counts only where the ladder allows what it makes of the request.
4. The answer varies with every header that was looked at, whether it was there or not.

Sec-CH-DPR and Sec-CH-Width come before DPR and Width, their older names. Browsers send them to a page's own origin, and
to others where the page delegates them (docs/responsive.md); Accept-CH on the answer of a picture would tell nobody.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence

from starlette.datastructures import Headers

from handler.core.delivery import HINTED
from handler.core.width_list import DENSITIES, FLUID_WIDTHS
from handler.dialects.interface import NO_HINTS, ClientHints, FactsReply, PictureReply, Reply
from handler.errors import ImageError
from handler.web.access.gate import Gate

NUMBER = re.compile(r"[0-9]{1,12}(\.[0-9]{1,3})?")
"""A positive integer or decimal of a structured field (RFC 9651, 3.3.1 and 3.3.2)."""


def with_hints(
    plain: PictureReply | FactsReply,
    parse: Callable[[ClientHints], Reply],
    headers: Headers,
    gate: Gate,
    *,
    signed: bool,
) -> Reply:
    """Return what a request means by the hints in its headers; what it means without them where they do not count.

    plain: what it means without. parse: tells what it means with some. signed: whether it carries a signature.
    """
    hints = hints_of(headers, gate.ladder.widths)
    if hints == NO_HINTS:
        return plain
    try:
        reply = parse(hints)
    except ImageError:  # what they make of it is out of range
        return plain
    allowed = signed or not isinstance(reply, PictureReply | FactsReply) or gate.allows_hinted(reply.recipe)
    return reply if allowed else plain


def hints_of(headers: Headers, widths: Sequence[int] = ()) -> ClientHints:
    """Return the hints in a request's headers. widths: those that there are, rising; none for those of a srcset."""
    density, width = _number(headers, "dpr"), _number(headers, "width")
    saves = headers.getlist("save-data") == ["on"]
    if not density and not width and not saves:
        return NO_HINTS
    return ClientHints(
        dpr=min(max(int(density + 0.5), DENSITIES[0]), DENSITIES[-1]) if density else None,
        width=_at_least(width, widths or FLUID_WIDTHS) if width else None,
        saves=saves,
    )


def _number(headers: Headers, hint: str) -> float:
    """Return the number that a header says, 0 where it says none."""
    said = next(filter(None, map(headers.getlist, HINTED[hint])), [])
    return float(said[0]) if len(said) == 1 and NUMBER.fullmatch(said[0]) else 0.0


def _at_least(width: float, widths: Sequence[int]) -> int:
    """Return the least of the widths that is no less than this one, the largest where none is."""
    return widths[min(bisect_left(widths, width), len(widths) - 1)]
