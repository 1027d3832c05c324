"""Asked: an address, read by the dialect that it is in, as a server with these settings would read it."""

from collections.abc import Mapping
from typing import NamedTuple

from handler.commands.misuse import Misuse
from handler.config.settings import Settings
from handler.core.signing import Address
from handler.dialects.interface import DialectRequest, FactsReply, KeyOfBucket, PictureReply, RedirectReply
from handler.dialects.table import DIALECTS, ROOT, Dialect
from handler.dialects.translation import DialectAddress, door_of, known_dialect, written_as
from handler.errors import ImageError
from handler.web.doors import DOORS, TRANSLATE

NATIVE = DIALECTS[0].family


class AskedAddress(NamedTuple):
    """What an address asks for. facts: whether facts of the picture, in place of it. address: what is signed."""

    door: Dialect
    below: str
    picture: PictureReply
    address: Address
    facts: bool = False

    @property
    def native(self) -> bool:
        """Whether it is in this service's own language."""
        return self.door.family == NATIVE

    @property
    def spoken(self) -> str:
        """The dialect, and where it is asked."""
        where = f"at the root, as with TINTYPE_ROOT={self.door.family}" if self.door.path == ROOT else self.door.prefix
        return f"{self.door.family} ({where})"


def asked(
    url: str, spoken: str, said: Settings, presets: Mapping[str, str], key_of: KeyOfBucket | None = None
) -> AskedAddress:
    """Return what an address asks for; Misuse says what is wrong with it, as a server would.

    spoken: its dialect, where somebody says so. said: of the settings those that change how addresses are read.
    """
    inside = _inside(url, said)
    try:
        family = known_dialect(spoken, "--from") if spoken else ""
        found = door_of(inside, family, said.root or NATIVE)
        _check_path(found)
        return _read(found, said, presets, key_of)
    except ImageError as error:
        raise Misuse(error.detail) from error


def in_dialects(picture: PictureReply, but: str, root: str) -> dict[str, tuple[str, str]]:
    """Return the address of a picture in every other dialect, or what of it that one cannot say."""
    families = dict.fromkeys(row.family for row in DIALECTS if row.family != but)
    found = {family: written_as(picture, family, root) for family in families}
    return {family: (each.url, each.why) for family, each in found.items()}


def _inside(url: str, said: Settings) -> str:
    base = (said.public_url or said.base_path).rstrip("/")
    return url.removeprefix(base) if base and url.startswith(f"{base}/") else url


def _check_path(found: DialectAddress) -> None:
    path = f"/{found.below.partition('?')[0]}"
    for door in (*DOORS, TRANSLATE):
        if found.door.path == ROOT and f"{path}/".startswith(f"{door.prefix.rstrip('/')}/"):
            raise Misuse(f"{door.prefix} is no door of pictures: it gives {door.about}")


def _read(
    found: DialectAddress, said: Settings, presets: Mapping[str, str], key_of: KeyOfBucket | None
) -> AskedAddress:
    door, below, base = found
    path, _, query = below.partition("?")
    manners = getattr(said, door.manners) if door.manners else frozenset()
    request = DialectRequest(
        path.encode(), query, presets, prefix=door.prefix, base=base, limits=said.limits, manners=manners
    )
    reply = door.load().parse(request if key_of is None else request._replace(key_of=key_of))
    prefix = "/" if door.secret or door.path == ROOT else door.prefix
    address = Address(f"{prefix}{path}".encode(), query)
    match reply:
        case PictureReply():
            return AskedAddress(door, below, reply, address)
        case FactsReply():
            return AskedAddress(door, below, reply.picture, address, facts=True)
        case RedirectReply(path):
            raise Misuse(f"this leads to {path}: explain that one")
        case _:
            raise Misuse("this asks what a browser may send, and for no picture")
