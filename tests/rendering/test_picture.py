"""Picture: stored and drawn ones say the same of themselves, and what is drawn has one frame and one scale."""

import pytest
from PIL import Image

from handler.codecs import StoredPicture
from handler.core.frames import Frames
from handler.core.geometry import Size
from handler.rendering.generated import Drawing
from handler.rendering.picture import DrawnPicture, Picture
from tests.support.images.drawn_test_pattern import drawn

MEMBERS = sorted(name for name in vars(Picture) if name[0] != "_")


class Dot(DrawnPicture):
    """The least that a drawn picture can be."""

    size = Size(1, 1)
    alpha = False
    flat = True

    def cost(self, at_least: Size) -> tuple[int, float]:
        del at_least
        return 4, 0.0

    def decode(self, at_least: Size, *, moving: bool) -> Frames:
        del at_least, moving
        return Frames(images=(Image.new("RGB", self.size),), full=self.size)


@pytest.mark.parametrize("kind", [StoredPicture, Drawing, type(drawn()), Dot])
def test_every_kind_of_picture_has_all_that_planning_and_rendering_look_at(kind: type) -> None:
    named = {name for each in kind.__mro__ for name in (*vars(each), *getattr(each, "__annotations__", ()))}
    assert [name for name in MEMBERS if name not in named] == []


def test_what_is_drawn_has_one_frame_at_one_scale_and_holds_nothing_beside_it() -> None:
    dot: Picture = Dot()
    assert (dot.frames, dot.animated, dot.format, dot.profile, dot.held) == (1, False, None, None, 0)
    assert {dot.reduction(Size(side, side)) for side in (1, 8, 4096)} == {1}
    for moving in (False, True):
        assert [frames.full for frames in dot.stream(Size(1, 1), moving=moving)] == [Size(1, 1)]


def test_each_has_to_say_how_it_is_drawn() -> None:
    with pytest.raises(TypeError, match="decode"):
        DrawnPicture()  # type: ignore[abstract]
