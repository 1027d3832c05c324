"""Query strings: split into names and values, each decoded once; and the tracking names that are dropped."""

from collections.abc import Iterator

from handler.core.keys import decode
from handler.core.suggest import SHOWN
from handler.errors import InvalidKey, InvalidParameter

TRACKING = frozenset(
    (
        *("dclid", "gad_campaignid", "gad_source", "gbraid", "gclid", "gclsrc", "srsltid", "wbraid", "_ga", "_gl"),
        *("fbclid", "igsh", "igshid", "li_fat_id", "mc_cid", "mc_eid", "msclkid", "ttclid", "twclid", "yclid"),
        *("ixid", "ixlib"),
        "cb",
    )
)
"""Names that others add to any link: Google; other ad networks and mailers; clients of imgix; and `cb`, which only
defeats caches. They are dropped before anything else looks at the query."""

TRACKING_PREFIX = "utm_"
"""Google Analytics adds several names that start like this."""


def tracks(name: str) -> bool:
    """Return whether a parameter only tracks visitors and is to be dropped."""
    return name in TRACKING or name.startswith(TRACKING_PREFIX)


def pairs(query: str) -> Iterator[tuple[str, str]]:
    """Yield the name and value of each parameter of a raw query, in order, each decoded once.

    A parameter without `=` has an empty value. Empty parts are skipped, as in WHATWG URLs: `&w=50&` is `w=50`.
    InvalidParameter where a name or value cannot be decoded.
    """
    for pair in filter(None, query.split("&")):
        name, _, text = pair.partition("=")
        yield _decoded(name, name[:SHOWN], "a parameter's name"), _decoded(text, name, name)


def _decoded(text: str, parameter: str, what: str) -> str:
    try:
        return decode(text.replace("+", " ").encode("utf-8", "surrogateescape"))
    except InvalidKey as error:
        said = f"{what}: {error.detail.replace('the path', 'the query')}"
        raise InvalidParameter(said, parameter=parameter) from error
