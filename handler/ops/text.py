"""Text: words written on the picture, in any script that the fonts have."""

from typing import TYPE_CHECKING, Annotated, ClassVar, Literal, Self

from PIL import Image
from pydantic import AfterValidator, Field, model_validator

from handler.core.geometry import Size, resolve
from handler.core.params import Colour, Length, Param
from handler.ops.op import Op
from handler.typography.names import FontName
from handler.typography.texts import TextBlock

if TYPE_CHECKING:
    from handler.typography.block import BlockStyle

SETTING, CHARACTER, AROUND = 5.0, 0.25, 0.7
"""CPU milliseconds for setting a text: of any, for each character, and for an outline around each."""

OUTLINED, SHADED = 1.5, 3.5
"""What an outline and a shadow add to the CPU time of drawing letters, as parts of it."""

Side = Literal["top", "middle", "bottom", "left", "center", "right"]
DOWN = {"top": 0.0, "middle": 0.5, "bottom": 1.0}
ACROSS = {"left": 0.0, "center": 0.5, "right": 1.0}
KEEPS = {"start": "end", "middle": "middle", "end": "start"}
"""Which end of a line stays where a part is cut."""


def _aligned(sides: tuple[Side, ...]) -> tuple[Side, ...]:
    down = [side for side in sides if side in DOWN]
    across = [side for side in sides if side in ACROSS]
    if len(down) > 1 or len(across) > 1:
        raise ValueError("txt-align is one of top, middle, bottom and one of left, center, right, or either")
    return (*(down or ["bottom"]), *(across or ["right"]))


def _clipped(words: tuple[str, ...]) -> tuple[str, ...]:
    parts = [word for word in words if word != "ellipsis"]
    if len(parts) > 1 or len(words) - len(parts) > 1:
        raise ValueError("txt-clip is one of start, middle, end, and ellipsis beside it or alone")
    return (*(parts or ["end"]), *(["ellipsis"] if "ellipsis" in words else []))


class Text(Op):
    """Write on the picture; the text stays within its padding, and an emoji has its colours where a font has them."""

    cost: ClassVar[float] = 20
    veiled: ClassVar[float] = 1.4
    scratch: ClassVar[tuple[float, float]] = (10, 19)

    op: Literal["text"] = "text"
    text: Annotated[
        TextBlock,
        Param("txt"),
        Field(
            description="What is written, at most 1000 characters; %0A begins a new line. txt64: in base64url.",
            examples=["Hello"],
        ),
    ]
    font: Annotated[
        FontName,
        Param("txt-font", makes=False),
        Field(
            description="A font of the deployment, by the name of its file, or sans-serif, serif, monospace; then "
            "bold, italic.",
            examples=["sans-serif,bold"],
        ),
    ] = ("sans-serif",)
    font_size: Annotated[
        int,
        Param("txt-size", dense=int, makes=False),
        Field(ge=1, le=2000, description="Size of the type, pixels.", examples=["48"]),
    ] = 12
    ink: Annotated[
        Colour, Param("txt-color", makes=False), Field(description="Colour of the letters.", examples=["fff"])
    ] = "000000"
    align: Annotated[
        tuple[Side, ...],
        Param("txt-align", makes=False),
        Field(
            min_length=1,
            max_length=2,
            description="Where it stands: top, middle or bottom, and left, center or right.",
            examples=["middle,center"],
        ),
        AfterValidator(_aligned),
    ] = ("bottom", "right")
    pad: Annotated[
        int,
        Param("txt-pad", dense=int, makes=False),
        Field(ge=0, le=2000, description="Pixels between the text and the edges of the picture.", examples=["24"]),
    ] = 10
    width: Annotated[
        Length | None,
        Param("txt-width", dense=int, makes=False),
        Field(
            description="Width of the column, pixels or a ratio. Without it: all between the padding.",
            examples=["240"],
        ),
    ] = None
    fit: Annotated[
        Literal["max", "wrap", "wrapmax"] | None,
        Param("txt-fit", makes=False),
        Field(
            description="What becomes of a text that is too long: wrap breaks it in lines, max makes it smaller, "
            "wrapmax does both. Without it, each line is cut as txt-clip says.",
            examples=["wrap"],
        ),
    ] = None
    clip: Annotated[
        tuple[Literal["start", "middle", "end", "ellipsis"], ...],
        Param("txt-clip", makes=False),
        Field(
            min_length=1,
            max_length=2,
            description="Which part of a line that is too long is cut, and whether an ellipsis says so.",
            examples=["end,ellipsis"],
        ),
        AfterValidator(_clipped),
    ] = ("end",)
    outline: Annotated[
        int,
        Param("txt-line", dense=int, makes=False),
        Field(ge=0, le=200, description="Width of an outline around the letters, pixels.", examples=["2"]),
    ] = 0
    outline_ink: Annotated[
        Colour, Param("txt-line-color", makes=False), Field(description="Colour of the outline.", examples=["000"])
    ] = "ffffff"
    shadow: Annotated[
        float,
        Param("txt-shad", makes=False),
        Field(ge=0, le=10, description="Strength of a shadow, 0 to 10.", examples=["5"]),
    ] = 0.0

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if self.outline == 0 and self.outline_ink != "ffffff":
            raise ValueError("txt-line-color says nothing without txt-line")
        if self.fit and self.clip != ("end",):
            raise ValueError("txt-clip says nothing with txt-fit, which cuts no line")
        return self

    @property
    def paints(self) -> bool:
        """Letters have a colour."""
        return True

    def at(self, size: Size) -> Self:
        """Return the text with the width of its column in pixels."""
        if not isinstance(self.width, float):
            return self
        return self.model_copy(update={"width": resolve(self.width, size.width)})

    def work(self, size: Size, scale: float = 1.0, *, alpha: bool = False) -> float:
        """Return the estimated CPU milliseconds: of setting, which no size makes more, and of drawing."""
        outlined, shaded = bool(self.outline), bool(self.shadow)
        setting = SETTING + len(self.text) * (CHARACTER + AROUND * outlined)
        return setting + super().work(size, scale, alpha=alpha) * (1 + OUTLINED * outlined + SHADED * shaded)

    def apply(self, image: Image.Image) -> Image.Image:
        """Return the picture with the text on it."""
        from handler.typography.lettering import Look, laid_on, layers  # noqa: PLC0415 - for pictures with text alone

        size = Size(*image.size)
        style = self._style(self.at(size).width)
        look = Look(self.ink, self.outline_ink, self.shadow)
        return laid_on(image, layers(self._checked(style), style, look, size))

    def check_installed(self) -> None:
        """InvalidParameter where the deployment has no such font, or its fonts lack a letter of the text."""
        self._checked(self._style(None))

    def _checked(self, style: "BlockStyle") -> str:
        from handler.typography.typefaces import checked_text  # noqa: PLC0415 - likewise

        return "\n".join(checked_text(line, style.typeface, "txt") for line in self.text.splitlines() or [""])

    def _style(self, width: float | None) -> "BlockStyle":
        from handler.typography.block import BlockStyle  # noqa: PLC0415 - likewise
        from handler.typography.fontpacks import typeface_named  # noqa: PLC0415 - likewise

        down, across = self.align
        return BlockStyle(
            typeface=typeface_named(self.font),
            size=self.font_size,
            align=(ACROSS[across], DOWN[down]),
            pad=self.pad,
            width=None if width is None else int(width),
            fit=self.fit,
            keep=KEEPS[self.clip[0]],
            ellipsis="ellipsis" in self.clip,
            outline=self.outline,
        )
