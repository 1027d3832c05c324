"""The worker: what an upload, a change, a deletion and a queue leave behind, against a real S3 over HTTP."""

import io
import json
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image

from handler.config.settings import Settings
from handler.core.limits import Limits
from handler.core.source import Stored
from handler.errors import SourceBusy
from handler.jobs import invalidation, worker
from handler.jobs.worker import RESERVE_SECONDS, Worker
from handler.rendering.identity import folder
from handler.storage.s3_client import hasty
from tests.conftest import SAMPLES, Client
from tests.support.calls import counted

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

PRESETS = {
    "small": "w=60&fm=webp",
    "any": "w=50",
    "still": "w=40&frame=0&fm=webp",
    "lying": "w=40&or=6&fm=jpg",
    "full": "rot=10&fm=png",
    "named": {"query": "w=30", "to": "{preset}/{stem}.{ext}"},
}
ACCEPTS = ["*/*", "image/webp,*/*", "image/avif,image/webp,image/apng,image/svg+xml,image/*,*/*;q=0.8"]
Make = Callable[..., Worker]


@pytest.fixture
def shop(store: "S3Client") -> Iterator[str]:
    name = "shop"
    store.create_bucket(Bucket=name)
    yield name
    for found in store.list_objects_v2(Bucket=name).get("Contents", []):
        store.delete_object(Bucket=name, Key=found["Key"])
    store.delete_bucket(Bucket=name)


@pytest.fixture
def make(shop: str) -> Make:
    def made(presets: dict[str, Any] = PRESETS, **more: Any) -> Worker:
        settings = {"source": f"s3://{shop}/in", "results": f"s3://{shop}/out", "presets": json.dumps(presets), **more}
        return Worker(Settings(**settings))

    return made


class Context:
    """Lambda's clock."""

    def __init__(self, *seconds: float) -> None:
        self.seconds = list(seconds)

    def get_remaining_time_in_millis(self) -> int:
        return int(1000 * (self.seconds.pop(0) if len(self.seconds) > 1 else self.seconds[0]))


def event(*keys: str) -> dict[str, Any]:
    records = [{"eventSource": "aws:s3", "s3": {"bucket": {"name": "shop"}, "object": {"key": key}}} for key in keys]
    return {"Records": records}


def queue(*keys: str) -> dict[str, Any]:
    bodies = [json.dumps(event(key)) for key in keys]
    return {
        "Records": [
            {"eventSource": "aws:sqs", "messageId": key, "body": each} for key, each in zip(keys, bodies, strict=True)
        ]
    }


def failures(answer: dict[str, Any]) -> list[str]:
    assert set(answer) == {"batchItemFailures"}
    return [each["itemIdentifier"] for each in answer["batchItemFailures"]]


def upload(store: "S3Client", key: str, body: bytes | str) -> None:
    store.put_object(Bucket="shop", Key=key, Body=(SAMPLES / body).read_bytes() if isinstance(body, str) else body)


def lying(store: "S3Client", prefix: str = "out/") -> dict[str, bytes]:
    found = store.list_objects_v2(Bucket="shop", Prefix=prefix).get("Contents", [])
    return {each["Key"]: store.get_object(Bucket="shop", Key=each["Key"])["Body"].read() for each in found}


def note(store: "S3Client", key: str) -> dict[str, Any]:
    body = store.get_object(Bucket="shop", Key=f"out/{folder(Stored(key=key))}/facts.json")["Body"].read()
    said: dict[str, Any] = json.loads(body)
    return said


@pytest.mark.parametrize("sample", ["lighthouse.gif", "citrus.jpg", "owl.png"])
def test_every_rendition_has_the_bytes_that_its_url_gives(
    make: Make, client: Client, store: "S3Client", sample: str
) -> None:
    upload(store, f"in/{sample}", sample)
    answer = make().handle(event(f"in/{sample}"), None)
    assert answer["ok"]
    there = lying(store)
    app = client(source="s3://shop/in", presets=json.dumps(PRESETS))
    for name in PRESETS:
        for accept in ACCEPTS:
            got = app.get(f"/images/{sample}?preset={name}", headers={"accept": accept})
            assert got.status_code == 200
            if name != "named":
                address = f"out/{folder(Stored(key=sample))}/{got.headers['etag'].strip(chr(34))}"
                assert there[address] == got.content
    stem, _, ext = sample.partition(".")
    assert there[f"out/named/{stem}.{ext}"] == app.get(f"/images/{sample}?w=30").content
    assert note(store, sample)["facts"] == app.get(f"/info/{sample}").json()["source"]


def test_a_url_is_answered_from_what_the_worker_made(make: Make, client: Client, store: "S3Client") -> None:
    upload(store, "in/a.jpg", "citrus.jpg")
    make().handle(event("in/a.jpg"), None)
    app = client(source="s3://shop/in", results="s3://shop/out", presets=json.dumps(PRESETS))
    with counted(store) as calls:
        assert app.get("/images/a.jpg?preset=any", headers={"accept": ACCEPTS[2]}).status_code == 200
    assert calls == ["HeadObject", "GetObject"]


def test_the_source_is_fetched_once_and_a_repeated_event_writes_nothing(make: Make, store: "S3Client") -> None:
    upload(store, "in/a.jpg", "citrus.jpg")
    gets: list[str] = []
    hasty().meta.events.register(
        "provide-client-params.s3.GetObject", got := lambda params, **_: gets.append(params["Key"])
    )
    try:
        make().handle(event("in/a.jpg"), None)
        with counted(store) as calls:
            answer = make().handle(event("in/a.jpg", "in/a.jpg"), None)
    finally:
        hasty().meta.events.unregister("provide-client-params.s3.GetObject", got)
    assert gets.count("in/a.jpg") == 1
    assert not {"PutObject", "DeleteObject", "DeleteObjects"} & {*calls}
    assert answer["results"] == [{"key": "a.jpg"}]


def test_a_replaced_source_renews_all_and_tells_the_cdn(
    make: Make, store: "S3Client", monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[Any] = []
    monkeypatch.setattr(worker, "invalidate", lambda *said: told.append(said))
    upload(store, "in/a", "citrus.jpg")
    app = make(distribution="D")
    app.handle(event("in/a"), None)
    assert told == []
    before = lying(store)
    assert "out/named/a.jpg" in before
    upload(store, "in/a", "owl.png")
    app.handle(event("in/a"), None)
    after = lying(store)
    assert told == [("D", ["a"], "")]
    assert {*before} & {*after} == {f"out/{folder(Stored(key='a'))}/facts.json"}
    assert "out/named/a.png" in after
    upload(store, "in/a", b"nothing that is a picture")
    app.handle(event("in/a"), None)
    assert {*lying(store)} == {f"out/{folder(Stored(key='a'))}/facts.json"}


@pytest.mark.case("K05")
def test_a_deleted_source_takes_its_renditions_along(make: Make, store: "S3Client") -> None:
    for key in ("in/a.jpg", "in/b.jpg"):
        upload(store, key, "citrus.jpg")
    make().handle(event("in/a.jpg", "in/b.jpg"), None)
    left = {key for key in lying(store) if folder(Stored(key="b.jpg")) in key or key == "out/named/b.jpg"}
    store.delete_object(Bucket="shop", Key="in/a.jpg")
    without = {name: query for name, query in PRESETS.items() if name != "named"}
    answer = make(without).handle(event("in/a.jpg"), None)
    assert answer["results"][0]["purged"] > 5
    assert {*lying(store)} == left


def test_what_somebody_else_has_put_at_a_place_is_not_touched(make: Make, store: "S3Client") -> None:
    upload(store, "in/a.jpg", "citrus.jpg")
    upload(store, "out/named/a.jpg", b"mine")
    answer = make().handle(event("in/a.jpg"), None)
    assert "something else lies" in answer["results"][0]["refused"]["named"]
    store.delete_object(Bucket="shop", Key="in/a.jpg")
    make().handle(event("in/a.jpg"), None)
    assert lying(store) == {"out/named/a.jpg": b"mine"}


@pytest.mark.case("K04")
@pytest.mark.parametrize("results", ["s3://shop/out", "s3://shop"])
def test_results_inside_the_watched_bucket_start_no_second_round(make: Make, store: "S3Client", results: str) -> None:
    upload(store, "in/a.jpg", "citrus.jpg")
    app = make(source="s3://shop", results=results)
    app.handle(event("in/a.jpg"), None)
    made = lying(store, "")
    assert len(made) > len(PRESETS)
    with counted(store) as calls:
        app.handle(event(*(key for key in made if key != "in/a.jpg")), None)
    assert {*calls} <= {"HeadObject"}
    assert lying(store, "") == made


@pytest.mark.case("K07")
def test_poison_is_recorded_and_not_tried_again(make: Make, store: "S3Client") -> None:
    upload(store, "in/a.jpg", b"no picture")
    upload(store, "in/b.jpg", (SAMPLES / "citrus.jpg").read_bytes()[:5000])
    assert failures(make().handle(queue("in/a.jpg", "in/b.jpg"), None)) == []
    assert note(store, "a.jpg")["refused"]["*"][1].startswith("unaccepted-kind: ")
    assert all(why.startswith("corrupt: ") for _, why in note(store, "b.jpg")["refused"].values())
    with counted(store) as calls:
        make().handle(queue("in/a.jpg", "in/b.jpg"), None)
    assert "PutObject" not in calls


def test_what_a_limit_refused_is_tried_again_under_other_limits(make: Make, store: "S3Client") -> None:
    upload(store, "in/a.jpg", "citrus.jpg")
    make(limits=Limits(side=9)).handle(queue("in/a.jpg"), None)
    assert {name for name, _ in note(store, "a.jpg")["refused"].values()} == {*PRESETS}
    make().handle(queue("in/a.jpg"), None)
    assert not note(store, "a.jpg")["refused"]


@pytest.mark.case("K06", "K07")
def test_a_fault_of_the_store_gives_back_just_that_message(
    make: Make, store: "S3Client", monkeypatch: pytest.MonkeyPatch
) -> None:
    for key in ("in/a.jpg", "in/b.jpg", "in/c.jpg"):
        upload(store, key, "citrus.jpg")
    app = make()
    real = app.renditions.sources.fetch

    def fetch(key: str) -> Any:
        if key == "b.jpg":
            raise SourceBusy("the store is busy")
        if key == "c.jpg":
            raise RuntimeError("a bug")
        return real(key)

    monkeypatch.setattr(app.renditions.sources, "fetch", fetch)
    assert failures(app.handle(queue("in/a.jpg", "in/b.jpg", "in/c.jpg"), None)) == ["in/b.jpg", "in/c.jpg"]
    with pytest.raises(SourceBusy):
        app.handle(event("in/b.jpg"), None)
    monkeypatch.undo()
    assert failures(app.handle(queue("in/b.jpg", "in/c.jpg"), None)) == []
    assert len(lying(store)) == 3 * len({*lying(store, f"out/{folder(Stored(key='a.jpg'))}")}) + 3


def test_a_body_that_breaks_off_is_no_poison(make: Make, store: "S3Client", monkeypatch: pytest.MonkeyPatch) -> None:
    upload(store, "in/a.jpg", "citrus.jpg")
    app = make()
    real = app.renditions.sources.fetch

    def fetch(key: str) -> Any:
        blob = real(key)
        whole, read = blob.source, []

        def source(size: int) -> bytes:
            read.append(size)
            if len(read) > 2:
                raise SourceBusy("the answer broke off")
            return whole(min(size, 65_536))

        blob.source = source
        return blob

    monkeypatch.setattr(app.renditions.sources, "fetch", fetch)
    assert failures(app.handle(queue("in/a.jpg"), None)) == ["in/a.jpg"]
    assert "refused" not in note(store, "a.jpg")


def test_a_source_that_may_not_be_seen_is_not_gone(
    make: Make, store: "S3Client", monkeypatch: pytest.MonkeyPatch
) -> None:
    from botocore.exceptions import ClientError

    from handler.storage.bucket import Bucket
    from handler.storage.s3_errors import told

    upload(store, "in/a.jpg", "citrus.jpg")
    make().handle(event("in/a.jpg"), None)
    before = lying(store)

    def stat(*_: object) -> Any:
        with told():
            raise ClientError({"Error": {"Code": "403"}}, "HeadObject")

    monkeypatch.setattr(Bucket, "stat", stat)
    assert failures(make().handle(queue("in/a.jpg"), None)) == ["in/a.jpg"]
    assert lying(store) == before


def test_a_source_replaced_between_head_and_get_is_rendered_as_what_it_is(make: Make, store: "S3Client") -> None:
    upload(store, "in/a", "citrus.jpg")
    app = make()
    real = app.renditions.sources.fetch

    def fetch(key: str) -> Any:
        app.renditions.sources.fetch = real  # type: ignore[method-assign]
        upload(store, "in/a", "owl.png")
        return real(key)

    app.renditions.sources.fetch = fetch  # type: ignore[assignment,method-assign]
    app.handle(event("in/a"), None)
    assert note(store, "a")["facts"]["format"] == "png"
    assert len(note(store, "a")["made"]) == len([each for each in lying(store) if "facts" not in each])


def test_a_source_that_comes_back_while_it_is_purged_is_made(make: Make, store: "S3Client") -> None:
    app = make()
    real = app.renditions.results.delete

    def delete(addresses: list[str]) -> int:
        app.renditions.results.delete = real  # type: ignore[method-assign]
        return real(addresses)

    def listed(folder: str) -> list[str]:
        del app.renditions.results.listed
        upload(store, "in/a.jpg", "citrus.jpg")
        return app.renditions.results.listed(folder)

    app.renditions.results.delete = delete  # type: ignore[method-assign]
    app.renditions.results.listed = listed  # type: ignore[method-assign]
    app.handle(event("in/a.jpg"), None)
    assert note(store, "a.jpg")["made"]


@pytest.mark.case("K09")
def test_without_time_left_the_rest_goes_back(make: Make, store: "S3Client") -> None:
    for key in ("in/a.jpg", "in/b.jpg"):
        upload(store, key, "citrus.jpg")
    answer = make().handle(queue("in/a.jpg", "in/b.jpg"), Context(RESERVE_SECONDS + 1, RESERVE_SECONDS - 1))
    assert failures(answer) == ["in/b.jpg"]
    with pytest.raises(Exception, match="no time left"):
        make().handle(event("in/b.jpg"), Context(1))


def test_recipes_handed_over_are_made_and_answered_in_their_places(make: Make, store: "S3Client") -> None:
    upload(store, "in/a.jpg", "citrus.jpg")
    recipe = {"source": {"key": "a.jpg"}, "ops": [{"op": "resize", "w": 20}], "output": {"formats": ["webp"]}}
    (one,) = make().handle({"recipe": recipe}, None)["results"]
    bucket, _, key = one["location"].removeprefix("s3://").partition("/")
    found = store.get_object(Bucket=bucket, Key=key)
    image = Image.open(io.BytesIO(found["Body"].read()))
    assert (image.format, image.size) == ("WEBP", (one["width"], one["height"]))
    assert (found["ContentType"], one["media_type"]) == ("image/webp", "image/webp")
    assert key.endswith(one["digest"])
    missing = {**recipe, "source": {"key": "none.jpg"}}
    several = make().handle({"recipes": [recipe, missing, {"ops": 1}, recipe]}, None)
    assert several["ok"] is False
    assert several["results"][0] == several["results"][3] == one
    assert [each["error"]["status"] for each in several["results"][1:3]] == [404, 400]


def test_a_test_event_from_a_queue_is_answered_as_a_queue_is(make: Make) -> None:
    test = {"Records": [{"eventSource": "aws:sqs", "messageId": "m", "body": '{"Event": "s3:TestEvent"}'}]}
    assert make().handle(test, None) == {"batchItemFailures": []}
    assert make().handle({"Event": "s3:TestEvent"}, None) == {"ok": True, "results": []}


@pytest.mark.parametrize("unknown", [{"source": "warm-up"}, {}, {"Records": []}, [], "x", None])
def test_an_event_of_no_known_kind_gets_a_typed_answer(make: Make, unknown: Any) -> None:
    answer = make().handle(unknown, None)
    assert (answer["ok"], answer["error"]["status"]) == (False, 400)


def test_the_cdn_is_told_once_of_all_and_its_failure_fails_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[Any] = []

    class CloudFront:
        def create_invalidation(self, **said: Any) -> None:
            calls.append(said["InvalidationBatch"]["Paths"]["Items"])

    monkeypatch.setattr(invalidation, "cloudfront", CloudFront)
    assert invalidation.invalidate("D", ["a b*.jpg", "a b*.jpg", "c"])
    assert invalidation.invalidate("D", [str(number) for number in range(invalidation.MOST_PATHS + 1)])
    assert invalidation.invalidate("D", ["c"], "/img")
    assert calls == [["/images/a%20b%2A.jpg*", "/images/c*"], ["/images/*"], ["/img/images/c*"]]
    monkeypatch.setattr(invalidation, "cloudfront", lambda: 1 / 0)
    assert not invalidation.invalidate("D", ["c"])
