"""Requests: the solution's addresses in their three forms, and the one that is written.

1. A path that is base64 of a JSON object is that request: bucket, key, edits, outputFormat, effort. Any other path is
   one as thumbor has them, of which a bare key is the shortest.
2. What nothing is asked of is the stored file. The format of the stored picture is kept unless another is named.
3. A bucket is one of those that TINTYPE_SOURCE names; of another nothing is served, whether it is there or not.
4. Response headers that a request brings along are refused: nobody but the owner of a picture says how it is cached.
"""

from typing import Any
from urllib.parse import quote

from handler.core.delivery import Delivery
from handler.core.keys import checked_key, decode
from handler.core.output import Output
from handler.core.source import Stored
from handler.dialects.aws.edits import ops_of
from handler.dialects.aws.edits_writer import written_edits
from handler.dialects.aws.envelope import sealed, unsealed
from handler.dialects.aws.output_options import output_of, written_format
from handler.dialects.aws.short_query import read_short_query, written_moment, written_short_query
from handler.dialects.aws.signature import signed, verify
from handler.dialects.aws.thumbor_paths import read_thumbor_path
from handler.dialects.aws.values import object_of, refuse, switch_of, text_of
from handler.dialects.foreign.picture_paths import confirmed
from handler.dialects.foreign.words import declared, recipe_of
from handler.dialects.interface import SAMPLES, DialectRequest, Operation, PathField, PictureReply, Reply
from handler.errors import Inexpressible, NotFound
from handler.recipe import Recipe

__all__ = ["operations", "parse", "signed", "verify", "write"]

KNOWN = ("bucket", "key", "edits", "outputFormat", "effort", "headers")
UNCUT = Output()
Members = dict[str, Any]


def parse(asked: DialectRequest) -> Reply:
    """Return the picture that a path, and a query beside it, ask for."""
    path = decode(asked.path)
    query = read_short_query(asked.query)
    request = _request(path)
    edits = {**_edits(request.get("edits")), **query.edits}

    def key_of(key: str, bucket: object) -> str:
        return _served(key, bucket, asked)

    key = checked_key(key_of(text_of("key", request.get("key", "")), request.get("bucket")))
    frame = 0 if not switch_of("edits.animated", edits.pop("animated", True)) else None
    output = output_of(request, edits)
    ops = ops_of(edits, key_of)
    source = declared(Stored, "edits.animated", "", key=key, frame=frame)
    original = not ops and output == UNCUT and frame is None
    delivery = declared(Delivery, "expires", "", expires=query.expires, original=original)
    return PictureReply(recipe_of(source, ops, output, "edits"), delivery)


def _request(path: str) -> Members:
    """Return the members of a request, whatever its form."""
    opening = unsealed(path)
    if opening is None:
        said = read_thumbor_path(path)
        return {"key": said.key, "bucket": said.bucket or None, "edits": said.edits, **said.rest}
    request = object_of("request", opening, KNOWN)
    if "headers" in request:
        refuse("headers", "the stored object says how it is cached")
    return request


def _edits(value: object) -> Members:
    if value is None:
        return {}
    if not isinstance(value, dict):
        refuse("edits", "must be an object")
    return dict(value)


def _served(key: str, bucket: object, asked: DialectRequest) -> str:
    """Return the key under which a picture is served; NotFound where its bucket is none of the sources."""
    if bucket is None:
        return key
    served = asked.key_of(text_of("bucket", bucket), key)
    if served is None:
        raise NotFound("there is no picture of this key in this bucket")
    return served


def write(picture: PictureReply) -> str:
    """Return the request as base64, without a bucket; Inexpressible names what it cannot say."""
    recipe, delivery = picture.recipe, picture.delivery
    if not isinstance(recipe.source, Stored):
        raise Inexpressible("the address of a stored picture has a key, which this picture has not")
    path, query = _written(recipe, recipe.source)
    queries = [query, "" if delivery.expires is None else written_moment(delivery.expires)]
    below = "?".join(filter(None, (path, "&".join(filter(None, queries)))))
    return confirmed(below, picture, lambda said, asked: parse(DialectRequest(said.encode(), asked)))


def _written(recipe: Recipe, source: Stored) -> tuple[str, str]:
    """Return path and query: base64, but where a quality is said of whatever format is stored, which JSON cannot."""
    request, said = written_format(recipe.output)
    edits = written_edits(recipe.ops)
    if recipe.output.formats == UNCUT.formats and recipe.output.quality != UNCUT.quality:
        return f"filters:quality({recipe.output.quality})/{quote(source.key)}", written_short_query(edits)
    edits |= said
    if source.frame == 0:
        edits["animated"] = False
    members = {"key": source.key, **({"edits": edits} if edits else {}), **request}
    return quote(sealed(members), safe="/+="), ""


def operations() -> tuple[Operation, ...]:
    """Return the two forms of a path."""
    request = PathField("request", "JSON of bucket, key, edits, outputFormat and effort, in base64.", (EXAMPLE,), str)
    key = PathField("key", "The picture's key.", SAMPLES)
    size = PathField("size", "Width and height, pixels; 0 leaves a side to the other one.", ("300x200",), str)
    return (
        Operation("aws", "{request}", "Get a picture as AWS's solution has it", "Return a stored picture.", (request,)),
        Operation(
            "awsThumbor",
            "fit-in/{size}/{key}",
            "Get a picture by a path as thumbor has it",
            "Return a stored picture, as large as fits.",
            (size, key),
        ),
    )


EXAMPLE = sealed({"key": SAMPLES[0], "edits": {"resize": {"width": 300}}})
