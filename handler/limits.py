"""Limits: what a request may cost, judged from headers and declarations before a pixel is decoded.

1. Each limit has a name, a number and a default; TINTYPE_LIMITS changes them: `side=4096,work=2`.
2. Past a limit is TooLarge (413) with `limit`, `max` and `actual`; the request was meaningful, only too much.
3. What a file holds is counted while its header is read (codecs/walks), before Pillow opens it.
4. The source, every intermediate, the output, the memory and the work are judged, in this order.
5. Memory and work are estimates from the measured tables in `codecs` and `ops`, rounded up rather than down. Work is
   seconds of one reference processor, never measured here: what is refused is the same everywhere.
6. The defaults are what the template's function carries, with 1,769 MB: docs/deploy.md gives the reasons. They are the
   same outside of one, so that results made elsewhere have the same addresses.
"""

from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from handler.codecs.formats import FORMATS
from handler.codecs.walks.meter import judge
from handler.errors import TooLarge
from handler.phrases import sentence
from handler.plan import Plan

MEGABYTE = 1_000_000


def _kebab(name: str) -> str:
    return name.replace("_", "-")


class Limits(BaseModel):
    """Every limit, with its unit and default. Frozen; read from the text form by `Limits.read`."""

    model_config = ConfigDict(frozen=True, extra="forbid", alias_generator=_kebab, populate_by_name=True)

    bytes: Annotated[int, Field(gt=0, description="Size of a source file, bytes.")] = 30 * MEGABYTE
    source_side: Annotated[int, Field(gt=0, description="Longest side of a source, pixels.")] = 32_768
    frames: Annotated[int, Field(gt=0, description="Frames of an animation that keeps moving.")] = 500
    chunks: Annotated[
        int,
        Field(gt=0, description="Pieces that a source file is in: chunks, segments, boxes, extensions, tags, strips."),
    ] = 10_000
    blocks: Annotated[int, Field(gt=0, description="Blocks of data in a GIF, which have 255 bytes each.")] = 262_144
    entries: Annotated[int, Field(gt=0, description="Tags of a TIFF page, or items of an AVIF.")] = 512
    metadata: Annotated[
        int, Field(gt=0, description="What a source has beside its pixels: EXIF, XMP, profiles, comments; bytes.")
    ] = 4_194_304
    padding: Annotated[
        int, Field(gt=0, description="Bytes that mean nothing between the segments of a JPEG's header.")
    ] = 1024
    scans: Annotated[int, Field(gt=0, description="Scans of a JPEG.")] = 64
    scanned: Annotated[int, Field(gt=0, description="Megapixels of a JPEG, all its scans together.")] = 2000
    memory: Annotated[int, Field(gt=0, description="Estimated memory of one render, megabytes.")] = 734
    side: Annotated[int, Field(gt=0, description="Longest side of a result, pixels.")] = 8192
    area: Annotated[int, Field(gt=0, description="Pixels of a result, in all frames together.")] = 67_108_864
    work: Annotated[float, Field(gt=0, description="Estimated CPU time of one render, seconds.")] = 4.3

    @classmethod
    def read(cls, text: str) -> Self:
        """Read `name=number,name=number`; ValueError names what is wrong."""
        pairs = [part.partition("=") for part in text.split(",") if part.strip()]
        given = {name.strip(): value.strip() for name, _, value in pairs}
        if len(given) < len(pairs):
            raise ValueError("a limit is given twice")
        try:
            return cls.model_validate(given)
        except ValidationError as error:
            fault = error.errors()[0]
            names = ", ".join(map(_kebab, cls.model_fields))
            raise ValueError(f"{fault['loc'][0]}: {sentence(fault)}; the limits are {names}") from error

    def check_bytes(self, size: int) -> None:
        """Judge the file before any of it is read."""
        judge("bytes", size, self.bytes, f"the source has {size:,} bytes")

    def check(self, plan: Plan) -> None:
        """Judge everything else, from the header and the recipe; TooLarge names the first limit that is passed."""
        judge("source-side", max(plan.source), self.source_side, f"the source is {_by(plan.source)} pixels")
        moving = f"the animation has more than {self.frames:,} frames; frame=0 takes the first"
        judge("frames", plan.frames, self.frames, moving)
        self._check_sizes(plan)
        megabytes = -(-plan.memory // MEGABYTE)
        judge("memory", megabytes, self.memory, f"this would take about {megabytes:,} MB of memory")
        self._check_work(plan)

    def _check_work(self, plan: Plan) -> None:
        parameter, how = plan.remedy
        said = f"this would take about {plan.work:.1f} s of work; {how or 'give a smaller w or h'}"
        actual = round(plan.work, 2)
        if actual > self.work:
            detail = f"{said}; the limit work is {self.work:,}"
            raise TooLarge(detail, limit="work", max=self.work, actual=actual, parameter=parameter or "w")

    def _check_sizes(self, plan: Plan) -> None:
        before = plan.source
        for number, size in enumerate(plan.sizes):
            last = number == len(plan.sizes) - 1
            if last or size.width > before.width or size.height > before.height:
                most = min(self.side, FORMATS[plan.format].side) if last else self.side
                judge("side", max(size), most, f"a result of {_by(size)} pixels; give a smaller w or h")
                actual = size.area * plan.frames
                judge("area", actual, self.area, f"a result of {actual:,} pixels; give a smaller w or h")
            before = size


def _by(size: tuple[int, int]) -> str:
    return f"{size[0]:,} x {size[1]:,}"
