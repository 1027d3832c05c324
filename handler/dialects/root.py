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


def check_root(path: bytes, *, keyed: bool) -> None:
    """Return if a path, without its first slash, may be one of the door at the root; NotFound if not.

    keyed: whether all of it is a key, which then has to end as the name of a picture does.
    """
    segments = decode(path).split("/")
    if any(segment.startswith(".") for segment in segments):
        raise NotFound("there is no such path; nothing here begins with a dot")
    extension = segments[-1].rpartition(".")[2].lower() if "." in segments[-1] else ""
    if keyed and extension not in EXTENSIONS:
        raise NotFound("there is no such path; at the root the name of a picture ends as .jpg, .png or .webp")
