"""Translation: an address of one dialect said in another. Nothing is read, fetched or signed.

1. The dialect of an address is the one that is named, else that of a host or prefix which only one dialect has, else
   the one at the root.
2. What is written is unsigned, as it is asked for at the door: its prefix, then what the dialect says.
3. What a dialect cannot say is told by name, and never left out.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from handler.core.suggest import SHOWN
from handler.dialects.foreign.words import unknown
from handler.dialects.interface import NO_PRESETS, DialectRequest, KeyOfBucket, PictureReply, in_no_source
from handler.dialects.table import DIALECTS, Dialect, at_root, families
from handler.errors import ImageError, Inexpressible, InvalidParameter

HOSTS: Mapping[str, str] = {
    "imgix.net": "imgix",
    "images.unsplash.com": "imgix",
    "images.prismic.io": "imgix",
    "images.ctfassets.net": "contentful",
    "images.contentstack.io": "contentstack",
    "cdn.builder.io": "builder",
    "kxcdn.com": "keycdn",
    "graphassets.com": "hygraph",
    "aliyuncs.com": "aliyun",
    "scene7.com": "scene7",
    "supabase.co": "supabase",
    "files.wordpress.com": "wordpress",
    "sirv.com": "sirv",
    "cloudimg.io": "cloudimage",
    "filerobot.com": "cloudimage",
    "cloud.appwrite.io": "appwrite",
    "cdn.sanity.io": "sanity",
    "cdn.shopify.com": "shopify",
    "res.cloudinary.com": "cloudinary",
    "ik.imagekit.io": "imagekit",
    "imgeng.in": "imageengine",
    "a.storyblok.com": "storyblok",
    "twicpics.com": "twicpics",
    "b-cdn.net": "bunny",
    "wsrv.nl": "wsrv",
    "images.weserv.nl": "wsrv",
}
"""Hosts of services, or what they end in, and the dialect that is spoken there."""

NATIVE = DIALECTS[0].family


class DialectAddress(NamedTuple):
    """An address and the door that reads it. below: what follows the door's prefix, with the query. base: its host."""

    door: Dialect
    below: str
    base: str = ""


class Translation(NamedTuple):
    """What became of one address in one dialect. url: empty where the dialect cannot say it; why: what it cannot."""

    to: str
    url: str = ""
    why: str = ""


def known_dialect(family: str, word: str) -> str:
    """Return the name of a dialect; UnknownParameter proposes the nearest. word: the parameter that names it."""
    if family not in families():
        error = unknown(family, sorted(families()), "dialect")
        raise InvalidParameter(f"{word}={family[:SHOWN]}: {error.detail}", parameter=word)
    return family


def door_of(url: str, family: str = "", root: str = "") -> DialectAddress:
    """Return the door of an address; InvalidParameter where nobody could tell.

    url: from the path on, or whole. family: its dialect, if that is known. root: the dialect at the root, if any.
    """
    host, path = _parted(url)
    doors = [row for row in DIALECTS if row.family == family or not family]
    door = next((row for row in doors if _begins(path, row)), None)
    if door:
        return DialectAddress(door, path.removeprefix(door.prefix), host)
    spoken = family or _spoken(host.rpartition("/")[2]) or root
    rooted = at_root(spoken)
    if rooted is None:
        raise InvalidParameter(
            "neither path nor host of the address tells its dialect: say whose it is, by from", parameter="from"
        )
    return DialectAddress(rooted, path.removeprefix("/"), host)


def picture_asked(
    address: DialectAddress, presets: Mapping[str, str] = NO_PRESETS, key_of: KeyOfBucket = in_no_source
) -> PictureReply:
    """Return the picture that an address asks for; ImageError where it asks for none."""
    path, _, query = address.below.partition("?")
    asked = DialectRequest(path.encode(), query, presets, prefix=address.door.prefix, base=address.base, key_of=key_of)
    reply = address.door.load().parse(asked)
    if not isinstance(reply, PictureReply):
        raise InvalidParameter("facts are asked for, or another address; pictures are translated", parameter="url")
    return reply


def written_as(picture: PictureReply, family: str, root: str = "") -> Translation:
    """Return the address of a picture in a dialect, or what that dialect cannot say. root: the dialect at the root."""
    why = ""
    for door in (row for row in DIALECTS if row.family == family):
        try:
            below = door.load().write(picture)
        except Inexpressible as error:
            why = why or error.detail
        else:
            return Translation(family, f"{'/' if family == root else door.prefix}{below}")
    return Translation(family, why=why)


def translations(  # noqa: PLR0913 - what is translated, and what is known of it
    url: str,
    to: Sequence[str],
    *,
    family: str = "",
    root: str = "",
    presets: Mapping[str, str] = NO_PRESETS,
    key_of: KeyOfBucket = in_no_source,
) -> tuple[str, list[Translation]]:
    """Return the dialect of an address, and what becomes of it in others; ImageError where it asks for no picture."""
    address = door_of(url, family, root)
    picture = picture_asked(address, presets, key_of)
    return address.door.family, [written_as(picture, each, root) for each in to]


def outcome(url: str, to: str, *, family: str = "", root: str = "", key_of: KeyOfBucket = in_no_source) -> Translation:
    """Return what becomes of an address in one dialect, whatever is wrong with it."""
    try:
        return translations(url, [to], family=family, root=root, key_of=key_of)[1][0]
    except ImageError as error:
        return Translation(to, why=error.detail)


def _parted(url: str) -> tuple[str, str]:
    """Return scheme and host of an address, and the rest from its path on."""
    if "#" in url:
        raise InvalidParameter(f"{url[:SHOWN]!r} has a fragment, which no server sees", parameter="url")
    if url.startswith("/") and not url.startswith("//"):
        return "", url
    scheme, mark, rest = url.partition("//")
    slash = rest.partition("?")[0].find("/")
    if not mark or scheme not in {"", "http:", "https:"} or slash < 1:
        said = f"{url[:SHOWN]!r} is no address, which begins with a slash or with https://"
        raise InvalidParameter(said, parameter="url")
    return scheme + mark + rest[:slash], rest[slash:]


def _begins(path: str, door: Dialect) -> bool:
    """Return whether a path is of a door: a prefix that ends in no slash is all of the path before the query."""
    return path.startswith(door.prefix) and (door.prefix.endswith("/") or path.partition("?")[0] == door.prefix)


def _spoken(host: str) -> str:
    known = (family for end, family in HOSTS.items() if host == end or host.endswith(f".{end}"))
    return next((family for family in known if family in families()), "")
