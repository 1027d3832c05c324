"""Stored pictures as imgix's clients ask for them: a key, the native query, and in `s` imgix's own signature."""

from handler.dialects.imgix.signature import signed, verify
from handler.dialects.imgix.words import BOOK
from handler.dialects.interface import Operation
from handler.dialects.native.vocabulary import DECLARED
from handler.dialects.phrasebook.vendor import KEY, Vendor

__all__ = ["operations", "parse", "signed", "verify", "write"]

IMGIX = Vendor("imgix", "imgix", BOOK)
parse, write = IMGIX.parse, IMGIX.write


def operations() -> tuple[Operation, ...]:
    """Return the one operation: its query is the native one, whose names are imgix's."""
    about = "Return a stored picture, changed as the parameters say; docs/imgix.md tells what imgix means otherwise."
    return (Operation("imgix", "{key}", "Get a stored picture as imgix has it", about, (KEY,), DECLARED),)
