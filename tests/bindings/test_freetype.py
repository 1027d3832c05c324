"""FreeType by ctypes: glyphs by number, drawn as Pillow draws their characters."""

import threading

import pytest
from PIL import Image, ImageChops, ImageDraw, ImageFont, ImageStat

from handler.bindings.freetype import DrawingFont, FontFault, Placed, fill, stroke
from handler.bindings.freetype_outlines import Shape
from handler.bindings.harfbuzz import ShapingFont
from handler.core.geometry import Size
from handler.typography.typefaces import FOLDER
from tests.support.hard_texts import FONTS

LATO = FOLDER / "Lato-Bold.ttf"
CANVAS = Size(120, 100)


def filled(shape: Shape, size: Size) -> Image.Image:
    mask = Image.new("L", size)
    fill(mask, shape)
    return mask


def stroked(shape: Shape, size: Size, radius: float) -> Image.Image:
    mask = Image.new("L", size)
    stroke(mask, shape, radius)
    return mask


def drawn(char: str, size: float = 60, place: tuple[float, float] = (20, 75), around: float = 0) -> Image.Image:
    data = LATO.read_bytes()
    glyph = ShapingFont(data).glyph(char)
    [shape] = DrawingFont(data).shapes([Placed(glyph, *place)], size, CANVAS.height)
    return stroked(shape, CANVAS, around) if around else filled(shape, CANVAS)


@pytest.mark.parametrize("char", "ABgQ@\u00c5\u0178")
def test_a_glyph_looks_as_when_pillow_draws_its_character(char: str) -> None:
    theirs = Image.new("L", CANVAS)
    font = ImageFont.truetype(LATO, 60, layout_engine=ImageFont.Layout.BASIC)
    ImageDraw.Draw(theirs).text((20, 75), char, fill=255, font=font, anchor="ls")
    apart = ImageChops.difference(drawn(char), theirs)
    assert ImageStat.Stat(apart).mean[0] < 3  # Pillow moves edges to whole pixels (hinting)
    ours, box = drawn(char).getbbox(), theirs.getbbox()
    assert ours is not None
    assert box is not None
    assert all(abs(one - other) <= 1 for one, other in zip(ours, box, strict=True))


def test_a_glyph_moves_by_parts_of_a_pixel() -> None:
    def middle(mask: Image.Image) -> float:
        columns = mask.resize((mask.width, 1), Image.Resampling.BOX).tobytes()
        return sum(at * level for at, level in enumerate(columns)) / sum(columns)

    assert middle(drawn("l", place=(20.5, 75))) - middle(drawn("l", place=(20, 75))) == pytest.approx(0.5, abs=0.05)


@pytest.mark.parametrize("radius", [1, 2.5, 6])
def test_an_outline_reaches_as_far_around_as_it_is_wide(radius: float) -> None:
    plain, around = drawn("O").getbbox(), drawn("O", around=radius).getbbox()
    assert plain is not None
    assert around is not None
    assert plain[0] - around[0] == pytest.approx(radius, abs=1)
    assert around[3] - plain[3] == pytest.approx(radius, abs=1)


def test_letters_that_overlap_are_one_area() -> None:
    data = LATO.read_bytes()
    glyph = ShapingFont(data).glyph("l")
    [shape] = DrawingFont(data).shapes([Placed(glyph, 20, 75), Placed(glyph, 24, 75)], 60, CANVAS.height)
    row = filled(shape, CANVAS).crop((0, 50, 60, 51)).tobytes()
    assert 0 not in row[row.index(255) : row.rindex(255)]


def test_what_lies_outside_of_the_picture_is_cut_and_harms_nothing() -> None:
    assert drawn("W", place=(-30, 75)).getbbox() is not None
    assert drawn("l", size=4000, place=(-500, 100)).getextrema() == (255, 255)
    data = LATO.read_bytes()
    font, glyph = DrawingFont(data), ShapingFont(data).glyph("W")
    assert list(font.shapes([Placed(glyph, 1e6, 0), Placed(glyph, 0, -1e6), Placed(60_000, 0, 0)], 60, 100)) == []


def test_a_text_with_more_points_than_freetype_counts_is_drawn_in_parts() -> None:
    data = LATO.read_bytes()
    font, glyph = DrawingFont(data), ShapingFont(data).glyph("@")
    shapes = list(font.shapes([Placed(glyph, 20, 75)] * 2000, 60, CANVAS.height))
    assert len(shapes) > 2
    assert {filled(shape, CANVAS).getbbox() for shape in shapes} == {drawn("@").getbbox()}


def test_coloured_glyphs_are_pictures_as_large_as_the_type() -> None:
    data = (FONTS / "NotoColorEmoji.ttf").read_bytes()
    font, glyph = DrawingFont(data), ShapingFont(data).glyph("\U0001f600")
    assert font.coloured
    [(picture, place)] = font.pictures([Placed(glyph, 10, 80)], 60)
    assert picture.mode == "RGBA"
    assert picture.width == pytest.approx(1.25 * 60, abs=4)
    assert place[1] == pytest.approx(80 - 0.93 * 60, abs=6)
    red, _, blue, alpha = picture.getpixel((picture.width // 2, picture.height // 4))  # type: ignore[misc]
    assert red > 200 > blue
    assert alpha == 255
    assert list(DrawingFont(LATO.read_bytes()).pictures([Placed(40, 0, 0)], 60)) == []


@pytest.mark.parametrize("data", [b"", b"no font", LATO.read_bytes()[:500]])
def test_what_is_no_font_is_an_error(data: bytes) -> None:
    with pytest.raises(FontFault):
        DrawingFont(data)


def test_fonts_that_are_damaged_draw_or_are_refused() -> None:
    whole = (FONTS / "NotoSansThai-Regular.ttf").read_bytes()
    for at in range(0, len(whole), 97):
        damaged = bytearray(whole)
        damaged[at : at + 8] = b"\xff" * 8
        try:
            font = DrawingFont(bytes(damaged))
            for shape in font.shapes([Placed(number, 20, 75) for number in range(30)], 60, CANVAS.height):
                filled(shape, CANVAS)
                stroked(shape, CANVAS, 3)
        except FontFault:
            continue


def test_threads_draw_the_same() -> None:
    expected, found = drawn("Q").tobytes(), []
    threads = [threading.Thread(target=lambda: found.append(drawn("Q").tobytes())) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [expected] * 8
