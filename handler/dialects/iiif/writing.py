"""Writing: from a recipe to the IIIF address that says the same, where there is one.

A recipe says nothing of whether a request may enlarge, only what comes of it. So a size with a ^ is written wherever
the recipe would enlarge.
"""

from handler.core.delivery import Delivery
from handler.core.source import Stored
from handler.dialects.iiif.address import identifier
from handler.dialects.iiif.appearance import QUALITIES, Appearance, suffix_of
from handler.dialects.iiif.edition import Edition
from handler.dialects.iiif.numbers import percent
from handler.dialects.iiif.region import FULL, SQUARE, written_rect
from handler.dialects.iiif.size import INSIDE, PERCENT, UP
from handler.dialects.iiif.size import SQUARE as SQUARED
from handler.dialects.interface import PictureReply
from handler.errors import Inexpressible
from handler.ops.flip import Flip
from handler.ops.op import Op
from handler.ops.rect import Rect
from handler.ops.resize import Resize
from handler.ops.rotate import Rotate
from handler.recipe import Recipe


def iiif_address(picture: PictureReply, edition: Edition) -> str:
    """Return what follows the door's prefix; Inexpressible names what IIIF cannot say."""
    recipe, delivery = picture.recipe, picture.delivery
    if delivery != Delivery(expires=delivery.expires):
        raise Inexpressible("IIIF has no download names, editions or presets, and no format by Accept")
    ops = list(recipe.ops)
    parts = [*_region_and_size(ops, edition), _appearance(ops, recipe)]
    if ops:
        raise Inexpressible(f"IIIF has no {ops[0].op}, or not in this place")
    query = "" if delivery.expires is None else f"?expires={delivery.expires}"
    return f"{'/'.join([_identifier(recipe, parts[-1]), *parts])}{query}"


def _identifier(recipe: Recipe, appearance: str) -> str:
    """Return the identifier; an address names no frame, so it is the one that each format has."""
    source = recipe.source
    frame = Appearance(mirrored=False, angle=0, quality="default", suffix=appearance.rpartition(".")[2]).frame
    if not isinstance(source, Stored) or source != Stored(key=source.key, frame=frame):
        raise Inexpressible("IIIF has stored pictures alone, as they stand, and of an animation the first frame")
    return identifier(source.key)


def _region_and_size(ops: list[Op], edition: Edition) -> tuple[str, str]:
    region, square = FULL, False
    if ops and isinstance(ops[0], Rect):
        said = written_rect(ops[0])
        if said is None:
            raise Inexpressible("IIIF has rect in pixels or in parts, and not in both")
        region = said
        ops.pop(0)
    elif ops and ops[0] == SQUARED:
        region, square = SQUARE, True
        ops.pop(0)
    if not ops or not isinstance(ops[0], Resize):
        return region, f"{PERCENT}100" if edition.marked else FULL
    resize = ops.pop(0)
    assert isinstance(resize, Resize)  # noqa: S101 - for mypy
    if region == FULL and resize.fit in {"crop", "min"} and resize.w == resize.h:
        region = SQUARE
    return region, _size(resize, edition, region=region, cut=square)


def _size(resize: Resize, edition: Edition, *, region: str, cut: bool) -> str:
    """Return the text of a resize. cut: whether the square was cut before, so that this one only scales."""
    up, fit, sides = (UP if edition.marked else ""), resize.fit, (resize.w, resize.h)
    plain = ",".join("" if side is None else str(side) for side in sides)
    said = None
    if isinstance(resize.w, float) or isinstance(resize.h, float):
        if fit == "scale" and resize.w == resize.h and isinstance(resize.w, float):
            said = f"{up if resize.w > 1 else ''}{PERCENT}{percent(resize.w)}"
    elif region == SQUARE and not cut:
        said = {"crop": f"{up}{resize.w},", "min": f"{INSIDE}{plain}"}.get(fit)
    elif None in sides:
        said = {"clip": f"{up}{plain}", "max": plain if edition.marked else None}.get(fit)
    else:
        inside = {"clip": f"{UP}{INSIDE}{plain}" if edition.marked else None, "max": f"{INSIDE}{plain}"}
        said = {**inside, "scale": f"{up}{plain}"}.get(fit)
    same = resize.model_dump() == Resize.model_construct(w=resize.w, h=resize.h, fit=fit).model_dump()
    if said is None or not same:
        raise Inexpressible(f"{edition.words} cannot say this resize: fit={fit}, or what goes with it")
    return said


def _appearance(ops: list[Op], recipe: Recipe) -> str:
    suffix = suffix_of(recipe.output)
    if suffix is None:
        raise Inexpressible(
            "IIIF names one format of jpg, png, webp, gif, tiff, jp2, pdf and avif, and nothing else of it"
        )
    mirrored = ops[:1] == [Flip(axis="h")]
    turn = next(iter(ops[int(mirrored) :]), None)
    shown = Appearance(mirrored, turn.angle if isinstance(turn, Rotate) else 0.0, "default", suffix)
    lead = list(Recipe.of(recipe.source, shown.ops()).ops)
    while lead and ops[:1] == lead[:1]:
        del ops[0], lead[0]
    quality = next((name for name in ("default", "bitonal", "gray") if tuple(ops) == QUALITIES[name]), "")
    if quality:
        ops.clear()
    return shown._replace(quality=quality or "default").text()
