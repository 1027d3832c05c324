"""Every event file through the built package, as Lambda runs it."""

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.support.aws.events import EVENTS, PICTURES, PURGED, REFUSED, SAMPLES, WORKED, headers, picture, said
from tests.support.aws.lambda_emulator import Function, running
from tests.support.aws.lambda_package import Parts
from tools.sam_local import PRESETS

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client


@pytest.fixture(scope="module")
def function(parts: Parts, store: "S3Client") -> Iterator[Function]:
    del store
    with running(parts, {"SOURCE": "s3://samples", "UNSIGNED": "any"}) as started:
        yield started


@pytest.mark.parametrize("name", PICTURES)
def test_an_event_becomes_a_picture(function: Function, name: str) -> None:
    image = picture(function.invoke(EVENTS[name].read_bytes()).answer)
    assert (image.format, image.size) == ("WEBP", PICTURES[name])


@pytest.mark.parametrize("name", REFUSED)
def test_an_event_that_must_fail_gets_a_readable_problem(function: Function, name: str) -> None:
    answer = function.invoke(EVENTS[name].read_bytes()).answer
    status, slug = REFUSED[name]
    assert answer["statusCode"] == status
    assert headers(answer)["content-type"] == "application/problem+json"
    assert json.loads(answer["body"])["type"].endswith(f"#{slug}")


@pytest.fixture(scope="module", params=["handler.entry.lambda_handler", "handler.worker_entry.handle_event"])
def worker(parts: Parts, store: "S3Client", request: pytest.FixtureRequest) -> Iterator[Function]:
    """A function with a preset and somewhere to keep what it makes, behind either entry."""
    store.create_bucket(Bucket="emulated")
    settings = {"SOURCE": "s3://samples", "RESULTS": "s3://emulated", "PRESETS": PRESETS}
    settings |= {"UNSIGNED": ""} if "entry.lambda" in request.param else {}  # the other answers no request
    with running(parts, settings, handler=request.param) as started:
        yield started


@pytest.mark.parametrize("name", WORKED)
def test_an_event_of_the_store_or_a_queue_does_what_it_says(worker: Function, store: "S3Client", name: str) -> None:
    for kept in store.list_objects_v2(Bucket="emulated").get("Contents", ()):
        store.delete_object(Bucket="emulated", Key=kept["Key"])
    if WORKED[name] == [PURGED]:
        leave(worker, store)
    answer = worker.invoke(EVENTS[name].read_bytes()).answer
    if isinstance(WORKED[name], dict):
        assert answer == WORKED[name]
    else:
        assert [said(result) for result in answer["results"]] == WORKED[name]


def leave(worker: Function, store: "S3Client") -> None:
    """Have a preset made of a picture that then goes."""
    key = str(PURGED["key"])
    store.put_object(Bucket="samples", Key=key, Body=(SAMPLES / "citrus.jpg").read_bytes())
    notification = {"eventSource": "aws:s3", "s3": {"bucket": {"name": "samples"}, "object": {"key": key}}}
    assert worker.invoke({"Records": [notification]}).answer["ok"] is True
    store.delete_object(Bucket="samples", Key=key)


def test_an_unknown_event_is_answered(function: Function) -> None:
    assert function.invoke(EVENTS["unknown-event"].read_bytes()).answer["ok"] is False


def test_it_prints_a_line_of_json_for_a_request_and_no_traceback(function: Function) -> None:
    function.invoke(EVENTS["rest-picture"].read_bytes())
    lines = [json.loads(line) for line in function.log.splitlines() if line.startswith("{")]
    assert lines[-1]["status"] == 200
    assert lines[-1]["route"] == "/images"
    assert "Traceback" not in function.log
