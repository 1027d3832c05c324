"""Query strings: taken apart once, each name and value decoded once; and which names only track visitors."""

from collections.abc import Iterator

from handler.core.keys import decode
from handler.errors import InvalidKey, InvalidParameter

TRACKING = frozenset(
    (
        *("dclid", "gad_campaignid", "gad_source", "gbraid", "gclid", "gclsrc", "srsltid", "wbraid", "_ga", "_gl"),
        *("fbclid", "igsh", "igshid", "li_fat_id", "mc_cid", "mc_eid", "msclkid", "ttclid", "twclid", "yclid"),
        *("ixid", "ixlib"),
        "cb",
    )
)
"""Names that others add to any link: Google's; other networks' and mailers'; those of imgix's clients; and one that
is only there to miss caches."""


TRACKING_PREFIX = "utm_"


def tracks(name: str) -> bool:
    """Return whether a parameter only tracks visitors, so that it is dropped."""
    return name in TRACKING or name.startswith(TRACKING_PREFIX)


def pairs(query: str) -> Iterator[tuple[str, str]]:
    """Return the parameters of a raw query, each decoded once, in their order; one without `=` has no text.

    Nothing between two `&` says nothing, as in the WHATWG's URLs: `&w=50&` is `w=50`.
    """
    for pair in filter(None, query.split("&")):
        name, _, text = pair.partition("=")
        yield _decoded(name, "a parameter's name"), _decoded(text, name)


def _decoded(text: str, name: str) -> str:
    try:
        return decode(text.replace("+", " ").encode("utf-8", "surrogateescape"))
    except InvalidKey as error:
        raise InvalidParameter(f"{name}: {error.detail.replace('the path', 'the query')}", parameter=name) from error
