"""Resize: make the picture fit into a width and a height."""

from collections.abc import Iterable
from typing import Annotated, ClassVar, Literal, Self

from PIL import Image
from pydantic import Field, model_validator

from handler.core.colours import is_translucent
from handler.core.frames import PREMULTIPLIED
from handler.core.geometry import MAX_SIDE, Box, Point, Size, pixels, resolve, whole
from handler.core.params import Ground, Length, Param, Ratio
from handler.ops import _crops
from handler.ops._asked_box import AskedBox
from handler.ops._fits import BOXED, EDGES, EXPLAINED, KEPT, LAID, Anchor, Fit, Layout, Sides, kept, layout, matched
from handler.ops._grounds import Backing, extra, laid_out
from handler.ops._resampling import resampled, shrunk, vectors
from handler.ops._resampling_cost import FILTERING, GAP, Resampling
from handler.ops.op import Op, settled_alone
from handler.ops.rect import Rect

REDUCING_GAP = GAP
"""Factor: before the final resample, a picture is reduced to no less than so many times the result."""

Bound = Annotated[int | None, Field(ge=1, le=MAX_SIDE)]
"""Pixels: a least or largest side of the result."""


class Resize(AskedBox):
    """Make the picture fit into a width and a height, of which one may be missing."""

    cost: ClassVar[float] = FILTERING

    op: Literal["resize"] = "resize"
    w: Annotated[Length | None, Param("w", dense=int), Field(description="Width.", examples=["300", "0.5"])] = None
    h: Annotated[Length | None, Param("h", dense=int), Field(description="Height.", examples=["200", "0.5"])] = None
    ar: Annotated[
        tuple[Ratio, Ratio] | None,
        Param("ar", between=":"),
        Field(description="Aspect ratio, width:height, for a missing side. Without fit: fit=crop.", examples=["16:9"]),
    ] = None
    fit: Annotated[Fit, Param("fit", makes=False), Field(description=EXPLAINED)] = "max"
    crop: Annotated[
        tuple[Anchor, ...],
        Param("crop", makes=False),
        Field(max_length=3, description=KEPT, examples=["top,left", "smart"]),
    ] = ()
    fp_x: Annotated[
        float,
        Param("fp-x", makes=False),
        Field(ge=0, le=1, description="Focal point: 0 is the left edge, 1 the right one.", examples=["0.3"]),
    ] = 0.5
    fp_y: Annotated[
        float,
        Param("fp-y", makes=False),
        Field(ge=0, le=1, description="Focal point: 0 is the top edge, 1 the bottom one.", examples=["0.4"]),
    ] = 0.5
    fp_z: Annotated[
        float,
        Param("fp-z", makes=False),
        Field(ge=1, le=100, description="Zoom towards the focal point.", examples=["2"]),
    ] = 1.0
    facepad: Annotated[
        float,
        Param("facepad", makes=False),
        Field(
            gt=0, le=20, description="For fit=facearea: how many times as wide and high as the faces.", examples=["2"]
        ),
    ] = 1.0
    faceindex: Annotated[
        int | None,
        Param("faceindex", makes=False),
        Field(ge=1, le=64, description="Which face alone is kept, from 1, the largest.", examples=["1"]),
    ] = None
    max_w: Annotated[Bound, Param("max-w"), Field(description="No wider than this, pixels.", examples=["1200"])] = None
    max_h: Annotated[Bound, Param("max-h"), Field(description="No higher than this, pixels.", examples=["800"])] = None
    min_w: Annotated[
        Bound, Param("min-w"), Field(description="No narrower than this, pixels; may enlarge.", examples=["300"])
    ] = None
    min_h: Annotated[
        Bound, Param("min-h"), Field(description="No lower than this, pixels; may enlarge.", examples=["200"])
    ] = None
    bg: Ground = None
    ground: Backing = "solid"

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if fault := self._fault():
            raise ValueError(fault)
        return self

    def _fault(self) -> str | None:
        asked = (self.w, self.h, self.ar, self.max_w, self.max_h, self.min_w, self.min_h)
        faults = {
            "a size is missing: w, h, ar, or a bound as max-w": all(side is None for side in asked),
            "ar completes a missing side, but w and h are both given": self.ar and None not in {self.w, self.h},
            f"ground={self.ground} needs fit=fill or fit=fillmax": self.ground != "solid" and self.fit not in LAID,
            "min-w is more than max-w": (self.min_w or 0) > (self.max_w or MAX_SIDE),
            f"point cuts, which fit={self.fit} does not; crop has no word beside it": self.point
            and (self.fit not in BOXED or self.crop),
            "under needs fit=fill or fit=fillmax": self.under and self.fit not in LAID,
            "min-h is more than max-h": (self.min_h or 0) > (self.max_h or MAX_SIDE),
        }
        return next((fault for fault, holds in faults.items() if holds), None) or _crops.fault(self)

    @property
    def paints(self) -> bool:
        """It draws a canvas of its own colour where `fit` leaves room and `bg` is given."""
        return self.bg is not None and self.fit in LAID

    def at(self, size: Size) -> Self:
        """Return the operation as it is for a picture of this size: all lengths in pixels, nothing left to decide."""
        asked = self.decided(size)
        sides = (("w", asked.w, size.width), ("h", asked.h, size.height))
        whole_sides = {name: None if length is None else resolve(length, side) for name, length, side in sides}
        return asked.model_copy(update=whole_sides)

    def layout(self, size: Size) -> Layout:
        """Return which part of a picture of this size to resample, to what size, on what canvas."""
        asked = self.at(size)
        least, most, box = Sides(asked.min_w, asked.min_h), Sides(asked.max_w, asked.max_h), asked.sides(size)
        fit = matched(self.fit, size, box)
        plain = layout(fit, size, box, least, most)
        if fit not in BOXED or (None in box and fit != "cut"):
            return plain
        place = self.pointed(size) or self._place()
        return plain._replace(window=kept(fit, size, plain.picture, place, self.fp_z))

    def sides(self, size: Size) -> Sides:
        """Return the sides that are asked for, in pixels already."""
        width, height = self.w, self.h
        if self.ar is not None:
            ratio = self.ar[0] / self.ar[1]
            if width is None and height is None:
                width = pixels(min(size.width, size.height * ratio))
                height = pixels(min(size.height, size.width / ratio))
            if width is None:
                width = pixels((height or 0) * ratio)
            elif height is None:
                height = pixels(width / ratio)
        return Sides(None if width is None else int(width), None if height is None else int(height))

    def _place(self) -> tuple[float, float]:
        place = [self.fp_x, self.fp_y]
        for anchor in self.crop:
            if anchor in EDGES:
                axis, where = EDGES[anchor]
                place[axis] = where
        return place[0], place[1]

    def size(self, size: Size) -> Size:
        """Return the size of the canvas."""
        return self.layout(size).canvas

    def work(self, size: Size, scale: float = 1.0, *, alpha: bool = False, libvips: bool | None = None) -> float:
        """Return the estimated CPU milliseconds for one frame.

        libvips: whether that resamples it. Where it is not told, it follows from the size at full scale; of a reduced
        picture, whose part may begin within a pixel, it stays open, and what takes longer is counted.
        """
        layout = self.layout(size)
        if libvips is None and scale == 1:
            libvips = self.by_libvips(size, layout.picture, layout.window, alpha=alpha)
        engines = (False, True) if libvips is None else (libvips,)
        work = max(Resampling(size, scale, layout, alpha, engine).work for engine in engines)
        return work + extra(self.ground, layout)[0]

    @staticmethod
    def by_libvips(source: Size, size: Size, window: Box, *, alpha: bool) -> bool:
        """Return whether libvips resamples a part of a picture in colour, of size `source`, to `size`."""
        return vectors(PREMULTIPLIED if alpha else "RGB", source, size, window.inside(source))

    def looking(self, size: Size, scale: float = 1.0, *, alpha: bool = False) -> float:
        """Return the estimated CPU milliseconds of a crop by content: for reducing the picture and for judging it."""
        glance = self.glance(size)
        if glance is None:
            return 0.0
        return _crops.looking_ms(_crops.wanted(self), size) + glance.work(size, scale, alpha=alpha)

    def memory(self, size: Size, scale: float = 1.0, *, alpha: bool = False) -> int:
        """Return the peak of memory beside the input, in bytes: of libvips and of Pillow the larger."""
        layout = self.layout(size)
        plain = Resampling(size, scale, layout, alpha, libvips=False)
        looks = _crops.looking_memory(_crops.wanted(self), size)
        sampled = max(plain.memory, plain._replace(libvips=True).memory)
        return max(sampled + extra(self.ground, layout)[1], looks)

    def alpha(self, alpha: bool) -> bool:  # noqa: FBT001 - see Op
        """Return whether the canvas beside the picture brings transparency."""
        return alpha or (self.fit in LAID and self.ground == "solid" and is_translucent(self.bg))

    @property
    def depends(self) -> bool:
        """A crop by what is to be seen depends on the pixels; one for which a focal point may be stored on that."""
        return bool(_crops.wanted(self)) or _crops.unpointed(self)

    def check_installed(self) -> None:
        """InvalidParameter where faces are to be found, and what finds them is not installed."""
        _crops.check_installed(self)

    @property
    def whole_needed(self) -> bool:
        """Whether it may keep so little that the source is decoded at its full size."""
        return self.fit == "facearea"

    def glance(self, size: Size) -> "Resize | None":
        """Return a resize to the small picture that a crop by content looks at; None for other crops."""
        looks = _crops.wanted(self)
        if not looks:
            return None
        scale = min(1.0, _crops.glance_side(looks) / max(size))
        return Resize.model_construct(w=pixels(size.width * scale), h=pixels(size.height * scale), fit="scale")

    def toward(self, point: Point) -> Op | None:
        """Return a resize that keeps what is around a point, in place of what it would look for."""
        if not _crops.unpointed(self):
            return None
        return self.model_copy(update={"crop": (), "faceindex": None, "fp_x": point.x, "fp_y": point.y})

    def settle(self, images: Iterable[Image.Image], size: Size) -> tuple[Op, ...]:
        """Return what is kept of the first frame as a Rect, and a resize of that to the target size."""
        if not self.depends:
            return (self,)
        box = _crops.box(self, next(iter(images)), size) if _crops.wanted(self) else None
        if box is None:
            return (self.model_copy(update=_crops.without_looking(self)),)
        target = self.size(size)
        # Not validated: sides computed from `ar` may be longer than MAX_SIDE.
        return Rect(box=box), Resize.model_construct(w=target.width, h=target.height, fit="scale")

    def apply(self, image: Image.Image) -> Image.Image:
        """Return the resized picture; a crop by content is settled on this picture first."""
        if self.depends:
            return settled_alone(self, image)
        layout = self.layout(Size(*image.size))
        return self.lay(resample(image, layout.picture, layout.window), layout)

    def lay(self, picture: Image.Image, layout: Layout) -> Image.Image:
        """Return the resampled picture in the middle of its canvas."""
        return laid_out(picture, layout, self.bg, self.ground, under=self.under)


def resample(image: Image.Image, size: Size, window: Box) -> Image.Image:
    """Return a part of the picture, `window` in its own pixels, resampled to `size`."""
    if size == image.size and window == whole(size) and image.mode != PREMULTIPLIED:
        return image
    box = window.inside(Size(*image.size))
    if (edges := box.edges) and Size(*map(int, box.size)) == size and image.mode != PREMULTIPLIED:
        return image.crop(edges)
    return resampled(image, lambda picture: shrunk(picture, size, box, REDUCING_GAP))
