"""Overlay: another picture, or a colour, laid over the picture."""

from functools import cached_property
from typing import Annotated, Any, ClassVar, Literal, Self

from PIL import Image
from pydantic import AfterValidator, Field, model_validator

from handler.core.colours import rgba
from handler.core.geometry import MEGAPIXEL, PIXEL_BYTES, Size
from handler.core.params import Colour, Length, Param, Position, whole_turn
from handler.generators.made import Shown
from handler.ops._blending import Mode, blended, blending_cost, blending_scratch
from handler.ops._laid_mark import ELSEWHERE, LaidMark
from handler.ops._placing import PLACES, TILE_BYTES, TILE_MS, USUAL, Edge, Laid, Spot, copied, translucent, visible
from handler.ops.op import Companion, Op
from handler.ops.resize import Resize
from handler.ops.rotate import Rotate


class Overlay(LaidMark):
    """Lay another picture, or a colour, over the picture, which keeps its size. What sticks out is not seen."""

    cost: ClassVar[float] = 3
    veiled: ClassVar[float] = 1
    scratch: ClassVar[tuple[float, float]] = (15, 11)

    op: Literal["overlay"] = "overlay"
    picture: Annotated[
        Shown | None,
        Param("mark"),
        Field(
            description="The picture that is laid over this one: its key, or ~ and a generator with its parameters. "
            "frame and or may follow a key. The value is an address of its own, so all of it is percent-encoded.",
            examples=["owl.png", "~qr?text=Hello&module=3"],
        ),
    ] = None
    color: Annotated[Colour | None, Field(description="A colour that covers all of the picture, in its place.")] = None
    mode: Annotated[Mode, Field(description="How its colours and those below make one, as in CSS.")] = "normal"
    opacity: Annotated[
        float,
        Param("mark-alpha", makes=False),
        Field(ge=0, le=100, description="How opaque it is, percent; 0 shows nothing of it.", examples=["50"]),
    ] = 100.0
    align: Annotated[
        tuple[Edge, ...],
        Param("mark-align", makes=False),
        Field(
            max_length=2,
            description="At which edges it lies, or in the middle across (center) and down (middle). Without it: "
            "bottom,right; tiles begin at top,left.",
            examples=["top,left", "center,middle"],
        ),
    ] = ()
    x: Annotated[
        Position | None,
        Param("mark-x", dense=int, makes=False),
        Field(description="Distance from the left edge, in place of mark-align.", examples=["10", "0.5"]),
    ] = None
    y: Annotated[
        Position | None,
        Param("mark-y", dense=int, makes=False),
        Field(description="Distance from the top edge, in place of mark-align.", examples=["10", "0.5"]),
    ] = None
    w: Annotated[
        Length | None,
        Param("mark-w", dense=int, makes=False),
        Field(description="Its width; a ratio is of its own width.", examples=["80", "0.5"]),
    ] = None
    h: Annotated[
        Length | None,
        Param("mark-h", dense=int, makes=False),
        Field(description="Its height; a ratio is of its own height.", examples=["80", "0.5"]),
    ] = None
    fit: Annotated[
        Literal["clip", "crop", "max", "scale"],
        Param("mark-fit", makes=False),
        Field(description="How it fits into mark-w and mark-h, as fit has it.", examples=["max"]),
    ] = "clip"
    scale: Annotated[
        float | None,
        Param("mark-scale", makes=False),
        Field(gt=0, le=100, description="Its width, percent of the picture's width.", examples=["20"]),
    ] = None
    pad: Annotated[
        int,
        Param("mark-pad", dense=int, makes=False),
        Field(ge=0, le=1000, description="Distance from the edges, and between tiles, pixels.", examples=["20"]),
    ] = 5
    angle: Annotated[
        float,
        Param("mark-rot", makes=False),
        Field(ge=-360, le=360, description="Degrees by which it is turned clockwise.", examples=["45"]),
        AfterValidator(whole_turn),
    ] = 0.0
    tile: Annotated[
        Literal["none", "grid"],
        Param("mark-tile", makes=False),
        Field(description="Whether it is repeated. grid: over all of the picture.", examples=["grid"]),
    ] = "none"
    size_of: Annotated[
        Literal["own", "inherit"],
        Field(description="Whose size it has. inherit: it takes the picture's size, cut where its shape is another."),
    ] = "own"

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if fault := self._fault():
            raise ValueError(fault)
        if self.align == USUAL[self.tile]:  # one way to say it is enough
            self.__dict__["align"] = ()
        return self

    def _fault(self) -> str | None:
        axes = [PLACES[word][0] for word in self.align]
        sides, fields = self.w is not None or self.h is not None, type(self).model_fields
        placed = any(getattr(self, name) != fields[name].default for name in ELSEWHERE)
        said = {field: mark.name for field, (mark, _) in self.params().items()}
        faults = {
            "it takes a picture or a color, and one of them": (self.picture is None) == (self.color is None),
            "a color covers all of the picture; size and place say nothing of it": self.color is not None and placed,
            f"{said['align']} names two edges of one direction": len(set(axes)) < len(axes),
            f"{said['scale']} says the width; {said['w']} and {said['h']} go without it": bool(self.scale and sides),
            f"{said['fit']}=crop needs {said['w']} and {said['h']}": self.fit == "crop" and None in {self.w, self.h},
            "what inherits the picture's size has no other": self.size_of != "own" and bool(sides or self.scale),
        }
        faults |= self.clashes(sides or self.size_of != "own", self.tile, (self.x, self.y))
        return next((fault for fault, holds in faults.items() if holds), None)

    @cached_property
    def companions(self) -> tuple[Companion, ...]:
        """The pictures that it draws, once it was given them; no part of its value, as nothing is that is cached."""
        return ()

    @cached_property
    def prepared(self) -> dict[Size, Laid | None]:
        """What is laid on pictures of a size, None where all of it is outside: frames of an animation share it."""
        return {}

    def needs(self) -> tuple[Shown, ...]:
        """Return the picture that is laid over."""
        return () if self.picture is None else (self.picture,)

    def drawn(self, companions: tuple[Companion, ...]) -> Self:
        """Return the operation with that picture."""
        given = self.model_copy()
        given.__dict__ |= {"companions": companions, "prepared": {}}
        return given

    def at(self, size: Size) -> Self:
        """Return the operation with its position in pixels of a picture of this size."""
        sides = zip(("x", "y", "right", "bottom"), (*size, *size), strict=True)
        ratios = {name: round(at * side) for name, side in sides if isinstance(at := getattr(self, name), float)}
        return self.model_copy(update=ratios)

    @property
    def neutral(self) -> bool:
        """What is not opaque at all is not seen."""
        return self.opacity == 0 or (self.color is not None and rgba(self.color).alpha == 0)

    @property
    def paints(self) -> bool:
        """What is laid over has the colours of the result, so the picture has to have them too."""
        return True

    def resized(self, size: Size) -> tuple[Op, ...]:
        """Return how the picture that is laid over one of this size is resized."""
        wanted: dict[str, Any] = {"w": self.w, "h": self.h, "fit": self.fit}
        if self.size_of == "inherit":
            wanted = {"w": size.width, "h": size.height, "fit": "crop"}
        elif self.scale is not None or self.tall is not None:
            wanted = self.percent_of(size, self.scale)
        return () if wanted["w"] is wanted["h"] is None else (Resize.model_construct(**wanted),)

    @property
    def turn(self) -> Rotate:
        """How it is turned then; the corners stay clear."""
        return Rotate.model_construct(angle=self.angle, bg=None)

    def extent(self, size: Size) -> Size:
        """Return how large that picture is then, before what sticks out of one of this size is cut."""
        return self.turn.size(self._upright(size))

    def _upright(self, size: Size) -> Size:
        """Return how large it is before it is turned; as large as `size` while it was not given."""
        own = next((each.size for each in self.companions), size)
        return next((step.size(own) for step in self.resized(size)), own)

    @property
    def everywhere_laid(self) -> bool:
        """Whether it lies over all of the picture, many times."""
        return self.tile == "grid" or bool(self.spread)

    def seen(self, size: Size) -> Size:
        """Return how much of a picture of this size is covered, at most."""
        return size if self.everywhere_laid else Size(*map(min, self.extent(size), size))

    def preparing(self, size: Size) -> float:
        """Return the CPU milliseconds of reading, resizing and turning what is laid over, once for all frames."""
        extent, steps = self.extent(size), self.resized(size)
        taken = sum(each.cost(steps)[1] for each in self.companions)
        turned = 0.0 if self.turn.neutral else self.turn.work(self._upright(size), alpha=True)
        tiles = TILE_MS * size.area / MEGAPIXEL if self.everywhere_laid else 0
        return taken + turned + tiles + self.cost * extent.area / MEGAPIXEL + blending_cost(self.mode)[1]

    def held(self, size: Size) -> int:
        """Return the bytes of what is laid over: it stays for the next frame."""
        return PIXEL_BYTES * (size if self.everywhere_laid else self.extent(size)).area

    def work(self, size: Size, scale: float = 1.0, *, alpha: bool = False) -> float:
        """Return the estimated CPU milliseconds of laying it over one frame."""
        seen = min(self.seen(size).area, size.area * scale**2)
        return super().work(size, scale, alpha=alpha) + blending_cost(self.mode, alpha=alpha)[0] * seen / MEGAPIXEL

    def memory(self, size: Size, scale: float = 1.0, *, alpha: bool = False) -> int:
        """Return the peak of memory beside the input, in bytes: while it is prepared, or while it is laid over."""
        laying = super().memory(size, scale, alpha=alpha) + blending_scratch(self.seen(size), self.mode)
        taking = [each.cost(self.resized(size))[0] for each in self.companions]
        tiles = TILE_BYTES * size.area if self.everywhere_laid else 0
        turned = 0 if self.turn.neutral else self.turn.memory(self._upright(size), alpha=True)
        return max(laying + tiles, *taking, 2 * PIXEL_BYTES * self.extent(size).area + tiles + turned)

    def apply(self, image: Image.Image) -> Image.Image:
        """Return the picture with what was `drawn` over it."""
        if self.neutral:
            return image
        size = Size(*image.size)
        if size not in self.prepared:
            self.prepared[size] = self._laid(size)
        if (laid := self.prepared[size]) is None:
            return image
        result = image.copy() if image.mode != "L" else image.convert("RGB")
        result.paste(blended(result.crop(laid.box), laid.image, self.mode), laid.box)
        return result

    def _laid(self, size: Size) -> Laid | None:
        """Return what is laid over a picture of this size."""
        if self.color is not None:
            return Laid(translucent(Image.new("RGBA", size, rgba(self.color)), self.opacity), 0, 0)
        image = self.turn.apply(self.companions[0].take(self.resized(size)).convert("RGBA"))
        corner = Spot(self.align, USUAL[self.tile], self.x, self.y, self.pad, self.far).corner(size, Size(*image.size))
        if self.everywhere_laid:
            image, corner = copied(image, corner, size, self.pad, self.spread), (0, 0)
        found = visible(image, corner, size)
        return found and found._replace(image=translucent(found.image, self.opacity))

    def scaled(self, density: float) -> dict[str, Any]:
        """Return the fields with lengths multiplied; the other picture stays as it is."""
        return {**super().scaled(density), "picture": self.picture}
