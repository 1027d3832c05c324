"""Text: what is written on a picture, where it stands, and that nothing of it is cut."""

import pytest
from PIL import Image, ImageChops
from pydantic import ValidationError

from handler.core.geometry import Size
from handler.dialects import native
from handler.dialects.interface import PictureReply
from handler.errors import InvalidParameter, RepeatedParameter
from handler.ops.text import Text
from handler.recipe import Recipe
from tests.support.images.drawings import cutout, gray, unlike, view
from tests.support.images.golden_pictures import assert_golden

PAGE = Size(320, 120)

LOOKS = {
    "plain": (Text(text="Tintype", font_size=14, pad=4), view()),
    "outlined": (
        Text(text="Ag", font_size=30, ink="ffffff", outline=2, outline_ink="000000", align=("middle",)),
        view(),
    ),
    "shadow": (Text(text="Ag", font_size=30, ink="ffffff", shadow=8.0, align=("top", "left"), pad=6), view()),
    "cutout": (Text(text="Ag", font_size=30, ink="80ff0000", align=("middle", "center")), cutout()),
    "gray": (Text(text="שלום (AWS) 12", font_size=12, pad=3, ink="ffffff", fit="max"), gray()),
}


@pytest.mark.parametrize("case", LOOKS)
def test_it_looks_as_when_it_was_last_looked_at(case: str) -> None:
    op, image = LOOKS[case]
    assert_golden(op.apply(image), f"ops/text-{case}")


def inked(op: Text, size: tuple[int, int] = PAGE) -> tuple[int, int, int, int]:
    """Return the box of all that an operation draws on a white picture."""
    ground = Image.new("RGB", size, "white")
    box = ImageChops.difference(op.apply(ground), ground).getbbox()
    assert box is not None
    return box


@pytest.mark.parametrize("across", ["left", "center", "right"])
@pytest.mark.parametrize("down", ["top", "middle", "bottom"])
def test_it_stands_where_it_is_asked_to_and_never_in_the_padding(down: str, across: str) -> None:
    op = Text.model_validate({"text": "Ångström\nqÿ|", "font_size": 24, "align": (down, across), "pad": 12})
    left, top, right, bottom = inked(op)
    assert left >= 12
    assert top >= 12
    assert right <= PAGE.width - 12
    assert bottom <= PAGE.height - 12
    # Capitals and letters have room on their sides, which counts as theirs.
    assert {"left": left < 20, "center": abs(left + right - PAGE.width) < 6, "right": right > PAGE.width - 20}[across]
    assert {"top": top < 22, "middle": abs(top + bottom - PAGE.height) < 12, "bottom": bottom > PAGE.height - 22}[down]


@pytest.mark.parametrize("outline", [1, 3, 9])
def test_an_outline_stays_out_of_the_padding_too(outline: int) -> None:
    for align in (("top", "left"), ("bottom", "right")):
        op = Text(text="|Ǻ j", font_size=24, align=align, pad=5, outline=outline, outline_ink="ff0000")
        left, top, right, bottom = inked(op)
        assert min(left, top, PAGE.width - right, PAGE.height - bottom) >= 5


@pytest.mark.parametrize(
    ("clip", "shown"),
    [
        (("end",), "one two three"),
        (("start",), "five six seven"),
        (("end", "ellipsis"), "one two thr\u2026"),
        (("middle", "ellipsis"), "one tw\u2026x seven"),
    ],
)
def test_a_line_that_is_too_long_is_cut_where_it_is_asked_to(clip: tuple[str, ...], shown: str) -> None:
    op = Text.model_validate(
        {
            "text": "one two three four five six seven",
            "font_size": 20,
            "width": 120,
            "clip": clip,
            "align": ("top", "left"),
        }
    )
    left, _, right, _ = inked(op)
    assert 100 < right - left <= 120
    ground = Image.new("RGB", PAGE, "white")
    assert unlike(op.apply(ground), op.model_copy(update={"text": shown}).apply(ground)) == 0


def test_wrapped_text_keeps_to_its_column_and_loses_nothing_where_it_has_room() -> None:
    words = "one two three four five six seven"
    wrapped = Text(text=words, font_size=14, width=90, fit="wrap", align=("top", "left"))
    left, top, right, bottom = inked(wrapped)
    assert right - left <= 90
    assert bottom - top > 3 * 14
    broken = wrapped.model_copy(update={"text": "one two three\nfour five six\nseven"})
    assert inked(broken)[3] - inked(broken)[1] == pytest.approx(bottom - top, abs=20)


def test_max_makes_a_text_smaller_until_it_fits_and_never_larger() -> None:
    assert inked(Text(text="W" * 40, font_size=40, fit="max", pad=10))[0] >= 10
    small, plain = Text(text="Wa", font_size=12, fit="max"), Text(text="Wa", font_size=12)
    ground = Image.new("RGB", PAGE)
    assert unlike(small.apply(ground), plain.apply(ground)) == 0


def test_a_block_that_is_wrapped_and_made_smaller_shows_every_word() -> None:
    op = Text(text="lorem ipsum dolor " * 20, font_size=60, fit="wrapmax", pad=10, align=("top", "left"))
    left, top, right, bottom = inked(op)
    assert min(left, top) >= 10
    assert right <= PAGE.width - 10
    assert bottom <= PAGE.height - 10


def test_dpr_makes_a_text_larger_with_all_its_lengths() -> None:
    once = _recipe("txt=Ag&txt-size=20&txt-pad=6&txt-line=2&txt-width=100&w=300")
    twice = _recipe("txt=Ag&txt-size=20&txt-pad=6&txt-line=2&txt-width=100&w=300&dpr=2")
    for small, large in zip(once.ops, twice.ops, strict=True):
        if isinstance(small, Text) and isinstance(large, Text):
            assert (large.font_size, large.pad, large.outline, large.width) == (40, 12, 4, 200)


def _recipe(query: str) -> Recipe:
    parsed = native.parse(query, "bee.jpg")
    assert isinstance(parsed, PictureReply)
    return parsed.recipe


def test_the_query_says_what_imgix_calls_it() -> None:
    [text] = _recipe(
        "txt=Hi%0Ayou&txt-font=sans-serif,bold&txt-size=30&txt-color=fff&txt-align=top,left&txt-pad=5&txt-line=2"
        "&txt-line-color=f00&txt-shad=3&txt-width=0.5&txt-clip=middle,ellipsis"
    ).ops
    assert isinstance(text, Text)
    assert text.text == "Hi\nyou"
    assert text.font == ("sans-serif", "bold")
    assert text.align == ("top", "left")
    assert text.clip == ("middle", "ellipsis")
    assert text.width == 0.5
    assert text.at(Size(300, 200)).width == 150


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("txt=a&txt-line-color=f00", "txt-line-color says nothing without txt-line"),
        ("txt=a&txt-fit=max&txt-clip=start", "txt-clip says nothing with txt-fit"),
        ("txt-size=40", "txt-size says nothing alone; it goes with txt"),
        ("text=a", "txt writes on the picture"),
    ],
)
def test_what_would_mean_nothing_is_an_error(query: str, named: str) -> None:
    with pytest.raises(InvalidParameter, match=named):
        _recipe(query)


def test_a_text_can_be_written_in_base64() -> None:
    assert _recipe("txt64=SGVsbG8") == _recipe("txt=Hello")
    assert _recipe("txt64=16nXnNeV150") == _recipe("txt=%D7%A9%D7%9C%D7%95%D7%9D")
    for wrong in ("SGVsbG8!", "S", "//8", "_w"):
        with pytest.raises(InvalidParameter, match="base64url"):
            _recipe(f"txt64={wrong}")
    with pytest.raises(RepeatedParameter):
        _recipe("txt=a&txt64=SGVsbG8")
    with pytest.raises(InvalidParameter, match="no parameter"):
        _recipe("nothing64=SGVsbG8")


@pytest.mark.parametrize(
    "fields",
    [
        {"text": ""},
        {"text": " \n "},
        {"text": "a\tb"},
        {"text": "a\u202eb"},
        {"text": "a" * 1001},
        {"text": "a\n" * 50 + "a"},
        {"text": "a" + "\u0301" * 40},
        {"text": "a", "font_size": 0},
        {"text": "a", "font_size": 2001},
        {"text": "a", "shadow": 11},
        {"text": "a", "align": ("top", "bottom")},
        {"text": "a", "clip": ("start", "end")},
        {"text": "a", "font": ("../x",)},
        {"text": "a", "font": ("serif", "bold", "bold")},
    ],
)
def test_what_no_text_has_is_refused(fields: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Text.model_validate(fields)


def test_a_character_without_a_font_is_named() -> None:
    with pytest.raises(InvalidParameter, match=r"txt: the fonts lack U\+65E5"):
        Text(text="日本").apply(Image.new("RGB", (50, 50)))


def test_several_blocks_are_several_operations() -> None:
    recipe = Recipe.model_validate_json(
        '{"source": {"key": "a.jpg"}, "ops": [{"op": "text", "text": "a"}, {"op": "text", "text": "b"}]}'
    )
    assert len(recipe.ops) == 2


def test_frames_of_one_size_get_the_same_letters() -> None:
    op = Text(text="Tintype", font_size=20)
    one, other = (op.apply(Image.new("RGB", (100, 50), colour)) for colour in ("white", "black"))
    assert one.getpixel((99, 0)) == (255, 255, 255)
    assert one.tobytes() == op.apply(Image.new("RGB", (100, 50), "white")).tobytes()
    assert other.tobytes() != one.tobytes()


@pytest.mark.parametrize(("said", "parameter"), [({"text": "\u6f22"}, "txt"), ({"font": ("nowhere",)}, "txt-font")])
def test_what_no_font_here_draws_is_told_before_a_pixel_is_read(said: dict[str, object], parameter: str) -> None:
    """So /info, and a HEAD, which plan and do not draw, say what a GET says."""
    op = Text.model_validate({"text": "a", **said})
    with pytest.raises(InvalidParameter) as caught:
        op.check_installed()
    assert caught.value.facts["parameter"] == parameter
    Text(text="a").check_installed()
