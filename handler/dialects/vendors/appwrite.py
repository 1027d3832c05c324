"""Appwrite: the previews of its storage, `v1/storage/buckets/{bucket}/files/{file}/preview`; the key is `bucket/file`.

https://appwrite.io/docs/products/storage/images
"""

from handler.core.signing import signed, verify
from handler.dialects.phrasebook.book import Book
from handler.dialects.phrasebook.common import RADIUS
from handler.dialects.phrasebook.vendor import Vendor

__all__ = ["operations", "parse", "signed", "verify", "write"]

BOOK = Book(
    names={
        "width": "w",
        "height": "h",
        "quality": "q",
        "output": "fm",
        "rotation": "rot",
        "background": "bg",
    },
    readings={"borderRadius": RADIUS},
    phrases={
        "gravity": {
            "center": "",
            **{edge: f"crop={edge}" for edge in ("top", "bottom", "left", "right")},
            **{f"{edge}-{side}": f"crop={edge},{side}" for edge in ("top", "bottom") for side in ("left", "right")},
        },
    },
    refused={
        **dict.fromkeys(("borderWidth", "borderColor"), "it is border=4,tomato at our own door"),
        "opacity": "a picture stays as dense as it is",
    },
    idle=("project",),
    fit="crop",
)


def key_of(path: str) -> str:
    """Return the bucket and file that a path names; the path itself where it is none of previews."""
    start, buckets, rest = path.partition("storage/buckets/")
    bucket, files, name = rest.partition("/files/")
    ends = name.endswith(("/preview", "/view"))
    if start not in {"", "v1/"} or not (buckets and files and ends):
        return path
    return f"{bucket}/{name.rpartition('/')[0]}"


APPWRITE = Vendor("appwrite", "Appwrite", BOOK, key_of=key_of)
parse, write, operations = APPWRITE.parse, APPWRITE.write, APPWRITE.operations
