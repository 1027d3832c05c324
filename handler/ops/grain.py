"""Grain: the noise of film, the same each time."""

from random import Random
from typing import Annotated, ClassVar, Literal

from PIL import Image, ImageChops
from pydantic import Field

from handler.core.geometry import Size
from handler.core.params import Param
from handler.ops._channels import recoloured
from handler.ops.op import Op

STRONGEST = 40
"""Standard deviation of the noise in middle gray at 100 percent, levels."""

MIDDLE = 128
"""The level of noise that changes nothing."""

TONES = [int(255 * (0.25 + 0.75 * (1 - (level / 127.5 - 1) ** 2)) + 0.5) for level in range(256)]
"""How much of the noise a luminance gets: all in middle gray, a quarter in black and white, as on film."""

STRIP = 1 << 18
"""Grains that are drawn at a time."""


class Grain(Op):
    """Add the grain of film: gray noise, strongest in middle tones. One seed is one pattern."""

    chromatic: ClassVar[bool] = True
    cost: ClassVar[float] = 24
    veiled: ClassVar[float] = 1.3
    scratch: ClassVar[tuple[float, float]] = (10, 14)

    op: Literal["grain"] = "grain"
    amount: Annotated[
        int, Param("grain"), Field(ge=0, le=100, description="Strength of the grain, percent.", examples=["30"])
    ]
    coarseness: Annotated[
        float,
        Param("grain-size", dense=float, makes=False),
        Field(ge=1, le=20, description="Size of a grain, pixels.", examples=["2"]),
    ] = 1.0
    seed: Annotated[
        int,
        Param("grain-seed", makes=False),
        Field(ge=0, le=4_294_967_295, description="Another number is another pattern.", examples=["7"]),
    ] = 0

    @property
    def neutral(self) -> bool:
        """0 percent is no grain."""
        return self.amount == 0

    def apply(self, image: Image.Image) -> Image.Image:
        """Return the picture with noise added to all channels alike; alpha stays."""
        if self.neutral:
            return image
        noise = self._noise(Size(*image.size))
        return recoloured(image, lambda colours: _added(colours, noise))

    def _noise(self, size: Size) -> Image.Image:
        """Return noise (L) with a normal distribution around MIDDLE, the coarser grains interpolated."""
        fine = Size(*(int(-(-side // self.coarseness)) for side in size))
        table, source = _quantiles(STRONGEST * self.amount / 100), Random(self.seed)  # noqa: S311 - a picture
        noise = Image.new("L", fine)
        rows = max(1, STRIP // fine.width)
        for top in range(0, fine.height, rows):
            strip = (fine.width, min(rows, fine.height - top))
            noise.paste(Image.frombytes("L", strip, source.randbytes(strip[0] * strip[1])).point(table), (0, top))
        if fine == size:
            return noise
        box = (0, 0, min(size.width / self.coarseness, fine.width), min(size.height / self.coarseness, fine.height))
        return noise.resize(size, Image.Resampling.BICUBIC, box)


def _quantiles(deviation: float) -> list[int]:
    """Return a table from evenly distributed bytes to noise with a normal distribution."""
    from statistics import NormalDist  # noqa: PLC0415 - only where grain is drawn

    normal = NormalDist(MIDDLE, deviation)
    return [int(min(max(normal.inv_cdf((byte + 0.5) / 256), 0), 255) + 0.5) for byte in range(256)]


def _added(colours: Image.Image, noise: Image.Image) -> Image.Image:
    quiet = Image.composite(noise, Image.new("L", noise.size, MIDDLE), colours.convert("L").point(TONES))
    grains = quiet if colours.mode == "L" else Image.merge("RGB", (quiet,) * 3)
    return ImageChops.add(colours, grains, 1, -MIDDLE)
