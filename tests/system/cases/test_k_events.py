"""Group K: events that come twice, late, together or broken leave what the bucket asks for, once."""

import json
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import pytest

from handler.config.settings import Settings
from handler.jobs.worker import Worker
from tests.conftest import SAMPLES

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

BUCKET = "late"
PRESETS = json.dumps({"small": "w=40&fm=webp", "tiny": "w=20&fm=jpg"})
NONSENSE = {
    "none": "not an event",
    "empty": "",
    "list": "[1]",
    "foreign": '{"Records": [{"eventSource": "aws:kinesis"}]}',
}
Event = dict[str, Any]


@pytest.fixture
def bucket(store: "S3Client") -> Iterator[str]:
    store.create_bucket(Bucket=BUCKET)
    yield BUCKET
    for key in lying(store, ""):
        store.delete_object(Bucket=BUCKET, Key=key)
    store.delete_bucket(Bucket=BUCKET)


@pytest.fixture
def handle(bucket: str) -> Callable[[Event], Event]:
    """Return a function that handles an event in a worker of its own, as another instance would."""
    settings = Settings(source=f"s3://{bucket}/in", results=f"s3://{bucket}/out", presets=PRESETS)
    return lambda event: Worker(settings).handle(event, None)


def event(key: str, name: str = "ObjectCreated:Put", sequencer: str = "00") -> Event:
    found = {"bucket": {"name": BUCKET}, "object": {"key": key, "sequencer": sequencer}}
    return {"Records": [{"eventSource": "aws:s3", "eventName": name, "s3": found}]}


def queue(bodies: dict[str, str]) -> Event:
    return {"Records": [{"eventSource": "aws:sqs", "messageId": name, "body": body} for name, body in bodies.items()]}


def upload(store: "S3Client", key: str, sample: str) -> None:
    store.put_object(Bucket=BUCKET, Key=key, Body=(SAMPLES / sample).read_bytes())


def lying(store: "S3Client", prefix: str = "out/") -> dict[str, str]:
    """Return what lies under a prefix: key -> ETag."""
    return {
        each["Key"]: each["ETag"] for each in store.list_objects_v2(Bucket=BUCKET, Prefix=prefix).get("Contents", [])
    }


@pytest.mark.case("K01")
def test_one_event_three_times_at_once_leaves_one_set(store: "S3Client", handle: Callable[[Event], Event]) -> None:
    upload(store, "in/a.jpg", "citrus.jpg")
    with ThreadPoolExecutor(3) as threads:
        answers = [*threads.map(handle, [event("in/a.jpg")] * 3)]
    made = lying(store)
    assert all(answer["ok"] for answer in answers)
    assert len(made) == 3  # two pictures and a manifest
    handle(event("in/a.jpg"))
    assert lying(store) == made


@pytest.mark.case("K02")
def test_an_event_that_comes_late_changes_nothing(store: "S3Client", handle: Callable[[Event], Event]) -> None:
    first, second = event("in/a", sequencer="00A"), event("in/a", sequencer="00B")
    upload(store, "in/a", "citrus.jpg")
    upload(store, "in/a", "astronaut.jpg")
    handle(second)
    made = lying(store)
    handle(first)
    assert lying(store) == made
    store.delete_object(Bucket=BUCKET, Key="in/a")
    handle(event("in/a", "ObjectRemoved:Delete", "00C"))
    handle(second)
    assert lying(store) == {}


@pytest.mark.case("K02")
def test_a_deletion_that_comes_late_deletes_nothing(store: "S3Client", handle: Callable[[Event], Event]) -> None:
    upload(store, "in/a", "citrus.jpg")
    handle(event("in/a"))
    made = lying(store)
    handle(event("in/a", "ObjectRemoved:Delete"))
    assert lying(store) == made


@pytest.mark.case("K10")
def test_two_versions_in_one_batch_are_one_job_of_the_newest(
    store: "S3Client", handle: Callable[[Event], Event]
) -> None:
    store.put_bucket_versioning(Bucket=BUCKET, VersioningConfiguration={"Status": "Enabled"})
    upload(store, "in/a", "citrus.jpg")
    upload(store, "in/a", "astronaut.jpg")
    both = {"Records": [*event("in/a", sequencer="00B")["Records"], *event("in/a", sequencer="00A")["Records"]]}
    assert len(handle(both)["results"]) == 1
    together = lying(store)
    handle(event("in/a"))
    assert lying(store) == together
    store.put_bucket_versioning(Bucket=BUCKET, VersioningConfiguration={"Status": "Suspended"})
    for each in store.list_object_versions(Bucket=BUCKET)["Versions"]:
        store.delete_object(Bucket=BUCKET, Key=each["Key"], VersionId=each["VersionId"])


@pytest.mark.case("K06", "K07")
def test_of_ten_messages_a_poisoned_one_hurts_no_other(store: "S3Client", handle: Callable[[Event], Event]) -> None:
    keys = [f"in/{number}.jpg" for number in range(10)]
    for key in keys:
        upload(store, key, "astronaut.jpg")
    store.put_object(Bucket=BUCKET, Key=keys[4], Body=b"\xff\xd8\xff\xe0 no picture")
    for _ in range(2):
        answer = handle(queue({key: json.dumps(event(key)) for key in keys}))
        assert answer == {"batchItemFailures": []}
    assert len(lying(store)) == 9 * 3 + 1  # of the poisoned one, a manifest that says why


@pytest.mark.case("K05", "K08")
def test_nonsense_in_a_queue_is_answered_and_not_sent_again(
    store: "S3Client", handle: Callable[[Event], Event]
) -> None:
    assert handle(queue(NONSENSE)) == {"batchItemFailures": []}
    assert handle(queue({"test": json.dumps({"Event": "s3:TestEvent"})})) == {"batchItemFailures": []}
    upload(store, "in/a.jpg", "astronaut.jpg")
    assert handle(queue({**NONSENSE, "good": json.dumps(event("in/a.jpg"))})) == {"batchItemFailures": []}
    assert len(lying(store)) == 3
