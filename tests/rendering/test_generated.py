"""Generated pictures: what a generator draws, planned like a stored picture."""

import pytest
from PIL import Image

from handler.core.geometry import Size
from handler.errors import InvalidParameter
from handler.recipe import Made
from handler.rendering.generated import Drawing, DrawnWith


def drawing(given: DrawnWith | None = None, **source: int) -> Drawing:
    made = Made.model_validate({"made": {"generate": "gradient", "dimensions": (40, 20)}, **source})
    return Drawing(made, given) if given else Drawing(made)


def test_it_is_as_large_as_it_says_whatever_its_orientation() -> None:
    for orientation in range(1, 9):
        picture = drawing(orientation=orientation)
        assert picture.decode(picture.size, moving=False).first.size == picture.size
    assert (drawing(orientation=1).size, drawing(orientation=6).size) == (Size(40, 20), Size(20, 40))


def test_it_has_one_frame() -> None:
    assert drawing(frame=0).frames == 1
    with pytest.raises(InvalidParameter, match="frame=0") as caught:
        drawing(frame=1)
    assert caught.value.facts["parameter"] == "frame"


def test_what_is_drawn_into_it_is_part_of_its_cost_and_decoded_when_it_is_drawn() -> None:
    taken: list[str] = []

    def take() -> tuple[Image.Image, ...]:
        taken.append("")
        return ()

    alone, together = drawing(), drawing(DrawnWith(take, memory=1_000, work=7.0))
    memory, work = alone.cost(alone.size)
    assert together.cost(alone.size) == (memory + 1_000, work + 7.0)
    assert (alone.held, together.held, taken) == (0, 1_000, [])
    together.decode(together.size, moving=False)
    assert len(taken) == 1
