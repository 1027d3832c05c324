"""Components: a path taken apart into its transformation, version and key.

`[cloud/]image/upload/s--sig--/c_fill,w_300,h_200/e_sepia/v1234/folder/key.jpg`

1. A part is a component where each of its values, parted at commas, has the name of a parameter before a `_`; the key
   begins with the first part that is none. Its last part is never a component.
2. A version (`v1234`) ends the transformation: a folder whose name reads as a component stands behind one.
3. A parameter that nothing in its component takes is an error, and so is one that is given twice.
"""

from collections.abc import Iterator
from typing import NamedTuple, NoReturn

from handler.core.suggest import SHOWN
from handler.dialects.foreign.arguments import dense
from handler.dialects.foreign.words import unknown
from handler.dialects.literals import Malformed, decimal, integer
from handler.errors import InvalidParameter, RepeatedParameter

SIZES = ("w", "h", "ar", "c", "g", "x", "y", "z", "dpr")
LOOKS = ("a", "b", "bo", "co", "e", "o", "r", "l", "u")
FILES = ("f", "q", "fl", "pg", "dl", "dn", "cs", "d", "t", "if", "fn", "p")
PARAMETERS = frozenset((*SIZES, *LOOKS, *FILES))
"""Cloudinary's parameters for pictures, whether they are read here or not."""

KINDS = ("upload", "private", "authenticated", "fetch")
IMAGE, FETCH = "image", "fetch"
SEAL = "s--"
VARIABLE = "$"
UNREAD = {
    "t": "there are no named transformations; write it out",
    "u": "nothing is laid under a picture; a colour is, b_white",
    "o": "a layer may be clear, l_logo,o_50, and not the picture",
    "d": "TINTYPE_FALLBACK names the picture that stands in",
    "if": "there are no conditions",
    "fn": "no function of others is called",
    **dict.fromkeys(("dl", "dn", "cs", "p"), "it is not read here"),
}
"""What is said of parameters that nothing here reads."""

HINT = "a folder of that name stands behind a version, as v1/"


class Transformation:
    """One component; what is read of it is taken out, so that what is left is what nothing takes."""

    def __init__(self, text: str) -> None:
        """Take a component apart; ImageError where a parameter comes twice or is unknown."""
        self.text = text
        self.said: dict[str, str] = {}
        for part in text.split(","):
            name, _, value = part.partition("_")
            if name not in PARAMETERS:
                raise unknown(name, PARAMETERS)
            if name in self.said:
                raise RepeatedParameter(f"{name}_ is given more than once in {text[:SHOWN]}", parameter=name)
            if not value:
                misread(name, value, f"has no value in {text[:SHOWN]}")
            self.said[name] = value

    def take(self, name: str) -> str | None:
        """Return what a parameter says, and take it out; None where it is not given."""
        return self.said.pop(name, None)

    def check_empty(self) -> None:
        """InvalidParameter where something is left."""
        for name, value in self.said.items():
            misread(name, value, UNREAD.get(name) or f"says nothing in {self.text[:SHOWN]}; {HINT}")


class Path(NamedTuple):
    """A path taken apart. signature: empty where there is none; version: with its v, empty likewise."""

    kind: str
    signature: str
    components: tuple[str, ...]
    version: str
    key: str


def misread(name: str, value: str, said: str) -> NoReturn:
    """Raise the InvalidParameter of a parameter."""
    raise InvalidParameter(f"{name}_{value[:SHOWN]}: {said}", parameter=name)


def whole_number(name: str, value: str) -> int:
    """Return a whole number."""
    try:
        return integer(value)
    except Malformed as error:
        misread(name, value, str(error))


def real_number(name: str, value: str) -> float:
    """Return a number."""
    try:
        return decimal(value)
    except Malformed as error:
        misread(name, value, str(error))


def pixels_of(name: str, value: str, density: float) -> int:
    """Return a length in pixels of a screen of this density."""
    return dense(name, whole_number(name, value), density)


def taken_apart(path: str) -> Path:
    """Return the parts of a decoded path."""
    parts = path.split("/")
    kind = ""
    for start in (0, 1):
        if parts[start : start + 1] == [IMAGE] and parts[start + 1 : start + 2] and parts[start + 1] in KINDS:
            kind, parts = parts[start + 1], parts[start + 2 :]
            break
    signature = parts.pop(0) if parts and _sealed(parts[0]) else ""
    components = tuple(_components(parts))
    rest = parts[len(components) :]
    version = rest.pop(0) if len(rest) > 1 and is_version(rest[0]) else ""
    return Path(kind, signature, components, version, "/".join(rest))


def _sealed(part: str) -> bool:
    return part.startswith(SEAL) and part.endswith("--") and len(part) > len("s----")


def is_version(part: str) -> bool:
    """Return whether a part is a version."""
    return part.startswith("v") and part[1:].isdecimal() and part.isascii()


def reads_as_component(key: str) -> bool:
    """Return whether a key begins as a component does, so that it needs a version before it."""
    return bool([*_components([key.partition("/")[0], ""])])


def _components(parts: list[str]) -> Iterator[str]:
    for part in parts[:-1]:
        names = [value.partition("_")[0] for value in part.split(",") if "_" in value]
        known = [name for name in names if name in PARAMETERS]
        if part.startswith(VARIABLE):
            raise InvalidParameter(f"{part[:SHOWN]}: there are no variables here", parameter=VARIABLE)
        if len(names) < part.count(",") + 1 or not known:
            return
        yield part
