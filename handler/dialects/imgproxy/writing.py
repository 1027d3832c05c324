"""Writing: from a picture to the address that asks for it, which the door reads back to be sure."""

from urllib.parse import quote

from handler.core.output import Output
from handler.dialects.foreign.css_colours import written_css_colour
from handler.dialects.foreign.picture_paths import written_path
from handler.dialects.imgproxy.address import Segments
from handler.dialects.imgproxy.effects import said_effect
from handler.dialects.imgproxy.geometry import KEY_COLOUR, said_crop, said_size
from handler.dialects.imgproxy.outputs import said_delivery, said_output
from handler.dialects.interface import PictureReply
from handler.dialects.literals import plain_number
from handler.ops.flip import Flip
from handler.ops.op import Op
from handler.ops.rect import Rect
from handler.ops.resize import Resize
from handler.ops.rotate import Rotate
from handler.ops.trim import Trim

UNSIGNED = "unsafe"
UPRIGHT = 1


def options_saying(op: Op) -> Segments:
    """Return the options that say an operation, as far as there are any."""
    said: tuple[str, ...]
    match op:
        case Trim(tolerance=tolerance, color=colour):
            plain = colour is None or colour == KEY_COLOUR
            said = ("t", str(tolerance), *(() if plain else (written_css_colour(str(colour)),)))
        case Rotate(angle=angle):
            said = ("rot", plain_number(angle))
        case Flip(axis=axis):
            said = ("fl", *("1" if each in axis else "0" for each in "hv"))
        case Rect() | Resize(fit="cut"):
            said = said_crop(op)
        case Resize():
            return tuple(said_size(op))
        case _:
            return tuple(said_effect(op))
    return (said,)


def written_address(picture: PictureReply) -> str:
    """Return the address that says a picture, as far as there is one, with a word for no signature."""
    recipe, delivery = picture.recipe, picture.delivery
    said = [option for op in recipe.ops for option in options_saying(op)]
    if recipe.source.orientation == UPRIGHT:
        said.append(("ar", "0"))
    said += said_output(recipe.output)
    if delivery.original:
        said.append(("raw", "1"))
    options = [":".join(quote(part, safe="") for part in option) for option in (*said, *said_delivery(delivery))]
    form = "" if recipe.output.formats == Output().formats else f"@{quote(recipe.output.formats[0])}"
    return "/".join((UNSIGNED, *options, "plain", written_path(picture) + form))
