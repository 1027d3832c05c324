"""Backfill tasks: what a backfill does to a few objects at a time: make what is missing, have it made, or only look.

Of each object the manifest of its key is read first. Where it names all that is to be made of this version, nothing
else is asked and nothing is made.
"""

import json
from typing import Any, NamedTuple, Protocol
from urllib.parse import quote_plus

from handler.core.source_file import SourceFacts
from handler.errors import ImageError, SourceUnusable
from handler.jobs.backfill_report import Done, Failure, Outcome, refused_failures
from handler.jobs.renditions import Renditions
from handler.storage.bucket import Bucket
from handler.storage.s3_errors import translated

MESSAGES = 10
"""What SQS takes in one batch."""

ATTEMPTS = 3


class Original(NamedTuple):
    """An object as it was listed: its key in the bucket, the key under which it is served, and its facts."""

    name: str
    key: str
    facts: SourceFacts


class Task(Protocol):
    """What is done to a few objects at a time, in any thread."""

    batch: int

    def do(self, originals: list[Original]) -> list[Done]:
        """Return what became of them, one for each."""


class Local:
    """Makes renditions in this process."""

    batch = 1

    def __init__(self, renditions: Renditions) -> None:
        """Take what makes them."""
        self.renditions = renditions

    def do(self, originals: list[Original]) -> list[Done]:
        """Make what is missing of each."""
        return [look(self.renditions, each) or self._make(each) for each in originals]

    def _make(self, original: Original) -> Done:
        try:
            report = self.renditions.renew(original.key)
        except ImageError as error:
            return Done("failed", [Failure(original.key, "*", error.slug(), error.detail)])
        except Exception as error:  # noqa: BLE001 - one of a million must not end the others
            return Done("failed", [Failure(original.key, "*", "crash", f"{type(error).__name__}: {error}")])
        failures = refused_failures(original.key, report.refused)
        # Whose manifest would say "failed" the next time has failed now, whatever else was made of it.
        outcome: Outcome = "failed" if failures else "made" if report.made else "there"
        return Done(outcome, failures, sum(report.made.values()))


class Queue:
    """Sends a message for each object of which something is missing; workers make it."""

    batch = MESSAGES

    def __init__(self, renditions: Renditions, place: Bucket, url: str) -> None:
        """Take what reads manifests, the bucket that the objects lie in, and the queue's URL."""
        self.renditions, self.place, self.url = renditions, place, url
        self.sqs = sqs()

    def do(self, originals: list[Original]) -> list[Done]:
        """Send what is missing in one call."""
        known = [look(self.renditions, each) for each in originals]
        bodies = {
            str(number): message(self.place.name, original)
            for number, (original, done) in enumerate(zip(originals, known, strict=True))
            if done is None
        }
        unsent = self._send(bodies)
        return [
            done or self._sent(original, unsent.get(str(number)))
            for number, (original, done) in enumerate(zip(originals, known, strict=True))
        ]

    def _send(self, bodies: dict[str, str]) -> dict[str, str]:
        """Send messages and return the codes of those that were not taken."""
        unsent = dict.fromkeys(bodies, "")
        for _ in range(ATTEMPTS):
            if not unsent:
                break
            entries = [{"Id": name, "MessageBody": bodies[name]} for name in unsent]
            answer = self._call(entries)
            unsent = {each["Id"]: each["Code"] for each in answer.get("Failed", ())}
        return unsent

    def _call(self, entries: list[dict[str, str]]) -> dict[str, Any]:
        """Send a batch; SourceUnusable where the queue cannot be reached, which ends the work."""
        try:
            with translated():
                answer: dict[str, Any] = self.sqs.send_message_batch(QueueUrl=self.url, Entries=entries)
        except ImageError as error:
            raise SourceUnusable("the queue cannot be reached, or takes nothing from these credentials") from error
        return answer

    @staticmethod
    def _sent(original: Original, code: str | None) -> Done:
        if code is None:
            return Done("queued", [])
        return Done("failed", [Failure(original.key, "*", "queue", code)])


def sqs() -> Any:  # noqa: ANN401 - types for one call are not worth a package
    """Return a client of SQS, of the region that boto3 finds. The Lambda package has none."""
    import boto3  # noqa: PLC0415 - a quarter of a second that only this needs

    return boto3.client("sqs")


class Trial:
    """Makes nothing: tells what there would be to make."""

    batch = 1

    def __init__(self, renditions: Renditions) -> None:
        """Take what reads manifests."""
        self.renditions = renditions

    def do(self, originals: list[Original]) -> list[Done]:
        """Look at each."""
        return [look(self.renditions, each) or Done("to make", []) for each in originals]


def look(renditions: Renditions, original: Original) -> Done | None:
    """Return what the manifest of a key says has become of it, None where something is missing."""
    try:
        refused = renditions.recorded(original.key, original.facts)
    except ImageError as error:
        return Done("failed", [Failure(original.key, "*", error.slug(), error.detail)])
    if refused is None:
        return None
    failures = refused_failures(original.key, refused)
    return Done("failed" if failures else "there", failures)


def message(bucket: str, original: Original) -> str:
    """Return what S3 would say, had the object arrived now."""
    found = {"key": quote_plus(original.name, safe="/"), "size": original.facts.size, "eTag": original.facts.version}
    record = {"eventSource": "aws:s3", "eventName": "ObjectCreated:Put"}
    return json.dumps({"Records": [{**record, "s3": {"bucket": {"name": bucket}, "object": found}}]})
