"""Fetch: our own words, with the picture in `url` in place of the path: `/fetch?url=https://a.example/b.jpg&w=300`.

A picture at another host is never sent as it is: where nothing but `url` is said, Accept chooses its format.
"""

from urllib.parse import quote

from handler.core.params import Declared
from handler.core.query_string import pairs
from handler.core.signing import signed, verify
from handler.core.source import Fetched, Picked, Stored
from handler.dialects.interface import DialectRequest, FactsReply, Operation, PictureReply, Reply
from handler.dialects.located.location import source_at, url_of
from handler.dialects.located.outputs import Url
from handler.dialects.native import query_form, query_writer
from handler.dialects.native.vocabulary import DECLARED
from handler.errors import InvalidParameter, NotFound, RepeatedParameter

__all__ = ["operations", "parse", "signed", "verify", "write"]

WORD = "url"
SAFE = "-._~,:/"


class FetchWords(Declared):
    """The one word that the native dialect has not."""

    url: Url


def parse(asked: DialectRequest) -> Reply:
    """Return the picture, or with fm=json its facts."""
    if asked.path:
        raise NotFound("there is no such path; the picture stands in the query, as ?url=/bee.jpg&w=300")
    text, rest = _parted(asked.query)
    source = source_at(WORD, text, asked.base)
    reply = query_form.parse_from(rest, source, asked.presets, asked.hints)
    if isinstance(source, Stored) or isinstance(reply, FactsReply) or not reply.delivery.original:
        return reply
    return reply._replace(delivery=reply.delivery.model_copy(update={"original": False, "negotiable": True}))


def write(picture: PictureReply) -> str:
    """Return the query that asks for a picture, `url` first."""
    recipe, delivery = picture.recipe, picture.delivery
    url = url_of(recipe.source)
    stood = Stored(key="a.jpg", **recipe.source.model_dump(include=set(Picked.model_fields)))
    query = query_writer.write_picture(PictureReply(recipe.model_copy(update={"source": stood}), delivery))
    if query == "auto=format" and isinstance(recipe.source, Fetched):
        query = ""
    return f"?{WORD}={quote(url, safe=SAFE)}{'&' if query else ''}{query}"


def operations() -> tuple[Operation, ...]:
    """Return the one operation."""
    about = "Return a stored picture, or one at another host, changed as the parameters say."
    return (Operation("fetch", "", "Get a picture by its URL", about, (), (FetchWords, *DECLARED)),)


def _parted(query: str) -> tuple[str, str]:
    """Return the URL, decoded, and the query without it."""
    parts = [part for part in query.split("&") if part]
    said = [next(pairs(part)) for part in parts]
    found = [text for name, text in said if name == WORD]
    if not any(found):
        raise InvalidParameter("url is missing; it names the picture, as /bee.jpg", parameter=WORD)
    if len(found) > 1:
        raise RepeatedParameter("url is given more than once", parameter=WORD)
    return found[0], "&".join(part for part, (name, _) in zip(parts, said, strict=True) if name != WORD)
