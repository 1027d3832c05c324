"""Reading: from the options of an address to the picture that they ask for.

Operations come in Cloudflare's order, which is ours: what is cut off, mirrored, turned, resized, then light and colour,
blur and sharpness, and the background last.
"""

from typing import Any, NamedTuple

from handler.core.delivery import Delivery, LinkTerms
from handler.core.output import Output
from handler.dialects.cloudflare.cuts import cuts
from handler.dialects.cloudflare.facts_document import as_cloudflare
from handler.dialects.cloudflare.options import Options
from handler.dialects.cloudflare.outputs import SLOW, wanted_output
from handler.dialects.cloudflare.sizes import resize, wanted_size
from handler.dialects.cloudflare.tones import tones
from handler.dialects.foreign.arguments import FALSE, TRUE, argument, in_range, one_of
from handler.dialects.foreign.css_colours import css_colour
from handler.dialects.foreign.picture_paths import painted_everywhere, pictured
from handler.dialects.foreign.words import recipe_of
from handler.dialects.interface import ClientHints, Document, FactsReply, PictureReply
from handler.ops.background import Background
from handler.ops.flip import Flip
from handler.ops.op import Op
from handler.ops.rotate import Rotate

TURNS = {"0": 0.0, "90": 90.0, "180": 180.0, "270": 270.0}
FLIPS = {axis: axis for axis in ("h", "v", "hv")}
SILENT = {"onerror": "redirect", "upscale": "interpolate"}
"""Options whose one value says what is so anyway, or concerns errors alone."""


class SourcePlace(NamedTuple):
    """Where a picture is. text: its decoded path, or a URL. base: what viewers have before this service's paths."""

    text: str
    base: str


def asked_for(options: Options, place: SourcePlace, terms: LinkTerms, hints: ClientHints) -> PictureReply | FactsReply:
    """Return what options ask for of a picture."""
    for name, only in SILENT.items():
        if name in options:
            one_of(name, options[name], {only: only})
    moving = one_of("anim", options.get("anim", TRUE), {TRUE: True, FALSE: False})
    picked: dict[str, Any] = {} if moving else {"frame": 0}
    density = in_range("dpr", options.get("dpr", "1"), 0.5, 5)
    size = wanted_size(options, density, hints)
    written = wanted_output(options, hints)
    hinted = (*(("width",) if size.auto else ()), *(("save-data",) if SLOW in options else ()))
    recipe = recipe_of(
        pictured(*place, **picked),
        _ops(options, density, hints),
        written.output,
        next(reversed(options)),
    )
    delivery = Delivery(expires=terms.expires, edition=terms.edition, negotiable=written.negotiable, hinted=hinted)
    picture = PictureReply(recipe, delivery)
    if not written.facts:
        return picture
    bare = not recipe.ops and recipe.output == Output()
    return FactsReply(picture, bare=bare, document=Document(as_cloudflare))


def _ops(options: Options, density: float, hints: ClientHints) -> tuple[Op, ...]:
    paint = options.get("background")
    colour = None if paint is None else argument("background", paint, css_colour)
    made: list[Op] = [*cuts(options, density)]
    if "flip" in options:
        made.append(Flip(axis=one_of("flip", options["flip"], FLIPS)))  # type: ignore[arg-type]
    if "rotate" in options:
        made.append(Rotate(angle=one_of("rotate", options["rotate"], TURNS)))
    made += [*resize(options, wanted_size(options, density, hints)), *tones(options)]
    if colour is not None:
        made.append(Background(bg=colour))
    return painted_everywhere(made, colour)
