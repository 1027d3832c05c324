"""The native dialect: what a query says, what it cannot say, and that it reads back."""

import re
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handler.core.delivery import DENSE, Delivery, Density
from handler.core.output import Output
from handler.core.source import Stored
from handler.dialects import native
from handler.dialects.interface import FactsReply
from handler.dialects.native.layers import KINDS
from handler.errors import ImageError, InvalidParameter
from handler.generators import GENERATORS
from handler.ops import CATALOGUE
from handler.ops.background import Background
from handler.ops.blur import Blur
from handler.ops.border import Border
from handler.ops.flip import Flip
from handler.ops.mask import Mask
from handler.ops.op import Op
from handler.ops.pad import Pad
from handler.ops.rect import Rect
from handler.ops.resize import Resize
from handler.ops.rotate import Rotate
from handler.ops.trim import Trim
from handler.recipe import MAX_OPS

KEY = "cat.jpg"


def ops(query: str) -> tuple[Op, ...]:
    return native.parse(query, KEY).recipe.ops


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("w=300", Resize(w=300)),
        ("width=300&height=0.5", Resize(w=300, h=0.5)),
        ("w=300&h=200&fit=cover", Resize(w=300, h=200, fit="crop")),
        ("w=300&h=200&fit=pad", Resize(w=300, h=200, fit="fill")),
        ("w=300&h=200&fit=inside", Resize(w=300, h=200)),
        ("w=300&h=200&fit=stretch", Resize(w=300, h=200, fit="scale")),
        ("ar=16:9", Resize(ar=(16, 9), fit="crop")),
        ("ar=1.91:1&w=300&fit=max", Resize(ar=(1.91, 1), w=300)),
        ("w=9&h=9&crop=top,left", Resize(w=9, h=9, fit="crop", crop=("top", "left"))),
        ("w=9&h=9&fp-x=.25", Resize(w=9, h=9, fit="crop", crop=("focalpoint",), fp_x=0.25)),
        ("max-w=800&min-h=100", Resize(max_w=800, min_h=100)),
        ("w=300&dpr=2", Resize(w=600)),
        ("w=0.5&h=10&dpr=2", Resize(w=0.5, h=20)),
        ("rect=10,20,0.5,100", Rect(box=(10, 20, 0.5, 100))),
        ("rot=90", Rotate(angle=90)),
        ("rot=-90", Rotate(angle=270)),
        ("rot=-22.5", Rotate(angle=337.5)),
        ("flip=hv", Flip(axis="hv")),
        ("trim=auto&trim-tol=20", Trim(mode="auto", tolerance=20)),
        ("trim=color&trim-color=white", Trim(mode="color", color="ffffff")),
        ("pad=10&dpr=1.5", Pad(width=15)),
        ("border=4,tomato", Border(frame=(4, "ff6347"))),
        ("border=4,80ff0000&dpr=2", Border(frame=(8, "80ff0000"))),
        ("corner-radius=10,20,30,40", Mask(shape="corners", radius=(10, 20, 30, 40))),
        ("mask=ellipse", Mask(shape="ellipse")),
        ("bg=f00", Background(bg="ff0000")),
        ("blur=5&dpr=2", Blur(radius=10)),
    ],
)
def test_a_query_says_one_operation(query: str, expected: Op) -> None:
    assert ops(query) == (expected,)


def test_operations_come_in_the_catalogue_order_whatever_the_query_has() -> None:
    kinds = [type(op) for op in ops("bg=red&blur=2&w=300&rot=90&rect=0,0,9,9&pad=1")]
    assert kinds == sorted(kinds, key=list(CATALOGUE).index)


def test_a_border_follows_the_corner_radius() -> None:
    said = ops("corner-radius=10,20,30,40&border=4,red")
    assert said == (Mask(shape="corners", radius=(10, 20, 30, 40)), Border(frame=(4, "red"), radius=(10, 20, 30, 40)))
    assert ops("corner-radius=0&border=4,red") == ops("border=4,red")


def test_output_source_and_delivery_are_read() -> None:
    said = native.parse("fm=webp&q=55&or=6&frame=2&dl=caf%C3%A9&v=7&lossless=false", KEY)
    assert said.recipe.output == Output(formats=("webp",), quality=55)
    assert said.recipe.source == Stored(key=KEY, orientation=6, frame=2)
    assert said.delivery == Delivery(download="café", edition="7")


def test_fm_json_asks_for_facts_and_no_parameter_for_the_original() -> None:
    assert isinstance(native.parse("fm=json&w=300", KEY), FactsReply)
    assert native.parse("", KEY).delivery.original
    assert native.parse("utm_source=x&fbclid=y", KEY).delivery.original
    assert not native.parse("w=300", KEY).delivery.original


def test_delivery_never_enters_the_digest() -> None:
    plain, dressed = native.parse("w=300", KEY).recipe, native.parse("w=300&dl=a&v=3&utm_source=mail", KEY).recipe
    assert plain.digest(("1",), "e") == dressed.digest(("1",), "e")


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        *(
            (f"w={text}", "w")
            for text in ("", "0", "-1", "8193", "1.5", "0.0", "1e2", "1_000", "NaN", "%D9%A3", "9" * 400)
        ),
        ("w", "w"),
        ("w=10&h=10&fit=contain", "fit"),
        ("w=10&h=10&fit=corp", "fit"),
        ("w=10&h=10&ar=1:1", "w"),
        ("w=10&crop=top", "w"),
        ("w=10&h=10&crop=top,bottom", "crop"),
        ("w=10&h=10&crop=entropy,top", "crop"),
        ("w=10&h=10&crop=top&fit=fill", "crop"),
        ("min-w=10&max-w=5", "max-w"),
        ("fit=crop", "fit"),
        ("crop=top", "crop"),
        ("trim-tol=3", "trim-tol"),
        ("trim=color", "trim"),
        ("mask=corners", "mask"),
        ("corner-radius=1,2", "mask"),
        ("rect=1,2,3", "rect"),
        ("rect=1,2,0,3", "rect"),
        ("rect=-1,2,3,4", "rect"),
        ("rot=361", "rot"),
        ("blur=-1", "blur"),
        ("px=-1", "px"),
        ("border=-1,red", "border"),
        ("hue=-361", "hue"),
        ("bg=%23ggg", "bg"),
        ("bg=nocolour", "bg"),
        ("border=5", "border"),
        ("fm=svg", "fm"),
        ("fm=jpg&lossless=true", "lossless"),
        ("fm=webp&colors=8", "colors"),
        ("q=0", "q"),
        ("q=101", "q"),
        ("or=9", "or"),
        ("dpr=6&w=1", "dpr"),
        ("w=8000&dpr=2", "w"),
        ("w=%ff", "w"),
        ("w=%", "w"),
    ],
)
def test_what_cannot_be_meant_is_an_error_that_names_a_parameter(query: str, parameter: str) -> None:
    with pytest.raises(InvalidParameter) as caught:
        ops(query)
    assert caught.value.status == 400
    assert parameter in {caught.value.facts["parameter"], *caught.value.detail.split("=")[0].split()}
    assert len(caught.value.detail) < 300


def test_a_near_word_is_proposed_for_a_wrong_value() -> None:
    with pytest.raises(InvalidParameter, match="did you mean crop"):
        ops("w=9&h=9&fit=corp")


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=60))
def test_no_query_crashes_the_parser(text: str) -> None:
    for query in (text, quote(text), f"w={quote(text)}", f"{quote(text)}=1"):
        try:
            native.parse(query, KEY)
        except ImageError as error:
            assert error.status < 500


def test_a_missing_parameter_is_named() -> None:
    qr = next(kind for kind in GENERATORS if kind.model_fields["generate"].default == "qr")
    with pytest.raises(InvalidParameter, match="text is missing"):
        native.parse_made("", qr)


def test_a_query_asks_for_no_more_operations_than_a_recipe_has() -> None:
    """There are more parameters than that, since each may be wanted; all of them at once nobody wants."""
    every = {
        **dict.fromkeys(("exp", "gam", "bri", "con", "high", "shad", "sat", "hue", "vib", "sepia", "vignette"), "5"),
        **dict.fromkeys(("nr", "blur", "progressive-blur", "sharp", "usm", "px", "grain", "pad", "enhance"), "5"),
        "trim": "auto",
        "rect": "0,0,9,9",
        "flip": "h",
        "rot": "90",
        "w": "300",
        "auto-contrast": "9",
        "median": "3",
        "levels": "1,1,255",
        "curve": "0,9,255,255",
        "mono": "f00",
        "duotone": "f00,00f",
        "colorize": "80ff0000",
        "invert": "true",
        "gradient": "f00,00f",
        "mask": "star",
        "border": "2,red",
        "shadow": "1,1,1,f00",
        "bg": "fff",
    }
    pairs = [f"{name}={text}" for name, text in every.items()]
    assert len(native.parse("&".join(pairs[:MAX_OPS]), KEY).recipe.ops) == MAX_OPS
    with pytest.raises(InvalidParameter, match=f"at most {MAX_OPS} operations, not {MAX_OPS + 1}"):
        native.parse("&".join(pairs[: MAX_OPS + 1]), KEY)


def test_what_dpr_multiplies_is_told_of_every_length() -> None:
    told = set(re.findall("[a-z-]+", DENSE))
    for kind in KINDS:
        for mark, _ in kind.params().values():
            first = re.sub(r"^mark\d", "mark", mark.name)
            if mark.dense is not None:
                assert {first, first.rpartition("-")[0]} & told, mark.name
    assert DENSE in str(Density.params()["dpr"][1].description)
