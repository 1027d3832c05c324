"""Delivery: what a request says of its answer that changes no byte of the picture."""

from typing import Annotated, Literal

from pydantic import Field

from handler.ops.op import Declared
from handler.ops.values import Param


class Delivery(Declared):
    """How the answer is handed over."""

    download: Annotated[
        str | None,
        Param("dl"),
        Field(min_length=1, max_length=120, description="Offer the picture as a download of this name."),
    ] = None
    edition: Annotated[
        str | None,
        Param("v"),
        Field(min_length=1, max_length=64, description="Any text; the answer may then be kept for ever."),
    ] = None
    view: Literal["picture", "info", "original"] = "picture"


class Density(Declared):
    """How dense the screen is."""

    dpr: Annotated[
        float,
        Param("dpr"),
        Field(ge=0.5, le=5, description="Multiplies w, h, pad, border, corner-radius and blur.", examples=["2"]),
    ] = 1.0
