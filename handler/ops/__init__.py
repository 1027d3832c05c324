"""The catalogue: every operation, in the order in which the query dialect applies them.

Adding an operation is its file, one line here, and its test. Geometry comes first, so that colour and filters work
on few pixels; the mask comes before pad and border, which lie around what it cut; the background comes last, under
all of it.
"""

# ruff: noqa: F401, I001 - these imports are the catalogue, so their order says something

from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from handler.ops.op import Op

from handler.ops.trim import Trim
from handler.ops.rect import Rect
from handler.ops.flip import Flip
from handler.ops.rotate import Rotate
from handler.ops.resize import Resize
from handler.ops.exposure import Exposure
from handler.ops.gamma import Gamma
from handler.ops.brightness import Brightness
from handler.ops.contrast import Contrast
from handler.ops.saturation import Saturation
from handler.ops.hue import Hue
from handler.ops.vibrance import Vibrance
from handler.ops.mono import Mono
from handler.ops.sepia import Sepia
from handler.ops.duotone import Duotone
from handler.ops.invert import Invert
from handler.ops.blur import Blur
from handler.ops.sharpen import Sharpen
from handler.ops.unsharp_mask import UnsharpMask
from handler.ops.pixelate import Pixelate
from handler.ops.mask import Mask
from handler.ops.pad import Pad
from handler.ops.border import Border
from handler.ops.background import Background

CATALOGUE: tuple[type[Op], ...] = tuple(
    kind for kind in list(globals().values()) if isinstance(kind, type) and issubclass(kind, Op) and kind is not Op
)
"""The operations imported above, in that order."""

if TYPE_CHECKING:
    AnyOp = Op
else:
    AnyOp = Annotated[reduce(or_, CATALOGUE), Field(discriminator="op")]
"""Any of them, told apart by `op`. The types know it as Op, whose interface is all that anything else uses."""
