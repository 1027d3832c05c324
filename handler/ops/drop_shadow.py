"""Drop shadow: a shadow of one colour behind the picture, which grows by it."""

from typing import Annotated, ClassVar, Literal

from PIL import Image, ImageFilter
from pydantic import Field

from handler.core.colours import rgba
from handler.core.geometry import Size
from handler.core.params import Colour, Param
from handler.ops.op import Op

Shift = Annotated[int, Field(ge=-1000, le=1000)]


class DropShadow(Op):
    """Put a shadow behind what the picture shows; it grows by what the shadow needs, so that nothing is cut off."""

    cost: ClassVar[float] = 45
    scratch: ClassVar[tuple[float, float]] = (18, 18)

    op: Literal["drop_shadow"] = "drop_shadow"
    shadow: Annotated[
        tuple[Shift, Shift, Annotated[int, Field(ge=0, le=250)], Colour],
        Param("shadow", dense=int),
        Field(
            description="As in CSS: how far to the right, how far down, how soft, in pixels, then the colour.",
            examples=["0,8,24,66000000"],
        ),
    ]

    @property
    def neutral(self) -> bool:
        """A transparent shadow is none."""
        return rgba(self.shadow[3]).alpha == 0

    @property
    def paints(self) -> bool:
        """The shadow has a colour."""
        return True

    @property
    def room(self) -> tuple[int, int, int, int]:
        """Pixels that it adds on the left, at the top, on the right and at the bottom."""
        if self.neutral:
            return 0, 0, 0, 0
        right, down, soft, _ = self.shadow
        reach = (3 * soft + 1) // 2  # three times the standard deviation, beyond which Pillow's blur is nothing
        return max(0, reach - right), max(0, reach - down), max(0, reach + right), max(0, reach + down)

    def size(self, size: Size) -> Size:
        """Return the size with the room for the shadow."""
        left, top, right, bottom = self.room
        return Size(size.width + left + right, size.height + top + bottom)

    def alpha(self, alpha: bool) -> bool:  # noqa: FBT001 - see Op
        """Return whether there is transparency: beside the picture, where the shadow is thin."""
        return alpha or not self.neutral

    def apply(self, image: Image.Image) -> Image.Image:
        """Return the picture over its own shape, moved, in the shadow's colour, and softened."""
        if self.neutral:
            return image
        right, down, soft, colour = self.shadow
        left, top, *_ = self.room
        picture, size, paint = image.convert("RGBA"), self.size(Size(*image.size)), rgba(colour)
        shape = Image.new("L", size)
        shape.paste(
            picture.getchannel("A").point([round(level * paint.alpha / 255) for level in range(256)]),
            (left + right, top + down),
        )
        shadow = Image.new("RGBA", size, paint[:3])
        shadow.putalpha(shape.filter(ImageFilter.GaussianBlur(soft / 2)) if soft else shape)
        shadow.alpha_composite(picture, (left, top))
        return shadow
