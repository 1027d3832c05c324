"""Laying: a layer's size and place, in one component or in several, and back."""

import pytest

from handler.dialects.cloudinary.components import Transformation
from handler.dialects.cloudinary.laying import joined_layers, laid_over, written_layer
from handler.errors import ImageError
from handler.generators.made import Made
from handler.generators.placeholder import Placeholder
from handler.ops.overlay import Overlay
from tests.support.requests.foreign_pictures import ops

SAID = (
    ("l_owl.png", "mark=owl.png&mark-align=center,middle&mark-pad=0"),
    ("l_a:owl.png,g_south_east,x_10,y_10", "mark=a/owl.png&mark-pad=10"),
    ("l_owl.png,g_north_west,x_10,y_-20", "mark=owl.png&mark-x=10&mark-y=-20&mark-pad=0"),
    ("l_owl.png,g_north,y_5", "mark=owl.png&mark-align=top,center&mark-pad=5"),
    ("l_owl.png,g_west,x_5", "mark=owl.png&mark-align=middle,left&mark-pad=5"),
    ("l_owl.png,g_west,w_30,h_20", "mark=owl.png&mark-align=middle,left&mark-w=30&mark-h=20&mark-fit=scale&mark-pad=0"),
    ("l_owl.png,w_30", "mark=owl.png&mark-align=center,middle&mark-pad=0&mark-w=30"),
    ("l_owl.png,w_30,h_30,c_fit", "mark=owl.png&mark-align=center,middle&mark-pad=0&mark-w=30&mark-h=30"),
    ("l_owl.png,w_0.5,c_limit", "mark=owl.png&mark-align=center,middle&mark-pad=0&mark-w=0.5&mark-fit=max"),
    ("l_owl.png,w_0.2,fl_relative", "mark=owl.png&mark-align=center,middle&mark-pad=0&mark-scale=20"),
    ("l_owl.png,o_50,a_45", "mark=owl.png&mark-align=center,middle&mark-pad=0&mark-alpha=50&mark-rot=45"),
    ("l_owl.png,fl_tiled,g_north_west", "mark=owl.png&mark-tile=grid&mark-x=0&mark-y=0&mark-pad=0"),
    ("l_owl.png,fl_tiled,g_south_east", "mark=owl.png&mark-tile=grid&mark-align=bottom,right&mark-pad=0"),
    ("l_owl.png/c_scale,w_30/fl_layer_apply,g_north_east", "mark=owl.png&mark-align=top,right&mark-pad=0&mark-w=30"),
)


def read(text: str) -> tuple[Overlay, ...]:
    parts = joined_layers([Transformation(each) for each in text.split("/")])
    found = tuple(op for part in parts for op in laid_over(part, 1))
    for part in parts:
        part.said.pop("fl", None)
        part.check_empty()
    return found


def test_a_layer_is_a_mark_and_back() -> None:
    for text, query in SAID:
        found = read(text)
        assert found == ops(query), text
        assert read(",".join(written_layer(found[0]))) == found, text
    (blended,) = read("l_owl.png,e_multiply")
    assert blended.mode == "multiply"
    assert read(",".join(written_layer(blended))) == (blended,)


def test_lengths_are_multiplied_and_flags_of_the_file_stay() -> None:
    part = Transformation("l_owl.png,w_30,g_south_east,x_2,y_2,fl_tiled.progressive")
    (layer,) = laid_over(part, 2)
    assert (layer.w, layer.pad, part.said) == (60, 4, {"fl": "progressive"})
    assert laid_over(Transformation("w_3"), 1) == ()


def test_components_after_a_layer_are_their_own_without_an_end() -> None:
    assert [each.text for each in joined_layers([Transformation("l_owl.png"), Transformation("w_3")])] == [
        "l_owl.png",
        "w_3",
    ]
    parts = [
        Transformation(text) for text in ("e_sepia", "l_owl.png,fl_tiled", "w_3", "fl_layer_apply.progressive", "w_9")
    ]
    assert [each.said for each in joined_layers(parts)] == [
        {"e": "sepia"},
        {"l": "owl.png", "fl": "tiled.progressive", "w": "3"},
        {"w": "9"},
    ]


def test_one_that_is_drawn_has_no_key() -> None:
    assert written_layer(Overlay(picture=Made(made=Placeholder(dimensions=(3, 3)))))[0] == "l_"


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("l_text:Arial_40:Hello", "stored picture"),
        ("l_a::b", "slash"),
        ("l_owl.png,c_thumb", "crop mode"),
        ("l_owl.png,g_face", "gravity"),
        ("l_owl.png,x_10", "g_center"),
        ("l_owl.png,g_south_east,x_1,y_2", "g_south_east"),
        ("l_owl.png,g_south,y_-1", "g_south"),
        ("l_owl.png,e_sepia", "effect"),
        ("l_owl.png,w_2,h_2,fl_relative", "relative"),
        ("l_owl.png,o_300", "at most"),
        ("l_owl.png,w_2/w_3/fl_layer_apply", "more than once"),
        ("l_owl.png/l_bee.jpg/fl_layer_apply", "l_"),
        ("l_owl.png,b_red", "b_red"),
    ],
)
def test_what_is_wrong_is_named(text: str, word: str) -> None:
    with pytest.raises(ImageError, match=word):
        read(text)
