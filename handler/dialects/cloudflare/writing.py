"""Writing: from a picture to the options that ask for it; what is written is read back by whoever writes an address."""

from urllib.parse import quote

from handler.dialects.cloudflare.cuts import written_cuts
from handler.dialects.cloudflare.options import Options
from handler.dialects.cloudflare.outputs import options_of_output
from handler.dialects.cloudflare.sizes import AUTO, WIDEST, written_size
from handler.dialects.cloudflare.tones import written_tone
from handler.dialects.foreign.css_colours import written_css_colour
from handler.dialects.interface import PictureReply
from handler.dialects.literals import plain_number
from handler.dialects.native import ground
from handler.ops.background import Background
from handler.ops.flip import Flip
from handler.ops.op import Op
from handler.ops.resize import Resize
from handler.ops.rotate import Rotate

SAFE = ";.-"
NOTHING = {"anim": "true"}
"""What says nothing, since at least one option has to be said."""


def written_options(picture: PictureReply) -> str:
    """Return the options that say a picture, percent-encoded, as far as there are any."""
    recipe, delivery = picture.recipe, picture.delivery
    cut, rest = written_cuts(ground.told_grounds(recipe.ops))
    said: Options = dict(cut)
    for op in rest:
        said |= _option(op)
    if "width" in delivery.hinted and said.get("width") == str(WIDEST):
        said["width"] = AUTO
    said |= options_of_output(recipe.output, negotiable=delivery.negotiable, saves="save-data" in delivery.hinted)
    if recipe.source.frame == 0:
        said["anim"] = "false"
    return ",".join(f"{name}={quote(value, safe=SAFE)}" for name, value in (said or NOTHING).items())


def _option(op: Op) -> Options:
    match op:
        case Flip(axis=axis):
            return {"flip": axis}
        case Rotate(angle=angle):
            return {"rotate": plain_number(angle)}
        case Resize():
            return written_size(op)
        case Background(bg=colour):
            return {"background": f"#{written_css_colour(colour)}"}
    return written_tone(op)
