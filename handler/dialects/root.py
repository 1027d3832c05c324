"""Root: what is no picture of the door at the root, told by its path alone, so that it costs no call of the store.

Whoever scans the web asks every host for `/.env`, `/wp-login.php` and `/favicon.ico`. None of it is a picture of this
service; a stored picture with such a name can be had at a door that has a prefix.
"""

from handler.core.formats.catalogue import FORMATS, READ
from handler.core.keys import decode
from handler.errors import NotFound

OTHER_SPELLINGS = {"jpeg", "jpe", "jfif", "tif", "heif", "j2k", "jpx", "dng", "cr2", "nef", "arw", "apng"}
"""Extensions of kinds that are read, beside the one that each kind has."""

EXTENSIONS = frozenset({FORMATS[name].extension for name in READ} | OTHER_SPELLINGS) - {"ico"}
"""What the names of pictures end in; every browser asks for /favicon.ico, which is no picture to be changed."""

NAMELESS = "there is no such path; at the root the name of a picture ends as .jpg, .png or .webp"


def check_root(path: bytes, query: str, *, keyed: bool) -> None:
    """Return if a path, without its first slash, may be one of the door at the root; NotFound if not.

    keyed: whether all of it is a key. That has to end as the name of a picture does; one without an extension, as the
    ids of some services, has to be asked for something: what the dialect does not understand it refuses itself.
    """
    segments = decode(path).split("/")
    if any(segment.startswith(".") for segment in segments):
        raise NotFound("there is no such path; nothing here begins with a dot")
    if not keyed:
        return
    check_name(segments[-1])
    if "." not in segments[-1] and not (query and segments[-1]):
        raise NotFound(NAMELESS)


def check_name(key: str) -> None:
    """Return if a key may be a picture's by what it ends in; NotFound if not.

    A dialect with a grammar reads /wp-login.php as a stored file that nothing is asked of.
    """
    _, dot, extension = key.rpartition("/")[2].rpartition(".")
    if dot and extension.lower() not in EXTENSIONS:
        raise NotFound(NAMELESS)
