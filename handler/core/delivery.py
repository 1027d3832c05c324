"""Delivery: how an answer is sent (file name, expiry, caching), none of which changes a byte of the picture."""

from typing import Annotated, Literal

from pydantic import Field

from handler.core.params import Declared, Param

HINTED = {
    "dpr": ("sec-ch-dpr", "dpr"),
    "width": ("sec-ch-width", "width"),
    "save-data": ("save-data",),
}
"""Client hints by their names in `ch`, and the headers that say them: the first that is there counts."""

SAVING = 45
"""The quality for a viewer who saves data."""


Edition = Annotated[
    str | None,
    Param("v"),
    Field(
        min_length=1,
        max_length=64,
        description="Edition, any text: caches may keep the answer for ever. Change it with the picture.",
        examples=["2"],
    ),
]
Expires = Annotated[
    int | None,
    Param("expires"),
    Field(
        ge=0,
        le=2**40,
        description="The link is good until then, seconds since 1970; then 410.",
        examples=["1893456000"],
    ),
]
"""What every link may say, whatever dialect it is in."""


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
    edition: Edition = None
    preset: Annotated[
        Annotated[str, Field(min_length=1, max_length=64, json_schema_extra={"pattern": "^[a-z0-9][a-z0-9_-]*$"})]
        | None,
        Param("preset"),
        Field(
            description="A named set of parameters. Parameters beside it replace those of the set.",
            examples=["thumbnail"],
        ),
    ] = None
    expires: Expires = None
    alone: bool = False
    """Whether the request has a preset and no other parameter that could change the picture."""
    negotiable: bool = False
    """Whether the Accept header chooses the format, as it does where the request has no `fm`."""

    max_age: Annotated[int | None, Field(ge=0, le=2**31)] = None
    """Seconds that caches may keep the answer, in place of what the stored object or the settings say."""

    hinted: tuple[str, ...] = ()
    """The client hints that the request asks for, by their names in `ch`."""

    original: bool = False
    """Whether the stored file is sent unchanged, in place of a rendered picture."""


class Signature(Declared):
    """The signature of a link. It is verified over the raw address, so its value is not kept; see docs/signing.md."""

    signature: Annotated[
        Annotated[str, Field(json_schema_extra={"pattern": "^[A-Za-z0-9_-]{22}$"})] | None,
        Param("s"),
        Field(description="The signature of the path and all other parameters.", examples=["AbCdEfGhIjKlMnOpQrStUv"]),
    ] = None


class Lasting(Declared):
    """How long a link is good, where nothing else can be said of it but its signature."""

    expires: Expires = None


class LinkTerms(Lasting):
    """What a link's query says beside the signature, where the path says all of the picture."""

    edition: Edition = None


class Auto(Declared):
    """Choices that the request leaves to this service."""

    auto: Annotated[
        tuple[Literal["format", "compress", "enhance"], ...],
        Param("auto"),
        Field(
            max_length=3,
            description="What is left to this service. format: the best that Accept names, which is the default where "
            "fm says none; compress: a lower quality besides, where q says none and the format has one; enhance: "
            "enhance=100, where enhance says nothing else.",
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


class Hints(Declared):
    """Client hints that decide of the picture, where the viewer's browser sends them."""

    ch: Annotated[
        tuple[Literal["dpr", "width", "save-data"], ...],
        Param("ch"),
        Field(
            max_length=3,
            description="Headers of the viewer that count: dpr and width take the place of those parameters, save-data "
            f"lowers the quality to {SAVING} where q says none. Without such a header the parameters hold.",
            examples=["dpr,width"],
        ),
    ] = ()


DENSE = "w, h, pad, border, shadow, corner-radius, blur, progressive-blur, grain-size, lengths of txt, mark and blend"
"""What `dpr` multiplies; a test holds it against the declarations."""


class Density(Declared):
    """Pixel density of the viewer's screen (CSS devicePixelRatio)."""

    dpr: Annotated[
        float,
        Param("dpr"),
        Field(
            ge=0.5,
            le=5,
            description=f"Multiplies, in pixels, {DENSE}.",
            examples=["2"],
        ),
    ] = 1.0


def varying(delivery: Delivery) -> str:
    """Return the names of the headers that decide of the picture, as Vary has them; nothing where none does."""
    hints = (header for hint in delivery.hinted for header in HINTED[hint])
    return ", ".join([*(["Accept"] if delivery.negotiable else []), *map(_titled, hints)])


def _titled(header: str) -> str:
    """Return the usual spelling of a header: `Sec-CH-DPR`."""
    return "-".join(part.upper() if part in {"ch", "dpr"} else part.title() for part in header.split("-"))
