"""Operations: the catalogue of all, in the order in which the query dialect applies them.

To add an operation, write its file, its test, and one line here; `make docs` draws its pictures. Geometry comes first,
so that colour and filters work on few pixels. Faces are looked for before colours change. Gradient, vignette and grain
follow the filters; other pictures and text are laid over all of these, before the mask, which cuts them too. The mask
comes before pad and border, which surround what it cut. The shadow falls from all of that. The background comes last,
under all.
"""

# ruff: noqa: F401, I001 - these imports are the catalogue, so their order says something

from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from handler.ops.op import Op

from handler.ops.trim import Trim
from handler.ops.rect import Rect
from handler.ops.trim_corner import TrimCorner
from handler.ops.flip import Flip
from handler.ops.rotate import Rotate
from handler.ops.resize import Resize
from handler.ops.face_blur import FaceBlur
from handler.ops.face_pixel import FacePixel
from handler.ops.red_eye import RedEye
from handler.ops.enhance import Enhance
from handler.ops.auto_contrast import AutoContrast
from handler.ops.exposure import Exposure
from handler.ops.gamma import Gamma
from handler.ops.brightness import Brightness
from handler.ops.contrast import Contrast
from handler.ops.equalize import Equalize
from handler.ops.levels import Levels
from handler.ops.curves import Curves
from handler.ops.channel_shift import ChannelShift
from handler.ops.highlights import Highlights
from handler.ops.shadows import Shadows
from handler.ops.saturation import Saturation
from handler.ops.hue import Hue
from handler.ops.vibrance import Vibrance
from handler.ops.mono import Mono
from handler.ops.sepia import Sepia
from handler.ops.duotone import Duotone
from handler.ops.colorize import Colorize
from handler.ops.invert import Invert
from handler.ops.denoise import Denoise
from handler.ops.median import Median
from handler.ops.blur import Blur
from handler.ops.progressive_blur import ProgressiveBlur
from handler.ops.sharpen import Sharpen
from handler.ops.unsharp_mask import UnsharpMask
from handler.ops.convolve import Convolve
from handler.ops.wavelet_sharpen import WaveletSharpen
from handler.ops.pixelate import Pixelate
from handler.ops.gradient_overlay import GradientOverlay
from handler.ops.vignette import Vignette
from handler.ops.grain import Grain
from handler.ops.noise import Noise
from handler.ops.overlay import Overlay
from handler.ops.nine_patch import NinePatch
from handler.ops.text import Text
from handler.ops.mask import Mask
from handler.ops.pad import Pad
from handler.ops.border import Border
from handler.ops.drop_shadow import DropShadow
from handler.ops.background import Background

CATALOGUE: tuple[type[Op], ...] = tuple(
    kind for kind in list(globals().values()) if isinstance(kind, type) and issubclass(kind, Op) and kind is not Op
)
"""The operations imported above, in that order."""

if TYPE_CHECKING:
    AnyOp = Op
else:
    AnyOp = Annotated[reduce(or_, CATALOGUE), Field(discriminator="op")]
"""The union of all operations, told apart by the field `op`. For type checkers it is Op, whose interface is enough."""
