"""Door: ipx's addresses, `{modifiers}/{picture}`, and the way back. Signed as ours are: `s` in the query."""

from urllib.parse import quote

from handler.core.delivery import Delivery, LinkTerms, Signature
from handler.core.formats.catalogue import WRITTEN
from handler.core.keys import decode
from handler.core.output import WITHOUT_QUALITY, Output
from handler.core.signing import signed, verify
from handler.dialects.foreign.arguments import one_of, whole_in_range
from handler.dialects.foreign.picture_paths import confirmed, pictured, written_path, written_terms
from handler.dialects.foreign.words import declared, recipe_of
from handler.dialects.interface import SAMPLES, DialectRequest, Operation, PathField, PictureReply, Reply
from handler.dialects.ipx.effects import after_the_size, before_the_size, modifiers_of_effect, modifiers_of_ground
from handler.dialects.ipx.modifiers import NONE, Modifiers, read_modifiers
from handler.dialects.ipx.sizes import asked_size, ground_colour, modifiers_of_size
from handler.dialects.native import parse_alone
from handler.ops.resize import Resize

__all__ = ["operations", "parse", "signed", "verify", "write"]

MODIFIERS = PathField("modifiers", "Modifiers with commas between them, or _ for none.", ("s_300x200,f_webp",), str)
KEY = PathField("key", "The picture's key.", SAMPLES)

NEGOTIATED = "auto"
FORMATS: dict[str, str] = {
    NEGOTIATED: "source",
    "jpeg": "jpg",
    **{name: name for name in ("jpg", "png", "webp", "avif", "gif", "tiff") if name in WRITTEN},
}
SAFE = ".-"


def parse(asked: DialectRequest) -> Reply:
    """Return the picture that is asked for."""
    terms = parse_alone(asked.query, LinkTerms)
    said, _, path = asked.path.partition(b"/")
    modifiers = read_modifiers(decode(said))
    if "kernel" in modifiers:
        one_of("kernel", modifiers["kernel"][0], {"lanczos3": ""})
    ground_colour(modifiers)
    ops = (*before_the_size(modifiers), *asked_size(modifiers), *after_the_size(modifiers))
    recipe = recipe_of(pictured(decode(path), asked.base), ops, _output(modifiers), next(reversed([NONE, *modifiers])))
    negotiable = modifiers.get("format") == (NEGOTIATED,)
    return PictureReply(recipe, Delivery(expires=terms.expires, edition=terms.edition, negotiable=negotiable))


def write(picture: PictureReply) -> str:
    """Return modifiers, path and query."""
    said = [
        each
        for op in picture.recipe.ops
        for each in (modifiers_of_size(op) if isinstance(op, Resize) else modifiers_of_effect(op))
    ]
    if any(each.startswith("threshold") for each in said):  # which is of a gray picture
        said = [each for each in said if each != "grayscale_true"]
    said += [*modifiers_of_ground(picture.recipe.ops), *_said_output(picture)]
    text = ",".join(quote(each, safe=SAFE) for each in said) or NONE
    address = f"{text}/{written_path(picture)}{written_terms(picture.delivery)}"
    return confirmed(address, picture, lambda path, query: parse(DialectRequest(path.encode(), query)))


def operations() -> tuple[Operation, ...]:
    """Return the one operation."""
    return (
        Operation(
            "ipx",
            "{modifiers}/{key}",
            "Get a stored picture by an address in ipx's form",
            "Return a stored picture, changed as the modifiers say.",
            (MODIFIERS, KEY),
            (LinkTerms, Signature),
        ),
    )


def _output(modifiers: Modifiers) -> Output:
    form = modifiers.get("format", (NEGOTIATED,))[0]
    fields: dict[str, object] = {"formats": (one_of("format", form, FORMATS),)}
    if "quality" in modifiers:
        quality = whole_in_range("quality", modifiers["quality"][0], 1, 100)
        fields |= {} if FORMATS[form] in WITHOUT_QUALITY else {"quality": quality}
    return declared(Output, "quality" if "quality" in modifiers else "format", form, **fields)


def _said_output(picture: PictureReply) -> list[str]:
    output = picture.recipe.output
    said = [] if output.quality == Output().quality else [f"q_{output.quality}"]
    plain = output.formats == Output().formats
    form = NEGOTIATED if picture.delivery.negotiable else "" if plain else output.formats[0]
    return [*said, f"f_{form}"] if form else said
