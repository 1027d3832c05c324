"""Backfill tasks: what is made, sent or only looked at of a few objects, and what became of each."""

import io
import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image

from handler.config.settings import Settings
from handler.core.source_file import SourceFacts
from handler.errors import SourceUnusable
from handler.jobs import backfill_tasks
from handler.jobs.backfill import originals, prepared
from handler.jobs.backfill_tasks import Local, Original, Queue, Trial, look, message
from handler.jobs.events import Job, jobs
from handler.jobs.renditions import Renditions
from handler.storage.bucket import Bucket
from tests.support.shop import lying

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

SETTINGS = Settings(source="s3://shop/in", results="s3://shop/out", presets='{"dot": "w=2&fm=webp"}')
Fill = Callable[..., list[Original]]


@pytest.fixture
def fill(shop: str, store: "S3Client") -> Fill:
    """Return a function that stores so many pictures and lists them."""

    def filled(count: int) -> list[Original]:
        for number in range(count):
            file = io.BytesIO()
            Image.new("RGB", (8, 6), (number, 0, 90)).save(file, "PNG")
            store.put_object(Bucket=shop, Key=f"in/{number} é+.png", Body=file.getvalue())
        return list(originals(Renditions(SETTINGS), f"s3://{shop}/in"))

    return filled


def test_what_is_listed_has_the_facts_that_a_head_gives(fill: Fill) -> None:
    (found,) = fill(1)
    assert (found.name, found.key) == ("in/0 é+.png", "0 é+.png")
    facts = Bucket("shop", "in/").head(found.key)
    assert (found.facts.version, found.facts.size) == (facts.version, facts.size)


def test_what_is_missing_is_made_once_and_then_there(fill: Fill, store: "S3Client") -> None:
    local = Local(Renditions(SETTINGS))
    found = fill(2)
    assert look(local.renditions, found[0]) is None
    assert [each.outcome for each in local.do(found)] == ["made", "made"]
    assert [each.outcome for each in local.do(found)] == ["there", "there"]
    assert sum(done.size for done in local.do(found)) == 0
    assert len(lying(store)) == 4


def test_a_trial_makes_nothing(fill: Fill, store: "S3Client") -> None:
    assert [each.outcome for each in Trial(Renditions(SETTINGS)).do(fill(2))] == ["to make"] * 2
    assert lying(store) == {}


def test_what_fails_is_told_by_its_reason_and_stops_no_other(fill: Fill, store: "S3Client") -> None:
    fill(1)
    store.put_object(Bucket="shop", Key="in/text.png", Body=b"no picture")
    local = Local(Renditions(SETTINGS))
    found = list(originals(local.renditions, "s3://shop/in"))
    for again in (False, True):
        first, second = local.do(found)
        assert first.outcome == ("there" if again else "made")
        assert [(each.key, each.preset, each.reason) for each in second.failures] == [
            ("text.png", "*", "unaccepted-kind")
        ]


def test_a_bug_in_one_of_a_million_ends_no_others(fill: Fill, monkeypatch: pytest.MonkeyPatch) -> None:
    local = Local(Renditions(SETTINGS))
    monkeypatch.setattr(local.renditions, "renew", lambda _: 1 / 0)
    (done,) = local.do(fill(1))
    assert [(each.reason, each.detail) for each in done.failures] == [("crash", "ZeroDivisionError: division by zero")]


def test_a_message_is_read_as_what_it_tells_of() -> None:
    original = Original("in/a b+é.png", "a b+é.png", SourceFacts("v", 9))
    assert list(jobs(json.loads(message("shop", original)))) == [Job("shop", "in/a b+é.png")]


class Unreachable:
    """A queue that nobody answers for."""

    def send_message_batch(self, **_: object) -> dict[str, Any]:
        raise ConnectionRefusedError


def test_a_queue_that_cannot_be_reached_ends_the_work(fill: Fill, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backfill_tasks, "sqs", Unreachable)
    with pytest.raises(SourceUnusable, match="the queue cannot be reached"):
        Queue(Renditions(SETTINGS), Bucket("shop", "in/"), "https://queue.example/1").do(fill(1))


class Refusing:
    """A queue that takes a message only when it is sent a second time, and one message never."""

    def __init__(self) -> None:
        self.seen: set[str] = set()

    def send_message_batch(self, *, Entries: list[dict[str, str]], **_: str) -> dict[str, Any]:  # noqa: N803 - boto3's name
        names = {each["Id"] for each in Entries}
        failed = names - self.seen | {"0"}
        self.seen |= names
        return {"Failed": [{"Id": name, "Code": "InternalError"} for name in sorted(failed & names)]}


def test_a_message_that_a_queue_does_not_take_is_sent_again_and_then_a_failure(
    fill: Fill, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backfill_tasks, "sqs", Refusing)
    found = fill(3)
    task, listing = prepared(SETTINGS, "s3://shop/in", queue="https://queue.example/1")
    assert list(listing()) == found
    done = task.do(found)
    assert [each.outcome for each in done] == ["failed", "queued", "queued"]
    assert [(failure.reason, failure.detail) for failure in done[0].failures] == [("queue", "InternalError")]
