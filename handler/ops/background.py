"""Background: a colour under transparency."""

from typing import Annotated, ClassVar, Literal

from PIL import Image
from pydantic import Field

from handler.core.colours import is_translucent, rgba
from handler.core.params import Colour, Param
from handler.ops.op import Op


class Background(Op):
    """Lay a colour under the picture, wherever it is transparent."""

    cost: ClassVar[float] = 1
    veiled: ClassVar[float] = 9.5
    scratch: ClassVar[tuple[float, float]] = (0.5, 5)

    op: Literal["background"] = "background"
    bg: Annotated[
        Colour, Param("bg"), Field(description="The colour under and beside the picture.", examples=["f8fafc"])
    ]

    @property
    def neutral(self) -> bool:
        """A transparent colour changes nothing."""
        return rgba(self.bg).alpha == 0

    @property
    def paints(self) -> bool:
        """It always draws its colour."""
        return True

    def alpha(self, alpha: bool) -> bool:  # noqa: FBT001 - see Op
        """Return whether transparency remains: only under a translucent colour."""
        return alpha and is_translucent(self.bg)

    def apply(self, image: Image.Image) -> Image.Image:
        """Composite the picture over the colour."""
        if image.mode != "RGBA":
            return image
        below = Image.alpha_composite(Image.new("RGBA", image.size, rgba(self.bg)), image)
        return below if is_translucent(self.bg) else below.convert("RGB")
