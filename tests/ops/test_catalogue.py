"""What every operation promises, held over all of the catalogue at once."""

import json
from collections.abc import Iterator
from functools import reduce
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from PIL import Image
from pydantic import TypeAdapter, ValidationError

from handler import ops
from handler.core.geometry import Box, Size
from handler.errors import InvalidParameter
from handler.ops import CATALOGUE, AnyOp
from handler.ops._asked_box import AskedBox
from handler.ops._by_levels import ByLevels
from handler.ops._laid_mark import LaidMark
from handler.ops._of_border import OfBorder
from handler.ops._of_faces import OfFaces
from handler.ops.background import Background
from handler.ops.border import Border
from handler.ops.mask import Mask
from handler.ops.nine_patch import NinePatch
from handler.ops.op import Op
from handler.ops.pad import Pad
from handler.ops.rect import Rect
from handler.ops.resize import Resize
from handler.ops.trim import Trim
from handler.ops.trim_corner import TrimCorner
from tests.support.images import golden_pictures
from tests.support.images.drawings import seen
from tests.support.strategies.operations import SIZES, operations, pictures

ANY: TypeAdapter[Any] = TypeAdapter(AnyOp)
LARGEST_AREA = 100_000
each = pytest.mark.parametrize("kind", CATALOGUE, ids=lambda kind: kind.__name__)
quickly = settings(max_examples=settings().max_examples // 4)
"""As many of each operation as there are of other things in all."""
SHARED = {"bg", "corner-radius"}


def foretold(op: Op, size: Size) -> Size:
    """Return the size that an operation foretells; the example is dropped where it cannot be, or is large."""
    try:
        result = op.size(size)
    except InvalidParameter:
        assume(condition=False)
    assume(result.area <= LARGEST_AREA)
    return result


def transparent(image: Image.Image) -> bool:
    return image.mode == "RGBA" and min(image.getchannel("A").tobytes()) < 255


@each
@quickly
@given(data=st.data())
def test_size_mode_and_transparency_are_foretold_and_the_input_is_never_changed(
    kind: type[Op], data: st.DataObject
) -> None:
    op, image = data.draw(operations(kind)), data.draw(pictures())
    size = foretold(op, Size(*image.size))
    before = image.mode, image.size, image.tobytes()
    result = op.apply(image)
    assert (image.mode, image.size, image.tobytes()) == before
    if kind in {Trim, TrimCorner, NinePatch}:
        assert result.width <= size.width
        assert result.height <= size.height
    else:
        assert result.size == size
    assert not op.sideways or size == (image.height, image.width)
    assert result.mode in {"L", "RGB", "RGBA"}
    assert op.alpha(transparent(image)) or not transparent(result)


@each
@quickly
@given(data=st.data())
def test_colours_under_transparency_never_show(kind: type[Op], data: st.DataObject) -> None:
    op, image = data.draw(operations(kind)), data.draw(pictures(("RGBA",)))
    foretold(op, Size(*image.size))
    hidden = image.getchannel("A").point([255 * (level == 0) for level in range(256)])
    other = image.copy()
    other.paste((0, 255, 0, 0), mask=hidden)
    assert seen(op.apply(image)) == seen(op.apply(other))


@each
@quickly
@given(data=st.data())
def test_what_is_settled_is_plain_and_does_the_same(kind: type[Op], data: st.DataObject) -> None:
    op, image = data.draw(operations(kind)), data.draw(pictures())
    foretold(op, Size(*image.size))
    glance = op.glance(Size(*image.size))
    steps = op.settle([glance.apply(image) if glance else image], Size(*image.size))
    assert not any(step.depends for step in steps)
    assert seen(reduce(lambda picture, step: step.apply(picture), steps, image)) == seen(op.apply(image))


@each
@quickly
@given(data=st.data(), size=SIZES)
def test_resolving_ratios_is_done_once_and_changes_no_size(kind: type[Op], data: st.DataObject, size: Size) -> None:
    op = data.draw(operations(kind))
    result = foretold(op, size)
    resolved = op.at(size)
    assert resolved.at(size) == resolved
    assert resolved.size(size) == result


@pytest.mark.parametrize("kind", [kind for kind in CATALOGUE if kind.origin is not Op.origin])
@quickly
@given(data=st.data(), size=SIZES)
def test_the_origin_of_a_box_holds_the_pixels_that_the_box_gets(
    kind: type[Op], data: st.DataObject, size: Size
) -> None:
    op = data.draw(operations(kind))
    result = foretold(op, size)
    left, top = data.draw(st.integers(0, result.width - 1)), data.draw(st.integers(0, result.height - 1))
    right, bottom = data.draw(st.integers(left + 1, result.width)), data.draw(st.integers(top + 1, result.height))
    origin = op.origin(Box(left, top, right, bottom), size)
    assume(origin is not None)
    assert origin is not None
    every = Image.frombytes("RGB", size, b"".join(number.to_bytes(3, "big") for number in range(size.area)))
    assert pixels(op.apply(every), (left, top, right, bottom)) == pixels(every, origin)


def pixels(image: Image.Image, box: tuple[float, float, float, float]) -> list[tuple[int, object]]:
    part = image.crop([int(edge) for edge in box])  # type: ignore[arg-type] # four of them
    return sorted(part.getcolors(part.width * part.height) or [])


@each
@quickly
@given(data=st.data())
def test_json_says_every_operation(kind: type[Op], data: st.DataObject) -> None:
    op = data.draw(operations(kind))
    assert ANY.validate_json(ANY.dump_json(op)) == op


@each
def test_json_refuses_what_an_operation_does_not_have(kind: type[Op]) -> None:
    with pytest.raises(ValidationError, match="Extra inputs"):
        ANY.validate_json(json.dumps({"op": kind.model_fields["op"].default, "colour_of_the_bikeshed": 1}))


@each
def test_every_field_says_what_it_is(kind: type[Op]) -> None:
    assert kind.__doc__
    for name, field in kind.model_fields.items():
        assert name == "op" or field.description, f"{name} has no description"


@each
def test_every_operation_has_measured_its_cost(kind: type[Op]) -> None:
    assert "cost" in vars(kind)
    assert kind.cost > 0


@each
def test_the_word_of_an_operation_names_its_file_its_test_and_its_golden_pictures(kind: type[Op]) -> None:
    word = kind.model_fields["op"].default
    assert kind.__module__ == f"handler.ops.{word}"
    assert (Path(__file__).parent / f"test_{word}.py").exists()
    assert golden_pictures.renewing or list(golden_pictures.FOLDER.glob(f"ops/{word}-*.png"))


BASES: set[type[Op]] = {AskedBox, ByLevels, LaidMark, OfBorder, OfFaces}
"""What several operations share: each has no word of its own, and cannot be asked for."""


def test_the_catalogue_has_every_operation_there_is() -> None:
    found = {kind for module in _modules() for kind in vars(module).values() if _is_operation(kind)}
    assert found == {*CATALOGUE, *BASES}
    assert {kind.model_fields["op"].default for kind in BASES} == {""}


def _modules() -> Iterator[object]:
    for path in Path(ops.__path__[0]).glob("*.py"):
        yield import_module(f"handler.ops.{path.stem}" if path.stem != "__init__" else "handler.ops")


def _is_operation(kind: object) -> bool:
    return isinstance(kind, type) and issubclass(kind, Op) and kind is not Op


def test_a_query_works_on_few_pixels_and_frames_what_is_finished() -> None:
    places = {kind: place for place, kind in enumerate(CATALOGUE)}
    chromatic = [place for kind, place in places.items() if kind.chromatic]
    assert max(places[Trim], places[Rect], places[Resize]) < min(chromatic)
    assert max(chromatic) < places[Mask] < places[Pad] < places[Border] < places[Background]
    assert CATALOGUE[-1] is Background


def test_no_two_operations_share_a_parameter_but_the_ground_and_the_corners() -> None:
    names = [mark.name for kind in CATALOGUE for mark, _ in kind.params().values()]
    assert {name for name in names if names.count(name) > 1} == SHARED
