"""Results: rendered once, believed only when whole, never in the way; and what every answer costs in calls to S3."""

import io
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit
from urllib.request import urlopen
from uuid import uuid4

import pytest
from PIL import Image

from handler import codecs
from handler.core.limits import Limits
from handler.core.source import Stored
from handler.core.source_file import SourceFacts
from handler.dialects import native
from handler.errors import SourceBusy
from handler.rendering.identity import digest, folder
from handler.storage import bucket, result_store
from handler.storage import s3_client as connections
from handler.storage.result_store import ResultStore
from handler.web import images
from tests.conftest import SAMPLES, Client, write_within
from tests.support.aws.events import NOISE
from tests.support.aws.narrow_front import narrow
from tests.support.s3.counted_calls import counted
from tests.support.waiting import PATIENCE

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

PATH = "/images/dandelion.jpg?w=320&fm=webp"


@pytest.fixture
def kept(store: "S3Client") -> Iterator[str]:
    """Make an empty results bucket and name it."""
    name = f"kept-{uuid4()}"
    store.create_bucket(Bucket=name)
    yield name
    for found in store.list_objects_v2(Bucket=name).get("Contents", []):
        store.delete_object(Bucket=name, Key=found["Key"])
    store.delete_bucket(Bucket=name)


def keys(store: "S3Client", bucket: str) -> list[str]:
    return [found["Key"] for found in store.list_objects_v2(Bucket=bucket).get("Contents", [])]


def test_where_too_many_wait_already_a_result_is_not_kept_and_nobody_waits(kept: str) -> None:
    results = ResultStore(f"s3://{kept}")
    while results.room.acquire(blocking=False):
        pass
    assert results.keep("a/b", result_store.StoredResult(b"", "png"), "") is False
    results.room.release()
    assert results.room.acquire(blocking=False)


def test_without_results_a_request_costs_one_get(client: Client, store: "S3Client") -> None:
    with counted(store) as calls:
        client().get(PATH)
    assert calls == ["GetObject"]


def test_a_304_costs_one_head_and_decodes_nothing(
    client: Client, store: "S3Client", monkeypatch: pytest.MonkeyPatch
) -> None:
    app = client()
    tag = app.get(PATH).headers["etag"]
    monkeypatch.setattr(images, "render", explode)
    monkeypatch.setattr(codecs.StoredPicture, "decode", explode)
    with counted(store) as calls:
        assert app.get(PATH, headers={"if-none-match": tag}).status_code == 304
    assert calls == ["HeadObject"]


def test_a_304_of_a_made_picture_costs_nothing(client: Client, store: "S3Client") -> None:
    app = client()
    tag = app.get("/generate/pattern?w=30").headers["etag"]
    with counted(store) as calls:
        assert app.get("/generate/pattern?w=30", headers={"if-none-match": tag}).status_code == 304
    assert calls == []


def test_head_encodes_nothing_and_knows_a_length_only_if_it_was_made(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = client()
    with monkeypatch.context() as patch:
        patch.setattr(codecs.StoredPicture, "decode", explode)
        first = app.head(PATH)
    assert first.headers["content-type"] == "image/webp"
    assert "content-length" not in first.headers
    length = app.get(PATH).headers["content-length"]
    assert app.head(PATH).headers["content-length"] == length


def test_a_repeated_request_decodes_nothing(
    client: Client, store: "S3Client", kept: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = client(results=f"s3://{kept}/made").get(PATH)
    monkeypatch.setattr(images, "render", explode)
    with counted(store) as calls:
        again = client(results=f"s3://{kept}/made").get(PATH)
    assert again.content == first.content
    assert calls == ["HeadObject", "GetObject"]
    assert again.headers["etag"] == first.headers["etag"]
    assert again.headers["accept-ranges"] == "bytes"
    (key,) = keys(store, kept)
    assert key == f"made/{folder(Stored(key='dandelion.jpg'))}/{first.headers['etag'].strip(chr(34))}"
    assert again.headers["cache-tag"] == f"k-{key.split('/')[1]}"


def test_a_kept_result_comes_in_parts(client: Client, kept: str) -> None:
    app = client(results=f"s3://{kept}")
    whole = app.get(PATH).content
    part = app.get(PATH, headers={"range": "bytes=10-19"})
    assert (part.status_code, part.content) == (206, whole[10:20])
    assert app.get(PATH, headers={"range": "bytes=99999999-"}).status_code == 416


@pytest.mark.case("H19")
@pytest.mark.parametrize("damage", ["flip", "cut", "foreign"])
def test_a_damaged_result_is_made_again(client: Client, store: "S3Client", kept: str, damage: str) -> None:
    first = client(results=f"s3://{kept}").get(PATH)
    (key,) = keys(store, kept)
    noted = store.head_object(Bucket=kept, Key=key)["Metadata"]
    bad = {"flip": bytes([first.content[0] ^ 1]) + first.content[1:], "cut": first.content[:50], "foreign": b"<html>"}
    store.put_object(Bucket=kept, Key=key, Body=bad[damage], Metadata={} if damage == "foreign" else noted)
    assert client(results=f"s3://{kept}").get(PATH).content == first.content
    assert store.get_object(Bucket=kept, Key=key)["Body"].read() == first.content


@pytest.mark.case("H18")
def test_two_writers_leave_one_whole_result(client: Client, store: "S3Client", kept: str) -> None:
    apps = [client(results=f"s3://{kept}") for _ in range(4)]
    bodies: list[bytes] = []
    threads = [threading.Thread(target=lambda app=app: bodies.append(app.get(PATH).content)) for app in apps]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(bodies)) == 1
    (key,) = keys(store, kept)
    assert store.get_object(Bucket=kept, Key=key)["Body"].read() == bodies[0]


@pytest.mark.case("H17")
def test_a_bucket_that_is_not_there_fails_no_request(client: Client) -> None:
    assert client(results="s3://nobody-made-this").get(PATH).status_code == 200


class Stalling(BaseHTTPRequestHandler):
    """An S3 that takes its time: until the test lets it answer."""

    over = threading.Event()

    def do_PUT(self) -> None:
        self.over.wait(PATIENCE)
        self.send_error(503)

    def log_message(self, *_: object) -> None:
        pass


@pytest.mark.case("H17")
def test_a_slow_write_delays_a_request_by_no_more_than_a_fifth_of_a_second(monkeypatch: pytest.MonkeyPatch) -> None:
    import boto3
    from botocore.config import Config

    server = ThreadingHTTPServer(("127.0.0.1", 0), Stalling)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    slow = boto3.client(
        "s3",
        endpoint_url=f"http://127.0.0.1:{server.server_port}",
        aws_access_key_id="x",
        aws_secret_access_key="x",
        region_name="us-east-1",
        config=Config(retries={"total_max_attempts": 1}),
    )
    monkeypatch.setattr(bucket, "s3", lambda: slow)
    keeping = ResultStore("s3://slow")
    write_within(monkeypatch, result_store.WRITE_SECONDS)
    assert keeping.keep("a/b", result_store.StoredResult(b"x", "png"), "") is False
    assert result_store.WRITE_SECONDS <= 0.2
    Stalling.over.set()
    keeping.writers.shutdown(wait=True)
    server.shutdown()
    server.server_close()
    slow.close()


def test_purging_a_key_deletes_its_results_and_no_others(client: Client, store: "S3Client", kept: str) -> None:
    app = client(results=f"s3://{kept}/x")
    for path in (PATH, PATH.replace("320", "160"), "/images/bee.jpg?w=50&fm=png"):
        app.get(path)
    assert len(keys(store, kept)) == 3
    assert ResultStore(f"s3://{kept}/x").purge(folder(Stored(key="dandelion.jpg"))) == 2
    assert len(keys(store, kept)) == 1
    assert ResultStore(f"s3://{kept}/x").purge(folder(Stored(key="dandelion.jpg"))) == 0


def test_what_is_left_after_a_purge_is_worth_another_try(
    client: Client, store: "S3Client", kept: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    client(results=f"s3://{kept}").get(PATH)
    refused = {"Errors": [{"Key": "a", "Code": "InternalError"}]}
    monkeypatch.setattr(connections.s3(), "delete_objects", lambda **_: refused)
    with pytest.raises(SourceBusy):
        ResultStore(f"s3://{kept}").purge(folder(Stored(key="dandelion.jpg")))
    assert len(keys(store, kept)) == 1


@pytest.mark.case("H20")
def test_past_the_fronts_room_a_link_leads_to_the_same_bytes(client: Client, kept: str) -> None:
    wide = client(results=f"s3://{kept}")
    whole = client().get(PATH).content
    for _ in ("fresh", "kept"):
        answer = narrow(wide, len(whole) - 1).get(PATH)
        assert (answer.status_code, answer.content) == (303, b"")
        assert answer.headers["cache-control"] == "no-store"
        link = urlsplit(answer.headers["location"])
        signed = parse_qs(link.query)
        assert signed["X-Amz-Algorithm"] == ["AWS4-HMAC-SHA256"]
        assert int(signed["X-Amz-Expires"][0]) <= 60
        with urlopen(answer.headers["location"]) as found:
            assert found.read() == whole
            assert found.headers["content-type"] == "image/webp"
    assert narrow(wide, len(whole)).get(PATH).content == whole


def test_a_public_address_of_the_results_takes_the_place_of_links(client: Client, kept: str) -> None:
    app = client(results=f"s3://{kept}/r", results_url="https://cdn.example.com/")
    answer = narrow(app, 10).get(PATH)
    assert answer.headers["location"].startswith("https://cdn.example.com/r/")


def test_without_results_what_is_too_big_says_what_would_fit(client: Client) -> None:
    answer = narrow(client(), 1000).get(PATH)
    assert answer.status_code == 413
    assert answer.json()["limit"] == "answer"
    assert "smaller w" in answer.json()["detail"]


def test_a_big_original_of_a_bucket_is_linked_to_and_of_a_folder_refused(client: Client) -> None:
    answer = narrow(client(), 1000).get("/images/citrus.jpg")
    assert answer.status_code == 303
    with urlopen(answer.headers["location"]) as found:
        assert found.read() == (SAMPLES / "citrus.jpg").read_bytes()
        assert found.headers["content-type"] == "image/jpeg"
    folder_ = narrow(client(source=SAMPLES.as_uri()), 1000)
    assert folder_.get("/images/citrus.jpg").status_code == 413
    assert folder_.get("/images/citrus.jpg", headers={"range": "bytes=0-99"}).status_code == 206


def test_the_room_of_each_front_is_kept_to_the_byte(client: Client) -> None:
    from handler.aws.fronts import ALB, FUNCTION_URL, HTTP, REST

    app = client()
    query = "&".join(f"{name}={values[0]}" for name, values in {**NOISE, "size": ["700x700"]}.items())
    size = len(app.get(f"/generate/pattern?{query}").content)
    for front in (REST, HTTP, FUNCTION_URL, ALB):
        assert front.room * 4 / 3 < front.json_bytes
        assert narrow(app, front.room).get(f"/generate/pattern?{query}").status_code == (
            413 if size > front.room else 200
        )
    assert narrow(app, size).get(f"/generate/pattern?{query}").status_code == 200
    assert narrow(app, size - 1).get(f"/generate/pattern?{query}").status_code == 413


def test_a_fallback_stands_in_with_the_errors_status_and_the_asked_size(client: Client) -> None:
    app = client(fallback="bee.jpg")
    answer = app.get("/images/nothing.jpg?w=80&h=60&fit=crop&fm=webp")
    assert (answer.status_code, answer.headers["content-type"]) == (404, "image/webp")
    assert answer.headers["cache-control"] == "public, max-age=60"
    assert answer.headers["x-error"] == "not-found"
    assert Image.open(io.BytesIO(answer.content)).size == (80, 60)
    assert app.get("/images/nothing.jpg?w=80&widht=3").headers["content-type"] == "application/problem+json"


def test_a_fallback_that_is_missing_itself_leaves_the_problem(client: Client) -> None:
    answer = client(fallback="not-there-either.jpg").get("/images/nothing.jpg?w=80")
    assert (answer.status_code, answer.headers["content-type"]) == (404, "application/problem+json")


def explode(*_: object, **__: object) -> None:
    raise AssertionError("a pixel was touched")


def test_what_takes_part_in_the_choice_of_a_format_is_part_of_the_address() -> None:
    recipe, facts = native.parse("w=300", "a.jpg").recipe, [SourceFacts("1", 9)]
    plain = digest(recipe, facts, Limits())
    assert digest(recipe, facts, Limits(work=9)) != plain != digest(recipe, facts, Limits(memory=99))
    assert digest(recipe, facts, Limits(side=9, area=9, bytes=9, frames=9)) == plain
