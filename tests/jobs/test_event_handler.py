"""The event handler: one worker for a process, and what becomes of events while its settings are wrong."""

import logging
from collections.abc import Iterator
from typing import Any

import pytest

from handler.entry import lambda_handler
from handler.jobs import event_handler
from handler.jobs.event_handler import handle_event, process_worker

UPLOAD = {"eventSource": "aws:s3", "s3": {"bucket": {"name": "shop"}, "object": {"key": "in/a.jpg"}}}
QUEUED = {"Records": [{"eventSource": "aws:sqs", "messageId": name, "body": "{}"} for name in ("one", "two")]}
DOORS = pytest.mark.parametrize("door", [handle_event, lambda_handler])


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    process_worker.cache_clear()
    monkeypatch.setenv("TINTYPE_SOURCE", "s3://shop")
    monkeypatch.delenv("TINTYPE_RESULTS", raising=False)
    yield
    process_worker.cache_clear()


@DOORS
@pytest.mark.parametrize(
    ("wrong", "said"), [("RESULTS=", "TINTYPE_RESULTS"), ("INPUTS=mp3", "TINTYPE_INPUTS: mp3 is none of")]
)
def test_with_wrong_settings_events_get_a_typed_answer_and_messages_go_back(
    door: Any, wrong: str, said: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv(*f"TINTYPE_{wrong}".split("="))
    answer = door({"Records": [UPLOAD]}, None)
    assert (answer["ok"], answer["error"]["status"]) == (False, 400)
    assert said in answer["error"]["detail"]
    assert door(QUEUED, None) == {"batchItemFailures": [{"itemIdentifier": "one"}, {"itemIdentifier": "two"}]}
    assert [record.levelno for record in caplog.records] == [logging.ERROR] * 2


def test_the_settings_are_read_once_they_are_right_and_never_again(monkeypatch: pytest.MonkeyPatch) -> None:
    assert handle_event({"Records": [UPLOAD]}, None)["ok"] is False
    monkeypatch.setenv("TINTYPE_RESULTS", "s3://results")
    first = event_handler.process_worker()
    monkeypatch.setenv("TINTYPE_RESULTS", "s3://other")
    assert event_handler.process_worker() is first
    assert first.settings.results == "s3://results"
    assert handle_event({"Event": "s3:TestEvent"}, None) == {"ok": True, "results": []}
