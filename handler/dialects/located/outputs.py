"""Outputs: the file that a dialect asks for, and the words of these dialects for it.

A quality beside a format that has none says nothing, as in the originals: their clients write it beside every format.
"""

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import Field

from handler.core.geometry import MAX_SIDE
from handler.core.output import DEFAULT_QUALITY, WITHOUT_QUALITY, Output
from handler.core.params import Param
from handler.dialects.foreign.words import declared
from handler.dialects.interface import PictureReply

SOURCE = "source"

Url = Annotated[
    str,
    Param("url"),
    Field(
        min_length=1,
        max_length=4096,
        description="The picture: a path of this service, or the URL of one at a host that TINTYPE_ORIGINS names.",
        examples=["/bee.jpg"],
    ),
]
Width = Annotated[int | None, Param("w"), Field(ge=1, le=MAX_SIDE, description="Width, pixels.", examples=["300"])]
Height = Annotated[int | None, Param("h"), Field(ge=1, le=MAX_SIDE, description="Height, pixels.", examples=["200"])]
Percent = Annotated[
    int | None, Param("q"), Field(ge=1, le=100, description="Quality, of formats that have one.", examples=["75"])
]
Pinned = Annotated[
    str | None,
    Param("dpl"),
    Field(
        pattern="^[A-Za-z0-9_-]{1,64}$",
        description="The deployment whose pages ask. It changes nothing of the picture.",
        examples=["dpl_8xKp2"],
    ),
]


def located_output(word: str, text: str, form: str | None, quality: int | None) -> Output:
    """Return the output of a format, None for that of the source, and a quality; InvalidParameter blames `word`."""
    fields: dict[str, Any] = {} if form is None else {"formats": (form,)}
    if quality is not None and form not in WITHOUT_QUALITY:
        fields["quality"] = quality
    return declared(Output, word, text, **fields) if fields else Output()


def output_said(picture: PictureReply, words: Mapping[str, str]) -> dict[str, Any]:
    """Return format and quality of a picture in a dialect's words, each where it is not the default."""
    output = picture.recipe.output
    fields: dict[str, Any] = {}
    if not picture.delivery.negotiable and output.formats != (SOURCE,):
        fields["format"] = next((word for word, form in words.items() if (form,) == output.formats), None)
    if output.quality != DEFAULT_QUALITY:
        fields["quality"] = output.quality
    return fields
