"""Limits: how much one request may cost, checked from file headers and parameters before a pixel is decoded.

1. Each limit has a name, a number and a default; TINTYPE_LIMITS changes them: `side=4096,work=2`.
2. Past a limit is TooLarge (413) with `limit`, `max` and `actual`: the request was valid, but asked for too much.
3. The pieces of a file are counted while its header is read (codecs/scanners), before Pillow opens it.
4. Checked are, in this order: the source, every intermediate size, the output, the memory, the work.
5. Memory and work are estimates from measured tables (core/formats and ops), rounded up. Work is seconds of one
   reference processor and is never measured at run time, so the same requests are refused on every machine.
6. The defaults suit the template's function with 1,769 MB; docs/deploy.md gives the reasons. They are the same outside
   of Lambda, so that results made elsewhere have the same addresses.
"""

from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from handler.core.validation_text import first_fault
from handler.errors import TooLarge

MEGABYTE = 1_000_000
"""Bytes."""


def _kebab(name: str) -> str:
    return name.replace("_", "-")


class Limits(BaseModel):
    """All limits, each with its unit and default. `Limits.read` reads them from the text of TINTYPE_LIMITS."""

    model_config = ConfigDict(frozen=True, extra="forbid", alias_generator=_kebab, populate_by_name=True)

    bytes: Annotated[int, Field(gt=0, description="Size of a source file, bytes.")] = 100 * MEGABYTE
    original: Annotated[
        int, Field(gt=0, description="Size of an original that is sent while it is read (docs/streaming.md), bytes.")
    ] = 60 * MEGABYTE
    source_side: Annotated[int, Field(gt=0, description="Longest side of a source, pixels.")] = 32_768
    frames: Annotated[int, Field(gt=0, description="Frames of an animation whose result moves too.")] = 500
    sources: Annotated[
        int, Field(gt=0, description="Pictures that one recipe reads: its own, and those that are laid over it.")
    ] = 8
    montage: Annotated[int, Field(gt=0, description="Pictures that one montage is made of.")] = 24
    chunks: Annotated[
        int,
        Field(gt=0, description="Pieces of a source file: chunks, segments, boxes, extensions, tags, strips."),
    ] = 10_000
    blocks: Annotated[int, Field(gt=0, description="Blocks of data in a GIF, of at most 255 bytes each.")] = 262_144
    entries: Annotated[int, Field(gt=0, description="Tags of a TIFF page, or items of an AVIF.")] = 512
    metadata: Annotated[
        int, Field(gt=0, description="Data of a source beside its pixels (EXIF, XMP, profiles, comments), bytes.")
    ] = 4_194_304
    padding: Annotated[int, Field(gt=0, description="Meaningless bytes between the segments of a JPEG's header.")] = (
        1024
    )
    scans: Annotated[int, Field(gt=0, description="Scans of a JPEG.")] = 64
    scanned: Annotated[int, Field(gt=0, description="Megapixels of a JPEG, summed over its scans.")] = 2000
    memory: Annotated[int, Field(gt=0, description="Estimated memory of one render, megabytes.")] = 734
    side: Annotated[int, Field(gt=0, description="Longest side of a result, pixels.")] = 8192
    area: Annotated[int, Field(gt=0, description="Pixels of a result, in all frames together.")] = 67_108_864
    work: Annotated[float, Field(gt=0, description="Estimated CPU time of one render, seconds.")] = 4.3

    @classmethod
    def read(cls, text: str) -> Self:
        """Read `name=number,name=number`; ValueError names the wrong entry and all limits."""
        pairs = [part.partition("=") for part in text.split(",") if part.strip()]
        given = {name.strip(): value.strip() for name, _, value in pairs}
        if len(given) < len(pairs):
            raise ValueError("a limit is given twice")
        try:
            return cls.model_validate(given)
        except ValidationError as error:
            names = ", ".join(map(_kebab, cls.model_fields))
            raise ValueError(f"{first_fault(error)}; the limits are {names}") from error

    def check_bytes(self, size: int) -> None:
        """Check the size of a file, in bytes, before any of it is read."""
        judge("bytes", size, self.bytes, f"the source has {size:,} bytes")


def judge(name: str, actual: float, most: float, said: str) -> None:
    """Raise TooLarge where `actual` is more than `most`. name: the limit. said: what is too large, for the message."""
    if actual > most:
        raise TooLarge(f"{said}; the limit {name} is {most:,}", limit=name, max=most, actual=actual)
