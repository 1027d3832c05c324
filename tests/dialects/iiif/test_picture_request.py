"""Picture request: the operations in the order of the text, and the Links that the size of the source decides."""

import pytest

from handler.core.geometry import Size
from handler.dialects import native
from handler.dialects.iiif.edition import THREE, TWO, Manners
from handler.dialects.iiif.picture_request import PictureRequest, read_picture
from handler.errors import InvalidParameter

URI = "https://img.example.com/iiif/3/a.jpg"
V3, V2 = Manners(THREE, 1000), Manners(TWO, 1000)
SIZE = Size(300, 200)


def read(tail: str, manners: Manners = V3) -> PictureRequest:
    return read_picture(tuple(tail.split("/")), manners, URI)


@pytest.mark.parametrize(
    ("tail", "query"),
    [
        ("full/max/0/default.jpg", "w=1000&h=1000&fm=jpg"),
        ("full/pct:100/0/default.jpg", "fm=jpg"),
        ("full/200,/0/default.jpg", "w=200&fm=jpg"),
        ("full/,100/0/default.jpg", "h=100&fm=jpg"),
        ("full/^600,/0/default.jpg", "w=600&fit=clip&fm=jpg"),
        ("full/200,100/0/default.jpg", "w=200&h=100&fit=scale&fm=jpg"),
        ("full/!200,100/0/color.jpg", "w=200&h=100&fm=jpg"),
        ("full/^!200,100/0/default.jpg", "w=200&h=100&fit=clip&fm=jpg"),
        ("full/pct:50/360/default.tif", "w=0.5&h=0.5&fit=scale&fm=tiff"),
        ("square/100,/0/default.jp2", "w=100&h=100&fit=crop&fm=jp2"),
        ("square/max/0/default.jpg", "w=1000&h=1000&fit=min&fm=jpg"),
        ("square/pct:100/0/default.jpg", "ar=1:1&fit=crop&fm=jpg"),
        ("10,20,100,50/pct:100/0/default.jpg", "rect=10,20,100,50&fm=jpg"),
        ("pct:10,20,41.6,50/100,/0/default.jpg", "rect=0.1,0.2,0.416,0.5&w=100&fm=jpg"),
        ("full/100,/0/default.png", "w=100&frame=0&fm=png"),
        ("full/100,/0/gray.jpg", "w=100&sat=-100&fm=jpg"),
        ("full/pct:100/!0/default.jpg", "flip=h&fm=jpg"),
        ("full/pct:100/90/default.jpg", "rot=90&fm=jpg"),
        ("full/pct:100/!22.5/default.webp", "flip=h&rot=22.5&bg=00ffffff&frame=0&fm=webp"),
    ],
)
def test_what_means_the_same_in_a_query_is_the_same_recipe(tail: str, query: str) -> None:
    found, same = read(tail).recipe("a.jpg"), native.parse(query, "a.jpg").recipe
    assert found.digest(("1",), "") == same.digest(("1",), "")


def test_the_order_is_region_size_mirror_turn_colour() -> None:
    recipe = read("125,15,120,140/90,/!345/bitonal.png").recipe("a.jpg")
    assert [op.op for op in recipe.ops] == ["rect", "resize", "flip", "rotate", "saturation", "levels"]


@pytest.mark.parametrize(
    ("tail", "canonical", "manners"),
    [
        ("full/max/0/default.jpg", "full/max/0/default.jpg", V3),
        ("full/300,/0/color.jpg", "full/max/0/default.jpg", V3),
        ("0,0,300,200/300,200/90.0/default.png", "full/max/90/default.png", V3),
        ("pct:0,0,100,100/150,/!360/gray.jpg", "full/150,100/!0/gray.jpg", V3),
        ("pct:41.6,7.5,40,70/!60,70/0/default.jpg", "125,15,120,140/60,70/0/default.jpg", V3),
        ("125,15,200,200/max/0/default.jpg", "125,15,175,185/max/0/default.jpg", V3),
        ("square/pct:50/0/default.jpg", "50,0,200,200/100,100/0/default.jpg", V3),
        ("full/^360,/0/default.jpg", "full/^360,240/0/default.jpg", V3),
        ("full/^200,/0/default.jpg", "full/200,133/0/default.jpg", V3),
        ("full/^100,400/0/default.jpg", "full/^100,400/0/default.jpg", V3),
        ("full/^1000,/0/default.jpg", "full/^max/0/default.jpg", V3),
        ("full/^max/0/default.jpg", "full/max/0/default.jpg", V3._replace(validator=True)),
        ("full/^1000,/0/default.jpg", "full/^1000,667/0/default.jpg", V3._replace(validator=True)),
        ("full/max/0/default.jpg", "full/max/0/default.jpg", V3._replace(most=100)),
        ("full/full/0/default.jpg", "full/full/0/default.jpg", V2),
        ("full/max/0/default.jpg", "full/full/0/default.jpg", V2),
        ("full/300,200/022.50/color.jpg", "full/full/22.5/default.jpg", V2),
        ("full/max/0/default.jpg", "full/100,/0/default.jpg", V2._replace(most=100)),
        ("full/!150,150/0/default.jpg", "full/150,/0/default.jpg", V2),
        ("full/150,150/0/default.jpg", "full/150,150/0/default.jpg", V2),
        ("square/max/0/default.jpg", "50,0,200,200/full/0/default.jpg", V2),
    ],
)
def test_the_canonical_address_is_one_for_all_that_mean_the_same(tail: str, canonical: str, manners: Manners) -> None:
    link = read(tail, manners).links(SIZE)["link"]
    profile = f"http://iiif.io/api/image/{manners.edition.number}/level2.json"
    assert link == f'<{URI}/{canonical}>;rel="canonical", <{profile}>;rel="profile"'
    assert read(canonical, manners).links(SIZE)["link"] == link


def test_a_square_of_a_square_picture_is_all_of_it() -> None:
    assert "/full/max/" in read("square/max/0/default.jpg").links(Size(200, 200))["link"]


@pytest.mark.parametrize(
    ("tail", "parameter"),
    [
        ("x/max/0/default.jpg", "region"),
        ("full/x/0/default.jpg", "size"),
        ("full/max/x/default.jpg", "rotation"),
        ("full/max/0/x.jpg", "quality"),
        ("full/max/0/default.x", "format"),
    ],
)
def test_the_parameter_that_is_wrong_is_named(tail: str, parameter: str) -> None:
    with pytest.raises(InvalidParameter) as caught:
        read(tail)
    assert caught.value.facts["parameter"] == parameter
