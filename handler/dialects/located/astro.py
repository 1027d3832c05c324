"""Astro: `/_image?href=%2Fcat.jpg&w=640&h=480&q=80&f=webp&fit=cover&position=top`, which Astro's service writes.

It is read as Astro's own service reads it, with sharp: nothing is enlarged; with both sides the picture is cut unless
fit says something else. Without `f` the kind that is stored stays.

https://docs.astro.build/en/reference/image-service-reference/
"""

from typing import Annotated, Any, Literal

from pydantic import Field

from handler.core.delivery import Delivery
from handler.core.params import Colour, Declared, Param
from handler.core.signing import signed, verify
from handler.core.source import Fetched, Stored
from handler.core.suggest import SHOWN
from handler.dialects.foreign.words import declared
from handler.dialects.interface import PictureReply
from handler.dialects.literals import Malformed, integer
from handler.dialects.located.door import QueryDialect
from handler.dialects.located.outputs import Height, Width, located_output, output_said
from handler.dialects.located.sizes import (
    CORNERS,
    OUTSIDE,
    PLACES,
    TURNED,
    fit_said,
    only_resize,
    place_said,
    resize_fields,
)
from handler.dialects.native import ground
from handler.errors import InvalidParameter
from handler.ops.background import Background
from handler.ops.op import Op
from handler.ops.resize import Resize
from handler.recipe import Recipe

__all__ = ["operations", "parse", "signed", "verify", "write"]

FITS = {
    "cover": "cropmax",
    "contain": "max",
    "fill": "scalemax",
    "inside": "max",
    "scale-down": "max",
    "outside": OUTSIDE,
    "none": OUTSIDE,
}
FORMATS = {"webp": "webp", "avif": "avif", "png": "png", "jpeg": "jpg", "jpg": "jpg", "gif": "gif", "tiff": "tiff"}
QUALITIES = {"low": 25, "mid": 50, "high": 80, "max": 100}
"""Astro's words for a quality."""

WINDS = {
    "north": ("top",),
    "east": ("right",),
    "south": ("bottom",),
    "west": ("left",),
    "northeast": ("top", "right"),
    "southeast": ("bottom", "right"),
    "southwest": ("bottom", "left"),
    "northwest": ("top", "left"),
}
POSITIONS: dict[str, tuple[str, ...]] = {
    **PLACES,
    **TURNED,
    **CORNERS,
    **WINDS,
    "centre": (),
    "entropy": ("entropy",),
    "attention": ("smart",),
}
"""What sharp calls a position."""


class AstroWords(Declared):
    """What Astro's image endpoint can be asked for."""

    url: Annotated[
        str,
        Param("href"),
        Field(
            min_length=1,
            max_length=4096,
            description="The picture: a path of this service, or the URL of one at a host that TINTYPE_ORIGINS names.",
            examples=["/bee.jpg"],
        ),
    ]
    w: Width = None
    h: Height = None
    quality: Annotated[
        str,
        Param("q"),
        Field(description="Quality, of formats that have one: 1 to 100, or low, mid, high, max.", examples=["80"]),
    ] = ""
    format: Annotated[
        Literal["webp", "avif", "png", "jpeg", "jpg", "gif", "tiff"] | None,
        Param("f"),
        Field(description="Format; without it that of the stored picture.", examples=["webp"]),
    ] = None
    fit: Annotated[
        Literal["cover", "contain", "fill", "inside", "scale-down", "outside", "none"],
        Param("fit"),
        Field(
            description="cover: it fills w and h, and is cut; contain, inside, scale-down: all of it, inside them; "
            "fill: stretched; outside, none: all of it, as small as covers them."
        ),
    ] = "cover"
    position: Annotated[
        str, Param("position"), Field(description="What fit=cover keeps, in sharp's words.", examples=["right top"])
    ] = "center"
    background: Annotated[
        Colour | None, Param("background"), Field(description="The colour under the picture.", examples=["white"])
    ] = None


def _picture(words: AstroWords, source: Stored | Fetched) -> PictureReply:
    """Return the picture."""
    form = FORMATS[words.format] if words.format else None
    output = located_output("f", words.format or "", form, _quality(words.quality))
    under: tuple[Op, ...] = () if words.background is None else (Background(bg=words.background),)
    return PictureReply(Recipe.of(source, ground.once((*_resized(words), *under)), output), Delivery())


def _quality(text: str) -> int | None:
    if not text or text in QUALITIES:
        return QUALITIES.get(text)
    try:
        quality = integer(text)
    except Malformed as error:
        raise InvalidParameter(f"q={text[:SHOWN]}: must be 1 to 100, or low, mid, high, max", parameter="q") from error
    if not 1 <= quality <= 100:  # noqa: PLR2004 - percent
        raise InvalidParameter(f"q={text[:SHOWN]}: must be 1 to 100, or low, mid, high, max", parameter="q")
    return quality


def _resized(words: AstroWords) -> tuple[Resize, ...]:
    place = POSITIONS.get(words.position.replace("-", " "))
    if place is None:
        known = "center, top, right top, ..., entropy or attention"
        raise InvalidParameter(f"position={words.position[:SHOWN]}: must be {known}", parameter="position")
    if words.w is None and words.h is None:
        return ()
    boxed = words.w is not None and words.h is not None
    fields = resize_fields(words.w, words.h, FITS[words.fit] if boxed else "max")
    cut = boxed and words.fit == "cover"
    return (declared(Resize, "position", words.position, **fields, crop=place if cut else (), bg=words.background),)


def _said(asked: PictureReply) -> dict[str, Any]:
    """Return what a picture is in these words, as far as they say it."""
    fields = output_said(asked, FORMATS)
    if "quality" in fields:
        fields["quality"] = str(fields["quality"])
    if resize := only_resize(asked.recipe.ops):
        fields |= {"w": resize.w, "h": resize.h}
        if resize.w is not None and resize.h is not None:
            fields |= {"fit": fit_said(resize, FITS), "position": place_said(resize, POSITIONS)}
    under = [op for op in asked.recipe.ops if isinstance(op, Background)]
    return fields | ({"background": under[0].bg} if under else {})


DOOR = QueryDialect("astro", AstroWords, _picture, _said, "Get a picture as Astro asks for it", where="href")
parse, write, operations = DOOR.parse, DOOR.write, DOOR.operations
