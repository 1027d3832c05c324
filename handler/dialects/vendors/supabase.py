"""Supabase: the transformations of its storage, which never enlarge; a bucket is the first part of a key.

https://supabase.com/docs/guides/storage/serving/image-transformations
"""

from handler.core.signing import signed, verify
from handler.dialects.phrasebook.book import Book
from handler.dialects.phrasebook.vendor import Vendor, without

__all__ = ["operations", "parse", "signed", "verify", "write"]

BOOK = Book(
    names={"width": "w", "height": "h", "quality": "q", "format": "fm"},
    phrases={
        "resize": {"cover": "fit=crop", "contain": "fit=clip", "fill": "fit=scale"},
        "format": {"origin": "fm=source"},
    },
    refused={"token": "links are signed by s, or by nothing"},
    fit="crop",
    grows=False,
    keeps=False,
)
SUPABASE = Vendor(
    "supabase", "Supabase", BOOK, key_of=without("storage/v1/render/image/public/", "storage/v1/object/public/")
)
parse, write, operations = SUPABASE.parse, SUPABASE.write, SUPABASE.operations
