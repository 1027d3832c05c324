"""Overlays from request to answer: the gate, versions, caches, what is missing, facts, and posted recipes."""

import json
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from handler.core.source import Stored
from handler.rendering.identity import folder
from tests.conftest import Client
from tests.support.s3.counted_calls import counted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mypy_boto3_s3 import S3Client

BUCKET = "overlaid"
PATH = "/images/photo.jpg?w=120&mark=logo.png&mark-pad=0&fm=png"
MISSING = "/images/photo.jpg?w=120&mark=gone.png&fm=png"


def png(colour: str, size: tuple[int, int] = (40, 30)) -> bytes:
    file = BytesIO()
    Image.new("RGB", size, colour).save(file, "PNG")
    return file.getvalue()


@pytest.fixture
def shop(client: Client, store: "S3Client") -> "Iterator[Client]":
    """Give a function that makes an application over a bucket with a photograph and a logo."""
    store.create_bucket(Bucket=BUCKET)
    for key, colour, size in (("photo.jpg", "navy", (240, 160)), ("logo.png", "red", (40, 30))):
        store.put_object(Bucket=BUCKET, Key=key, Body=png(colour, size))
    yield lambda **settings: client(**{"source": f"s3://{BUCKET}", **settings})
    for page in store.list_objects_v2(Bucket=BUCKET).get("Contents", []):
        store.delete_object(Bucket=BUCKET, Key=page["Key"])
    store.delete_bucket(Bucket=BUCKET)


def corner(body: bytes) -> object:
    with Image.open(BytesIO(body)) as image:
        return image.convert("RGB").getpixel((image.width - 1, image.height - 1))


@pytest.mark.parametrize(
    "unsigned",
    [{"widths"}, {"presets"}, {"generate"}, {"widths", "presets", "generate"}, set()],
    ids=lambda rules: "+".join(sorted(rules)) or "none",
)
def test_nothing_is_fetched_for_whom_the_gate_stops(shop: Client, store: "S3Client", unsigned: set[str]) -> None:
    app = shop(unsigned=frozenset(unsigned), widths=(120,), results=f"s3://{BUCKET}/results")
    with counted(store) as calls:
        for path in (
            "/images/photo.jpg?w=120&mark=logo.png",
            "/images/photo.jpg?w=120&mark=~qr%3Ftext%3Da",
            "/images/photo.jpg?w=120&blend=tomato",
            "/generate/placeholder?size=300x200&mark=logo.png",
            "/generate/placeholder?size=300x200&mark=~card%3Ftitle%3Da%26logo%3Dlogo.png",
            "/info/photo.jpg?w=120&mark=logo.png",
        ):
            assert app.get(path).status_code == 403
    assert calls == []


def test_a_preset_may_have_one_where_presets_pass(shop: Client) -> None:
    presets = json.dumps({"branded": "w=120&mark=logo.png&mark-pad=0&fm=png"})
    app = shop(unsigned=frozenset({"presets"}), presets=presets)
    assert corner(app.get("/images/photo.jpg?preset=branded").content) == (255, 0, 0)


def test_a_drawing_on_a_drawing_passes_where_drawings_do(shop: Client) -> None:
    app = shop(unsigned=frozenset({"generate"}))
    assert app.get("/generate/placeholder?size=300x200&mark=~qr%3Ftext%3Da").status_code == 200


def test_too_many_are_refused_before_any_is_fetched(shop: Client, store: "S3Client") -> None:
    recipe = {"source": {"key": "photo.jpg"}, "ops": [{"op": "overlay", "picture": {"key": "logo.png"}}] * 8}
    with counted(store) as calls:
        answer = shop().post("/render", json=recipe)
    assert (answer.status_code, answer.json()["limit"], answer.json()["max"]) == (413, "sources", 8)
    assert calls == []


def test_its_version_is_part_of_the_digest_everywhere(shop: Client, store: "S3Client") -> None:
    app = shop()
    before = app.get(PATH)
    assert corner(before.content) == (255, 0, 0)
    tag = before.headers["etag"]
    assert app.head(PATH).headers["etag"] == tag
    assert app.get(f"{PATH.replace('images', 'info')}").json()["digest"] == tag.strip('"')
    assert app.get(PATH, headers={"if-none-match": tag}).status_code == 304
    store.put_object(Bucket=BUCKET, Key="logo.png", Body=png("lime"))
    assert app.head(PATH).headers["etag"] != tag
    after = app.get(PATH, headers={"if-none-match": tag})
    assert (after.status_code, corner(after.content)) == (200, (0, 255, 0))
    assert after.headers["etag"] == app.head(PATH).headers["etag"]
    assert app.get(f"{PATH.replace('images', 'info')}").json()["digest"] == after.headers["etag"].strip('"')


def test_a_kept_result_is_of_one_version_of_both(shop: Client, store: "S3Client") -> None:
    app = shop(results=f"s3://{BUCKET}/results")
    before = app.get(PATH)
    with counted(store) as calls:
        assert app.get(PATH).content == before.content
    assert calls == ["HeadObject", "HeadObject", "GetObject"]
    store.put_object(Bucket=BUCKET, Key="logo.png", Body=png("lime"))
    assert corner(app.get(PATH).content) == (0, 255, 0)


def test_the_same_picture_above_itself_is_one_version(shop: Client) -> None:
    app, path = (
        shop(),
        "/images/photo.jpg?w=120&mark=photo.jpg&mark-w=30&mark2=logo.png&mark3=logo.png&mark3-x=0&fm=png",
    )
    answer = app.get(path)
    assert answer.status_code == 200
    assert app.head(path).headers["etag"] == answer.headers["etag"]


def test_the_cache_tag_names_every_picture(shop: Client) -> None:
    answer = shop().get(f"{PATH}&mark2=~card%3Ftitle%3Da%26logo%3Dlogo.png&mark3=photo.jpg")
    tags = answer.headers["cache-tag"].split(",")
    assert tags == [f"k-{folder(Stored(key=key))}" for key in ("photo.jpg", "logo.png")]


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize("kept", [False, True])
def test_one_that_is_missing_is_404_and_named(shop: Client, method: str, *, kept: bool) -> None:
    app = shop(**({"results": f"s3://{BUCKET}/results"} if kept else {}))
    answer = app.request(method, MISSING)
    assert answer.status_code == 404
    if method == "GET":
        said = answer.json()
        assert (said["overlay"], said["detail"]) == (
            "gone.png",
            "the overlay gone.png: there is no picture of this key",
        )
    assert app.get("/images/photo.jpg?w=120&fm=png").status_code == 200
    assert app.get(PATH).status_code == 200


def test_one_that_was_missing_a_moment_ago_is_not_asked_for_again(shop: Client, store: "S3Client") -> None:
    app = shop()
    app.get(MISSING)
    with counted(store) as calls:
        again = app.get(MISSING)
        other = app.get("/images/logo.png?w=10&mark=gone.png")
    assert (again.json()["overlay"], other.json()["overlay"]) == ("gone.png", "gone.png")
    assert calls == []


def test_the_fallback_stands_in_for_the_picture_alone(shop: Client) -> None:
    app = shop(fallback="photo.jpg")
    assert app.get("/images/nothing.jpg?w=120&fm=png").headers["content-type"] == "image/png"
    fallen = app.get(PATH.replace("photo", "nothing"))
    assert (fallen.status_code, fallen.headers["content-type"]) == (404, "image/png")
    assert corner(fallen.content) == (255, 0, 0)
    assert app.get(MISSING).headers["content-type"] == "application/problem+json"


def test_facts_foretell_the_result_with_it(shop: Client) -> None:
    app, more = shop(), "&mark=logo.png&mark-scale=100&mark-rot=30"
    plain, over = (app.get(f"/info/photo.jpg?w=200&fm=png{each}").json()["result"] for each in ("", more))
    assert (plain["width"], plain["height"]) == (over["width"], over["height"])
    assert plain["work"] < over["work"]
    assert plain["memory"] < over["memory"]


def test_a_posted_recipe_and_a_posted_picture_have_them_too(shop: Client) -> None:
    app = shop()
    ops = [{"op": "resize", "w": 120}, *[{"op": "overlay", "picture": {"key": "logo.png"}, "pad": 0}] * 2]
    output = {"formats": ["png"]}
    whole = app.post("/render", json={"source": {"key": "photo.jpg"}, "ops": ops, "output": output})
    sent = app.post(
        "/render",
        data={"recipe": json.dumps({"ops": ops, "output": output})},
        files={"picture": ("x.png", png("navy", (240, 160)))},
    )
    assert whole.content == sent.content
    assert corner(sent.content) == (255, 0, 0)
    assert sent.headers["cache-tag"] == f"k-{folder(Stored(key='logo.png'))}"


def test_an_upload_is_never_an_overlay(shop: Client) -> None:
    ops = [{"op": "overlay", "picture": {"posted": "0" * 64}}]
    answer = shop().post("/render", json={"source": {"key": "photo.jpg"}, "ops": ops})
    assert answer.status_code == 400
    assert answer.json()["parameter"] == "ops.0.picture"
