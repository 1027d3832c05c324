"""Events: from whatever AWS hands over to jobs. Envelopes are opened one inside the other.

| kind | recognised by | key |
|---|---|---|
| S3 notification | `Records[].eventSource == "aws:s3"` | form-encoded, decoded once |
| S3 test | `Event == "s3:TestEvent"` | none: nothing to do |
| EventBridge | `source == "aws.s3"` and `detail.object.key` | as it is |
| SNS | `Records[].EventSource == "aws:sns"` | in `Sns.Message`, JSON |
| SQS | `Records[].eventSource == "aws:sqs"` | in `body`, JSON; failures are told by `messageId` |
| SNS in SQS, not raw | `Type == "Notification"` | in `Message`, JSON |
| a pipe's, or any event on a bus | `detail-type` | in `detail`, an event or one record |
| records without an envelope, of a pipe | a list | as in the records |
| direct | `recipe`, or `recipes` | in the recipe |

Of queue in queue the outer message counts: it is the one that Lambda was given.

What an event says happened is not believed: a job names an object, and the bucket is asked what it holds now.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote_plus

MAX_NESTING = 6
"""Envelope in envelope: S3 in SNS in SQS, through a pipe onto a bus and from there into a queue, is six."""

MAX_RECIPES = 100


@dataclass(frozen=True)
class Job:
    """One thing to look at: an object in a bucket, or a recipe to make. message: the SQS message it came with."""

    bucket: str = ""
    key: str = ""
    recipe: bytes = b""
    message: str = ""


@dataclass(frozen=True)
class Unreadable:
    """A message that is no event; `why` says so in words."""

    why: str
    message: str = ""


def jobs(event: object, message: str = "", depth: int = 0) -> Iterator[Job | Unreadable]:
    """Return the jobs in an event, each with the message it came in. An event of no known kind is Unreadable."""
    if depth > MAX_NESTING:
        yield Unreadable("envelopes are nested too deeply", message)
        return
    records = event if isinstance(event, list) else event.get("Records") if isinstance(event, dict) else None
    if isinstance(records, list):
        if not records:
            yield Unreadable("the event holds no record", message)
        for record in records:
            yield from _record(record, message, depth)
    elif isinstance(event, dict):
        yield from _single(event, message, depth)
    else:
        yield Unreadable("an event is a JSON object", message)


def _single(event: dict[str, Any], message: str, depth: int) -> Iterator[Job | Unreadable]:
    if event.get("Event") == "s3:TestEvent":
        return
    if event.get("source") == "aws.s3" and isinstance(event.get("detail"), dict):
        yield _object(event["detail"].get("bucket"), event["detail"].get("object"), message, encoded=False)
    elif "detail-type" in event:
        yield from jobs(event.get("detail"), message, depth + 1)
    elif event.get("Type") == "Notification":
        yield from _inside(event.get("Message"), message, depth)
    elif "eventSource" in event or "EventSource" in event:
        yield from _record(event, message, depth)
    elif "recipe" in event or "recipes" in event:
        yield from _direct(event, message)
    else:
        yield Unreadable("this event is none that is known", message)


def messages(event: object) -> list[str]:
    """Return the ids of the messages that Lambda was given from a queue; none where it was not."""
    records = event.get("Records") if isinstance(event, dict) else event
    found = [each for each in records if isinstance(each, dict)] if isinstance(records, list) else []
    named = [each.get("messageId") for each in found if each.get("eventSource") == "aws:sqs"]
    return [each for each in named if isinstance(each, str) and each]


def _record(record: Any, message: str, depth: int) -> Iterator[Job | Unreadable]:  # noqa: ANN401 - any JSON
    source = (record.get("eventSource") or record.get("EventSource")) if isinstance(record, dict) else None
    if source == "aws:sqs":
        own = record.get("messageId")
        yield from _inside(record.get("body"), message or (own if isinstance(own, str) else ""), depth)
    elif source == "aws:sns":
        sns = record.get("Sns")
        yield from _inside(sns.get("Message") if isinstance(sns, dict) else None, message, depth)
    elif source == "aws:s3":
        s3 = record.get("s3")
        s3 = s3 if isinstance(s3, dict) else {}
        yield _object(s3.get("bucket"), s3.get("object"), message, encoded=True)
    else:
        yield Unreadable("this record is none that is known", message)


def _inside(text: object, message: str, depth: int) -> Iterator[Job | Unreadable]:
    try:
        opened = json.loads(text) if isinstance(text, str) else None
    except (ValueError, RecursionError):
        opened = None
    yield from jobs(opened, message, depth + 1)


def _object(bucket: object, found: object, message: str, *, encoded: bool) -> Job | Unreadable:
    name = bucket.get("name") if isinstance(bucket, dict) else None
    key = found.get("key") if isinstance(found, dict) else None
    if not isinstance(name, str) or not isinstance(key, str) or not name or not key:
        return Unreadable("the event names no object", message)
    return Job(bucket=name, key=unquote_plus(key) if encoded else key, message=message)


def _direct(event: dict[str, Any], message: str) -> Iterator[Job | Unreadable]:
    recipes = event["recipes"] if "recipes" in event else [event["recipe"]]
    if set(event) - {"recipe", "recipes"} or ("recipe" in event and "recipes" in event):
        yield Unreadable("a direct event has one member, recipe or recipes", message)
    elif not isinstance(recipes, list) or len(recipes) > MAX_RECIPES:
        yield Unreadable(f"recipes is a list of at most {MAX_RECIPES}", message)
    else:
        for recipe in recipes:
            yield _made(recipe, message)


def _made(recipe: object, message: str) -> Job | Unreadable:
    try:
        return Job(recipe=json.dumps(recipe).encode(), message=message)
    except RecursionError:
        return Unreadable("the recipe is nested too deeply", message)
