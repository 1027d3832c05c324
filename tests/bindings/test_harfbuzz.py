"""HarfBuzz by ctypes: it says what its own program says."""

import unicodedata

import pytest

from handler.bindings.harfbuzz import ShapingFont, script_of
from handler.typography.typefaces import FOLDER
from tests.support.hard_texts import FONTS

SHAPED = (
    ("Lato-Bold.ttf", "AVATAR To", "3:1274 28:1274 3:1248 26:1059 3:1389 24:1286 2:425 26:959 51:1149"),
    ("Lato-Regular.ttf", "fi Wäj", "41:1145 2:512 29:1958 201:994 47:480"),
    (
        "NotoSansArabic-Regular.ttf",
        "السلام عليكم",
        "770:562 560:508 1492:373 670:300 10:503 3:260 769:484 705:599 1079:850 667:260 46:238",
    ),
    (
        "NotoSansArabic-Regular.ttf",
        "لَا إِلٰهَ",
        "291:0:81:70 480:486 88:0:52:256 667:260 608:0:11:-269 54:238 3:260 291:0:249:256 704:582",
    ),
    ("NotoSansArabic-Bold.ttf", "می\u200cخواهم", "770:661 481:641 46:273 1468:524 645:629 3:0 1494:800 771:582"),
    ("NotoSansArabic-Bold.ttf", "ٹھیک", "618:952 1497:409 490:571 1372:359"),
    (
        "NotoSansHebrew-Bold.ttf",
        "בְּרֵאשִׁית",
        (
            "107:722 138:312:-20:0 45:0:302:0 100:0:562:0 96:787 3:656:-20:0 117:0:250:0 86:542 95:0:192:0 15:0:90:0"
            " 12:584:-10:0"
        ),
    ),
    ("DejaVuSans.ttf", "ߒߞߏ", "6040:1339 6086:1085 6051:1697"),
    ("NotoSansDevanagari-Regular.ttf", "क्षत्रिय", "25:712 95:259 42:552 8:580"),
    ("NotoSansDevanagari-Regular.ttf", "द्ध्र", "4:520 17:0:46:0 44:615"),
    ("NotoSansDevanagari-Regular.ttf", "र्कि", "107:259 2:762 116:0"),
    ("NotoSansDevanagari-Regular.ttf", "क्\u200dष", "28:603 1:0 11:578"),
    ("NotoSansDevanagari-Regular.ttf", "क्\u200cष", "2:762 17:0:-221:0 1:0 11:578"),
    ("NotoSansDevanagari-Regular.ttf", "हिन्दी", "95:259 13:531 32:309 4:520 117:259"),
    ("NotoSansThai-Regular.ttf", "ที่นี่", "31:609 25:0:-3:0 5:0:-3:0 17:613 25:0 5:0"),
    ("NotoSansThai-Regular.ttf", "น้ำ", "17:613 11:0 8:0:-29:0 21:406"),
    ("NotoSansCJK-Regular.otf", "한글", "43:920 41:920"),
    ("NotoColorEmoji.ttf", "👨\u200d👩\u200d👧", "17:2550"),
    ("NotoColorEmoji.ttf", "🇯🇵", "11:2550"),
    ("NotoColorEmoji.ttf", "❤\ufe0f", "3:2550"),
)
"""Font, text, and what `hb-shape --no-glyph-names --language=und` of HarfBuzz 6.0.0 (Debian 12) printed for it: glyphs
from left to right, each with its advance, and where it is moved by how much."""


def font(name: str) -> ShapingFont:
    return ShapingFont(next(folder / name for folder in (FOLDER, FONTS) if (folder / name).exists()).read_bytes())


@pytest.mark.parametrize(("name", "text", "printed"), SHAPED)
def test_letters_join_and_stand_as_harfbuzz_own_program_says(name: str, text: str, printed: str) -> None:
    back = any(unicodedata.bidirectional(char) in {"R", "AL"} for char in text)
    found = font(name).shaped(text, 0, len(text), backwards=back, script=script_of(text[0]))
    said = " ".join(
        f"{each.glyph}:{each.advance}" + (f":{each.x}:{each.y}" if each.x or each.y else "") for each in found
    )
    assert said == printed


def test_what_stands_beside_a_run_decides_how_its_letters_join() -> None:
    arabic, text = font("NotoSansArabic-Regular.ttf"), "بيت"
    alone = arabic.shaped("ي", 0, 1, backwards=True, script=script_of("ي"))
    within = arabic.shaped(text, 1, 2, backwards=True, script=script_of("ي"))
    assert [each.glyph for each in alone] != [each.glyph for each in within]
    assert [each.cluster for each in within] == [1]


def test_a_font_tells_its_glyphs_and_their_boxes() -> None:
    lato = font("Lato-Regular.ttf")
    assert lato.units == 2000
    assert lato.glyph("\u65e5") == 0
    left, top, right, bottom = lato.extents(lato.glyph("H"))
    assert 0 < left < right < 2000
    assert bottom == 0
    assert top == pytest.approx(0.72 * 2000, abs=30)


@pytest.mark.parametrize("data", [b"", b"no font", b"\x00\x01\x00\x00" + b"\xff" * 60])
def test_what_is_no_font_is_an_error(data: bytes) -> None:
    with pytest.raises(ValueError, match="no font"):
        ShapingFont(data)


def test_fonts_that_are_cut_short_shape_or_are_refused() -> None:
    whole = (FOLDER / "NotoSansArabic-Regular.ttf").read_bytes()
    for length in range(200, len(whole), len(whole) // 40):
        try:
            found = ShapingFont(whole[:length])
        except ValueError:
            continue
        assert isinstance(found.shaped("سلام", 0, 4, backwards=True, script=script_of("س")), list)


def test_scripts_are_told_apart() -> None:
    assert script_of("a").to_bytes(4, "big") == b"Latn"
    assert script_of("क").to_bytes(4, "big") == b"Deva"
    assert script_of(" ").to_bytes(4, "big") == b"Zyyy"
