"""The worker: what an upload, a change, a deletion and a queue leave behind, against a real S3 over HTTP."""

import io
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image

from handler.core.source import Stored
from handler.dialects.table import served
from handler.errors import SourceBusy
from handler.jobs import worker
from handler.rendering.identity import folder
from handler.runtime.time_budget import JOB_RESERVE
from tests.conftest import SAMPLES
from tests.support.s3.counted_calls import counted
from tests.support.shop import PRESETS, Make, event, failures, lying, manifest, queue, upload

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client


class Context:
    """Lambda's clock."""

    def __init__(self, *seconds: float) -> None:
        self.seconds = list(seconds)

    def get_remaining_time_in_millis(self) -> int:
        return int(1000 * (self.seconds.pop(0) if len(self.seconds) > 1 else self.seconds[0]))


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
    assert told == [("D", ["a"], served({"native"}, ""), "")]
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
    assert manifest(store, "a.jpg")["refused"]["*"][1].startswith("unaccepted-kind: ")
    assert all(why.startswith("corrupt: ") for _, why in manifest(store, "b.jpg")["refused"].values())
    with counted(store) as calls:
        make().handle(queue("in/a.jpg", "in/b.jpg"), None)
    assert "PutObject" not in calls


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
    assert "refused" not in manifest(store, "a.jpg")


@pytest.mark.case("K09")
def test_without_time_left_the_rest_goes_back(make: Make, store: "S3Client") -> None:
    for key in ("in/a.jpg", "in/b.jpg"):
        upload(store, key, "citrus.jpg")
    answer = make().handle(queue("in/a.jpg", "in/b.jpg"), Context(JOB_RESERVE + 1, JOB_RESERVE - 1))
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
