"""Address: how the value of a parameter names another picture: `owl.png`, `film.gif?frame=3`, `~qr?text=Hello`.

1. It is what would follow /images/ or, behind a ~, /generate/: a key or a generator's name, percent-encoded, and maybe
   a query. All of it is percent-encoded once more to stand in a query: so is a % or ? in a key, twice.
2. The query of a key says which frame and orientation, that of a generator its own parameters. Neither has operations:
   a picture that is laid over another has none laid over itself.
"""

from typing import TYPE_CHECKING
from urllib.parse import quote

from handler.core.colours import canonical_colour
from handler.core.keys import decode, key_fault
from handler.core.source import Picked, Stored
from handler.core.suggest import SHOWN, nearest
from handler.dialects.literals import Malformed
from handler.errors import ImageError, UnknownParameter
from handler.generators import GENERATORS, NAMES
from handler.generators.made import Made

if TYPE_CHECKING:
    from collections.abc import Iterator

GENERATED = "~"
KINDS = dict(zip(NAMES, GENERATORS, strict=True))


def read_address(text: str) -> Stored | Made:
    """Return the picture that a value names; Malformed says what is wrong with it."""
    from handler.dialects.native.query_form import parse_declared  # noqa: PLC0415 - it reads values through this module

    name, _, query = text.partition("?")
    try:
        if not name.startswith(GENERATED):
            key = decode(name.encode())
            if wrong := key_fault(key):
                raise Malformed(f"names no picture: {wrong}")
            return Stored(key=key, **parse_declared(query, Picked)[0].model_dump())
        kind = KINDS.get(name.removeprefix(GENERATED))
        if kind is None:
            near = nearest(name.removeprefix(GENERATED), NAMES)
            hint = f"; did you mean ~{near}?" if near else ""
            raise Malformed(f"there is no generator {name[:SHOWN]!r}{hint}; they are ~{', ~'.join(NAMES)}")
        made, picked = parse_declared(query, kind, Picked)
        return Made.model_validate({**picked.model_dump(), "made": made})
    except ImageError as error:
        alone = "; nothing else is done to it" if isinstance(error, UnknownParameter) else ""
        raise Malformed(f"of the picture that is laid over: {error.detail}{alone}") from error


def read_layer(text: str) -> Stored | Made | str:
    """Return the colour that a value is, else the picture that it names."""
    try:
        return canonical_colour(text)
    except ValueError:
        return read_address(text)


def write_address(source: Stored | Made) -> str:
    """Return the text that reads back as the picture."""
    from handler.dialects.native.query_writer import said_of  # noqa: PLC0415 - as above

    if isinstance(source, Stored):
        name = source.key.replace("%", "%25").replace("?", "%3F")
        if name.startswith(GENERATED):
            name = f"%7E{name[1:]}"
        parts: Iterator[tuple[str, str]] = said_of(source)
    else:
        name = f"{GENERATED}{source.made.generate}"
        parts = (pair for part in (source.made, source) for pair in said_of(part))
    query = "&".join(f"{quote(word, safe='')}={quote(value, safe='-._~,:/')}" for word, value in parts)
    return f"{name}?{query}" if query else name
