"""Output: what kind of file the picture becomes. Declared as operations are, so that every dialect reads it alike."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from handler.core.params import Declared, Param

FormatName = Literal["jpg", "pjpg", "png", "webp", "avif", "gif", "tiff"]
Candidate = Literal["source", "classic", "jpg", "pjpg", "png", "webp", "avif", "gif", "tiff"]
DEFAULT_QUALITY = 80
LOSSLESS = {"webp", "png", "tiff", "source", "classic"}
WITHOUT_QUALITY = {"png", "gif", "tiff"}
PALETTED = {"png", "gif", "source", "classic"}


class Output(Declared):
    """The file format and how it is written."""

    formats: Annotated[
        tuple[Candidate, ...],
        Param("fm"),
        Field(
            min_length=1,
            max_length=8,
            description="Format of the result: the first of these that can carry the picture. source "
            "is the kind that is stored; classic is that too, but JPEG or PNG in place of AVIF and WebP. Without it "
            "Accept decides.",
            examples=["webp"],
        ),
    ] = ("source",)
    quality: Annotated[
        int,
        Param("q"),
        Field(
            ge=1,
            le=100,
            description="Quality of JPEG, WebP and AVIF; of several formats in fm, for those that have one.",
            examples=["75"],
        ),
    ] = DEFAULT_QUALITY
    lossless: Annotated[
        bool, Param("lossless"), Field(description="Keep every pixel exactly; only with fm=webp, png or tiff.")
    ] = False
    colors: Annotated[
        int | None,
        Param("colors"),
        Field(ge=2, le=256, description="Number of colours in the palette; only with fm=png or gif.", examples=["32"]),
    ] = None
    metadata: Annotated[
        Literal["strip", "copyright", "keep"],
        Param("metadata"),
        Field(description="strip: none is kept; copyright: EXIF Artist and Copyright alone; keep: EXIF and XMP."),
    ] = "copyright"

    @property
    def lossy(self) -> bool:
        """Whether a quality means anything for one of the candidates."""
        return not self.lossless and not set(self.formats) <= WITHOUT_QUALITY

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if self.lossless and not set(self.formats) & LOSSLESS:
            raise ValueError("lossless goes with fm=webp, png or tiff")
        if self.colors is not None and not set(self.formats) & PALETTED:
            raise ValueError("colors goes with fm=png or gif")
        if self.quality != DEFAULT_QUALITY and not self.lossy:
            made = "a lossless file" if self.lossless else f"fm={','.join(self.formats)}"
            raise ValueError(
                f"q says nothing of {made}, which has no quality; leave q out, or use fm=jpg, webp or avif"
            )
        return self
