"""What every operation has from `Op`: density, work, canvases."""

from typing import Literal

import pytest

from handler.core.geometry import Size, whole
from handler.ops._resampling_cost import AVERAGING, FILTERING
from handler.ops.blur import Blur
from handler.ops.border import Border
from handler.ops.mask import Mask
from handler.ops.op import Op
from handler.ops.pad import Pad
from handler.ops.rect import Rect
from handler.ops.resize import Resize
from handler.ops.rotate import Rotate
from handler.ops.unsharp_mask import UnsharpMask

DENSER = {
    "pixels": (Resize(w=300, h=200), Resize(w=450, h=300)),
    "ratio": (Resize(w=0.5, h=200), Resize(w=0.5, h=300)),
    "bounds": (Resize(max_w=300, fit="clip"), Resize(max_w=300, fit="clip")),
    "pad": (Pad(width=7, bg="red"), Pad(width=11, bg="red")),
    "border": (Border(frame=(3, "red")), Border(frame=(5, "red"))),
    "corners": (Mask(shape="corners", radius=(4, 0, 5, 1)), Mask(shape="corners", radius=(6, 0, 8, 2))),
    "blur": (Blur(radius=2.5), Blur(radius=3.75)),
    "rect": (Rect(box=(10, 10, 20, 20)), Rect(box=(10, 10, 20, 20))),
    "filter": (UnsharpMask(amount=50, radius=3.0), UnsharpMask(amount=50, radius=3.0)),
}


@pytest.mark.parametrize("case", DENSER)
def test_density_multiplies_lengths_on_the_screen_and_nothing_else(case: str) -> None:
    op, denser = DENSER[case]
    assert type(op).model_validate(op.scaled(1.5)) == denser


@pytest.mark.parametrize("case", DENSER)
def test_a_density_of_one_changes_nothing(case: str) -> None:
    op, _ = DENSER[case]
    assert type(op).model_validate(op.scaled(1)) == op


def test_work_counts_the_larger_of_what_comes_in_and_goes_out() -> None:
    mega = Size(1000, 1000)
    assert Rect(box=(0, 0, 10, 10)).work(mega) == Rect.cost
    # Averaged it is not; across it makes two megapixels, down four.
    assert Resize(w=2000, fit="clip").work(mega) == 4 * AVERAGING + (2 + 4) * (FILTERING - AVERAGING) / 2


def test_a_thumbnail_is_cheaper_than_a_resample_and_a_quarter_turn_than_a_slant() -> None:
    mega = Size(1000, 1000)
    assert Resize(w=100).work(mega) < Resize(w=990).work(mega) / 2
    assert Rotate(angle=90.0).work(mega) < Rotate(angle=45.0).work(mega) / 40


def test_an_operation_that_says_nothing_keeps_size_transparency_and_itself() -> None:
    class Idle(Op):
        """Do nothing."""

        op: Literal["idle"] = "idle"

    op, size = Idle(), Size(3, 4)
    assert op.size(size) == size
    assert op.at(size) is op
    assert op.alpha(True) is True  # noqa: FBT003 - the question is the bool
    assert op.alpha(False) is False  # noqa: FBT003 - likewise
    assert op.origin(whole(size), size) is None
    assert not op.depends
    assert not op.sideways
