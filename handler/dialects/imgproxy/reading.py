"""Reading: from an address in imgproxy's form to the picture that it asks for."""

from collections.abc import Mapping

from handler.core.output import Output
from handler.dialects.foreign.picture_paths import painted_everywhere, pictured
from handler.dialects.foreign.words import recipe_of
from handler.dialects.imgproxy.address import ParsedAddress
from handler.dialects.imgproxy.effects import effect_ops
from handler.dialects.imgproxy.geometry import geometry_ops
from handler.dialects.imgproxy.outputs import delivery_of, wished_output
from handler.dialects.imgproxy.preset_options import PresetWishes, among_our_own, preset_picture, preset_wishes
from handler.dialects.imgproxy.wishes import Wishes, read_wishes
from handler.dialects.interface import PictureReply
from handler.errors import InvalidParameter
from handler.recipe import Recipe

HANDING_OVER = frozenset(("cachebuster", "expires", "filename", "return_attachment"))
"""Options that change no byte of the picture."""

UPRIGHT = 1
"""The orientation of a picture that is not turned."""


def asked_picture(address: ParsedAddress, presets: Mapping[str, str], here: str = "") -> PictureReply:
    """Return the picture that an address asks for.

    presets: the query of each by its name. here: what viewers have before this service's paths.
    """
    own = read_wishes(address.options)
    picked = {"orientation": UPRIGHT} if own.get("auto_rotate") is False else {}
    source = pictured(address.source, here, **picked)
    key = next(iter(source.keys))
    delivery = delivery_of(own, key)
    if own.get("raw"):
        return PictureReply(
            _untouched(own, address, Recipe(source=source)), delivery.model_copy(update={"original": True})
        )
    names: tuple[str, ...] = own.get("preset", ())
    if len(names) == 1 and not address.form and own.keys() <= {"preset", *HANDING_OVER}:
        recipe, told, _ = preset_picture(names[0], key, presets)
        named = {"preset": names[0], "alone": True, "negotiable": told.negotiable}
        return PictureReply(recipe.model_copy(update={"source": source}), delivery.model_copy(update=named))
    base = preset_wishes(names, key, presets)
    recipe = _recipe(own, base, address, source)
    open_format = base.negotiable and recipe.output.formats == Output().formats
    return PictureReply(recipe, delivery.model_copy(update={"negotiable": open_format}))


def _recipe(own: Wishes, base: PresetWishes, address: ParsedAddress, source: object) -> Recipe:
    wishes = {**base.wishes, **own}
    ops = among_our_own([*geometry_ops(wishes), *effect_ops(wishes)], base.ops)
    output = wished_output(own, address.form, base.output)
    last = address.options[-1][0] if address.options else "plain"
    return recipe_of(source, painted_everywhere(ops, wishes.get("background")), output, last)  # type: ignore[arg-type]


def _untouched(own: Wishes, address: ParsedAddress, recipe: Recipe) -> Recipe:
    """Return the recipe of a stored file as it is; InvalidParameter where something is asked of it."""
    more = own.keys() - {"raw", *HANDING_OVER}
    if more or address.form:
        name = min(more, default="format")
        raise InvalidParameter(f"raw is the stored file as it is; leave {name} out", parameter=name)
    return recipe
