"""Told: one account of a picture's metadata, out of all the blocks that a file has.

XMP is believed first, then IPTC, then EXIF: programs that write several keep XMP, which has every language's letters.
Words that were written to be read with the picture are told to whoever may ask; how, when and with what it was taken,
only where `metadata=keep` asks for it, which unsigned requests cannot. Where it was taken is never told, only whether
the file says so: who may have the place may have the file.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from handler.codecs.header import Header
from handler.codecs.metadata.camera import described, taken
from handler.codecs.metadata.embedded import embedded_in
from handler.codecs.metadata.iptc import Words, iptc_words
from handler.codecs.metadata.xmp import xmp_words
from handler.codecs.stored_picture import StoredPicture

ONE, SEVERAL = ("title", "description", "alt", "copyright"), ("creator", "keywords")


class Metadata(NamedTuple):
    """What a file says of its picture, and whether it has a C2PA manifest, which holds for the very file alone."""

    told: dict[str, Any]
    manifest: bool


def metadata_of(picture: StoredPicture, *, everything: bool) -> Metadata:
    """Return what the file of a picture says, which has to be open; with `everything`, how it was taken too."""
    found = embedded_in(picture.blob)
    return Metadata(words_of(picture.header, found.iptc, everything=everything), found.manifest)


def words_of(header: Header, resources: bytes, *, everything: bool) -> dict[str, Any]:
    """Return the words of a file, and with `everything` how the picture was taken. resources: those with IPTC."""
    rights = header.rights
    plain = {"description": described(header.exif), "creator": rights.artist, "copyright": rights.copyright}
    own: Words = {name: [text] for name, text in plain.items() if text}
    sources: tuple[Mapping[str, list[str]], ...] = (xmp_words(header.xmp), iptc_words(resources), own)
    words: dict[str, Any] = {}
    for name in (*ONE, *SEVERAL):
        if found := next((each[name] for each in sources if each.get(name)), None):
            words[name] = found[0] if name in ONE else list(dict.fromkeys(found))
    return words | (taken(header.exif) if everything else {})
