"""Compositing: frames of an animation are laid on what the ones before have left, as their disposal says."""

from io import BytesIO

import pytest
from PIL import Image

from handler.codecs.pixels.compositing import Cell, Disposal, Patch, composite, extent, transparent, whole_cells
from handler.core.geometry import Size

CANVAS = Size(4, 1)
RED, GREEN, BLUE, NOTHING = (255, 0, 0, 255), (0, 255, 0, 255), (0, 0, 255, 255), (0, 0, 0, 0)


def cell(
    colour: tuple[int, int, int, int], left: int, width: int, disposal: Disposal = "keep", *, over: bool = True
) -> Cell:
    """Return a frame of one colour in the one row of the canvas."""

    def file() -> Image.Image:
        return Image.new("RGBA", (width, 1), colour)

    return Cell(left, 0, Size(width, 1), 40, disposal, over, clear=colour[3] < 255, file=file)


def rows(cells: list[Cell], wanted: range | None = None) -> list[list[object]]:
    """Return the pixels of each wanted frame, as they are seen."""
    found = composite(CANVAS, cells, range(len(cells)) if wanted is None else wanted)
    return [[image.getpixel((at, 0)) for at in range(4)] for image, _ in found]


def patch(
    left: int = 0, width: int = 4, disposal: Disposal = "keep", *, over: bool = True, clear: bool = False
) -> Patch:
    return Patch(left, 0, Size(width, 1), 40, disposal, over, clear)


def test_a_frame_that_is_kept_shows_under_the_next() -> None:
    assert rows([cell(RED, 0, 4), cell(GREEN, 1, 2)])[1] == [RED, GREEN, GREEN, RED]


def test_a_frame_that_is_cleared_leaves_a_hole() -> None:
    found = rows([cell(RED, 0, 4), cell(GREEN, 1, 2, "clear"), cell(BLUE, 3, 1)])
    assert found[1:] == [[RED, GREEN, GREEN, RED], [RED, NOTHING, NOTHING, BLUE]]


def test_a_frame_that_is_restored_leaves_what_was_before_it() -> None:
    found = rows([cell(RED, 0, 4), cell(GREEN, 1, 2, "restore"), cell(BLUE, 3, 1)])
    assert found[2] == [RED, RED, RED, BLUE]


def test_to_restore_the_first_frame_is_to_clear_it() -> None:
    assert rows([cell(RED, 0, 4, "restore"), cell(BLUE, 3, 1)])[1] == [NOTHING, NOTHING, NOTHING, BLUE]


def test_what_is_put_in_place_hides_what_is_below_its_transparency() -> None:
    laid, put = (rows([cell(RED, 0, 4), cell(NOTHING, 1, 2, over=over)])[1] for over in (True, False))
    assert (laid, put) == ([RED] * 4, [RED, NOTHING, NOTHING, RED])


def test_frames_before_the_wanted_ones_are_drawn_and_not_given() -> None:
    cells = [cell(RED, 0, 4), cell(GREEN, 1, 2), cell(BLUE, 3, 1), cell(GREEN, 0, 4)]
    assert rows(cells, range(2, 3)) == [[RED, GREEN, GREEN, BLUE]]


def test_frames_come_with_their_milliseconds_and_stay_as_they_were_given() -> None:
    frames = list(composite(CANVAS, [cell(RED, 0, 4), cell(GREEN, 0, 4)], range(2)))
    assert [duration for _, duration in frames] == [40, 40]
    assert frames[0][0].getpixel((0, 0)) == RED


def test_the_canvas_holds_every_frame() -> None:
    assert extent(Size(3, 2), [patch(0, 2)]) == (3, 2)
    assert extent(Size(3, 2), [patch(0, 2), Patch(2, 5, Size(4, 1), 0, "keep", over=True, clear=False)]) == (6, 6)


@pytest.mark.parametrize(
    ("patches", "seen_through"),
    [
        ([patch()], False),
        ([patch(clear=True)], True),
        ([patch(width=3)], True),
        ([patch(), patch(1, 2, clear=True)], False),  # what lies below shows
        ([patch(), patch(1, 2, over=False, clear=True)], True),
        ([patch(disposal="clear"), patch(1, 2)], True),
        ([patch(), patch(1, 2, "clear")], False),  # nothing comes after it
        ([patch(disposal="restore"), patch(1, 2)], True),
    ],
)
def test_transparency_is_foretold_from_what_frames_say(patches: list[Patch], seen_through: bool) -> None:
    assert transparent(CANVAS, patches) is seen_through


def test_a_last_frame_whose_pixels_end_early_is_left_out() -> None:
    def cut() -> Image.Image:
        file = BytesIO()
        Image.effect_noise((64, 64), 90).save(file, "PNG")
        return Image.open(BytesIO(file.getvalue()[:-900]))

    broken = Cell(0, 0, Size(64, 64), 40, "keep", over=True, clear=False, file=cut)
    whole = [cell(RED, 0, 4), cell(GREEN, 0, 4)]
    assert whole_cells([*whole, broken]) == whole
    assert whole_cells(whole) == whole
    assert whole_cells([broken]) == [broken]
