"""Addresses: what a path of Cloudinary's asks for, and how one is written.

1. Components are done one after the other. Within one its size comes first, then the effect, corners and border, the
   turn, and what is laid over; a colour goes beside a padded picture, into the corners of a turned one, else below.
2. Without `f_` the format of the stored picture is kept, `f_auto` lets Accept choose. The key is that of the stored
   file, with its extension, which asks for no other format.
3. The name of a cloud, and `image/upload`, may stand before it all; behind `image/fetch` a URL stands for the key.
4. Of a query nothing is read but the mark that Cloudinary's clients leave in it (`_a`).
"""

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import quote

from handler.core.delivery import Delivery
from handler.core.keys import checked_key, decode
from handler.core.output import DEFAULT_QUALITY
from handler.core.query_string import pairs, tracks
from handler.core.source import Fetched, Stored
from handler.dialects.cloudinary.components import (
    FETCH,
    IMAGE,
    Path,
    Transformation,
    misread,
    real_number,
    taken_apart,
    whole_number,
)
from handler.dialects.cloudinary.cropping import cut, written_cut
from handler.dialects.cloudinary.delivering import Wishes, wishes, written_wishes
from handler.dialects.cloudinary.effects import effect, written_effect
from handler.dialects.cloudinary.framing import bordered, written_frame
from handler.dialects.cloudinary.laying import joined_layers, laid_over, written_layer
from handler.dialects.cloudinary.seal import signed, verify
from handler.dialects.cloudinary.turning import as_stored, rotated, written_source, written_turn
from handler.dialects.foreign.picture_paths import confirmed
from handler.dialects.foreign.words import declared, recipe_of, unknown
from handler.dialects.interface import SAMPLES, DialectRequest, Operation, PathField, PictureReply, Reply
from handler.dialects.native import ground
from handler.errors import Inexpressible
from handler.ops.background import Background
from handler.ops.border import Border
from handler.ops.flip import Flip
from handler.ops.mask import Mask
from handler.ops.op import Op
from handler.ops.overlay import Overlay
from handler.ops.rect import Rect
from handler.ops.resize import Resize
from handler.ops.rotate import Rotate
from handler.recipe import Source

__all__ = ["operations", "parse", "signed", "verify", "write"]

MARK = "_a"
UNVERSIONED = "1"
"""The version that clients write where they know of none."""


def parse(asked: DialectRequest) -> Reply:
    """Return the picture that a path asks for."""
    for name, _ in pairs(asked.query):
        if name != MARK and not tracks(name):
            raise unknown(name, (MARK,))
    path = taken_apart(decode(asked.path))
    parts = joined_layers([Transformation(text) for text in path.components])
    upright = not any(as_stored(part) for part in parts)
    pages = [page for part in parts if (page := part.take("pg")) is not None]
    ops = tuple(op for part in parts for op in _ops(part))
    said = wishes(parts)
    for part in parts:
        part.check_empty()
    turn = None if upright else 1
    version = path.version.removeprefix("v")
    picked = {"orientation": turn, "page": whole_number("pg", pages[-1]) if pages else None}
    original = not path.components
    delivery = declared(
        Delivery,
        "v",
        path.version,
        edition=None if version in {"", UNVERSIONED} else version,
        negotiable=said.negotiable,
        download=said.download,
        original=original,
    )
    return PictureReply(recipe_of(_source(path, picked), ops, said.output, "transformation"), delivery)


def _source(path: Path, picked: dict[str, int | None]) -> Source:
    """Return the picture that a path names: a key, or behind image/fetch a URL."""
    if path.kind != FETCH:
        return declared(Stored, "pg", str(picked["page"]), key=checked_key(path.key), **picked)
    return declared(Fetched, f"{IMAGE}/{FETCH}", path.key, url=path.key, **picked)


def _ops(part: Transformation) -> tuple[Op, ...]:
    density = _density(part)
    if over := laid_over(part, density):
        return over
    sized, changed, turn = _grounded(cut(part, density)), effect(part), rotated(part)
    return (*sized, *changed, *bordered(part, density), *turn)


def _grounded(ops: tuple[Op, ...]) -> tuple[Op, ...]:
    """Return a cut with its ground under what is transparent too: `b` is of empty and of transparent areas."""
    grounds = (Background(bg=op.bg) for op in ops if isinstance(op, Resize) and op.bg)
    return ground.once((*ops, *grounds))


def _density(part: Transformation) -> float:
    text = part.take("dpr")
    if text is None:
        return 1.0
    if text == "auto":
        misread("dpr", text, "no screen is known here; say a number")
    density = real_number("dpr", text)
    if not 0 < density <= 10:  # noqa: PLR2004 - far more than any screen has
        misread("dpr", text, "is above 0 and at most 10")
    if density != 1 and not {"w", "h", "r", "bo", "x", "y"} & part.said.keys():
        misread("dpr", text, f"multiplies nothing in {part.text}")
    return density


def write(picture: PictureReply) -> str:
    """Return the path, each operation in a component of its own; Inexpressible names what it cannot say."""
    recipe, delivery = picture.recipe, picture.delivery
    if not isinstance(recipe.source, Stored | Fetched):
        raise Inexpressible("an address of Cloudinary's has a key or a URL, which this picture has not")
    said = [written_source(recipe.source), *_written(recipe.ops)]
    said.append(written_wishes(Wishes(recipe.output, delivery.negotiable, delivery.download)))
    components = [",".join(part) for part in said if part]
    if not components and not delivery.original:
        components = [f"q_{DEFAULT_QUALITY}"]
    version = f"v{delivery.edition or UNVERSIONED}"
    fetched = [IMAGE, FETCH] if isinstance(recipe.source, Fetched) else []
    below = quote("/".join((*fetched, *components, version, *recipe.source.keys)), safe="/:,")
    return confirmed(below, picture, lambda said, asked: parse(DialectRequest(said.encode(), asked)))


def _written(ops: tuple[Op, ...]) -> Iterator[list[str]]:
    """Give the parameters of each operation; of corners and the border that follows them together."""
    for number, op in enumerate(ops):
        after = ops[number + 1 : number + 2]
        before = ops[number - 1] if number else None
        if isinstance(op, Background) and getattr(before, "bg", None) == op.bg:
            continue
        if isinstance(op, Resize) and op.bg and after != (Background(bg=op.bg),):
            raise Inexpressible("Cloudinary lays a ground under what is transparent as well as beside the picture")
        if isinstance(op, Mask) and op.radius and after and getattr(after[0], "radius", ()) == op.radius:
            continue
        said = WRITERS[type(op)](op) if type(op) in WRITERS else written_effect(op)
        if said is None:
            raise Inexpressible(f"Cloudinary cannot say {op.op}")
        yield said


WRITERS: dict[type[Op], Callable[[Any], list[str]]] = {
    **dict.fromkeys((Resize, Rect), written_cut),
    **dict.fromkeys((Flip, Rotate), written_turn),
    **dict.fromkeys((Mask, Border, Background), written_frame),
    Overlay: written_layer,
}
"""For each operation that is no effect what gives its parameters."""


def operations() -> tuple[Operation, ...]:
    """Return the one operation."""
    said = PathField("transformation", "Components with slashes between them.", ("c_fill,w_300,h_200",), str)
    key = PathField("key", "The picture's key.", SAMPLES)
    return (
        Operation(
            "cloudinary",
            "image/upload/{transformation}/v1/{key}",
            "Get a picture as Cloudinary has it",
            "Return a stored picture, changed component by component.",
            (said, key),
        ),
    )
