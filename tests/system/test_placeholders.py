"""Placeholders and metadata through every door: texts are answers like pictures, and facts are made of one decode."""

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handler.codecs import StoredPicture
from handler.core.formats.catalogue import FORMATS, WRITTEN
from handler.core.frames import Frames
from handler.core.geometry import Size
from handler.web.negotiation import candidates
from tests.conftest import SAMPLES, Client
from tests.support.images.metadata_blocks import WITH_MANIFEST, alternatives, jpeg, packet
from tests.support.s3.counted_calls import counted

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

TEXTS = [name for name in WRITTEN if FORMATS[name].text]
EACH = pytest.mark.parametrize("name", TEXTS)


@EACH
def test_a_text_is_an_answer_like_a_picture(client: Client, name: str) -> None:
    app, path, row = client(), f"/images/bee.jpg?w=300&fm={name}", FORMATS[name]
    made = app.get(path)
    assert made.status_code == 200
    assert made.headers["content-type"].partition(";")[0] == row.media_type
    assert made.headers["x-content-type-options"] == "nosniff"
    assert made.headers["content-length"] == str(len(made.content))
    assert "vary" not in made.headers
    assert made.content.isascii()
    head = app.head(path)
    same = ("content-type", "content-length", "etag", "cache-control")
    assert [head.headers[each] for each in same] == [made.headers[each] for each in same]
    assert app.get(path, headers={"if-none-match": made.headers["etag"]}).status_code == 304
    named = app.get(f"{path}&dl=holiday").headers["content-disposition"]
    assert named == f"attachment; filename*=UTF-8''holiday.{row.extension}"


@EACH
def test_a_text_is_kept_where_results_are(client: Client, store: "S3Client", name: str) -> None:
    store.create_bucket(Bucket="texts")
    app, path = client(results="s3://texts/kept"), f"/images/bee.jpg?w=301&fm={name}"
    made = app.get(path)
    with counted(store) as calls:
        again = app.get(path)
    assert "GetObject" in calls
    assert again.content == made.content
    assert again.headers["content-type"] == made.headers["content-type"]
    assert "render" not in again.headers.get("server-timing", "")
    assert app.get(path, headers={"range": "bytes=0-3"}).content == made.content[:4]


@EACH
def test_every_door_gives_it(client: Client, name: str) -> None:
    app = client(presets=json.dumps({"small": f"w=100&fm={name}"}))
    steps: dict[str, Any] = {"ops": [{"op": "resize", "w": 100}], "output": {"formats": [name]}}
    upload: Any = {"picture": (SAMPLES / "bee.jpg").read_bytes(), "recipe": (None, json.dumps(steps))}
    asked = [
        app.get(f"/images/bee.jpg?w=100&fm={name}"),
        app.get("/images/bee.jpg?preset=small"),
        app.post("/render", json={"source": {"key": "bee.jpg"}, **steps}),
        app.post("/render", files=upload),
    ]
    assert {(each.status_code, each.content) for each in asked} == {(200, asked[0].content)}
    drawn = app.get(f"/generate/gradient?fm={name}")
    assert (drawn.status_code, drawn.headers["content-type"]) == (200, asked[0].headers["content-type"])
    told = app.get(f"/info/bee.jpg?w=100&fm={name}").json()["result"]
    assert (told["width"], told["height"], told["format"]) == (100, 125, name)
    assert told["media_type"] == FORMATS[name].media_type


@EACH
def test_a_text_of_a_size_is_of_what_operations_leave(client: Client, name: str) -> None:
    app = client()
    whole, part, moving = (
        app.get(f"/images/{key}&fm={name}").content
        for key in ("bee.jpg?w=300", "bee.jpg?w=300&h=300&fit=crop&crop=bottom", "lighthouse.gif?w=200")
    )
    assert whole != part
    assert moving == app.get(f"/images/lighthouse.gif?w=200&frame=0&fm={name}").content


@EACH
def test_no_unsigned_request_by_width_gets_one(client: Client, name: str) -> None:
    app = client(unsigned=frozenset({"widths"}))
    assert app.get("/images/bee.jpg?w=640").status_code == 200
    answer = app.get(f"/images/bee.jpg?w=640&fm={name}")
    assert (answer.status_code, answer.json()["parameter"]) == (403, "fm")


TYPES = ("text/plain", "text/css", "application/json", "*/*", "text/*", "image/webp", "image/*")
ACCEPT = st.lists(st.sampled_from(TYPES))


@given(ACCEPT)
def test_no_accept_header_chooses_a_text(accept: list[str]) -> None:
    assert not set(TEXTS) & set(candidates(",".join(accept)))


@pytest.fixture
def decodes(monkeypatch: pytest.MonkeyPatch) -> list[Size]:
    """Return the sizes at which stored pictures are decoded, as it happens."""
    real, seen = StoredPicture.stream, list[Size]()

    def stream(self: StoredPicture, at_least: Size, *, moving: bool) -> Iterator[Frames]:
        for frames in real(self, at_least, moving=moving):
            seen.append(Size(*frames.first.size))
            yield frames

    monkeypatch.setattr(StoredPicture, "stream", stream)
    return seen


@pytest.mark.parametrize(
    "query", ["placeholder=true", "w=400&h=300&fit=crop&placeholder=true", "fm=png&sat=-50&placeholder=true"]
)
def test_all_placeholders_of_facts_are_made_of_one_fetch_and_one_reduced_decode(
    client: Client, store: "S3Client", decodes: list[Size], query: str
) -> None:
    app = client()
    with counted(store) as calls:
        told = app.get(f"/info/dandelion.jpg?{query}").json()
    assert calls == ["GetObject"]
    assert len(decodes) == 1
    if "sat" not in query:
        assert max(decodes[0]) <= 5312 / 4
    plain = query.replace("fm=png&", "").removesuffix("placeholder=true")
    for name, member in (("blurhash", "blurhash"), ("thumbhash", "thumbhash"), ("lqip", "blurDataURL")):
        assert app.get(f"/images/dandelion.jpg?{plain}fm={name}").text == told["placeholder"][member]
    palette = app.get(f"/images/dandelion.jpg?{plain}palette=json").json()
    assert told["placeholder"]["palette"] == palette


def test_facts_without_a_wish_decode_nothing(client: Client, decodes: list[Size]) -> None:
    app = client()
    told = app.get("/info/dandelion.jpg?w=300").json()
    assert "placeholder" not in told
    assert app.get("/info/dandelion.jpg?placeholder=false").json().keys() == told.keys()
    assert decodes == []


def test_placeholders_of_facts_are_gated_and_limited_as_all_that_is_rendered(client: Client) -> None:
    assert client(unsigned=frozenset()).get("/info/bee.jpg?placeholder=true").status_code == 403
    app = client(limits={"work": 0.001})
    assert app.get("/info/bee.jpg").status_code == 200
    assert app.get("/info/bee.jpg?placeholder=true").json()["limit"] == "work"
    assert app.get("/info/bee.jpg").status_code == 200


def test_a_picture_cannot_be_asked_for_with_what_facts_tell(client: Client) -> None:
    assert client().get("/images/bee.jpg?placeholder=true").json()["parameter"] == "placeholder"
    assert client().get("/images/bee.jpg?fm=json&placeholder=true").json()["placeholder"]["blurhash"]


METADATA = jpeg(xmp=packet(alternatives("Iptc4xmpCore:AltTextAccessibility", x_default="A teal square")))


@pytest.mark.parametrize(("metadata", "known"), [("", True), ("?metadata=keep", True), ("?metadata=strip", False)])
def test_facts_tell_words_unless_metadata_is_stripped(
    client: Client, store: "S3Client", metadata: str, known: bool
) -> None:
    store.put_object(Bucket="samples", Key="words.jpg", Body=METADATA)
    told = client().get(f"/info/words.jpg{metadata}").json()["source"]
    assert told.get("metadata") == ({"alt": "A teal square"} if known else None)


def test_how_a_picture_was_taken_is_no_strangers_business(client: Client) -> None:
    told = client().get("/info/bee.jpg").json()["source"]["metadata"]
    assert told == {
        "description": "A honey bee on a purple flower",
        "creator": ["John Severns"],
        "copyright": "Public domain",
    }
    assert client().get("/info/bee.jpg?metadata=keep").json()["source"]["metadata"]["camera"]["model"] == "NIKON D50"
    strangers = client(unsigned=frozenset({"widths"}))
    assert strangers.get("/info/bee.jpg?w=640").json()["source"]["metadata"] == told
    assert strangers.get("/info/bee.jpg?w=640&metadata=keep").status_code == 403


@pytest.mark.parametrize("kind", WITH_MANIFEST)
def test_a_manifest_is_kept_with_the_original_and_dropped_from_renditions_which_is_said(
    client: Client, store: "S3Client", kind: str
) -> None:
    data = WITH_MANIFEST[kind]()
    store.put_object(Bucket="samples", Key=f"signed.{kind}", Body=data)
    app = client()
    told: dict[str, Any] = app.get(f"/info/signed.{kind}?w=20&metadata=keep").json()
    assert (told["source"]["c2pa"], told["result"]["c2pa"]) == (True, False)
    assert app.get(f"/images/signed.{kind}").content == data
    for query in ("w=20", "metadata=keep", "metadata=keep&fm=jpg"):
        answer = app.get(f"/images/signed.{kind}?{query}")
        assert answer.status_code == 200
        assert b"c2pa" not in answer.content
    assert "c2pa" not in json.dumps(app.get("/info/bee.jpg").json())
