"""Output: what kind of file the picture becomes. Declared as operations are, so that every dialect reads it alike.

Which formats there are and what each can do is in the catalogue of formats; the declaration takes its words from there.
"""

from typing import TYPE_CHECKING, Annotated, Literal, Self

from pydantic import Field, model_validator

from handler.core.formats.catalogue import FORMATS, KINDS, WRITTEN
from handler.core.formats.measures import BALANCED, Effort
from handler.core.formats.row import FormatName
from handler.core.frames import Space
from handler.core.params import Declared, Param
from handler.core.validation_text import sentence_list

__all__ = ["DEFAULT_QUALITY", "WITHOUT_QUALITY", "Candidate", "FormatName", "Output"]

STANDING = ("source", "classic")
"""Candidates that stand for a format, which the picture decides: `core.formats.choice` says how."""

if TYPE_CHECKING:
    Candidate = str
else:
    # What `fm` may say. A type checker takes a Literal only where its words are written out, but these are the table's.
    Candidate = Literal[(*STANDING, *WRITTEN)]

DEFAULT_QUALITY = 80

# Those that are small on pages come first in a sentence: the formats that have a quality.
OFFERED = sorted((row for row in KINDS if row.writing), key=lambda row: not row.quality)
LOSSLESS = [row.name for row in OFFERED if "lossless" in row.can]
PALETTED = [row.name for row in OFFERED if "colors" in row.can]
PROFILED = [row.name for row in OFFERED if "profile" in row.can]
LOSSY = [row for row in OFFERED if row.quality]
WITHOUT_QUALITY = {row.name for row in OFFERED if not row.quality}

LOSSLESS_WITH, PALETTED_WITH, PROFILED_WITH = (
    f"with fm={sentence_list(names)}" for names in (LOSSLESS, PALETTED, PROFILED)
)


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
            description=f"Quality of {sentence_list([row.label for row in LOSSY], 'and')}; of several formats in fm, "
            "for those that have one.",
            examples=["75"],
        ),
    ] = DEFAULT_QUALITY
    lossless: Annotated[
        bool, Param("lossless"), Field(description=f"Keep every pixel exactly; only {LOSSLESS_WITH}.")
    ] = False
    colors: Annotated[
        int | None,
        Param("colors"),
        Field(ge=2, le=256, description=f"Number of colours in the palette; only {PALETTED_WITH}.", examples=["32"]),
    ] = None
    metadata: Annotated[
        Literal["strip", "copyright", "keep"],
        Param("metadata"),
        Field(description="strip: none is kept; copyright: EXIF Artist and Copyright alone; keep: EXIF and XMP."),
    ] = "copyright"

    effort: Annotated[
        Effort | None,
        Param("effort"),
        Field(
            description="How hard the encoder tries: fast takes the least time, small the fewest bytes. Without it "
            "TINTYPE_EFFORT decides.",
            examples=["small"],
        ),
    ] = None

    space: Annotated[
        Space,
        Param("cs"),
        Field(
            description="Colours of the result: srgb, or p3, which keeps the stronger colours that phones and cameras "
            f"see; only {PROFILED_WITH}.",
            examples=["p3"],
        ),
    ] = "srgb"

    hdr: Annotated[
        Literal["drop", "keep"],
        Param("hdr"),
        Field(
            description="keep: the gain map of an Ultra HDR picture follows cuts, sizes, flips and quarter turns; only "
            "with fm=jpg or pjpg. drop: the picture alone, as every screen shows it.",
            examples=["keep"],
        ),
    ] = "drop"

    @property
    def wide(self) -> bool:
        """Whether the result has colours beyond sRGB."""
        return self.space != "srgb"

    @property
    def pains(self) -> Effort:
        """The effort, where nobody has said one too."""
        return self.effort or BALANCED

    @property
    def lossy(self) -> bool:
        """Whether a quality means anything for one of the candidates."""
        return not self.lossless and not set(self.formats) <= WITHOUT_QUALITY

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        asked = set(self.formats)
        if self.lossless and not asked & {*STANDING, *LOSSLESS}:
            raise ValueError(f"lossless goes {LOSSLESS_WITH}")
        if self.colors is not None and not asked & {*STANDING, *PALETTED}:
            raise ValueError(f"colors goes {PALETTED_WITH}")
        if self.wide and not any(name in STANDING or "profile" in FORMATS[name].can for name in asked):
            raise ValueError(f"cs=p3 goes {PROFILED_WITH}")
        if self.hdr == "keep" and not asked <= {"jpg", "pjpg"}:
            raise ValueError("hdr=keep goes with fm=jpg or pjpg")
        if self.hdr == "keep" and self.metadata == "keep":
            raise ValueError("hdr=keep writes XMP of its own; leave metadata=keep out")
        if self.quality != DEFAULT_QUALITY and not self.lossy:
            made = "a lossless file" if self.lossless else f"fm={','.join(self.formats)}"
            use = sentence_list([row.name for row in LOSSY])
            raise ValueError(f"q says nothing of {made}, which has no quality; leave q out, or use fm={use}")
        return self
