"""Channel shift: red, green and blue each up or down."""

from typing import Annotated, ClassVar, Literal

from PIL import Image
from pydantic import Field

from handler.ops.op import Op

Amount = Annotated[int, Field(ge=-100, le=100, description="Percent of the full range added to the channel.")]


class ChannelShift(Op):
    """Raise or lower the levels of red, green and blue, each by an amount of its own."""

    chromatic: ClassVar[bool] = True
    cost: ClassVar[float] = 2.4
    scratch: ClassVar[tuple[float, float]] = (4.5, 0.5)

    op: Literal["channel_shift"] = "channel_shift"
    red: Amount = 0
    green: Amount = 0
    blue: Amount = 0

    @property
    def neutral(self) -> bool:
        """0 for all three changes no level."""
        return (self.red, self.green, self.blue) == (0, 0, 0)

    def apply(self, image: Image.Image) -> Image.Image:
        """Return the picture with the amounts added; alpha stays."""
        tables = [
            min(max(level + int(255 * amount / 100), 0), 255)
            for amount in (self.red, self.green, self.blue)
            for level in range(256)
        ]
        if image.mode == "RGBA":
            return image.point(tables + list(range(256)))
        return (image.convert("RGB") if image.mode == "L" else image).point(tables)
