"""Cropping: each mode of `c_` is a fit of ours, or is refused by name."""

import pytest

from handler.dialects.cloudinary.components import Transformation
from handler.dialects.cloudinary.cropping import MODES, UNSAID, cut, written_cut
from handler.errors import ImageError
from handler.ops.rect import Rect
from handler.ops.resize import Resize
from tests.support.requests.foreign_pictures import ops

SAID = (
    ("w_300", "w=300&fit=clip"),
    ("w_300,h_200", "w=300&h=200&fit=scale"),
    ("c_scale,w_0.5", "w=0.5&fit=clip"),
    ("c_fit,w_300,h_200", "w=300&h=200&fit=clip"),
    ("c_limit,w_300,h_200", "w=300&h=200"),
    ("c_limit,w_300", "w=300"),
    ("c_fill,w_300", "w=300&fit=clip"),
    ("c_lfill,h_300", "h=300"),
    ("c_fill,w_300,h_200,g_north_east", "w=300&h=200&crop=top,right"),
    ("c_lfill,w_300,h_200", "w=300&h=200&fit=cropmax"),
    ("c_fill,ar_16:9,w_300", "w=300&ar=16:9"),
    ("c_fill,ar_1.5,h_300,g_auto", "h=300&ar=1.5:1&crop=smart"),
    ("c_fill,ar_1.5", "ar=1.5:1"),
    ("c_pad,w_300,h_200", "w=300&h=200&fit=fill"),
    ("c_lpad,w_300,h_200,b_blurred", "w=300&h=200&fit=fillmax&ground=blur"),
    ("c_thumb,w_90,h_90,g_face", "w=90&h=90&fit=facearea"),
    ("c_thumb,w_90,h_90,g_faces,z_0.5", "w=90&h=90&fit=facearea&facepad=2"),
    ("c_thumb,w_90,h_90", "w=90&h=90&fit=crop"),
    ("c_auto,w_90,h_90", "w=90&h=90&crop=smart"),
    ("c_crop,w_30,h_20,x_1,y_2", "rect=1,2,30,20"),
    ("c_crop,w_30,h_20", "w=30&h=20&fit=cut"),
    ("c_crop,w_30", "w=30&fit=cut"),
    ("c_crop,w_30,h_20,g_north_west", "w=30&h=20&fit=cut&crop=top,left"),
    ("c_crop,w_30,h_20,g_auto", "w=30&h=20&fit=cut&crop=smart"),
    ("c_crop,w_0.5,h_0.5", "w=0.5&h=0.5&fit=cut"),
    ("c_crop,ar_1:1,w_30", "w=30&ar=1:1&fit=cut"),
    ("c_crop,w_0.5,h_0.5,x_0.1", "rect=0.1,0,0.5,0.5"),
)


def test_a_size_is_a_resize_or_a_cut_and_back() -> None:
    for text, query in SAID:
        part = Transformation(text)
        found = cut(part, 1)
        part.check_empty()
        assert found == ops(query), text
        (op,) = found
        assert isinstance(op, Resize | Rect)
        assert cut(Transformation(",".join(written_cut(op))), 1) == found, text


def test_a_colour_beside_and_a_density() -> None:
    (padded,) = cut(Transformation("c_pad,w_30,h_20,b_rgb:ff000080"), 2)
    assert isinstance(padded, Resize)
    assert (padded.w, padded.h, padded.bg) == (60, 40, "80ff0000")
    assert cut(Transformation(",".join(written_cut(padded))), 1) == (padded,)
    assert cut(Transformation("e_sepia"), 1) == ()


def test_every_mode_is_read_or_refused() -> None:
    for mode in MODES:
        text = f"c_{mode},w_30,h_20,x_0"
        if mode in UNSAID:
            with pytest.raises(ImageError, match=mode):
                cut(Transformation(text), 1)
        else:
            assert len(cut(Transformation(text), 1)) == 1


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("c_fill", "needs a size"),
        ("c_filled,w_3", "fill"),
        ("w_auto", "layout"),
        ("w_auto:100", "layout"),
        ("w_iw", "whole number"),
        ("w_9999999", "at most 8192"),
        ("ar_x", "number"),
        ("c_fill,w_3,h_3,g_up", "gravity"),
        ("c_fit,w_3,h_3,g_north", "g_north"),
        ("c_fill,w_3,g_north", "g_north"),
        ("c_thumb,w_3,h_3,g_face,z_0", "above 0"),
        ("c_pad,w_3,h_3,b_blurred:400", "b_blurred"),
        ("c_pad,w_3,h_3,b_auto", "b_auto"),
        ("c_crop,w_3,x_1", "w_ and h_"),
        ("c_crop,w_3,h_3,g_center,x_3", "g_center"),
        ("c_crop,w_3,h_3,g_up", "gravity"),
        ("c_crop,w_3,h_0,x_1", "h_0: is 1 to 8192 pixels"),
        ("w_0", "w_0: is 1 to 8192 pixels"),
        ("w_-1", "w_-1: is 1 to 8192 pixels"),
        ("c_fill,w_3,h_1.5", "h_1.5: is 1 to 8192 pixels, or with a point a part of the picture, above 0.0 up to 1.0"),
    ],
)
def test_what_is_wrong_is_named(text: str, word: str) -> None:
    with pytest.raises(ImageError, match=word):
        cut(Transformation(text), 1)
