"""Wavelet sharpen: detail of one scale made stronger, those near it less, as GIMP's plug-in and thumbor do it."""

from math import exp
from typing import Annotated, Any, ClassVar, Literal

from PIL import Image, ImageMath
from pydantic import Field

from handler.core.geometry import Size
from handler.ops.op import Op

SCALES = 5
"""Scales of detail: of 1, 2, 4, 8 and 16 pixels."""

SPREAD = 1.5
"""How many scales beside the chosen one get stronger too."""

LEAST = 0.002
"""A gain that no level shows."""

ONE_PLANE = 0.45
"""CPU time of sharpening luminance alone, as a part of that of three channels."""

LUMA = (0.299, 0.587, 0.114)


class WaveletSharpen(Op):
    """Make detail of a scale stronger, by the differences of pictures that are blurred more and more."""

    chromatic: ClassVar[bool] = True
    cost: ClassVar[float] = 560
    veiled: ClassVar[float] = 1.75
    scratch: ClassVar[tuple[float, float]] = (57, 70)

    op: Literal["wavelet_sharpen"] = "wavelet_sharpen"
    amount: Annotated[float, Field(ge=0, le=100, description="How much of the detail is added.")]
    radius: Annotated[float, Field(ge=0, le=10, description="Which scale: 0 is the finest, each next twice as coarse.")]
    luminance: Annotated[bool, Field(description="Sharpen luminance alone, so that no edge gets a fringe.")] = False

    @property
    def neutral(self) -> bool:
        """Nothing is added where no scale has a gain."""
        return not self._gains()

    def work(self, size: Size, scale: float = 1.0, *, alpha: bool = False) -> float:
        """Return the estimated CPU milliseconds; luminance is one plane of three."""
        return super().work(size, scale, alpha=alpha) * (ONE_PLANE if self.luminance else 1)

    def _gains(self) -> list[float]:
        """Return how much of each scale is added, from the finest to the last that counts."""
        gains = [self.amount * exp(-((scale - self.radius) ** 2) / SPREAD) for scale in range(SCALES)]
        while gains and gains[-1] < LEAST:
            gains.pop()
        return gains

    def apply(self, image: Image.Image) -> Image.Image:
        """Return the picture with detail added; where it is transparent nothing is taken from, and alpha stays."""
        if self.neutral:
            return image
        *colours, cover = [*image.split(), None] if image.mode != "RGBA" else image.split()
        weight = None if cover is None else cover.convert("F")
        planes = [band.convert("F") for band in colours if band is not None]
        if self.luminance and len(planes) > 1:
            red, green, blue = LUMA
            light = _eval(lambda r, g, b: r * red + g * green + b * blue, *planes)
            details = [self._detail(light, weight)] * len(planes)
        else:
            details = [self._detail(plane, weight) for plane in planes]
        sums = [_eval(lambda p, d: p + d + 0.5, *pair) for pair in zip(planes, details, strict=True)]
        bands = [each.convert("L") for each in sums]
        return Image.merge(image.mode, [*bands, *([] if cover is None else [cover])])

    def _detail(self, plane: Image.Image, weight: Image.Image | None) -> Image.Image:
        """Return what is added to a plane. weight: how opaque each pixel is."""
        total = Image.new("F", plane.size)
        for scale, gain in enumerate(self._gains()):
            coarse = _hat(plane, 1 << scale, weight)
            total = _eval(lambda t, p, c, gain=gain: t + (p - c) * gain, total, plane, coarse)
            plane = coarse
        return total


def _hat(plane: Image.Image, step: int, weight: Image.Image | None) -> Image.Image:
    """Return the mean of each pixel and those `step` from it, of which it counts twice, across and down."""
    if weight is None:
        return _across(_across(plane, step).transpose(Image.Transpose.TRANSPOSE), step).transpose(
            Image.Transpose.TRANSPOSE
        )
    covered = _eval(lambda p, w: p * w, plane, weight)
    return _eval(lambda c, w: c / w, _hat(covered, step, None), _hat(weight, step, None))


def _across(plane: Image.Image, step: int) -> Image.Image:
    """Return the same along rows. Beyond the edge the picture is mirrored."""
    wide, high = plane.size
    step = min(step, wide - 1)
    if not step:
        return plane
    framed = Image.new("F", (wide + 2 * step, high))
    framed.paste(plane, (step, 0))
    for box, at in (((1, 0, step + 1, high), 0), ((wide - 1 - step, 0, wide - 1, high), wide + step)):
        framed.paste(plane.crop(box).transpose(Image.Transpose.FLIP_LEFT_RIGHT), (at, 0))
    before, after = (framed.crop((start, 0, start + wide, high)) for start in (0, 2 * step))
    return _eval(lambda b, p, a: (p * 2.0 + b + a) * 0.25, before, plane, after)


def _eval(change: Any, *planes: Image.Image) -> Image.Image:  # noqa: ANN401 - a function of ImageMath's operands
    names = [f"plane{number}" for number in range(len(planes))]
    given = dict(zip(names, planes, strict=True))
    made: Image.Image = ImageMath.lambda_eval(lambda args: change(*(args[name] for name in names)), **given)
    return made
