"""The doors of services: what they write reads back, no text is more than a 400, and pictures come as asked."""

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from handler.core.source import Stored
from handler.dialects import native
from handler.dialects.interface import DialectRequest, PictureReply
from handler.dialects.phrasebook.vendor import KEY, Vendor, without
from handler.dialects.table import DIALECTS
from handler.dialects.vendor_rows import CHAINED_ROWS
from handler.errors import ImageError, Inexpressible, InvalidParameter
from handler.generators.made import Made
from handler.generators.placeholder import Placeholder
from handler.ops.blur import Blur
from handler.ops.resize import Resize
from handler.recipe import Recipe
from tests.conftest import Client
from tests.support.requests.vendors import ROWS, again, reply

WORDY = [row for row in DIALECTS if row.module.startswith("handler.dialects.vendors.") and row not in CHAINED_ROWS]
DOORS = [row.name for row in WORDY]
SAMPLES = (
    "300",
    "200",
    "1.5",
    "16:9",
    "fff",
    "true",
    "1",
    "webp",
    "jpeg",
    "auto",
    "2,3,4,5",
    "3,4",
    "rgb:fff",
    "x",
    "",
)


@st.composite
def queries(draw: st.DrawFn) -> tuple[str, str]:
    """Draw a door and a query in its words, of values that it has and others."""
    door = draw(st.sampled_from(DOORS))
    book = ROWS[door].load().BOOK  # type: ignore[attr-defined]
    words = draw(st.lists(st.sampled_from([*book.words, "w", "h", "fit", "v"]), unique=True, max_size=5))
    values = [draw(st.sampled_from([*book.phrases.get(word, ()), *SAMPLES])) for word in words]
    return door, "&".join(f"{word}={value}" for word, value in zip(words, values, strict=True))


@settings(max_examples=200)
@given(queries())
def test_what_a_door_reads_it_writes_or_says_that_it_cannot(asked: tuple[str, str]) -> None:
    door, query = asked
    try:
        found = reply(door, query)
    except ImageError as error:
        assert error.status == 400
        return
    written = again(door, found)
    assert written is None or written == found


NATIVE_WORDS = (
    *("w=300", "h=200", "fit=crop", "fit=min", "fit=fill", "crop=top", "fm=webp", "fm=source", "q=60", "blur=5"),
    *("rot=90", "rot=45", "frame=2", "frames=1-3", "corner-radius=9", "dpr=2"),
)


@settings(max_examples=150)
@given(st.sampled_from([*DOORS, "imgix"]), st.lists(st.sampled_from(NATIVE_WORDS), unique=True, max_size=5))
def test_what_is_said_in_our_words_is_said_in_theirs_or_not_at_all(door: str, words: list[str]) -> None:
    try:
        picture = native.parse("&".join(words), "bee.jpg")
    except ImageError:
        return
    assert isinstance(picture, PictureReply)
    written = again(door, picture)
    assert written is None or written == picture


@settings(max_examples=100)
@given(st.sampled_from([*DOORS, "imgix"]), st.text(max_size=40), st.binary(max_size=20))
def test_no_text_is_more_than_a_mistake(door: str, query: str, path: bytes) -> None:
    try:
        ROWS[door].load().parse(DialectRequest(path, query))
    except ImageError as error:
        assert error.status < 500


def test_what_no_word_says_is_told() -> None:
    soft = Recipe(source=Stored(key="bee.jpg"), ops=(Blur(radius=5), Resize(w=300)))
    for door in DOORS:
        module = ROWS[door].load()
        for recipe in (soft, Recipe(source=Made(made=Placeholder()))):
            with pytest.raises(Inexpressible):
                module.write(PictureReply(recipe))


def test_a_door_tells_its_operation_and_takes_our_signature() -> None:
    for door in DOORS:
        (operation,) = ROWS[door].load().operations()
        assert (operation.name, operation.below, operation.fields) == (door, "{key}", (KEY,))


def test_a_path_is_cut_once_at_its_beginning() -> None:
    cut = without("a/", "a/b/")
    assert [cut(path) for path in ("a/a/x", "a/b/x", "b/a/x")] == ["a/x", "b/x", "b/a/x"]
    assert Vendor("x", "X", ROWS["contentful"].load().BOOK).key_of("a/b") == "a/b"  # type: ignore[attr-defined]


CLIENTS = {
    "/contentful/bee.jpg?w=60&h=40&q=75&fm=webp&fit=fill": ("image/webp", (60, 40), None),
    "/builder/api/v1/image/bee.jpg?width=60&height=40&fit=contain&format=png&sharp=true": ("image/png", (60, 40), None),
    "/contentstack/bee.jpg?width=60&height=40&fit=crop&auto=webp&disable=upscale": ("image/webp", (60, 40), "Accept"),
    "/scene7/is/image/bee.jpg?wid=60&hei=40&qlt=60&fmt=jpg&fit=crop%2C0": ("image/jpeg", (60, 40), None),
    "/wordpress/bee.jpg?resize=60,40": ("image/webp", (60, 40), "Accept"),
    "/glide/bee.jpg?w=60": ("image/jpeg", (60, 75), None),
    "/bunny/bee.jpg?width=60&height=40&aspect_ratio=60%3A40&output=avif": ("image/avif", (60, 40), None),
}


def test_pictures_come_in_the_size_and_format_that_clients_ask_for(client: Client) -> None:
    app = client(dialects=frozenset(DOORS))
    for target, (kind, size, vary) in CLIENTS.items():
        answer = app.get(target, headers={"accept": "image/webp"})
        assert (answer.status_code, answer.headers["content-type"]) == (200, kind), target
        assert Image.open(io.BytesIO(answer.content)).size == size, target
        assert answer.headers.get("vary") == vary, target
    assert app.get("/contentful/bee.jpg?w=60&blur=5").status_code == 400
    assert app.get("/images/bee.jpg?w=60").status_code == 404


def test_what_a_cdn_keeps_of_a_key_is_told_wherever_the_path_has_more_than_the_key() -> None:
    cut = {door for door in DOORS if ROWS[door].invalidated == "*"}
    assert cut == {"appwrite", "builder", "cloudimage", "directus", "hygraph", "scene7", "supabase"}
    plain = set(DOORS) - cut
    assert {ROWS[door].invalidated for door in plain} == {"{key}*"}


def test_a_moved_host_keeps_its_addresses_at_the_root(client: Client) -> None:
    app = client(root="supabase")
    moved = app.get("/storage/v1/render/image/public/bee.jpg?width=60&height=40&quality=60&resize=cover")
    assert (moved.status_code, Image.open(io.BytesIO(moved.content)).size) == (200, (60, 40))
    assert app.get("/images/bee.jpg?w=60&h=40&q=60&fit=min").content == moved.content
    assert app.get("/storage/v1/render/image/public/.env?width=60").status_code == 404


@pytest.mark.parametrize("name", DOORS)
def test_a_wrong_value_is_blamed_on_the_word_that_was_written(name: str) -> None:
    book = ROWS[name].load().BOOK  # type: ignore[attr-defined]
    widths = [word for word, ours in book.names.items() if ours in {"w", "h"} and "." not in word]
    for word in widths:
        with pytest.raises(InvalidParameter) as caught:
            reply(name, f"{word}=99999")
        assert (caught.value.facts["parameter"], caught.value.detail.partition("=")[0]) == (word, word)
