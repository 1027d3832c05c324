"""The one `bg` of a query: it is seen once, wherever an operation makes room."""

import pytest

from handler.dialects import native
from handler.ops.background import Background
from handler.ops.op import Op
from handler.ops.pad import Pad
from handler.ops.resize import Resize

KEY = "cat.jpg"


def ops(query: str) -> tuple[Op, ...]:
    return native.parse(query, KEY).recipe.ops


def test_bg_colours_every_room_that_an_operation_makes() -> None:
    said = ops("w=300&h=300&fit=fill&pad=5&bg=red")
    assert said == (Resize(w=300, h=300, fit="fill", bg="ff0000"), Pad(width=5, bg="ff0000"), Background(bg="ff0000"))


@pytest.mark.parametrize("room", ["pad=5", "rot=30", "w=90&h=90&fit=fill", "w=90&h=90&fit=fillmax"])
def test_a_translucent_bg_is_laid_once_under_clear_rooms(room: str) -> None:
    said = ops(f"{room}&bg=80ff0000")
    assert [getattr(op, "bg", None) for op in said] == ["00ff0000", "80ff0000"]
    recipe = native.parse(f"{room}&bg=80ff0000", KEY).recipe
    assert native.parse(native.write(recipe), KEY).recipe == recipe
    assert "bg=80ff0000" in native.write(recipe)
