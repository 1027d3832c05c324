"""ImageKit: its addresses read as the same pictures that native queries say, and are written so."""

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from handler.core.delivery import Delivery
from handler.core.source import Stored
from handler.dialects.imagekit.addresses import FORMATS, KNOWN, QUERY, operations, parse, write
from handler.dialects.imagekit.seal_check import hmac_of
from handler.dialects.imagekit.sizing import CROPS, FOCUS, MODES
from handler.dialects.interface import PictureReply
from handler.errors import Inexpressible
from handler.generators.made import Made
from handler.generators.placeholder import Placeholder
from handler.ops import CATALOGUE
from handler.recipe import Recipe
from tests.conftest import Client
from tests.support.requests.foreign_pictures import harmless, holds, ops, picture, refused, same
from tests.support.requests.pages import page_of
from tests.support.strategies.operations import operations as drawn

KEY = "private_of_imagekit"
FREE = Delivery(negotiable=True)

SAME = (
    ("tr:w-300,h-200/a.jpg", "w=300&h=200&fit=crop", FREE),
    ("a.jpg?tr=w-300%2Ch-200%2Cf-webp%2Cc-maintain_ratio%2Cfo-auto", "w=300&h=200&crop=smart&fm=webp", Delivery()),
    ("a.jpg?tr=w-300,q-80", "w=300&fit=clip", FREE),
    ("tr:w-300:rt-90/a.jpg", "w=300&fit=clip;rot=90", FREE),
    ("tr:w-300,f-jpg,pr-true,q-50/a.jpg", "w=300&fit=clip&fm=pjpg&q=50", Delivery()),
    ("tr:f-webp,lo-true/a.jpg", "fm=webp&lossless=true", Delivery()),
    ("tr:w-300,md-true/a.jpg", "w=300&fit=clip&metadata=keep", FREE),
    ("tr:w-30,dpr-2,r-9,pg-2/a.jpg", "w=60&fit=clip&corner-radius=18&page=2", FREE),
    ("tr:w-30,pr-false,md-false,cp-false,lo-false,orig-false,f-auto/a.jpg", "w=30&fit=clip", FREE),
    ("a.jpg?tr=w-30&updatedAt=7&ik-t=1893456000&ik-sdk-version=x&utm_source=y", "w=30&fit=clip", None),
    ("%74r:w-30/%61.jpg?ik-attachment=true", "w=30&fit=clip", Delivery(negotiable=True, download="a.jpg")),
)


def test_an_address_says_what_a_native_query_says() -> None:
    for target, query, delivery in SAME:
        asked = picture(parse, target)
        assert asked.recipe.ops == ops(query), target
        assert asked.recipe.output == same(query.replace(";", "&")).output, target
        assert asked.delivery == (delivery or Delivery(negotiable=True, edition="7", expires=1893456000)), target
        assert holds(parse, write, asked), target


def test_what_nothing_is_asked_of_is_the_stored_file() -> None:
    for target in ("a.jpg", "tr:orig-true/a.jpg"):
        asked = picture(parse, target)
        assert asked.delivery == Delivery(original=True), target
        assert holds(parse, write, asked), target
    assert holds(parse, write, PictureReply(same(""), FREE))
    assert not holds(parse, write, PictureReply(same("w=30")))


def test_steps_are_done_in_their_order_and_within_one_in_ours() -> None:
    asked = picture(parse, "tr:e-grayscale:bg-fff000,b-4_red,r-9,bl-3,rt-10,w-9,t-true:e-sharpen-20/a.jpg")
    assert [op.op for op in asked.recipe.ops] == [
        *("saturation", "trim", "resize", "rotate", "blur", "mask", "border", "background", "sharpen"),
    ]
    assert holds(parse, write, asked)


def test_what_is_wrong_is_named() -> None:
    for target, word in (
        ("tr:w-3/a.jpg?tr=h-3", "more than once"),
        ("tr:w-3/tr:h-3/a.jpg", "more than once"),
        ("tr:w-3,w-4/a.jpg", "more than once"),
        ("tr:q-3:q-4/a.jpg", "more than once"),
        ("tr:wd-3/a.jpg", "wd"),
        ("tr:w/a.jpg", "no value"),
        ("tr:n-small/a.jpg", "named"),
        ("tr:e-shadow/a.jpg", "e-shadow"),
        ("tr:e-glow/a.jpg", "e-glow"),
        ("tr:w-3,x-3/a.jpg", "x=3"),
        ("tr:dpr-2/a.jpg", "multiplies nothing"),
        ("tr:dpr-9,w-3/a.jpg", "dpr=9"),
        ("tr:pr-true/a.jpg", "f-jpg"),
        ("tr:cp-true/a.jpg", "cp=true"),
        ("tr:f-png,q-50/a.jpg", "q says nothing"),
        ("tr:orig-true,w-3/a.jpg", "orig"),
        ("tr:pg-0/a.jpg", "pg"),
        ("a.jpg?w=3", "parameter 'w'"),
        ("a.jpg?ik-t=12", "ik-t"),
        ("tr:w-3/", "no picture is named"),
    ):
        refused(parse, target, word)


def test_what_it_cannot_say_is_named() -> None:
    for recipe in (
        same("sepia=50"),
        same("sat=5"),
        same("fm=gif"),
        Recipe(source=Made(made=Placeholder(dimensions=(3, 3)))),
    ):
        with pytest.raises(Inexpressible):
            write(PictureReply(recipe, FREE))


OUTPUTS = ("", "fm=webp&q=9", "fm=pjpg", "q=7", "metadata=keep", "colors=3")


@given(st.data())
@settings(max_examples=40)
def test_what_is_written_reads_as_the_same_picture(data: st.DataObject) -> None:
    kinds = data.draw(st.lists(st.sampled_from(CATALOGUE), max_size=4))
    steps = tuple(data.draw(drawn(kind)) for kind in kinds)
    output = same(data.draw(st.sampled_from(OUTPUTS))).output
    delivery = Delivery(negotiable=output.formats == ("source",))
    holds(parse, write, PictureReply(Recipe.of(Stored(key="tr/ü b.jpg"), steps, output), delivery))


VALUES = st.sampled_from(["3", "0.5", "auto", "true", "max", "face", "red", "4_red", "4-3", "extract"]) | st.text(
    max_size=4
)
WORDS = st.lists(st.tuples(st.sampled_from(KNOWN), VALUES), max_size=5)


@given(WORDS, st.text(max_size=20))
def test_no_text_is_more_than_a_fault_of_who_asks(words: list[tuple[str, str]], text: str) -> None:
    step = ",".join(f"{word}-{value}" for word, value in words)
    harmless(parse, f"tr:{step}/a.jpg")
    harmless(parse, f"a.jpg?tr={text}&{text}")


def test_it_is_answered_where_it_is_opened(client: Client) -> None:
    app = client(dialects=frozenset({"imagekit"}), root="imagekit")
    answer = app.get("/imagekit/tr:w-60,h-40/bee.jpg", headers={"accept": "image/webp"})
    size = Image.open(io.BytesIO(answer.content)).size
    assert (answer.status_code, answer.headers["content-type"], size) == (200, "image/webp", (60, 40))
    assert "accept" in answer.headers["vary"].lower()
    assert app.get("/bee.jpg?tr=w-60,f-png").headers["content-type"] == "image/png"
    assert client().get("/imagekit/tr:w-60/bee.jpg").status_code == 404


def test_its_key_opens_its_own_door_alone(client: Client) -> None:
    app = client(dialects=frozenset({"imagekit", "native"}), unsigned=frozenset(), imagekit_key=KEY)
    seal = hmac_of("bee.jpg?tr=w-609999999999", KEY)
    assert app.get(f"/imagekit/bee.jpg?tr=w-60&ik-s={seal}").status_code == 200
    for path in (
        "/imagekit/bee.jpg?tr=w-60",
        f"/imagekit/bee.jpg?tr=w-61&ik-s={seal}",
        f"/images/bee.jpg?w=60&s={seal[:22]}",
    ):
        assert app.get(path).status_code in {400, 403}, path


def test_the_page_tells_of_every_word() -> None:
    page = page_of("imagekit")
    words = {*KNOWN, *QUERY, *CROPS, *MODES, *FOCUS, *FORMATS}
    assert [word for word in sorted(words) if f"`{word}`" not in page] == []
    assert operations()[0].below == "tr:{steps}/{key}"
