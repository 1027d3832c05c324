"""Netlify: `/.netlify/images?url=/cat.jpg&w=640&h=480&fit=cover&fm=webp&q=75`, Netlify's Image CDN.

Without fm Accept chooses the format. With one side the ratio is kept, whatever fit says.

https://docs.netlify.com/build/image-cdn/overview/
"""

from typing import Annotated, Any, Literal

from pydantic import Field

from handler.core.delivery import Delivery
from handler.core.params import Declared, Param
from handler.core.signing import signed, verify
from handler.core.source import Fetched, Stored
from handler.dialects.foreign.words import declared
from handler.dialects.interface import PictureReply
from handler.dialects.located.door import QueryDialect
from handler.dialects.located.outputs import Height, Percent, Pinned, Url, Width, located_output, output_said
from handler.dialects.located.sizes import PLACES, fit_said, only_resize, place_said, resize_fields
from handler.errors import InvalidParameter
from handler.ops.resize import Resize
from handler.recipe import Recipe

__all__ = ["operations", "parse", "signed", "verify", "write"]

FITS = {"contain": "max", "cover": "crop", "fill": "scale"}
FORMATS = {"avif": "avif", "webp": "webp", "jpg": "jpg", "png": "png", "gif": "gif", "blurhash": "blurhash"}


class NetlifyWords(Declared):
    """What Netlify's Image CDN can be asked for."""

    url: Url
    w: Width = None
    h: Height = None
    fit: Annotated[
        Literal["contain", "cover", "fill"],
        Param("fit"),
        Field(description="contain: all of it, inside w and h; cover: it fills them, and is cut; fill: stretched."),
    ] = "contain"
    position: Annotated[
        Literal["center", "top", "right", "bottom", "left"],
        Param("position"),
        Field(description="What fit=cover keeps."),
    ] = "center"
    format: Annotated[
        Literal["avif", "webp", "jpg", "png", "gif", "blurhash"] | None,
        Param("fm"),
        Field(description="Format; without it Accept decides.", examples=["webp"]),
    ] = None
    quality: Percent = None
    dpl: Pinned = None


def _picture(words: NetlifyWords, source: Stored | Fetched) -> PictureReply:
    """Return the picture."""
    output = located_output("fm", words.format or "", words.format, words.quality)
    return PictureReply(Recipe.of(source, _resized(words), output), Delivery(negotiable=words.format is None))


def _resized(words: NetlifyWords) -> tuple[Resize, ...]:
    if words.w is None and words.h is None:
        if words.position != "center":
            raise InvalidParameter("position goes with fit=cover, w and h", parameter="position")
        return ()
    boxed = words.w is not None and words.h is not None
    fields = resize_fields(words.w, words.h, FITS[words.fit] if boxed else "max")
    if words.position != "center":
        fields["crop"] = PLACES[words.position]
    return (declared(Resize, "position", words.position, **fields),)


def _said(asked: PictureReply) -> dict[str, Any]:
    """Return what a picture is in these words, as far as they say it."""
    fields = output_said(asked, FORMATS)
    if resize := only_resize(asked.recipe.ops):
        fields |= {"w": resize.w, "h": resize.h, "fit": fit_said(resize, FITS), "position": place_said(resize, PLACES)}
    return fields


DOOR = QueryDialect("netlify", NetlifyWords, _picture, _said, "Get a picture as pages on Netlify ask for it")
parse, write, operations = DOOR.parse, DOOR.write, DOOR.operations
