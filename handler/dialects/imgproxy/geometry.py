"""Geometry: what is trimmed, turned, mirrored, cropped and resized, in this order, as imgproxy has it.

1. Nothing is enlarged unless `enlarge` says so. `fill` then keeps the length of a side that is too short (`cropmax`),
   `fill-down` the ratio (`min`), and `force` the distortion (`scalemax`). `auto` is fill or fit (`matchmax`).
2. `dpr` and `zoom` multiply the sides. Where a `fill` is not to enlarge, a density above 1 keeps the ratio (`min`):
   imgproxy lowers the density until the picture is large enough.
3. `crop` comes before the resize, in pixels of the source, and has the gravity of the resize if it has none itself.
"""

from typing import Any

from handler.dialects.foreign.arguments import dense, wrong_argument
from handler.dialects.foreign.focal_crops import point_kept, towards
from handler.dialects.foreign.words import declared
from handler.dialects.imgproxy.readers import CORNER, EDGES, SMART, Gravity
from handler.dialects.imgproxy.readers import POINT as FOCUS
from handler.dialects.imgproxy.wishes import Wishes
from handler.dialects.literals import plain_number
from handler.errors import InvalidParameter
from handler.ops._fits import BOXED, Fit
from handler.ops.flip import Flip
from handler.ops.op import Op
from handler.ops.rect import Rect
from handler.ops.resize import Resize
from handler.ops.rotate import Rotate
from handler.ops.trim import Trim

FITS: dict[str, tuple[Fit, Fit]] = {
    "fit": ("max", "clip"),
    "fill": ("cropmax", "crop"),
    "fill-down": ("min", "crop"),
    "force": ("scalemax", "scale"),
    "auto": ("matchmax", "match"),
}
"""For each resizing type our fits: of one that never enlarges, and of one that does."""

EXTENDED: tuple[Fit, Fit] = ("fillmax", "fill")
KEY_COLOUR = "ff00ff"
"""The colour by which imgproxy trims what is transparent."""

FULL = (1.0, 1.0)


def geometry_ops(wishes: Wishes) -> list[Op]:
    """Return the operations that change size and place."""
    ops: list[Op] = []
    if trim := wishes.get("trim"):
        tolerance, colour = trim
        coloured = colour not in {None, KEY_COLOUR}
        ops.append(Trim(mode="color" if coloured else "auto", color=colour if coloured else None, tolerance=tolerance))
    if wishes.get("rotate"):
        ops.append(Rotate(angle=float(wishes["rotate"])))
    if wishes.get("flip"):
        ops.append(Flip(axis=wishes["flip"]))
    return [*ops, *_cropped(wishes), *_resized(wishes)]


def _cropped(wishes: Wishes) -> list[Op]:
    width, height, own = wishes.get("crop", (0, 0, None))
    if not width and not height:
        return []
    gravity = own or wishes.get("gravity", Gravity())
    sides = [_extent(side) for side in (width, height)]
    shown = f"{plain_number(width)}:{plain_number(height)}"
    if gravity.word == CORNER:
        box = (_offset(gravity.x), _offset(gravity.y), *(1.0 if side is None else side for side in sides))
        return [declared(Rect, "crop", shown, box=box)]
    kept = _kept("crop", gravity)
    return [declared(Resize, "crop", shown, w=sides[0], h=sides[1], fit="cut", **kept)]


def _extent(side: float) -> float | None:
    """Return a side as pixels from 1 on, as a part below, None for all of it."""
    return (int(side) if side >= 1 else side) if side else None


def _offset(length: float) -> float:
    return int(length) if length >= 1 or length == 0 else length


def _kept(name: str, gravity: Gravity) -> dict[str, Any]:
    """Return the fields of a resize that cuts as a gravity says."""
    if gravity.word == FOCUS:
        return towards(gravity.x, gravity.y)
    if gravity.x or gravity.y:
        said = ":".join((gravity.word, *map(plain_number, gravity[1:])))
        raise wrong_argument(name, said, f"offsets go with {CORNER} in crop, and with nothing else here")
    if gravity.word == SMART:
        return {"crop": ("smart",)}
    edges = EDGES[gravity.word]
    return {"crop": edges} if edges else {}


def _resized(wishes: Wishes) -> list[Op]:
    size = wishes.get("width", 0), wishes.get("height", 0)
    least = wishes.get("min-width", 0), wishes.get("min-height", 0)
    _check_extents(wishes, size)
    gravity = _kept("gravity", wishes.get("gravity", Gravity())) if "gravity" in wishes and all(size) else {}
    if any(least):
        return [_no_less(wishes, size, least)]
    if not any(size):
        return _zoomed(wishes)
    kind = wishes.get("resizing_type", "fit")
    across, down = wishes.get("zoom", FULL)
    if across != down and (kind != "force" or not all(size)):
        raise wrong_argument("zoom", f"{plain_number(across)}:{plain_number(down)}", "two factors go with force")
    density = wishes.get("dpr", 1.0)
    width, height = (
        max(1, dense(name, side, zoom * density)) if side else None
        for name, side, zoom in zip(("width", "height"), size, (across, down), strict=True)
    )
    fit = _fit(wishes, kind, size)
    if kind == "force" and not all(size):
        width, height = width or 1.0, height or 1.0  # type: ignore[assignment]
    kept = gravity if fit in BOXED else {}
    shown = ":".join(map(str, size))
    return [declared(Resize, "size", shown, w=width, h=height, fit=fit, **kept)]


def _fit(wishes: Wishes, kind: str, size: tuple[int, int]) -> Fit:
    enlarge = bool(wishes.get("enlarge"))
    extend = wishes.get("extend") or wishes.get("extend_aspect_ratio")
    if extend and kind == "fit" and all(size):
        return EXTENDED[enlarge]
    if not all(size) and kind != "force":
        return FITS["fit"][enlarge]
    if kind == "fill" and not enlarge and wishes.get("dpr", 1.0) > 1:
        return "min"
    return FITS[kind][enlarge]


def _check_extents(wishes: Wishes, size: tuple[int, int]) -> None:
    """Raise InvalidParameter where room is asked for around a picture that has to be cut or measured first."""
    kind, enlarge = wishes.get("resizing_type", "fit"), wishes.get("enlarge")
    for name in ("extend", "extend_aspect_ratio"):
        if wishes.get(name) and kind == "auto":
            raise wrong_argument(name, "1", "goes with no resizing_type=auto here")
    if wishes.get("extend_aspect_ratio") and not enlarge:
        raise wrong_argument("extend_aspect_ratio", "1", "goes with enlarge=1 here")
    if wishes.get("extend") and not enlarge and (kind != "fit" or not all(size)):
        raise wrong_argument("extend", "1", "goes with fit and both sides, or with enlarge=1")


def _no_less(wishes: Wishes, size: tuple[int, int], least: tuple[int, int]) -> Op:
    for name in ("width", "height", "zoom", "dpr"):
        if any(size) or wishes.get(name):
            raise InvalidParameter("min-width and min-height go without width, height, zoom and dpr", parameter=name)
    return declared(Resize, "min-width", str(least[0]), min_w=least[0] or None, min_h=least[1] or None)


def _zoomed(wishes: Wishes) -> list[Op]:
    """Return a resize to a part of the source, where a zoom or a density is asked for without a size."""
    density, enlarge = wishes.get("dpr", 1.0), wishes.get("enlarge")
    parts = [zoom * density for zoom in wishes.get("zoom", FULL)]
    if enlarge and max(parts) > 1:
        raise InvalidParameter("zoom and dpr enlarge where there is a width or a height", parameter="zoom")
    if max(parts) > 1 and parts[0] != parts[1]:
        raise InvalidParameter("zoom: two factors without a size are at most 1", parameter="zoom")
    if min(parts) >= 1:
        return []
    if parts[0] == parts[1]:
        return [Resize(w=parts[0])]
    return [Resize(w=parts[0], h=parts[1], fit="scale")]


def said_gravity(op: Resize) -> tuple[str, ...]:
    """Return the arguments that say what a resize keeps."""
    words = {edges: word for word, edges in EDGES.items()}
    if op.crop in words:
        return (words[op.crop],)
    point = point_kept(op)
    return (SMART,) if point is None else (FOCUS, *map(plain_number, point))


def said_size(op: Resize) -> list[tuple[str, ...]]:
    """Return the options that say a resize, as far as there are any."""
    if op.min_w is not None or op.min_h is not None:
        sides = {"mw": op.min_w, "mh": op.min_h}
        return [(name, str(side)) for name, side in sides.items() if side is not None]
    if isinstance(op.w, float) and not isinstance(op.h, int):
        return [("z", *(plain_number(side) for side in (op.w, op.h) if side is not None))]
    width, height = ("0" if side in {None, 1.0} and not isinstance(side, int) else str(side) for side in (op.w, op.h))
    if op.fit in EXTENDED:
        return [("rs", "fit", width, height, str(EXTENDED.index(op.fit)), "1")]
    kinds = {fit: (kind, str(at)) for kind, fits in reversed(FITS.items()) for at, fit in enumerate(fits)}
    kind, enlarge = kinds.get(op.fit, (op.fit, "0"))
    said = [("rs", kind, width, height, *(("1",) if enlarge == "1" else ()))]
    return [*said, ("g", *said_gravity(op))] if op.crop else said


def said_crop(op: Resize | Rect) -> tuple[str, ...]:
    """Return the option that says what is cut out."""
    if isinstance(op, Rect):
        left, top, *sides = op.box
        lengths = ("0" if side == 1 and isinstance(side, float) else plain_number(side) for side in sides)
        return ("c", *lengths, CORNER, plain_number(left), plain_number(top))
    return ("c", *("0" if side is None else plain_number(side) for side in (op.w, op.h)), *said_gravity(op))
