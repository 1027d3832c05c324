"""AWS's solution: its addresses read as the same pictures that native queries say, and are written so."""

import io
import json
from base64 import b64encode
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from handler.core.delivery import Delivery
from handler.core.output import Output
from handler.core.source import Stored
from handler.dialects.aws.edits import SPELLED, STEPS, UNSAID
from handler.dialects.aws.envelope import sealed
from handler.dialects.aws.output_options import FORMATS, OPTIONS
from handler.dialects.aws.overlaying import BLENDS, GRAVITIES
from handler.dialects.aws.requests import operations, parse, write
from handler.dialects.aws.resizing import FITS, POSITIONS
from handler.dialects.aws.short_query import KNOWN
from handler.dialects.aws.signature import signature_of
from handler.dialects.aws.thumbor_filters import FILTERS
from handler.dialects.interface import DialectRequest, PictureReply
from handler.errors import Inexpressible, NotFound
from handler.generators.made import Made
from handler.generators.placeholder import Placeholder
from handler.ops import CATALOGUE
from handler.recipe import Recipe
from tests.conftest import Client
from tests.support.requests.foreign_pictures import harmless, holds, picture, refused, same
from tests.support.requests.pages import page_of
from tests.support.strategies.operations import operations as drawn

KEY = "a-key-of-the-solution"


def request(edits: dict[str, Any] | None = None, **members: object) -> str:
    """Return a path as the solution's demo page makes it."""
    said = {"key": "a.jpg", **({} if edits is None else {"edits": edits}), **members}
    return b64encode(json.dumps(said).encode()).decode()


SAME: tuple[tuple[dict[str, Any], dict[str, Any], str], ...] = (
    ({"resize": {"width": 300}}, {}, "w=300&fit=clip&fm=source"),
    ({"resize": {"width": 300, "height": 200}}, {}, "w=300&h=200&fit=crop"),
    (
        {"resize": {"width": "300", "height": 200.4, "fit": "cover", "position": "right top"}},
        {},
        "w=300&h=200&crop=top,right",
    ),
    ({"resize": {"width": 300, "height": 200, "fit": "inside", "withoutEnlargement": True}}, {}, "w=300&h=200"),
    ({"resize": {"width": 300, "height": 200, "fit": "fill"}}, {}, "w=300&h=200&fit=scale"),
    ({"grayscale": True, "resize": {"width": 300}}, {"outputFormat": "jpeg"}, "w=300&fit=clip&sat=-100&fm=jpg"),
    ({"toFormat": "png"}, {}, "fm=png"),
    ({"jpeg": {"quality": 50, "progressive": True}}, {}, "fm=pjpg&q=50"),
    ({"webp": {"lossless": True}}, {"outputFormat": "webp", "effort": 6}, "fm=webp&lossless=true&effort=small"),
    ({"rotate": 90, "resize": {"width": 100}}, {}, "rot=90&w=100&fit=clip"),
    ({"extract": {"left": 1, "top": 2, "width": 3, "height": 4}}, {}, "rect=1,2,3,4"),
    ({"flip": True, "flop": True, "negate": True}, {}, "flip=hv&invert=true"),
    ({"animated": False, "blur": 3}, {}, "frame=0&blur=3"),
    ({"flatten": {"background": {"r": 255, "g": 255, "b": 255, "alpha": None}}}, {}, "bg=fff"),
)
"""Edits, what stands beside them, and what the native dialect calls the same."""


def test_json_says_what_a_native_query_says() -> None:
    for edits, members, query in SAME:
        asked = picture(parse, request(edits, **members))
        assert asked.recipe == same(query), edits
        assert asked.delivery == Delivery(), edits
        assert holds(parse, write, asked), edits


def test_thumbors_paths_and_the_query_say_the_same() -> None:
    for target, query in (
        ("fit-in/300x200/a.jpg", "w=300&h=200&fit=clip"),
        ("300x200/filters:grayscale()/filters:quality(50)/a.jpg", "w=300&h=200&fit=crop&sat=-100&q=50"),
        ("a.jpg?width=300&height=0", "w=300&fit=clip"),
        ("a.jpg?fit=inside&width=300&height=200&grayscale=true&format=webp", "w=300&h=200&fit=clip&sat=-100&fm=webp"),
        ("%66it-in/300x200/%61.jpg", "w=300&h=200&fit=clip"),
    ):
        asked = picture(parse, target)
        assert asked.recipe == same(query), target
        assert holds(parse, write, asked), target


def test_the_query_takes_the_place_of_edits() -> None:
    assert picture(parse, f"{request({'resize': {'width': 9}})}?width=300").recipe == same("w=300&fit=clip")


def test_what_nothing_is_asked_of_is_the_stored_file() -> None:
    for target in ("a.jpg", request(), request({}), f"{request()}?expires=20301231T235959Z"):
        asked = picture(parse, target)
        assert asked.delivery.original, target
        assert holds(parse, write, asked), target
    assert picture(parse, "a.jpg?expires=20301231T235959Z").delivery.expires == 1924991999


def test_a_bucket_is_one_of_the_sources() -> None:
    def key_of(bucket: str, key: str) -> str | None:
        return f"photos/{key}" if bucket == "mine" else None

    for target in (request(bucket="mine"), "s3:mine/a.jpg"):
        reply = parse(DialectRequest(target.encode(), "", key_of=key_of))
        assert isinstance(reply, PictureReply)
        assert reply.recipe.keys == ("photos/a.jpg",)
    for target in (
        request(bucket="other"),
        "s3:other/a.jpg",
        request({"overlayWith": {"bucket": "other", "key": "b"}}),
    ):
        with pytest.raises(NotFound):
            parse(DialectRequest(target.encode(), "", key_of=key_of))
    with pytest.raises(NotFound):
        picture(parse, request(bucket="mine"))


def test_what_is_wrong_is_named() -> None:
    for target, word in (
        (request({"contentModeration": True}), "edits.contentModeration"),
        (request({"resizee": {}}), "edits.resize"),
        (request(headers={"Cache-Control": "no-store"}), "headers"),
        (request(outputformat="webp"), "outputFormat"),
        (request(bucket=3), "bucket"),
        (sealed({"key": "a", "edits": []}), "edits"),
        (request({"animated": 1}), "edits.animated"),
        (sealed({}), "no picture is named"),
        (sealed({"key": "a//b"}), "slash"),
        (b64encode(b'{"key":"a","key":"b"}').decode(), "more than once"),
        (b64encode(b'{"key":').decode(), "not JSON"),
        ("a.jpg?w=300", "parameter 'w'"),
        ("a.jpg?width=300&width=300", "more than once"),
        ("filters:blurr(3)/a.jpg", "blur"),
        ("", "no picture is named"),
    ):
        refused(parse, target, word)


def test_what_it_cannot_say_is_named() -> None:
    for recipe, delivery in (
        (same("sepia=50"), Delivery()),
        (same("w=300&h=200&fit=fill"), Delivery()),
        (same("frame=3"), Delivery()),
        (same("w=300"), Delivery(negotiable=True)),
        (same("q=50&sepia=9"), Delivery()),
        (same("q=50&blur=9"), Delivery()),
        (Recipe(source=Made(made=Placeholder(dimensions=(3, 3)))), Delivery()),
        (same("w=9"), Delivery(expires=2**39)),
    ):
        with pytest.raises(Inexpressible):
            write(PictureReply(recipe, delivery))


@given(st.data())
@settings(max_examples=40)
def test_what_is_written_reads_as_the_same_picture(data: st.DataObject) -> None:
    kinds = data.draw(st.lists(st.sampled_from(CATALOGUE), max_size=4))
    output = data.draw(
        st.sampled_from([same(q).output for q in ("", "fm=webp&q=9", "fm=pjpg", "colors=9", "loop=2", "q=7")])
    )
    steps = tuple(data.draw(drawn(kind)) for kind in kinds)
    picture = PictureReply(Recipe.of(Stored(key="a b/ü.jpg"), steps, output))
    holds(parse, write, picture)


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-9, 400)
    | st.floats()
    | st.sampled_from(["10p", "top", "300", "#fff", "x"]),
    lambda inner: (
        st.lists(inner, max_size=2)
        | st.dictionaries(
            st.sampled_from(["width", "height", "fit", "r", "quality", "key", "options", "left", "x"]), inner
        )
    ),
    max_leaves=4,
)
EDITS = st.dictionaries(st.sampled_from([*STEPS, *UNSAID, *FORMATS, "toFormat", "animated", "crop"]), JSON, max_size=4)


@given(EDITS, st.text(max_size=30), st.text(max_size=30))
def test_no_text_is_more_than_a_fault_of_who_asks(edits: dict[str, Any], path: str, query: str) -> None:
    harmless(parse, request(edits))
    harmless(parse, f"filters:{path}/a.jpg?{query}")
    harmless(parse, path)


def width(body: bytes) -> int:
    return Image.open(io.BytesIO(body)).width


def test_it_is_answered_where_it_is_opened(client: Client) -> None:
    app = client(dialects=frozenset({"aws"}))
    path = sealed({"bucket": "samples", "key": "bee.jpg", "edits": {"resize": {"width": 60}}, "outputFormat": "webp"})
    answer = app.get(f"/aws/{path}", headers={"accept": "image/avif"})
    assert (answer.status_code, answer.headers["content-type"], width(answer.content)) == (200, "image/webp", 60)
    assert "accept" not in answer.headers.get("vary", "").lower()
    assert app.get("/aws/fit-in/60x60/bee.jpg").headers["content-type"] == "image/jpeg"
    assert app.get("/aws/s3:other/bee.jpg").status_code == 404
    assert client().get("/aws/fit-in/60x60/bee.jpg").status_code == 404
    assert client(dialects=frozenset({"aws"}), root="aws").get("/bee.jpg?width=60").status_code == 200


def test_its_key_opens_its_own_door_alone(client: Client) -> None:
    settings = {"dialects": frozenset({"aws", "native"}), "unsigned": frozenset(), "aws_key": KEY}
    app = client(**settings, root="aws")
    good = f"/60x60/bee.jpg?height=50&signature={signature_of('/60x60/bee.jpg?height=50', KEY)}"
    assert app.get(f"/aws{good}").status_code == 200
    assert app.get(good).status_code == 200
    for target in (
        "/aws/60x60/bee.jpg?height=50",
        f"/aws{good}&signature={'0' * 64}",
        f"/aws{good.replace('height=50', 'height=51')}",
        f"/images/bee.jpg?w=60&s={signature_of('/images/bee.jpg?w=60', KEY)[:22]}",
    ):
        assert app.get(target).status_code in {400, 403}, target


def test_the_page_tells_of_every_word() -> None:
    page = page_of("aws")
    words = {*STEPS, *UNSAID, *SPELLED, *FORMATS, *OPTIONS, *POSITIONS, *FITS, *GRAVITIES, *BLENDS, *KNOWN}
    assert [word for word in sorted(words) if f"`{word}`" not in page] == []
    assert [name for name in FILTERS if f"`{name}()`" not in page] == []


def test_the_documentation_tells_its_forms() -> None:
    assert [each.below for each in operations()] == ["{request}", "fit-in/{size}/{key}"]
    assert Output() == picture(parse, operations()[0].fields[0].examples[0]).recipe.output
