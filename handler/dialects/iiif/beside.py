"""Beside: what info.json tells of rights, and links to, from the metadata of the stored object (sections 5.6 and 5.8).

`x-amz-meta-rights` is an address; `partof`, `seealso` and `service` are JSON: an object or a list of them, each with
`id` and `type`; `partof` may be the bare address of a manifest. Anyone may have written them: what is not as the text
of IIIF has it is left out.
"""

from collections.abc import Mapping
from typing import Any

from handler.dialects.json_syntax import parse_json

RIGHTS, PART_OF, SEE_ALSO, SERVICE, ATTRIBUTION, LOGO = "rights", "partof", "seealso", "service", "attribution", "logo"
METADATA = (RIGHTS, PART_OF, SEE_ALSO, SERVICE, ATTRIBUTION, LOGO)
"""The names of the metadata."""

REGISTERED = ("creativecommons.org/", "rightsstatements.org/")
"""Whose addresses `rights` may have in 3.0."""

WEB = ("http://", "https://")
NAMES = ({"id", "type"}, {"@id", "@type"})
"""What each linked thing has; the older names are for services alone."""


def of_three(told: Mapping[str, str]) -> dict[str, Any]:
    """Return rights, partOf, seeAlso and service as 3.0 has them."""
    rights = told.get(RIGHTS, "")
    known = _web(rights) and rights.partition("://")[2].removeprefix("www.").startswith(REGISTERED)
    linked = {
        "partOf": _linked(told.get(PART_OF, ""), older=False) or _manifest(told.get(PART_OF, "")),
        "seeAlso": _linked(told.get(SEE_ALSO, ""), older=False),
        "service": _linked(told.get(SERVICE, ""), older=True),
    }
    return {**({"rights": rights} if known else {}), **{name: found for name, found in linked.items() if found}}


def of_two(told: Mapping[str, str]) -> dict[str, Any]:
    """Return attribution, license, logo and service as 2.1 has them."""
    addresses = {"license": told.get(RIGHTS, ""), "logo": told.get(LOGO, "")}
    said = {name: text for name, text in addresses.items() if _web(text)}
    service = _linked(told.get(SERVICE, ""), older=True)
    return {
        **({"attribution": told[ATTRIBUTION]} if told.get(ATTRIBUTION) else {}),
        **said,
        **({"service": service} if service else {}),
    }


def _web(text: str) -> bool:
    return text.startswith(WEB) and text.isprintable() and " " not in text


def _manifest(text: str) -> list[dict[str, str]]:
    return [{"id": text, "type": "Manifest"}] if _web(text) else []


def _linked(text: str, *, older: bool) -> list[dict[str, Any]]:
    """Return the things that a text links to; none where one of them lacks what it has to have."""
    try:
        said = parse_json(text)
    except ValueError:
        return []
    things = said if isinstance(said, list) else [said]
    return things if all(_sound(each, older=older) for each in things) else []


def _sound(thing: object, *, older: bool) -> bool:
    if not isinstance(thing, dict):
        return False
    return any(all(isinstance(thing.get(name), str) for name in names) for names in NAMES[: 1 + older])
