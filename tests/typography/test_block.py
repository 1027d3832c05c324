"""Block: the 40 hardest texts keep to their padding, and their lines apart."""

from itertools import pairwise

import pytest

from handler.core.geometry import Size
from handler.typography.block import LEAST, BlockStyle, SetBlock, set_block
from handler.typography.drawing import inked
from handler.typography.typefaces import Face, Weight, checked_text, included
from tests.support.hard_texts import FONTS, HARD_TEXTS

PACK = tuple(Face(path.stem, path.read_bytes) for path in sorted(FONTS.glob("*.[ot]tf")) if "Serif" not in path.stem)
CANVAS = Size(420, 260)
PAD = 12
Box = tuple[int, int, int, int]


def style(weight: Weight = "regular", **said: object) -> BlockStyle:
    usual = BlockStyle(
        (*included(weight), *PACK), 36, (0.5, 0.5), PAD, None, "wrapmax", "start", ellipsis=True, outline=0
    )
    return usual._replace(**said)  # type: ignore[arg-type] # as said


def block(text: str, how: BlockStyle) -> SetBlock:
    checked = "\n".join(checked_text(line, how.typeface, "txt") for line in text.split("\n"))
    return set_block(checked, how, CANVAS)


def boxes(made: SetBlock, outline: float = 0) -> list[Box]:
    """Return the box of each line's ink, drawn alone on a canvas that is larger by 100 pixels on each side."""
    found = []
    for line in made.lines:
        moved = line._replace(x=line.x + 100, y=line.y + 100)
        drawn = inked([moved], made.size, Size(CANVAS.width + 200, CANVAS.height + 200), outline=outline)
        masks = (drawn.fill, drawn.outline, drawn.colours and drawn.colours.getchannel("A"))
        some = [box for mask in masks if mask and (box := mask.getbbox())]
        if some:
            lefts, tops, rights, bottoms = zip(*some, strict=True)
            found.append((min(lefts) - 100, min(tops) - 100, max(rights) - 100, max(bottoms) - 100))
    return found


def test_there_are_forty() -> None:
    assert len(HARD_TEXTS) == 40


@pytest.mark.parametrize("outline", [0, 3])
@pytest.mark.parametrize("align", [(0.0, 0.0), (0.5, 0.5), (1.0, 1.0)])
@pytest.mark.parametrize("name", HARD_TEXTS)
def test_nothing_is_cut_and_no_lines_touch(name: str, align: tuple[float, float], outline: int) -> None:
    made = block(HARD_TEXTS[name], style(align=align, outline=outline))
    found = boxes(made, outline)
    assert found
    for left, top, right, bottom in found:
        assert left >= PAD
        assert top >= PAD
        assert right <= CANVAS.width - PAD
        assert bottom <= CANVAS.height - PAD
    assert all(upper[3] <= lower[1] for upper, lower in pairwise(found))


@pytest.mark.parametrize("name", HARD_TEXTS)
def test_lines_of_the_same_text_never_touch(name: str) -> None:
    text = HARD_TEXTS[name].partition("\n")[0][:20]
    found = boxes(block(f"{text}\n{text}\n{text}", style(size=24, fit="wrap")))
    assert len(found) >= 3
    assert all(upper[3] <= lower[1] for upper, lower in pairwise(found))


@pytest.mark.parametrize("name", HARD_TEXTS)
def test_no_letter_becomes_an_empty_box(name: str) -> None:
    made = block(HARD_TEXTS[name], style())
    assert all(glyph.glyph for line in made.lines for run in line.line.runs for glyph in run.glyphs)


def test_what_has_no_room_below_is_left_out_by_whole_lines_and_an_ellipsis_says_so() -> None:
    made = block("one\ntwo\nthree\nfour\nfive\nsix\nseven", style(size=60, fit="wrap"))
    assert 1 < len(made.lines) < 7
    assert all(top >= PAD and bottom <= CANVAS.height - PAD for _, top, _, bottom in boxes(made))
    whole = block("one\ntwo", style(size=60, fit="wrap"))
    assert len(whole.lines) == 2
    glyphs = [sum(len(run.glyphs) for run in line.line.runs) for line in made.lines]
    assert glyphs[-1] == len(["one", "two", "three", "four"][len(glyphs) - 1]) + 1


def test_one_line_stays_whatever_its_size() -> None:
    assert len(block("A\nB", style(size=2000, fit=None)).lines) == 1


@pytest.mark.parametrize("fit", ["max", "wrapmax"])
def test_a_text_is_made_smaller_and_no_smaller_than_can_be_drawn(fit: str) -> None:
    assert block("word " * 60, style(size=200, fit=fit)).size < 60
    assert block("W" * 900, style(size=200, fit=fit)).size >= LEAST
    assert block("a", style(size=20, fit=fit)).size == 20


def test_every_paragraph_runs_in_its_own_direction() -> None:
    made = block("שלום (a)\nhello (ש)", style(fit="wrap", align=(0.0, 0.0)))
    first = [run.face.name for run in made.lines[0].line.runs]
    assert first[0].startswith("Lato")
    assert first[-1].startswith("NotoSansHebrew")
