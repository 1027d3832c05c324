"""What every generator has from `Generator`: it needs nothing, is opaque and flat, and says of itself what it draws."""

from typing import Any

import pytest
from PIL import Image
from pydantic import TypeAdapter, ValidationError

from handler.core.geometry import Size
from handler.generators.generator import MAX_DRAWN_SIDE, Angle, Dimensions, Fills, Generator, Seed


class Plain(Generator):
    """Draw one black pixel."""

    def size(self) -> Size:
        """Return one pixel."""
        return Size(1, 1)

    def draw(self, pictures: tuple[Image.Image, ...]) -> Image.Image:
        """Return it."""
        assert pictures == ()
        return Image.new("L", self.size())


def test_one_that_says_nothing_is_opaque_flat_and_needs_no_picture() -> None:
    plain = Plain()
    assert (plain.alpha(), plain.flat(), plain.needs()) == (False, True, ())
    assert plain.shown(Size(900, 900)) is plain
    assert plain.draw(()).size == plain.size()


def test_what_is_no_generator_yet_has_neither_size_nor_drawing() -> None:
    with pytest.raises(NotImplementedError):
        Generator().size()
    with pytest.raises(NotImplementedError):
        Generator().draw(())


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (Dimensions, (1, MAX_DRAWN_SIDE)),
        (Fills, None),
        (Fills, ("ffffff", "000000")),
        (Angle, 0.0),
        (Angle, 359.9),
        (Seed, None),
        (Seed, "ada@example.com"),
        (Seed, "\U0001f41d"),
    ],
)
def test_fields_that_generators_share_take_their_range(kind: Any, value: object) -> None:
    assert TypeAdapter(kind).validate_python(value) == value


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (Dimensions, (0, 1)),
        (Dimensions, (1, MAX_DRAWN_SIDE + 1)),
        (Fills, ()),
        (Fills, ("fff",) * 6),
        (Angle, -0.1),
        (Angle, 360.0),
        (Seed, ""),
        (Seed, "x" * 201),
        (Seed, "\ud800"),
    ],
)
def test_what_lies_outside_is_refused(kind: Any, value: object) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(kind).validate_python(value)
