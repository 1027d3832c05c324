"""The door: addresses that clients make, through the real application too, and text that crashes nothing."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from handler.core.delivery import Delivery
from handler.core.output import Output
from handler.core.signing import sign
from handler.core.source import Fetched, Stored
from handler.dialects.interface import PictureReply
from handler.dialects.ipx import door
from handler.errors import Inexpressible
from handler.ops import CATALOGUE
from handler.ops.background import Background
from handler.ops.blur import Blur
from handler.ops.levels import Levels
from handler.ops.pad import Pad
from handler.ops.resize import Resize
from handler.recipe import Recipe
from tests.conftest import Client
from tests.support.requests.foreign_addresses import fault_of, native_recipe, picture_of, settled, survives
from tests.support.requests.signed_links import GUARDED, KEY, OTHER, refused
from tests.support.strategies.operations import operations

PREFIX = "/_ipx/"
OPEN = {"dialects": frozenset({"native", "ipx"})}
ADDRESSES = {
    # unpic 4, @nuxt/image 2, and ipx's own documentation
    "s_300x200,f_webp/cat.jpg": "w=300&h=200&fit=min&fm=webp",
    "w_300,f_auto/cat.jpg": "w=300",
    "fit_cover,position_top,w_300,q_80,f_auto/folder/cat.jpg": "w=300",
    "fit_cover&f_webp&q_80&s_300x200/a/cat%201.jpg": "w=300&h=200&fit=min&fm=webp",
    "h_200&b_ff0000&pos_top/a/cat%201.jpg": "h=200&fm=source",
    "_/a/cat%201.jpg": "fm=source",
    "w_200/static/buffalo.png": "w=200&fm=source",
    "embed,f_webp,s_200x200/static/buffalo.png": "",
    "s_200x200,pos_top,q_50/cat.jpg": "w=200&h=200&fit=min&crop=top&q=50",
    "f_png,q_50,w_9/cat.jpg": "w=9&fm=png",
    "rotate_90&w_100,blur_3%2Cflip/cat.jpg": "rot=90&flip=v&w=100&blur=3",
    "kernel_lanczos3,animated_true,w_9/cat.gif": "w=9&fm=source",
}
PIECES = st.sampled_from(
    [
        *("w_3", "h_", "s_3x4", "s_3x", "fit_contain", "pos_top", "b_f00", "b_", "crop_1_2_3_4", "extend_1_2_3_4", "_"),
        *("rotate_30", "threshold_9", "flatten", "f_auto", "q_0", ",", "&", "/", "a.jpg", "%", "%ff", "?", "s=1", "x"),
        *("https://a.b/c", "..", "٣", "\ud800", "=", ":", "grayscale", "tint_red", "enlarge", "trim_1e3"),
    ]
)
ANSWERS = {
    "w_300,f_auto/bee.jpg": ((300, 375), "image/webp", "Accept"),
    "s_300x200/bee.jpg": ((300, 200), "image/jpeg", None),
    "s_200x200,fit_contain,f_png,b_ff0000/owl.png": ((200, 200), "image/png", None),
    "crop_10_20_300_200,w_150,extend_1_2_3_4/bee.jpg": ((156, 104), "image/jpeg", None),
    "_/bee.jpg": ((1024, 1280), "image/jpeg", None),
}


def test_an_address_says_what_our_own_query_says() -> None:
    for address, query in ADDRESSES.items():
        if not query:
            assert fault_of(door, address).startswith("embed: there is no modifier 'embed'")
            continue
        key = address.partition("/")[2].replace("%20", " ")
        assert picture_of(door, address).recipe == native_recipe(query, key), address
        settled(door, address)


def test_a_picture_of_another_host_is_named_by_its_url() -> None:
    for address in ("w_3/https://example.com/a.jpg", "w_3/https%3A%2F%2Fexample.com%2Fa.jpg"):
        assert picture_of(door, address).recipe.source == Fetched(url="https://example.com/a.jpg")
        settled(door, address)


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("f_xyz/a.jpg", "format: format=xyz: must be auto"),
        ("q_0/a.jpg", "quality: quality=0: must be 1 to 100"),
        ("kernel_nearest/a.jpg", "kernel: kernel=nearest: must be lanczos3"),
        ("b_reddish/a.jpg", "background: background=reddish: must be a colour"),
        ("w_3/a.jpg?w=3", "w: there is no parameter 'w'"),
        ("w_3", ": no picture is named"),
        ("", ": the modifiers come first"),
    ],
)
def test_what_is_not_supported_is_named(address: str, said: str) -> None:
    assert fault_of(door, address).startswith(said)


@pytest.mark.parametrize(
    ("recipe", "named"),
    [
        (Recipe(source=Stored(key="a"), ops=(Blur(radius=2), Resize(w=3))), "this blur"),
        (Recipe(source=Stored(key="a"), ops=(Levels(range=(99, 1.0, 100)),)), "this levels"),
        (Recipe(source=Stored(key="a"), ops=(Pad(width=3, bg="ff0000"), Background(bg="00ff00"))), "background"),
        (Recipe(source=Stored(key="a"), ops=(Resize(w=3, h=3, fit="cut"),)), "fit=cut"),
        (Recipe(source=Stored(key="a"), output=Output(formats=("ico",))), "format=ico"),
        (Recipe(source=Stored(key="a", frame=0)), "this output"),
    ],
)
def test_what_modifiers_cannot_say_is_named(recipe: Recipe, named: str) -> None:
    with pytest.raises(Inexpressible, match=named):
        door.write(PictureReply(recipe))


@given(st.data(), st.sampled_from(CATALOGUE))
def test_every_operation_reads_back_or_is_refused_by_name(data: st.DataObject, kind: type) -> None:
    ops = data.draw(st.lists(operations(kind), min_size=1, max_size=1))
    picture = PictureReply(Recipe.of(Stored(key="a.jpg"), tuple(ops)), Delivery(expires=9, edition="b"))
    try:
        written = door.write(picture)
    except Inexpressible as error:
        assert error.status == 400
    else:
        assert picture_of(door, written) == picture
        assert settled(door, written) == written


def test_pictures_come_in_the_size_and_format_that_is_asked_for(client: Client) -> None:
    app = client(**OPEN)
    for address, (size, media_type, vary) in ANSWERS.items():
        answer = app.get(PREFIX + address, headers={"accept": "image/webp,*/*"})
        assert (answer.status_code, answer.headers["content-type"]) == (200, media_type), answer.text
        assert answer.headers.get("vary") == vary
        with Image.open(io.BytesIO(answer.content)) as image:
            assert image.size == size, address
    same = app.get("/images/bee.jpg?w=300", headers={"accept": "image/webp,*/*"}).headers["etag"]
    again = app.get(f"{PREFIX}w_300,f_auto/bee.jpg", headers={"accept": "image/webp,*/*"})
    assert again.headers["etag"] == same


def test_a_link_is_signed_as_ours_are_and_good_where_the_door_is(client: Client) -> None:
    app = client(**GUARDED, **OPEN)
    link = sign(f"{PREFIX}w_30,f_webp/bee.jpg", KEY)
    assert app.get(link).status_code == 200
    for wrong in (link.replace("w_30", "w_31"), sign(f"{PREFIX}w_30/bee.jpg", OTHER), f"/images/bee.jpg?{link[-24:]}"):
        assert app.get(wrong).status_code == 403, wrong
    assert refused(app.get(f"{PREFIX}w_30/bee.jpg"))
    assert client(root="ipx").get("/w_30/bee.jpg").status_code == 200
    assert client().get(f"{PREFIX}w_30/bee.jpg").status_code == 404


@given(st.lists(PIECES, max_size=9), st.sampled_from([",", ""]))
def test_no_text_crashes_it(pieces: list[str], between: str) -> None:
    survives(door, between.join(pieces))


@given(st.text(max_size=40))
def test_no_text_at_all_crashes_it(text: str) -> None:
    survives(door, text)


def test_what_can_be_asked_is_documented() -> None:
    (operation,) = door.operations()
    assert all(f"{{{field.name}}}" in operation.below for field in operation.fields)
