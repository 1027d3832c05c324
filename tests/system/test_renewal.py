"""The part of the template that makes renditions on upload: bucket, rule, queue, worker, alarms."""

import pytest

from handler.config.settings import Settings
from handler.jobs.events import jobs
from tests.support.aws.deployments import (
    ALL,
    BOTH,
    DISTRIBUTION,
    LEAST,
    OWN,
    PRESETS,
    READ,
    TAKE,
    TRACE,
    WRITE_LOG,
    granted,
    grants,
    variables,
)
from tests.support.aws.events import event
from tests.support.aws.template import NEEDS_SAM, TEMPLATE, Stack, deployed

pytestmark = NEEDS_SAM

PARTS = {"AWS::SQS::Queue", "AWS::SQS::QueuePolicy", "AWS::Events::Rule", "AWS::Lambda::EventSourceMapping"}


def matches(pattern: object, found: object) -> bool:
    """Return whether EventBridge would take a part of an event: lists are alternatives, {"prefix": ...} a beginning."""
    if isinstance(pattern, dict):
        return isinstance(found, dict) and all(matches(part, found.get(name)) for name, part in pattern.items())
    assert isinstance(pattern, list)
    return any(
        isinstance(found, str) and found.startswith(each["prefix"]) if isinstance(each, dict) else each == found
        for each in pattern
    )


def function(stack: Stack, name: str) -> dict[str, object]:
    found: dict[str, object] = stack.of_type("AWS::Lambda::Function")[name]
    return found


@BOTH
@pytest.mark.parametrize("without", [{}, {**PRESETS, "ResultsDays": "0"}], ids=["no-presets", "no-results"])
def test_without_presets_or_a_place_for_them_there_is_none_of_it(front: str, without: dict[str, str]) -> None:
    stack = deployed(Front=front, **without)
    assert not {each["Type"] for each in stack.resources.values()} & PARTS
    assert list(stack.of_type("AWS::Lambda::Function")) == ["Images"]
    assert "NotificationConfiguration" not in stack.of_type("AWS::S3::Bucket")["Pictures"]


@BOTH
def test_the_worker_is_the_same_code_with_the_same_source_and_presets(front: str) -> None:
    stack = deployed(Front=front, **ALL)
    images, worker = function(stack, "Images"), function(stack, "Worker")
    assert worker["Handler"] == "handler.worker_entry.handle_event"
    for name in ("Runtime", "Architectures", "MemorySize"):
        assert worker[name] == images[name]
    made, asked = (Settings.read(variables(stack, name)) for name in ("Worker", "Images"))
    assert (made.source, made.results, made.presets) == (asked.source, asked.results, asked.presets)
    assert made.distribution == ("Distribution" if front == "cloudfront" else "")
    assert made.limits == asked.limits


@BOTH
@pytest.mark.parametrize("own", [{}, OWN], ids=["made", "own"])
def test_an_upload_reaches_the_queue_and_another_buckets_does_not(front: str, own: dict[str, str]) -> None:
    stack = deployed(Front=front, **PRESETS, **own)
    rule = stack.one("AWS::Events::Rule")
    name, key = ("mine", "photos/2026/cat.jpg") if own else ("Pictures", "cat.jpg")
    for kind in ("eventbridge-created", "eventbridge-deleted"):
        arrived = event(kind)
        arrived["detail"] |= {"bucket": {"name": name}, "object": {**arrived["detail"]["object"], "key": key}}
        assert matches(rule["EventPattern"], arrived)
        assert [job.key for job in jobs(arrived)] == [key]  # type: ignore[union-attr]
        elsewhere = {**arrived, "detail": {**arrived["detail"], "bucket": {"name": "another"}}}
        assert not matches(rule["EventPattern"], elsewhere)
    if own:
        arrived["detail"]["object"]["key"] = "private/cat.jpg"
        assert not matches(rule["EventPattern"], arrived)
    assert rule["Targets"] == [{"Id": "uploads", "Arn": "Uploads.Arn"}]
    (allowed,) = stack.one("AWS::SQS::QueuePolicy")["PolicyDocument"]["Statement"]
    assert allowed["Principal"] == {"Service": "events.amazonaws.com"}
    assert allowed["Condition"] == {"ArnEquals": {"aws:SourceArn": "Arrivals.Arn"}}


@BOTH
def test_a_bucket_that_is_made_tells_of_its_uploads(front: str) -> None:
    bucket = deployed(Front=front, **PRESETS).of_type("AWS::S3::Bucket")["Pictures"]
    assert bucket["NotificationConfiguration"]["EventBridgeConfiguration"]["EventBridgeEnabled"] is True


@BOTH
def test_what_fails_comes_again_alone_and_in_the_end_lies_among_dead_letters(front: str) -> None:
    stack = deployed(Front=front, **PRESETS)
    queues, mapping = stack.of_type("AWS::SQS::Queue"), stack.one("AWS::Lambda::EventSourceMapping")
    assert mapping["FunctionResponseTypes"] == ["ReportBatchItemFailures"]
    assert mapping["EventSourceArn"] == "Uploads.Arn"
    assert mapping["FunctionName"] == "Worker"
    assert mapping["ScalingConfig"]["MaximumConcurrency"] == 10
    assert queues["Uploads"]["VisibilityTimeout"] == 6 * TEMPLATE["Resources"]["Worker"]["Properties"]["Timeout"]
    assert queues["Uploads"]["RedrivePolicy"] == {"deadLetterTargetArn": "DeadLetters.Arn", "maxReceiveCount": 5}
    for queue in queues.values():
        assert queue["MessageRetentionPeriod"] == 14 * 24 * 3600
        assert queue["SqsManagedSseEnabled"] is True


@BOTH
@pytest.mark.parametrize("monitoring", ["basic", "full"])
def test_the_worker_may_do_what_it_does_and_no_more(front: str, monitoring: str) -> None:
    stack = deployed(Front=front, Monitoring=monitoring, **PRESETS)
    expected = WRITE_LOG | READ | TAKE | {"s3:PutObject", "s3:DeleteObject"}
    expected |= {"cloudfront:CreateInvalidation"} if front == "cloudfront" else set()
    expected |= TRACE if monitoring == "full" else set()
    assert set().union(*(actions for actions, _ in grants(stack, "WorkerRole"))) == expected
    if front == "cloudfront":
        assert granted(stack, "cloudfront:CreateInvalidation") == {DISTRIBUTION}
    own = deployed(Front=front, **OWN, Presets="s3://mine/settings/presets.json")
    file = "arn:aws:s3:::mine/settings/presets.json"
    assert granted(own, "s3:GetObject", "WorkerRole") == {"arn:aws:s3:::mine/photos/2026/*", file, "Results.Arn/*"}
    assert file in granted(own, "s3:GetObject", "ImagesRole")
    assert file not in granted(deployed(Front=front, **LEAST), "s3:GetObject")


@BOTH
def test_dead_letters_and_a_queue_that_stands_still_are_alarming(front: str) -> None:
    stack = deployed(Front=front, **ALL)
    alarms = stack.of_type("AWS::CloudWatch::Alarm")
    watched = {
        name: (alarms[name]["MetricName"], alarms[name]["Dimensions"][0]["Value"]) for name in ("Dead", "Waiting")
    }
    assert watched == {
        "Dead": ("ApproximateNumberOfMessagesVisible", "DeadLetters.QueueName"),
        "Waiting": ("ApproximateAgeOfOldestMessage", "Uploads.QueueName"),
    }
    assert all(alarms[name]["AlarmActions"] == ["Alarms"] for name in watched)
    assert not {"Dead", "Waiting"} & deployed(Front=front).of_type("AWS::CloudWatch::Alarm").keys()
    assert (
        not {"Dead", "Waiting"}
        & deployed(Front=front, Monitoring="off", **PRESETS).of_type("AWS::CloudWatch::Alarm").keys()
    )
