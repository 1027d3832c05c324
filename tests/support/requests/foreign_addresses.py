"""What the tests of foreign dialects share: an address taken apart, read, written and read again."""

from handler.dialects import native
from handler.dialects.interface import NO_HINTS, ClientHints, DialectModule, DialectRequest, PictureReply, Reply
from handler.errors import ImageError
from handler.recipe import Recipe


def read_address(
    door: DialectModule, address: str, hints: ClientHints = NO_HINTS, presets: dict[str, str] | None = None
) -> Reply:
    """Return what an address below a door means."""
    path, _, query = address.partition("?")
    return door.parse(DialectRequest(path.encode(), query, presets or {}, hints=hints))


def picture_of(door: DialectModule, address: str, hints: ClientHints = NO_HINTS) -> PictureReply:
    """Return the picture that an address below a door means."""
    reply = read_address(door, address, hints)
    assert isinstance(reply, PictureReply), address
    return reply


def native_recipe(query: str, key: str) -> Recipe:
    """Return the recipe that our own query says of a key."""
    return native.parse(query, key).recipe


def settled(door: DialectModule, address: str) -> str:
    """Return how a picture is written, after checking that this reads back as the same, and is written so again."""
    picture = picture_of(door, address)
    written = door.write(picture)
    assert picture_of(door, written) == picture, (address, written)
    assert door.write(picture_of(door, written)) == written
    return written


def fault_of(door: DialectModule, address: str) -> str:
    """Return the parameter and the detail of the error that an address causes, below 500."""
    try:
        read_address(door, address)
    except ImageError as error:
        assert error.status < 500, (address, error)
        return f"{error.facts.get('parameter', '')}: {error.detail}"
    raise AssertionError(f"{address} is no error")


def survives(door: DialectModule, address: str) -> None:
    """Read a text that may mean nothing; whatever it means can be written, or is refused by name."""
    path, _, query = address.partition("?")
    try:
        reply = door.parse(DialectRequest(path.encode("utf-8", "surrogatepass"), query))
        if isinstance(reply, PictureReply):
            written = door.write(reply)
            assert picture_of(door, written) == reply
    except ImageError as error:
        assert error.status < 500, (address, error)
