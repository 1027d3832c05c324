"""Cloudinary: its addresses read as the same pictures that native queries say, and are written so."""

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from handler.core.delivery import Delivery
from handler.core.source import Fetched, Stored
from handler.dialects.cloudinary.addresses import operations, parse, write
from handler.dialects.cloudinary.components import PARAMETERS, UNREAD
from handler.dialects.cloudinary.cropping import KEPT, MODES
from handler.dialects.cloudinary.delivering import FLAGS, FORMATS
from handler.dialects.cloudinary.effects import KNOWN
from handler.dialects.cloudinary.seal import seals
from handler.dialects.interface import DialectRequest, PictureReply
from handler.errors import Inexpressible
from handler.generators.made import Made
from handler.generators.placeholder import Placeholder
from handler.ops import CATALOGUE
from handler.recipe import Recipe
from tests.conftest import Client
from tests.support.requests.foreign_pictures import harmless, holds, ops, picture, refused, same
from tests.support.requests.pages import page_of
from tests.support.strategies.operations import operations as drawn

SECRET = "a-secret-of-cloudinary"

SAME = (
    ("c_fill,w_300,h_200/a.jpg", "w=300&h=200&fit=crop", Delivery()),
    ("demo/image/upload/c_lfill,f_auto,w_300/a.jpg?_a=BAM", "w=300", Delivery(negotiable=True)),
    ("image/upload/f_auto,q_auto,w_300/v1/a.jpg", "w=300&fit=clip&q=auto", Delivery(negotiable=True)),
    ("w_300/f_webp/v1234/a.jpg?utm_source=x", "w=300&fit=clip&fm=webp", Delivery(edition="1234")),
    ("c_crop,x_1,y_2,w_3,h_4/c_scale,w_9/a.jpg", "rect=1,2,3,4&w=9&fit=clip", Delivery()),
    (
        "c_fill,w_30,h_20,dpr_2.0,r_4,bo_1px_solid_red/a.jpg",
        "w=60&h=40&fit=crop&corner-radius=8&border=2,red",
        Delivery(),
    ),
    ("pg_2/w_30/a.jpg", "page=2&w=30&fit=clip", Delivery()),
    ("a_ignore/w_30/a.jpg", "or=1&w=30&fit=clip", Delivery()),
    ("fl_attachment:pic,w_30/a.jpg", "w=30&fit=clip", Delivery(download="pic")),
    ("%77_30/%61.jpg", "w=30&fit=clip", Delivery()),
)


def test_a_path_says_what_a_native_query_says() -> None:
    for target, query, delivery in SAME:
        asked = picture(parse, target)
        assert asked.recipe == same(query), target
        assert asked.delivery == delivery, target
        assert holds(parse, write, asked), target


def test_components_are_done_in_their_order() -> None:
    asked = picture(parse, "e_sepia/a_45/w_9,e_blur:100,r_5,a_10,b_red/l_owl.png,g_south_east/a.jpg")
    mark = "mark=owl.png&mark-pad=0"
    assert asked.recipe.ops[:5] == ops("sepia=80;rot=45;w=9&fit=clip;blur=5;corner-radius=5")
    assert asked.recipe.ops[6:] == ops(mark)
    assert [op.op for op in asked.recipe.ops][5] == "rotate"
    assert holds(parse, write, asked)


def test_what_nothing_is_asked_of_is_the_stored_file() -> None:
    for target in ("a.jpg", "image/upload/v1/a.jpg", "v1/w_300/a.jpg"):
        asked = picture(parse, target)
        assert asked.delivery.original, target
        assert holds(parse, write, asked), target
    assert holds(parse, write, PictureReply(same("")))


def test_a_picture_elsewhere_is_named_by_its_url() -> None:
    asked = picture(parse, "demo/image/fetch/w_30/https://img.example.com/a%20b.jpg%3Fv=1")
    assert asked.recipe.source == Fetched(url="https://img.example.com/a%20b.jpg?v=1")
    assert holds(parse, write, asked)
    assert holds(parse, write, picture(parse, "image/fetch/https://img.example.com/a.jpg"))


def test_what_is_wrong_is_named() -> None:
    for target, word in (
        ("image/fetch/w_3/http://example.com/a.jpg", "image/fetch"),
        ("image/fetch/w_3/a.jpg", "image/fetch"),
        ("w_3/https://example.com/a.jpg", "slash"),
        ("w_3/a.jpg?x=3", "parameter 'x'"),
        ("w_3,zz_3/a.jpg", "zz"),
        ("t_thumb/a.jpg", "named"),
        ("dpr_auto,w_3/a.jpg", "dpr_auto"),
        ("dpr_0,w_3/a.jpg", "dpr_0"),
        ("dpr_2.0/a.jpg", "multiplies nothing"),
        ("o_50/a.jpg", "o_50"),
        ("pg_0/a.jpg", "pg"),
        ("w_3/", "no picture is named"),
        ("w_3/a//b.jpg", "slash"),
        ("e_sepia/" * 33 + "a.jpg", "at most 32"),
    ):
        refused(parse, target, word)


def test_what_it_cannot_say_is_named() -> None:
    for asked in (
        PictureReply(same("median=3")),
        PictureReply(same("pad=3")),
        PictureReply(same("w=9"), Delivery(edition="spring")),
        PictureReply(Recipe(source=Made(made=Placeholder(dimensions=(3, 3))))),
    ):
        with pytest.raises(Inexpressible):
            write(asked)


OUTPUTS = ("", "fm=webp&q=9", "fm=pjpg", "q=7", "metadata=strip", "colors=3")


@given(st.data())
@settings(max_examples=40)
def test_what_is_written_reads_as_the_same_picture(data: st.DataObject) -> None:
    kinds = data.draw(st.lists(st.sampled_from(CATALOGUE), max_size=4))
    steps = tuple(data.draw(drawn(kind)) for kind in kinds)
    output = same(data.draw(st.sampled_from(OUTPUTS))).output
    delivery = Delivery(negotiable=data.draw(st.booleans()))
    holds(parse, write, PictureReply(Recipe.of(Stored(key="w_3/ü b.jpg"), steps, output), delivery))


VALUES = st.sampled_from(
    ["3", "0.5", "auto", "fill", "crop", "face", "north_west", "sepia:9", "trim", "red", "max", "text:x"]
)
PARTS = st.lists(st.tuples(st.sampled_from(sorted(PARAMETERS)), VALUES | st.text(max_size=5)), min_size=1, max_size=4)


@given(st.lists(PARTS, max_size=3), st.text(max_size=20))
def test_no_text_is_more_than_a_fault_of_who_asks(parts: list[list[tuple[str, str]]], text: str) -> None:
    components = "/".join(",".join(f"{name}_{value}" for name, value in part) for part in parts)
    harmless(parse, f"{components}/a.jpg")
    harmless(parse, f"image/upload/{text}/a.jpg?{text}")


def size(body: bytes) -> tuple[int, int]:
    return Image.open(io.BytesIO(body)).size


def test_it_is_answered_where_it_is_opened(client: Client) -> None:
    app = client(dialects=frozenset({"cloudinary"}), root="cloudinary")
    answer = app.get("/cloudinary/image/upload/c_fill,w_60,h_40/f_auto/v1/bee.jpg", headers={"accept": "image/webp"})
    assert (answer.status_code, answer.headers["content-type"], size(answer.content)) == (200, "image/webp", (60, 40))
    assert "accept" in answer.headers["vary"].lower()
    assert size(app.get("/demo/image/upload/w_60,h_60/bee.jpg").content) == (60, 60)
    assert app.get("/cloudinary/w_60/v7/bee.jpg").headers["cache-control"].endswith("immutable")
    assert client().get("/cloudinary/w_60/bee.jpg").status_code == 404


def test_its_secret_opens_its_own_door_alone(client: Client) -> None:
    app = client(dialects=frozenset({"cloudinary", "native"}), unsigned=frozenset(), cloudinary_secret=SECRET)
    weak, strong, long = seals("w_60/bee.jpg", SECRET)
    for seal in (weak, strong, long):
        assert app.get(f"/cloudinary/image/upload/s--{seal}--/w_60/bee.jpg").status_code == 200
    for path in (
        "/cloudinary/w_60/bee.jpg",
        f"/cloudinary/s--{weak}--/w_61/bee.jpg",
        f"/cloudinary/s--{weak}--/s--{weak}--/w_60/bee.jpg",
        f"/cloudinary/s--{seals('w_60/bee.jpg', '')[0]}--/w_60/bee.jpg",
        f"/images/bee.jpg?w=60&s={long[:22]}",
    ):
        assert app.get(path).status_code in {400, 403}, path


def test_the_page_tells_of_every_word() -> None:
    page = page_of("cloudinary")
    words = {*MODES, *KEPT, *KNOWN, *FORMATS, *FLAGS, *(f"{name}_" for name in PARAMETERS | UNREAD.keys())}
    assert [word for word in sorted(words) if f"`{word}`" not in page] == []
    assert operations()[0].below.count("{") == 2


def test_a_ground_lies_under_what_is_transparent_too_and_one_beside_the_picture_alone_cannot_be_said() -> None:
    for colour in ("white", "rgb:ff000080"):
        reply = parse(DialectRequest(f"image/upload/c_pad,w_30,h_20,b_{colour}/a.jpg".encode(), ""))
        assert isinstance(reply, PictureReply)
        assert [op.op for op in reply.recipe.ops] == ["resize", "background"]
    solid = parse(DialectRequest(b"image/upload/c_pad,w_30,h_20,b_white/a.jpg", ""))
    assert isinstance(solid, PictureReply)
    assert "b_" in write(solid)
    assert parse(DialectRequest(write(solid).encode(), "")) == solid
    beside = solid.recipe.model_copy(update={"ops": solid.recipe.ops[:1]})
    with pytest.raises(Inexpressible, match="under what is transparent"):
        write(solid._replace(recipe=beside))
