"""Typefaces: coverage and kerning as read from the files, judged by what FreeType draws."""

import pytest
from PIL import Image, ImageDraw, ImageFont

from handler.typography.bidi import UNSEEN
from handler.typography.typefaces import FILES, FOLDER, Face, Type, Weight, face, faces

FONTS = [name for names in FILES.values() for name in names]
STRIDE = 11
"""Every eleventh character of the basic plane is drawn: all of them take half a minute a font."""

NOTHING = "\ufffe"
"""A code point that no font can have."""


def drawn(font: ImageFont.FreeTypeFont, text: str) -> bytes:
    return bytes(font.getmask(text))


@pytest.mark.parametrize("name", FONTS)
def test_a_font_has_exactly_the_characters_that_do_not_come_out_as_its_empty_box(name: str) -> None:
    font = ImageFont.truetype(FOLDER / name, 24, layout_engine=ImageFont.Layout.BASIC)
    glyphs = Face(FOLDER / name).glyphs
    box = drawn(font, NOTHING)
    assert box
    for code in [*range(0x20, 0x7F), *range(0xA0, 0xFFFE, STRIDE)]:
        if not 0xD800 <= code < 0xE000:
            assert (drawn(font, chr(code)) != box) == (code in glyphs), f"U+{code:04X}"


@pytest.mark.parametrize("name", FONTS)
def test_every_font_is_shipped_with_its_licence(name: str) -> None:
    family = name.removesuffix(".ttf").partition("-")[0]
    assert (FOLDER / name).stat().st_size > 10_000
    assert family in (FOLDER / "LICENSE").read_text()


@pytest.mark.parametrize("weight", FILES)
@pytest.mark.parametrize(
    "text", ["Ąçß łž ’“”…–—€№½×", "Ελληνικά", "Кириллица Ђєќ", "שָׁלוֹם", "العربية", "ٹپچگے", "Հայերեն ქართული", "→✓★♥"]
)
def test_the_fonts_together_cover_what_the_documentation_says(weight: Weight, text: str) -> None:
    assert [char for char in text if face(char, weight) is None and char not in UNSEEN] == []


@pytest.mark.parametrize("text", ["日", "क", "ไ", "😀", "߀", "\ue000"])
def test_what_no_font_sets_has_no_face(text: str) -> None:
    assert face(text, "bold") is None


def test_the_first_font_that_has_a_character_draws_it() -> None:
    assert [found.path.name for found in (face(char, "bold") for char in "Aשعა") if found] == list(FILES["bold"])


def test_pairs_stand_as_close_as_the_font_says() -> None:
    lato = faces("bold")[0]
    assert lato.units == 2000
    assert lato.kern("T", "o", 1000) == round(-241 * 1000 / 2000)
    assert lato.kern("o", "o", 1000) == 0
    setting = Type("bold", 100)
    assert setting.width("To") == setting.width("T") + setting.width("o") - 12


def test_what_is_drawn_is_as_wide_as_was_measured() -> None:
    setting = Type("bold", 100)
    for text in ("Today", "AVATAR", "Today: שלום Ta"):
        mask = Image.new("L", (1200, 200))
        setting.draw(ImageDraw.Draw(mask), (20, 150), text)
        left, _, right, _ = mask.getbbox() or (0, 0, 0, 0)
        assert left == pytest.approx(20, abs=8)
        assert right == pytest.approx(20 + setting.width(text), abs=8)


def test_a_run_without_kerning_is_drawn_as_freetype_draws_it() -> None:
    ours, theirs = Image.new("L", (400, 100)), Image.new("L", (400, 100))
    Type("bold", 60).draw(ImageDraw.Draw(ours), (10, 70), "nun")
    font = ImageFont.truetype(FOLDER / "Lato-Bold.ttf", 60, layout_engine=ImageFont.Layout.BASIC)
    ImageDraw.Draw(theirs).text((10, 70), "nun", fill=255, font=font, anchor="ls")
    assert ours.tobytes() == theirs.tobytes()
