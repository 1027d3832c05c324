"""Output: what kind of file the picture becomes. Declared as operations are, so that every dialect reads it alike.

Which formats there are and what each can do is in the catalogue of formats; the declaration takes its words from there.
"""

from typing import TYPE_CHECKING, Annotated, Literal, Self

from pydantic import Field, model_validator

from handler.core.formats import abilities
from handler.core.formats.abilities import WITHOUT_QUALITY
from handler.core.formats.catalogue import WRITTEN
from handler.core.formats.measures import BALANCED, Effort
from handler.core.formats.quality_target import FINEST, TARGETED, Quality
from handler.core.formats.row import FormatName
from handler.core.frames import Space
from handler.core.params import Declared, Param
from handler.core.validation_text import sentence_list

__all__ = ["DEFAULT_QUALITY", "WITHOUT_QUALITY", "Candidate", "FormatName", "Output"]

STANDING = ("source", "classic")
"""Candidates that stand for a format, which the picture decides: `core.formats.choice` says how."""

SMALLEST = "smallest"
"""The word before candidates of which all are written, and the file with the fewest bytes is taken."""

if TYPE_CHECKING:
    Candidate = str
else:
    # What `fm` may say. A type checker takes a Literal only where its words are written out, but these are the table's.
    Candidate = Literal[(*STANDING, SMALLEST, *WRITTEN)]

DEFAULT_QUALITY = 80
DEFAULT_PREFIX = "image"

MOST_BYTES = 2**31 - 1
"""The largest budget that `max-bytes` takes."""


class Output(Declared):
    """The file format and how it is written."""

    formats: Annotated[
        tuple[Candidate, ...],
        Param("fm"),
        Field(
            min_length=1,
            max_length=8,
            description="Format of the result: the first of these that can carry the picture. source "
            "is the kind that is stored; classic is that too, but JPEG or PNG in place of AVIF and WebP. smallest, "
            "alone or before others: all that can are written, at one q, and the file with the fewest bytes is taken. "
            "Without it, and with smallest alone, Accept decides.",
            examples=["webp"],
        ),
    ] = ("source",)
    quality: Annotated[
        Quality,
        Param("q"),
        Field(
            description=f"Quality of {sentence_list([row.label for row in abilities.LOSSY], 'and')}, 1 to 100; of "
            "several formats in fm, for those that have one. auto:best, auto:good, auto:eco and auto:low look for the "
            "one with which this picture looks so good in its format; auto is auto:good.",
            examples=["75"],
        ),
    ] = DEFAULT_QUALITY
    lossless: Annotated[
        bool, Param("lossless"), Field(description=f"Keep every pixel exactly; only {abilities.LOSSLESS_WITH}.")
    ] = False
    colors: Annotated[
        int | None,
        Param("colors"),
        Field(
            ge=2,
            le=256,
            description=f"Number of colours in the palette; only {abilities.PALETTED_WITH}.",
            examples=["32"],
        ),
    ] = None
    metadata: Annotated[
        Literal["strip", "copyright", "keep"],
        Param("metadata"),
        Field(description="What is kept. strip: nothing; copyright: EXIF Artist and Copyright; keep: EXIF and XMP."),
    ] = "copyright"

    max_bytes: Annotated[
        int | None,
        Param("max-bytes"),
        Field(
            ge=1,
            le=MOST_BYTES,
            description="Bytes that the file may have: it gets the highest quality up to q with which it has no more. "
            "413 where it has more at q=1 too, and says how many.",
            examples=["50000"],
        ),
    ] = None

    loop: Annotated[
        int | None,
        Param("loop"),
        Field(
            ge=0,
            le=65_535,
            description=f"How often an animation plays, 0 for ever; only {abilities.MOVING_WITH}. Without it as often "
            "as the stored one.",
            examples=["0"],
        ),
    ] = None
    fps: Annotated[
        float | None,
        Param("fps"),
        Field(
            ge=0.1,
            le=100,
            description=f"Frames a second that an animation has at most; what is left out is shown by the frame before "
            f"it, so that it takes as long as ever; only {abilities.MOVING_WITH}.",
            examples=["10"],
        ),
    ] = None
    reverse: Annotated[
        bool, Param("reverse"), Field(description=f"Play an animation backwards; only {abilities.MOVING_WITH}.")
    ] = False

    effort: Annotated[
        Effort | None,
        Param("effort"),
        Field(
            description="How hard the encoder tries: fast takes the least time, small the fewest bytes. Without it "
            "TINTYPE_EFFORT decides.",
            examples=["small"],
        ),
    ] = None

    prefix: Annotated[
        str,
        Param("prefix"),
        Field(
            pattern="^[a-z][a-z0-9-]{0,31}$",
            description=f"How the classes of a palette begin; only with fm={abilities.PREFIXED}.",
            examples=["hero"],
        ),
    ] = DEFAULT_PREFIX

    space: Annotated[
        Space,
        Param("cs"),
        Field(
            description="Colours of the result: srgb, or p3, which keeps the stronger colours that phones and cameras "
            f"see; only {abilities.PROFILED_WITH}.",
            examples=["p3"],
        ),
    ] = "srgb"

    hdr: Annotated[
        Literal["drop", "keep"],
        Param("hdr"),
        Field(
            description="Light beyond white. keep: the gain map of an Ultra HDR picture follows cuts, sizes, flips and "
            "quarter turns; only with fm=jpg or pjpg. drop: the picture alone, as every screen shows it.",
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
    def finest(self) -> int:
        """The quality; with q=auto the highest that may be taken."""
        return self.quality if isinstance(self.quality, int) else FINEST

    def at(self, quality: int) -> Self:
        """Return the output with this quality."""
        return self.model_copy(update={"quality": quality})

    @property
    def smallest(self) -> bool:
        """Whether the file with the fewest bytes is taken."""
        return self.formats[0] == SMALLEST

    @property
    def candidates(self) -> tuple[Candidate, ...]:
        """The formats that may be taken."""
        return (self.formats[1:] or STANDING[:1]) if self.smallest else self.formats

    def among(self, candidates: tuple[Candidate, ...]) -> Self:
        """Return the output with these candidates, of which the smallest is taken where it was to be."""
        formats = (SMALLEST, *candidates) if self.smallest else candidates
        return self.model_copy(update={"formats": formats})

    @property
    def lossy(self) -> bool:
        """Whether a quality means anything for one of the candidates."""
        return not self.lossless and not set(self.candidates) <= WITHOUT_QUALITY

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        asked = set(self.candidates)
        if SMALLEST in asked:
            raise ValueError("smallest comes first in fm, and once")
        if len(self.formats) > 1 and (alone := [name for name in self.candidates if name in abilities.ALONE]):
            raise ValueError(f"fm={alone[0]} goes alone: it is a text, and never one choice of several")
        if self.prefix != DEFAULT_PREFIX and abilities.PREFIXED not in asked:
            raise ValueError(f"prefix goes with fm={abilities.PREFIXED}")
        if self.lossless and not asked & {*STANDING, *abilities.LOSSLESS}:
            raise ValueError(f"lossless goes {abilities.LOSSLESS_WITH}")
        if self.colors is not None and not asked & {*STANDING, *abilities.PALETTED}:
            raise ValueError(f"colors goes {abilities.PALETTED_WITH}")
        moving = [name for name, asked_for in self._motion.items() if asked_for]
        if moving and not asked & {*STANDING, *abilities.MOVING}:
            raise ValueError(f"{moving[0]} goes {abilities.MOVING_WITH}")
        self._check_space()
        self._check_quality()
        return self

    @property
    def _motion(self) -> dict[str, bool]:
        return {"loop": self.loop is not None, "fps": self.fps is not None, "reverse": self.reverse}

    def _check_space(self) -> None:
        asked = set(self.candidates)
        if self.wide and not asked & {*STANDING, "pjpg", *abilities.PROFILED}:
            raise ValueError(f"cs=p3 goes {abilities.PROFILED_WITH}")
        if self.hdr == "keep" and not asked <= {"jpg", "pjpg"}:
            raise ValueError("hdr=keep goes with fm=jpg or pjpg")
        if self.hdr == "keep" and self.metadata == "keep":
            raise ValueError("hdr=keep writes XMP of its own; leave metadata=keep out")
        if self.hdr == "keep" and self.max_bytes is not None:
            raise ValueError("hdr=keep has no quality to search for; leave max-bytes out")

    def _check_quality(self) -> None:
        said = "q" if self.quality != DEFAULT_QUALITY else "max-bytes" if self.max_bytes is not None else ""
        if said and not self.lossy:
            made = "a lossless file" if self.lossless else f"fm={','.join(self.formats)}"
            use = sentence_list([row.name for row in abilities.LOSSY])
            raise ValueError(f"{said} says nothing of {made}, which has no quality; leave {said} out, or use fm={use}")
        plain = [row.name for row in abilities.LOSSY if row.name not in TARGETED and row.name in self.candidates]
        if plain and not isinstance(self.quality, int):
            raise ValueError(f"q=auto is for JPEG, WebP and AVIF; with fm={plain[0]} q is a number")
        if self.max_bytes is not None and not isinstance(self.quality, int):
            raise ValueError("max-bytes looks for a quality, and so does q=auto; give one of both")
        if self.max_bytes is not None and self.colors is not None:
            raise ValueError("max-bytes lowers a quality, which a file with colors does not have; give one of both")
