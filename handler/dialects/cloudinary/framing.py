"""Framing: rounded corners, borders and what lies under a picture: `r_`, `bo_`, `b_`."""

from handler.dialects.cloudinary.components import Transformation, misread, pixels_of
from handler.dialects.cloudinary.paints import read_paint, written_paint
from handler.dialects.foreign.words import declared
from handler.ops.background import Background
from handler.ops.border import Border
from handler.ops.mask import Mask
from handler.ops.op import Op

MOST = "max"
LINE = "_solid_"
PIXELS = "px"
CORNERS = {1: (0,), 2: (0, 1, 0, 1), 3: (0, 1, 2, 1), 4: (0, 1, 2, 3)}
"""For so many radii which of them each corner has, from the top left clockwise; as CSS has it."""


def bordered(part: Transformation, density: float) -> tuple[Op, ...]:
    """Return corners, border and ground of a component; a border follows the corners beside it."""
    found: list[Op] = []
    radii: tuple[int, ...] = ()
    if (text := part.take("r")) is not None:
        if text == MOST:
            found.append(Mask(shape="ellipse"))
        else:
            radii = _radii(text, density)
            found.append(declared(Mask, "r", text, shape="corners", radius=radii))
    if (text := part.take("bo")) is not None:
        found.append(_border(text, radii, density))
    if (text := part.take("b")) is not None:
        found.append(Background(bg=read_paint("b", text)))
    return tuple(found)


def _radii(text: str, density: float) -> tuple[int, ...]:
    numbers = [pixels_of("r", part, density) for part in text.split(":")[:5]]
    if len(numbers) not in CORNERS:
        misread("r", text, "has one radius to four")
    return tuple(numbers[place] for place in CORNERS[len(numbers)])


def _border(text: str, radii: tuple[int, ...], density: float) -> Border:
    width, line, colour = text.partition(LINE)
    if not line or not width.endswith(PIXELS):
        misread("bo", text, "is a width and a colour, as 4px_solid_black")
    pixels = pixels_of("bo", width.removesuffix(PIXELS), density)
    return declared(Border, "bo", text, frame=(pixels, read_paint("bo", colour)), radius=radii)


def written_frame(op: Mask | Border | Background) -> list[str]:
    """Return the parameters that say corners, a border or a ground, as far as they can."""
    if isinstance(op, Background):
        return [f"b_{written_paint(op.bg)}"]
    corners = [f"r_{':'.join(map(str, op.radius))}"] if op.radius else []
    if isinstance(op, Mask):
        return corners or [f"r_{MOST}"]
    return [f"bo_{op.frame[0]}{PIXELS}{LINE}{written_paint(op.frame[1])}", *corners]
