"""Font packs: which fonts a name stands for, and what draws what the included ones lack."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from PIL import Image

from handler.core.limits import Limits
from handler.errors import InvalidParameter, SourceUnusable
from handler.generators import Placeholder
from handler.ops.text import Text
from handler.rendering.identity import engine_within
from handler.storage.font_files import FontFiles
from handler.typography import fontpacks
from handler.typography.fontpacks import fonts_mark, typeface_named, typeface_of, use_fonts
from handler.typography.typefaces import included
from tests.support.hard_texts import FONTS, HARD_TEXTS
from tests.support.images.golden_pictures import assert_golden


class Shelf:
    """Fonts by name, and how often each was read."""

    def __init__(self, fonts: Mapping[str, bytes]) -> None:
        self.fonts, self.reads = dict(fonts), list[str]()

    def sizes(self) -> Mapping[str, int]:
        return {name: len(data) for name, data in sorted(self.fonts.items())}

    def read(self, name: str) -> bytes:
        self.reads.append(name)
        return self.fonts[name]

    def mark(self) -> str:
        return ",".join(sorted(self.fonts))


DATA = {path.name: path.read_bytes() for path in FONTS.glob("*.[ot]tf")}
SERIF, THAI = DATA["NotoSerif-Bold.ttf"], DATA["NotoSansThai-Regular.ttf"]


@pytest.fixture(autouse=True)
def alone() -> Iterator[None]:
    """Leave no fonts behind."""
    yield
    use_fonts(None)


@pytest.fixture
def pack() -> Shelf:
    shelf = Shelf(DATA)
    use_fonts(shelf)
    return shelf


def first(*name: str) -> str:
    return typeface_named(name)[0].name


def test_without_a_pack_there_are_the_included_fonts() -> None:
    assert typeface_named(("sans-serif",)) == included("regular")
    assert typeface_named(("sans-serif", "bold")) == included("bold")
    assert fonts_mark() == ""
    for name in (("serif",), ("sans-serif", "italic"), ("NotoSansJP",)):
        with pytest.raises(InvalidParameter, match="txt-font: there is no font"):
            typeface_named(name)


def test_a_family_is_named_as_its_file_whatever_its_case(pack: Shelf) -> None:
    assert first("NotoSansThai") == first("noto sans thai") == first("NotoSansThai-Regular") == "NotoSansThai-Regular"
    assert first("NotoSerif", "bold") == "NotoSerif-Bold"
    assert first("sans-serif") == "Lato-Regular"
    assert pack.reads == ["NotoSansThai-Regular.ttf", "NotoSerif-Bold.ttf"]


def test_a_generic_family_is_the_first_that_is_one() -> None:
    use_fonts(Shelf({"AMono-Regular.ttf": THAI, "BSansSerif-Italic.ttf": THAI, "CSerif-BoldItalic.ttf": SERIF}))
    assert first("monospace") == "AMono-Regular"
    assert first("serif", "bold", "italic") == "CSerif-BoldItalic"
    assert first("sans-serif", "italic") == "BSansSerif-Italic"
    with pytest.raises(InvalidParameter, match="there is no font serif here"):
        first("serif")


@pytest.mark.parametrize(
    ("file", "family"), [("NotoSansJP[wght].ttf", "NotoSansJP"), ("Inter-VariableFont_opsz,wght.ttf", "Inter")]
)
def test_a_variable_font_is_its_family_in_its_usual_weight(file: str, family: str) -> None:
    use_fonts(Shelf({file: THAI}))
    assert typeface_named((family,))[0].name == file.removesuffix(".ttf")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        (("NotoSerif",), "there is no font NotoSerif here"),
        (("NotoSansThai", "bold"), "the font NotoSansThai is not here in bold"),
        (("NotoSansTahi",), "did you mean notosansthai"),
    ],
)
def test_a_font_that_is_not_there_is_an_error_that_says_which(pack: Shelf, name: tuple[str, ...], said: str) -> None:
    with pytest.raises(InvalidParameter, match=said):
        typeface_named(name)
    assert pack.reads == []


def test_what_the_included_fonts_have_reads_no_other(pack: Shelf) -> None:
    Text(text="Hello שלום").apply(Image.new("RGB", (200, 50)))
    assert pack.reads == []


def test_what_they_lack_is_drawn_by_the_pack(pack: Shelf) -> None:
    for text in ("नमस्ते", "ที่นี่", "日本語", "한국어", "😀"):
        ground = Image.new("RGB", (200, 80), "white")
        assert Text(text=text, font_size=30).apply(ground).tobytes() != ground.tobytes()
    with pytest.raises(InvalidParameter, match=r"U\+0B95"):
        Text(text="க").apply(Image.new("RGB", (9, 9)))
    assert len(pack.reads) == len(set(pack.reads))


def test_generators_draw_with_the_pack_too_but_for_emoji(pack: Shelf) -> None:
    del pack
    assert Placeholder(text="日本語").draw(()).getcolors(1 << 20) != Placeholder(text="한국어").draw(()).getcolors(
        1 << 20
    )
    assert not any(face.emoji for face in typeface_of("bold"))
    with pytest.raises(InvalidParameter, match="GRINNING"):
        Placeholder(text="😀").draw(())


def test_no_more_bytes_are_kept_than_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fontpacks, "KEPT_BYTES", len(SERIF) + len(THAI))
    shelf = Shelf({f"F{number}.ttf": THAI for number in range(5)} | {"G.ttf": SERIF})
    use_fonts(shelf)
    for _ in range(2):
        for number in range(5):
            assert typeface_named((f"F{number}",))[0].has("ท")
            typeface_named((f"F{number}",))[0].shaping.glyph("ท")
    kept = [face for face in typeface_named(("F0",)) if "data" in vars(face) and face not in included("regular")]
    assert sum(len(face.data) for face in kept) <= len(SERIF) + len(THAI)
    assert len(shelf.reads) > 5


@pytest.mark.parametrize("data", [b"", b"no font", b"\x00\x01\x00\x00" + b"\xff" * 400, SERIF[:2000]])
def test_a_file_that_is_no_font_is_an_error_to_who_names_it_and_to_nobody_else(data: bytes) -> None:
    use_fonts(Shelf({"Broken.ttf": data, "NotoSansThai-Regular.ttf": THAI}))
    with pytest.raises(SourceUnusable, match="the font Broken cannot be read"):
        typeface_named(("Broken",))
    ground = Image.new("RGB", (200, 80))
    assert Text(text="ที่นี่", font_size=30, ink="ffffff").apply(ground).getbbox() is not None
    assert typeface_named(("sans-serif",))[-1].has("ท")


def test_damaged_fonts_draw_something_or_are_refused() -> None:
    for at in range(0, len(SERIF), 211):
        damaged = bytearray(SERIF)
        damaged[at : at + 12] = b"\xff" * 12
        use_fonts(Shelf({"Damaged.ttf": bytes(damaged)}))
        try:
            drawn = Text(text="Tintype 0123", font=("Damaged",), font_size=30, outline=2).apply(
                Image.new("L", (200, 60))
            )
        except (InvalidParameter, SourceUnusable):
            continue
        assert drawn.size == (200, 60)


def test_other_fonts_are_another_engine(pack: Shelf) -> None:
    del pack
    with_pack = engine_within(Limits())
    use_fonts(None)
    assert engine_within(Limits()) != with_pack


def test_fonts_of_a_folder_are_a_pack(tmp_path: Path) -> None:
    (tmp_path / "NotoSerif-Bold.ttf").write_bytes(SERIF)
    use_fonts(FontFiles(tmp_path.as_uri()))
    assert first("serif", "bold") == "NotoSerif-Bold"


@pytest.mark.parametrize("name", HARD_TEXTS)
def test_the_hardest_texts_look_as_when_they_were_last_looked_at(name: str, pack: Shelf) -> None:
    del pack
    op = Text(text=HARD_TEXTS[name], font_size=26, fit="wrapmax", align=("middle", "center"), pad=6)
    assert_golden(op.apply(Image.new("RGB", (240, 64), "white")), f"text/{name}")
