"""Layers: the parameters under which a query says overlays: mark, mark2 to mark4, and blend.

1. All say the one operation `overlay`. A query has each at most once, and lays them over the picture in this order:
   blend, mark, mark2, mark3, mark4. A JSON recipe has any number in any order.
2. `blend` has imgix's defaults: the mode overlay, in the middle, no distance from the edges. Its value is a colour,
   which covers all of the picture, or another picture.
3. `written` finds for every overlay of a recipe the parameters that say it; `query_form` reads them back to be sure.
"""

from collections.abc import Iterator, Sequence
from copy import copy
from dataclasses import replace
from functools import cache
from typing import Annotated, Any, Literal

from pydantic import Field, model_validator
from pydantic.fields import FieldInfo

from handler.core.params import Colour, Param
from handler.generators.made import Shown
from handler.ops import CATALOGUE
from handler.ops._blending import Mode
from handler.ops._placing import USUAL, Edge
from handler.ops.op import Op
from handler.ops.overlay import Overlay


class Mark2(Overlay):
    """The second picture that is laid over."""

    @classmethod
    @cache
    def params(cls) -> dict[str, tuple[Param, FieldInfo]]:
        """Return the parameters of `mark`, under names that begin with that of this class."""
        return _renamed(cls)


class Mark3(Mark2):
    """The third picture that is laid over."""


class Mark4(Mark2):
    """The fourth picture that is laid over."""


class Blend(Overlay):
    """A colour, or another picture, that is blended with the picture."""

    picture: Annotated[
        Shown | None,
        Param("blend"),
        Field(
            description="A colour that covers the picture, or another picture as mark has it; without blend-mode in "
            "the mode overlay.",
            examples=["80ff6347", "owl.png"],
        ),
    ] = None
    color: Annotated[
        Colour | None,
        Param("blend-color"),
        Field(description="The colour, in place of blend.", examples=["ff6347"]),
    ] = None
    mode: Annotated[
        Mode,
        Param("blend-mode", makes=False),
        Field(description="How its colours and those below make one, as in CSS.", examples=["multiply"]),
    ] = "overlay"
    align: Annotated[
        tuple[Edge, ...],
        Param("blend-align", makes=False),
        Field(max_length=2, description="At which edges it lies.", examples=["top,left"]),
    ] = ("center", "middle")
    pad: Annotated[
        int,
        Param("blend-pad", dense=int, makes=False),
        Field(ge=0, le=1000, description="Distance from the edges, pixels.", examples=["20"]),
    ] = 0
    size_of: Annotated[
        Literal["own", "inherit"],
        Param("blend-size", makes=False),
        Field(
            description="Whose size it has. inherit: it takes the picture's size, cut where its shape is another.",
            examples=["inherit"],
        ),
    ] = "own"

    @model_validator(mode="before")
    @classmethod
    def _colour(cls, said: Any) -> Any:  # noqa: ANN401 - whatever is validated
        """Take what `read_layer` found to be a colour for the colour."""
        if isinstance(said, dict) and isinstance(said.get("picture"), str):
            if said.get("color") is not None:
                raise ValueError("blend is a color already, so blend-color says it twice")
            return {**said, "color": said["picture"], "picture": None}
        return said

    @classmethod
    @cache
    def params(cls) -> dict[str, tuple[Param, FieldInfo]]:
        """Return the parameters of `mark`, under names that begin with blend."""
        return _renamed(cls)


def _renamed(kind: type[Overlay]) -> dict[str, tuple[Param, FieldInfo]]:
    word, own = kind.__name__.lower(), {}
    for name, info in kind.model_fields.items():
        mark = next((each for each in info.metadata if isinstance(each, Param)), None)
        if mark is not None:
            told = copy(info)
            told.description = (info.description or "").replace("mark-", f"{word}-")
            own[name] = (replace(mark, name=mark.name.replace("mark", word, 1)), told)
    return own


MARKS: tuple[type[Overlay], ...] = (Overlay, Mark2, Mark3, Mark4)
LAYERS: tuple[type[Overlay], ...] = (Blend, *MARKS)
"""What a query says of overlays, in the order in which they are laid over."""

COLOURED = ("color", "mode", "opacity")
"""The fields that say something of a colour."""

KINDS: tuple[type[Op], ...] = tuple(each for kind in CATALOGUE for each in (LAYERS if kind is Overlay else (kind,)))
"""The operations that a query says, in its order."""


def plain(op: Op) -> Op:
    """Return the operation that a layer is: of one kind, whatever the parameters were."""
    if not isinstance(op, Overlay) or type(op) is Overlay:
        return op
    return _as(Overlay, op)


def _as(kind: type[Overlay], op: Overlay) -> Overlay:
    """Return the same as another kind; of a colour what says something of it."""
    names = COLOURED if op.color is not None else Overlay.model_fields
    fields = {name: getattr(op, name) for name in names}
    if kind is Blend and fields.get("align") == ():  # which is not the usual place of a blend
        fields["align"] = USUAL[op.tile]
    return kind.model_construct(**fields)


def written(ops: Sequence[Op]) -> Iterator[Op]:
    """Give operations with every overlay as the layer that says it, as far as there are any left."""
    free = list(LAYERS)
    for op in ops:
        if type(op) is not Overlay or not free:
            yield op
            continue
        blend = op.color is not None or op.mode != "normal" or op.size_of != "own"
        kind = Blend if blend else next((each for each in free if each is not Blend), None)
        if kind not in free or kind is None:
            yield op
            continue
        free = free[free.index(kind) + 1 :]
        yield _as(kind, op)
