"""wsrv: the addresses of images.weserv.nl: `/wsrv/?url=img.example.com/cat.jpg&w=300&h=200&fit=cover&output=webp`.

1. A URL without a scheme begins with a host, as there; one that begins with a slash is a path of this service.
2. Small pictures are enlarged unless `we` is said, the format stays that of the source, and of an animation the first
   frame is shown unless `n` asks for more: all as there.
3. Operations come in wsrv's order: trim, turn, flip, size and part, then colours, filter, blur, tint, background, mask.

https://wsrv.nl/docs/
"""

from handler.core.delivery import Delivery
from handler.core.signing import signed, verify
from handler.core.source import Fetched, Stored
from handler.dialects.foreign.words import declared, recipe_of
from handler.dialects.interface import PictureReply
from handler.dialects.located.door import QueryDialect
from handler.dialects.located.outputs import located_output
from handler.dialects.located.wsrv.effects import wsrv_effects
from handler.dialects.located.wsrv.geometry import wsrv_geometry
from handler.dialects.located.wsrv.said import wsrv_words_of
from handler.dialects.located.wsrv.words import ALIASES, BARE, REFUSED, WsrvWords

__all__ = ["operations", "parse", "signed", "verify", "write"]


def _picture(words: WsrvWords, source: Stored | Fetched) -> PictureReply:
    """Return the picture."""
    ops = (*wsrv_geometry(words), *wsrv_effects(words))
    form = "jpg" if words.format == "jpeg" else words.format
    output = located_output("output", words.format or "", "pjpg" if words.il else form, words.quality)
    if words.ll:
        output = declared(type(output), "ll", "true", **{**output.model_dump(), "lossless": True})
    return PictureReply(recipe_of(_shown(words, source), ops, output, "url"), Delivery())


def _shown(words: WsrvWords, source: Stored | Fetched) -> Stored | Fetched:
    """Return the source with the frames that are asked for."""
    if words.n == 1:
        return source.model_copy(update={"frame": words.page})
    if words.n > 1:
        return source.model_copy(update={"frames": (words.page, words.page + words.n - 1)})
    return source


DOOR = QueryDialect(
    "wsrv",
    WsrvWords,
    _picture,
    wsrv_words_of,
    "Get a picture as wsrv.nl is asked for it",
    bare=BARE,
    hosts=True,
    aliases=ALIASES,
    refused=REFUSED,
)
parse, write, operations = DOOR.parse, DOOR.write, DOOR.operations
