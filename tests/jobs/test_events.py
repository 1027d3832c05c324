"""Events: every envelope in every other, keys decoded once, and no JSON that crashes what reads them."""

import json
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handler.jobs.events import MAX_NESTING, MAX_RECIPES, Job, Unreadable, jobs, messages

KEY = "a b+c/é%20&=.jpg"
ENCODED = "a+b%2Bc/%C3%A9%2520%26%3D.jpg"
INNER: dict[str, Any] = {
    "notification": {
        "Records": [{"eventSource": "aws:s3", "s3": {"bucket": {"name": "b"}, "object": {"key": ENCODED}}}]
    },
    "eventbridge": {
        "source": "aws.s3",
        "detail-type": "Object Created",
        "detail": {"bucket": {"name": "b"}, "object": {"key": KEY}},
    },
}
OUTER: dict[str, Any] = {
    "sqs": lambda event: {"Records": [{"eventSource": "aws:sqs", "messageId": "m", "body": json.dumps(event)}]},
    "sns": lambda event: {"Records": [{"EventSource": "aws:sns", "Sns": {"Message": json.dumps(event)}}]},
    "sns as text": lambda event: {"Type": "Notification", "Message": json.dumps(event)},
    "bus": lambda event: {"source": "Pipe p", "detail-type": "Event", "detail": event},
    "pipe": lambda event: [{"eventSource": "aws:sqs", "messageId": "m", "body": json.dumps(event)}],
}
KEYS = {"Records", "Sns", "Message", "body", "eventSource", "EventSource", "s3", "bucket", "object", "key", "name"}
KEYS |= {"recipe", "recipes", "Type", "Event", "source", "detail", "detail-type", "messageId"}
WORDS = ["aws:s3", "aws:sqs", "aws:sns", "aws.s3", "Notification", "s3:TestEvent", "", "%", "\ud800", "{", "[]"]
LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.sampled_from(WORDS)
JSON = st.recursive(
    LEAVES,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(sorted(KEYS)) | st.text(max_size=3), inner, max_size=5)
        | inner.map(json.dumps)
    ),
    max_leaves=20,
)


@pytest.mark.case("K03", "K08")
@pytest.mark.parametrize("inner", INNER)
@pytest.mark.parametrize("outer", [*product(OUTER), *product(OUTER, OUTER), *product(OUTER, OUTER, OUTER)])
def test_every_envelope_opens_in_every_other(inner: str, outer: tuple[str, ...]) -> None:
    event = INNER[inner]
    for name in outer:
        event = OUTER[name](event)
    (job,) = jobs(event)
    assert isinstance(job, Job)
    assert (job.bucket, job.key) == ("b", KEY)
    assert job.message == ("m" if {"sqs", "pipe"} & {*outer} else "")


@pytest.mark.case("K03")
@pytest.mark.parametrize("inner", INNER)
def test_a_key_is_decoded_once_where_it_is_encoded_and_else_never(inner: str) -> None:
    assert [*jobs(INNER[inner])] == [Job("b", KEY)]


def test_of_queue_in_queue_the_message_that_lambda_was_given_counts() -> None:
    within = {"Records": [{"eventSource": "aws:sqs", "messageId": "inner", "body": json.dumps(INNER["eventbridge"])}]}
    event = {"Records": [{"eventSource": "aws:sqs", "messageId": "outer", "body": json.dumps(within)}]}
    assert [each.message for each in jobs(event)] == ["outer"]
    assert messages(event) == ["outer"]


@pytest.mark.case("K05")
@pytest.mark.parametrize("outer", [(), *product(OUTER)])
def test_a_test_event_is_nothing_to_do(outer: tuple[str, ...]) -> None:
    event: Any = {"Service": "Amazon S3", "Event": "s3:TestEvent", "Bucket": "b"}
    for name in outer:
        event = OUTER[name](event)
    assert [*jobs(event)] == []


@pytest.mark.case("K08")
@pytest.mark.parametrize(
    "event",
    [
        *(None, 1, "x", [], {}, [[]], {"Records": []}, {"Records": [None]}, {"recipes": 1}),
        {"Records": [{"eventSource": "aws:kinesis"}]},
        OUTER["sqs"]("not an event"),
        OUTER["sqs"](None),
        {"Records": [{"eventSource": "aws:sqs", "body": "{"}]},
        {"Records": [{"eventSource": "aws:sqs", "body": "[" * 100_000}]},
        {"Records": [{"eventSource": "aws:s3", "s3": {"bucket": {"name": "b"}, "object": {"key": ""}}}]},
        {"Records": [{"eventSource": "aws:s3", "s3": 1}]},
        {"source": "aws.s3", "detail": {}},
        {"recipe": {}, "recipes": []},
        {"recipe": {}, "more": 1},
        {"recipes": [{}] * (MAX_RECIPES + 1)},
    ],
)
def test_what_is_no_event_is_said_to_be_none(event: Any) -> None:
    (found,) = jobs(event)
    assert isinstance(found, Unreadable)
    assert found.why


def test_envelopes_open_only_so_deep() -> None:
    event = INNER["eventbridge"]
    for _ in range(MAX_NESTING):
        event = OUTER["sns as text"](event)
    assert [*jobs(event)] == [Job("b", KEY)]
    (found,) = jobs(OUTER["sns as text"](event))
    assert isinstance(found, Unreadable)


def test_recipes_come_one_or_several() -> None:
    assert [*jobs({"recipe": {"a": 1}})] == [Job(recipe=b'{"a": 1}')]
    assert [*jobs({"recipes": [{"a": 1}, 2]})] == [Job(recipe=b'{"a": 1}'), Job(recipe=b"2")]


def test_a_recipe_that_no_one_can_write_down_is_no_event() -> None:
    deep: Any = []
    for _ in range(200_000):
        deep = [deep]
    (found,) = jobs({"recipe": deep})
    assert isinstance(found, Unreadable)


@given(JSON)
def test_no_json_crashes_it(event: Any) -> None:
    for found in jobs(event):
        assert isinstance(found, Job | Unreadable)
    assert all(messages(event))
