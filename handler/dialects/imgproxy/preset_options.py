"""Preset options: what presets say, in imgproxy's options, so that those of an address replace them one by one.

A preset is a query in our own names. What no option of imgproxy says of it, as `sharp`, stays the operation that it is,
and takes its place by the order of ours.
"""

from collections.abc import Mapping
from typing import NamedTuple

from handler.core.output import Output
from handler.core.suggest import SHOWN, nearest
from handler.dialects import native
from handler.dialects.imgproxy.effects import effect_ops
from handler.dialects.imgproxy.geometry import geometry_ops
from handler.dialects.imgproxy.wishes import Wishes, read_wishes
from handler.dialects.imgproxy.writing import options_saying
from handler.dialects.interface import PictureReply
from handler.errors import ImageError, InvalidParameter
from handler.ops import CATALOGUE
from handler.ops.op import Op

ORDER = {kind: place for place, kind in enumerate(CATALOGUE)}


class PresetWishes(NamedTuple):
    """What presets say: options as values, operations that are none, the output, and whether Accept decides."""

    wishes: Wishes = {}  # noqa: RUF012 - it is never changed
    ops: tuple[Op, ...] = ()
    output: Output = Output()
    negotiable: bool = False


def preset_picture(name: str, key: str, presets: Mapping[str, str]) -> PictureReply:
    """Return the picture that a preset alone asks for; InvalidParameter where there is none of the name."""
    if name not in presets:
        near = nearest(name, presets)
        hint = f"; did you mean {near}?" if near else ""
        said = f"preset={name[:SHOWN]}: there is no such preset{hint}"
        raise InvalidParameter(said, parameter="preset", nearest=near)
    reply = native.parse(presets[name], key)
    if not isinstance(reply, PictureReply):
        raise InvalidParameter(f"preset={name[:SHOWN]}: tells facts, which are no picture", parameter="preset")
    return reply


def preset_wishes(names: tuple[str, ...], key: str, presets: Mapping[str, str]) -> PresetWishes:
    """Return what presets say together, the later ones over the earlier."""
    found = PresetWishes()
    for name in names:
        recipe, delivery, _ = preset_picture(name, key, presets)
        wishes, ops = dict(found.wishes), found.ops
        for op in recipe.ops:
            said = _said(op)
            wishes |= said
            ops = ops if said else (*ops, op)
        fields = {**found.output.model_dump(exclude_defaults=True), **recipe.output.model_dump(exclude_defaults=True)}
        found = PresetWishes(wishes, ops, Output.model_validate(fields), delivery.negotiable)
    return found


def among_our_own(ops: list[Op], more: tuple[Op, ...]) -> list[Op]:
    """Return operations with others among them, each before the first that comes after it in our own order."""
    result = list(ops)
    for op in more:
        if type(op) in map(type, ops):
            continue
        place = next((at for at, each in enumerate(result) if ORDER[type(each)] > ORDER[type(op)]), len(result))
        result.insert(place, op)
    return result


def _said(op: Op) -> Wishes:
    """Return an operation as values of options; nothing where these would say another one."""
    try:
        wishes = read_wishes(options_saying(op))
        return wishes if [*geometry_ops(wishes), *effect_ops(wishes)] == [op] else {}
    except ImageError:
        return {}
