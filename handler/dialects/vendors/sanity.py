"""Sanity: its image pipeline has imgix's words, but `or` is a turn in degrees.

https://www.sanity.io/docs/image-urls
"""

from handler.core.signing import signed, verify
from handler.dialects.phrasebook.book import Book
from handler.dialects.phrasebook.vendor import Vendor

__all__ = ["operations", "parse", "signed", "verify", "write"]

BOOK = Book(names={}, phrases={"or": {"0": "", "90": "rot=90", "180": "rot=180", "270": "rot=270"}}, ours=True)
SANITY = Vendor("sanity", "Sanity", BOOK)
parse, write, operations = SANITY.parse, SANITY.write, SANITY.operations
