"""Events: from whatever AWS hands over to jobs. Envelopes are opened one inside the other.

| kind | recognised by | key |
|---|---|---|
| S3 notification | `Records[].eventSource == "aws:s3"` | form-encoded, decoded once |
| S3 test | `Event == "s3:TestEvent"` | none: nothing to do |
| EventBridge | `source == "aws.s3"` and `detail.object.key` | as it is |
| SNS | `Records[].EventSource == "aws:sns"` | in `Sns.Message`, JSON |
| SQS | `Records[].eventSource == "aws:sqs"` | in `body`, JSON; failures are told by `messageId` |
| SNS in SQS, not raw | `Type == "Notification"` | in `Message`, JSON |
| direct | `recipe`, or `recipes` | in the recipe |

What an event says happened is not believed: a job names an object, and the bucket is asked what it holds now.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote_plus

MAX_NESTING = 4
"""Envelope in envelope: EventBridge or S3, in SNS, in SQS, is three."""

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
    if not isinstance(event, dict):
        yield Unreadable("an event is a JSON object", message)
        return
    if isinstance(event.get("Records"), list):
        for record in event["Records"]:
            yield from _record(record, message, depth)
    elif event.get("Event") == "s3:TestEvent":
        return
    elif event.get("source") == "aws.s3" and isinstance(event.get("detail"), dict):
        yield _object(event["detail"].get("bucket"), event["detail"].get("object"), message, encoded=False)
    elif event.get("Type") == "Notification":
        yield from _inside(event.get("Message"), message, depth)
    elif "recipe" in event or "recipes" in event:
        yield from _direct(event, message)
    else:
        yield Unreadable("this event is none that is known", message)


def _record(record: Any, message: str, depth: int) -> Iterator[Job | Unreadable]:  # noqa: ANN401 - any JSON
    source = (record.get("eventSource") or record.get("EventSource")) if isinstance(record, dict) else None
    if source == "aws:sqs":
        yield from _inside(record.get("body"), str(record.get("messageId", "")), depth)
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
            yield Job(recipe=json.dumps(recipe).encode(), message=message)
