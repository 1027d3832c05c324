"""Amplify: `/_amplify/image?url=%2Fcat.jpg&width=640&height=480&fit=cover&format=webp`, of AWS Amplify Hosting.

Its words are sharp's: with both sides a picture fills them and is cut unless fit says something else. Small ones are
enlarged; fit=contain lays them on black. Without a format Accept chooses one; where there is one it holds.

https://docs.aws.amazon.com/amplify/latest/userguide/integrate-image-optimization-framework.html
"""

from collections.abc import Callable
from math import log2
from typing import Annotated, Any, Literal

from pydantic import Field

from handler.core.delivery import Delivery
from handler.core.params import Colour, Declared, Param
from handler.core.signing import signed, verify
from handler.core.source import Fetched, Stored
from handler.dialects.foreign.words import declared, recipe_of
from handler.dialects.interface import PictureReply
from handler.dialects.located.door import QueryDialect
from handler.dialects.located.outputs import Height, Percent, Url, Width, located_output, output_said
from handler.dialects.located.sizes import OUTSIDE, PLACES, fit_said, place_said, resize_fields
from handler.errors import InvalidParameter
from handler.ops.auto_contrast import AutoContrast
from handler.ops.blur import Blur
from handler.ops.flip import Flip
from handler.ops.gamma import Gamma
from handler.ops.invert import Invert
from handler.ops.median import Median
from handler.ops.mono import Mono
from handler.ops.op import Op
from handler.ops.resize import Resize
from handler.ops.rotate import Rotate
from handler.ops.saturation import Saturation
from handler.ops.trim import Trim
from handler.ops.unsharp_mask import UnsharpMask

__all__ = ["operations", "parse", "signed", "verify", "write"]

BLACK = "000000"
FULL = 100
FITS = {"cover": "crop", "contain": "fill", "fill": "scale", "inside": "clip", "outside": OUTSIDE}
FORMATS = {"webp": "webp", "avif": "avif", "png": "png", "jpeg": "jpg", "jpg": "jpg"}
ALIASES = {"width": "w", "height": "h", "quality": "q"}
BARE = {"sharpen": "1", "median": "3", "blur": "0.8", "gamma": "2.2", "trim": "10"}
REFUSED = {
    "extract": "a part of a picture is rect=100,50,640,480 of the native dialect",
    "extend": "no pixels are made up around a picture; pad=20 of the native dialect makes room in one colour",
    "threshold": "there is no picture of two levels here",
}
"""What Amplify has and this service has not, and what to write instead."""


class AmplifyWords(Declared):
    """What Amplify's image optimization can be asked for."""

    url: Url
    w: Width = None
    h: Height = None
    fit: Annotated[
        Literal["cover", "contain", "fill", "inside", "outside"],
        Param("fit"),
        Field(
            description="cover: it fills w and h, and is cut; contain: inside them, on black; fill: stretched; "
            "inside: all of it, inside them; outside: all of it, as small as covers them."
        ),
    ] = "cover"
    position: Annotated[
        Literal["center", "top", "right", "bottom", "left"],
        Param("position"),
        Field(description="What fit=cover keeps."),
    ] = "center"
    format: Annotated[
        Literal["webp", "avif", "png", "jpeg", "jpg"] | None,
        Param("format"),
        Field(description="Format; without it Accept decides.", examples=["webp"]),
    ] = None
    quality: Percent = None
    trim: Annotated[
        int | None, Param("trim"), Field(ge=0, le=255, description="Cuts a border of one colour off.", examples=["50"])
    ] = None
    flip: Annotated[bool, Param("flip"), Field(description="Swaps top and bottom.")] = False
    flop: Annotated[bool, Param("flop"), Field(description="Swaps left and right.")] = False
    rotate: Annotated[
        int, Param("rotate"), Field(ge=-360, le=360, description="Degrees clockwise.", examples=["45"])
    ] = 0
    normalize: Annotated[bool, Param("normalize"), Field(description="Spreads the levels over all there are.")] = False
    gamma: Annotated[float | None, Param("gamma"), Field(ge=1, le=3, description="Gamma.", examples=["2.2"])] = None
    grayscale: Annotated[bool, Param("grayscale"), Field(description="Takes the colours away.")] = False
    tint: Annotated[Colour | None, Param("tint"), Field(description="The picture in shades of a colour.")] = None
    negate: Annotated[bool, Param("negate"), Field(description="Makes the negative.")] = False
    median: Annotated[
        int | None, Param("median"), Field(ge=1, le=7, description="Takes specks away; 3, 5 or 7.", examples=["3"])
    ] = None
    blur: Annotated[
        float | None, Param("blur"), Field(ge=0.3, le=250, description="Gaussian sigma.", examples=["5"])
    ] = None
    sharpen: Annotated[
        float | None, Param("sharpen"), Field(gt=0, le=10, description="Crisper: a Gaussian sigma.", examples=["1"])
    ] = None


def _picture(words: AmplifyWords, source: Stored | Fetched) -> PictureReply:
    """Return the picture, its operations in the order of the native dialect."""
    form = FORMATS[words.format] if words.format else None
    output = located_output("format", words.format or "", form, words.quality)
    recipe = recipe_of(source, (*_turned(words), *_resized(words), *_effects(words)), output, "url")
    return PictureReply(recipe, Delivery(negotiable=form is None))


def _turned(words: AmplifyWords) -> list[Op]:
    ops: list[Op] = []
    if words.trim is not None:
        ops.append(Trim(mode="auto", tolerance=words.trim))
    if words.flip or words.flop:
        ops.append(Flip(axis="hv" if words.flip and words.flop else "v" if words.flip else "h"))
    if words.rotate:
        ops.append(Rotate(angle=float(words.rotate)))
    return ops


def _resized(words: AmplifyWords) -> list[Op]:
    if words.w is None and words.h is None:
        if words.position != "center":
            raise InvalidParameter("position goes with fit=cover, width and height", parameter="position")
        return []
    boxed = words.w is not None and words.h is not None
    fields = resize_fields(words.w, words.h, FITS[words.fit] if boxed else "clip")
    if words.position != "center":
        fields["crop"] = PLACES[words.position]
    if boxed and words.fit == "contain":
        fields["bg"] = BLACK
    return [declared(Resize, "position", words.position, **fields)]


def _effects(words: AmplifyWords) -> list[Op]:
    ops: list[Op | None] = [
        AutoContrast(amount=FULL) if words.normalize else None,
        None if words.gamma is None else Gamma(amount=round(50 * log2(words.gamma))),
        Saturation(amount=-FULL) if words.grayscale else None,
        None if words.tint is None else Mono(color=words.tint),
        Invert(invert=True) if words.negate else None,
        None if words.median is None else declared(Median, "median", str(words.median), side=words.median),
        None if words.blur is None else Blur(radius=words.blur),
        None if words.sharpen is None else UnsharpMask(amount=FULL, radius=words.sharpen),
    ]
    return [op for op in ops if op is not None]


def _said(asked: PictureReply) -> dict[str, Any]:
    """Return what a picture is in these words, as far as they say it."""
    fields = output_said(asked, FORMATS)
    for op in asked.recipe.ops:
        fields |= _of_size(op) if isinstance(op, Resize) else _of_op(op)
    return fields


def _of_size(resize: Resize) -> dict[str, Any]:
    fields: dict[str, Any] = {"w": resize.w, "h": resize.h}
    if resize.w is not None and resize.h is not None:
        fields |= {"fit": fit_said(resize, FITS), "position": place_said(resize, PLACES)}
    return fields


def _of_op(op: Op) -> dict[str, Any]:
    return SAID[type(op)](op) if type(op) in SAID else {}


SAID: dict[type[Op], Callable[[Any], dict[str, Any]]] = {
    Trim: lambda op: {"trim": op.tolerance},
    Flip: lambda op: {"flip": "v" in op.axis, "flop": "h" in op.axis},
    Rotate: lambda op: {"rotate": round(op.angle)},
    AutoContrast: lambda _: {"normalize": True},
    Gamma: lambda op: {"gamma": round(2 ** (op.amount / 50), 4)},
    Saturation: lambda _: {"grayscale": True},
    Mono: lambda op: {"tint": op.color},
    Invert: lambda _: {"negate": True},
    Median: lambda op: {"median": op.side},
    Blur: lambda op: {"blur": op.radius},
    UnsharpMask: lambda op: {"sharpen": op.radius},
}
"""The words of each operation that has some."""

DOOR = QueryDialect(
    "amplify",
    AmplifyWords,
    _picture,
    _said,
    "Get a picture as pages on AWS Amplify ask for it",
    bare=BARE,
    aliases=ALIASES,
    refused=REFUSED,
)
parse, write, operations = DOOR.parse, DOOR.write, DOOR.operations
