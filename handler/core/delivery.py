"""Delivery: how an answer is sent (file name, expiry, caching), none of which changes a byte of the picture."""

from typing import Annotated, Literal

from pydantic import Field

from handler.core.params import Declared, Param


class Delivery(Declared):
    """Options of one answer. They are no part of the recipe, so they never change its digest."""

    download: Annotated[
        str | None,
        Param("dl"),
        Field(
            min_length=1,
            max_length=120,
            description="Offer the picture as a download of this name.",
            examples=["holiday"],
        ),
    ] = None
    edition: Annotated[
        str | None,
        Param("v"),
        Field(
            min_length=1,
            max_length=64,
            description="Edition, any text: caches may keep the answer for ever. Change it with the picture.",
            examples=["2"],
        ),
    ] = None
    preset: Annotated[
        Annotated[str, Field(min_length=1, max_length=64, json_schema_extra={"pattern": "^[a-z0-9][a-z0-9_-]*$"})]
        | None,
        Param("preset"),
        Field(
            description="A named set of parameters. Parameters beside it replace those of the set.",
            examples=["thumbnail"],
        ),
    ] = None
    expires: Annotated[
        int | None,
        Param("expires"),
        Field(
            ge=0,
            le=2**40,
            description="The link is good until then, seconds since 1970; then 410.",
            examples=["1893456000"],
        ),
    ] = None
    alone: bool = False
    """Whether the request has a preset and no other parameter that could change the picture."""
    negotiable: bool = False
    """Whether the Accept header chooses the format, as it does where the request has no `fm`."""

    original: bool = False
    """Whether the stored file is sent unchanged, in place of a rendered picture."""


class Signature(Declared):
    """The signature of a link. It is verified over the raw address, so its value is not kept; see docs/signing.md."""

    signature: Annotated[
        Annotated[str, Field(json_schema_extra={"pattern": "^[A-Za-z0-9_-]{22}$"})] | None,
        Param("s"),
        Field(description="The signature of the path and all other parameters.", examples=["AbCdEfGhIjKlMnOpQrStUv"]),
    ] = None


class Auto(Declared):
    """Choices that the request leaves to this service."""

    auto: Annotated[
        tuple[Literal["format", "compress", "enhance"], ...],
        Param("auto"),
        Field(
            max_length=3,
            description="format: the best that Accept names, which is the default where fm says none; compress: a "
            "lower quality besides, where q says none and the format has one; enhance: enhance=100, where enhance says "
            "nothing else.",
            examples=["format,compress"],
        ),
    ] = ()


class PaletteWish(Declared):
    """The colours of a picture in place of it, in imgix's word for it."""

    palette: Annotated[
        Literal["json", "css"] | None,
        Param("palette"),
        Field(
            description="The colours of the picture in place of it: the same as fm=palette-json or fm=palette-css.",
            examples=["json"],
        ),
    ] = None


class FactsWish(Declared):
    """What facts tell besides, where somebody asks for it. In place of facts, these say nothing."""

    placeholder: Annotated[
        bool,
        Param("placeholder"),
        Field(description="Tell what to show until the picture is there; where facts are told.", examples=["true"]),
    ] = False
    faces: Annotated[
        bool,
        Param("faces"),
        Field(description="Tell where faces are in the stored picture; where facts are told.", examples=["true"]),
    ] = False


class Density(Declared):
    """Pixel density of the viewer's screen (CSS devicePixelRatio)."""

    dpr: Annotated[
        float,
        Param("dpr"),
        Field(
            ge=0.5,
            le=5,
            description="Multiplies w, h, pad, border, shadow, corner-radius, blur, progressive-blur and grain-size.",
            examples=["2"],
        ),
    ] = 1.0
