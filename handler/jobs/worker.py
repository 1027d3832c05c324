"""Worker: what the Lambda handler does with an event that is no HTTP request.

1. Jobs for one object are one job, however often it is named; each is told apart by what the bucket holds now.
2. From a queue the answer lists the messages that are worth another try, and nothing else: those whose store failed
   and those for which no time was left. What cannot ever succeed is recorded and done with.
3. Without a queue a failure worth another try is raised, so that Lambda tries again; all else is answered.
"""

import logging
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Any

from handler.config.settings import Settings
from handler.dialects import json_form
from handler.dialects.table import served
from handler.errors import DeadlineExceeded, ImageError, InternalError, InvalidRequest
from handler.jobs.events import Job, Unreadable, jobs, messages
from handler.jobs.invalidation import invalidate
from handler.jobs.renditions import Renditions
from handler.jobs.renewal import Report
from handler.runtime.time_budget import JOB_RESERVE, seconds_left

log = logging.getLogger("tintype")

SERVER_FAULT = 500


@dataclass
class Batch:
    """The jobs of one event, those of one object together."""

    named: list[str] = field(default_factory=list)
    """The messages of a queue; none where the event came from elsewhere."""
    messages: dict[Job, list[str]] = field(default_factory=dict)
    recipes: list[Job] = field(default_factory=list)
    """As they were handed over, since each is answered in its place."""
    unreadable: list[Unreadable] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    done: dict[Job, dict[str, Any]] = field(default_factory=dict)
    changed: list[str] = field(default_factory=list)
    error: ImageError | None = None

    def add(self, found: Iterable[Job | Unreadable]) -> None:
        """Sort what an event holds."""
        for each in found:
            if isinstance(each, Unreadable):
                self.unreadable.append(each)
            else:
                same = Job(each.bucket, each.key, each.recipe)
                self.messages.setdefault(same, []).append(each.message)
                if each.recipe:
                    self.recipes.append(same)

    def again(self, messages: list[str], error: ImageError) -> None:
        """Leave what is worth another try to the queue, or to Lambda."""
        self.failed += messages
        self.error = error


class Worker:
    """Handles events for one set of settings."""

    def __init__(self, settings: Settings) -> None:
        """Take the settings; ValueError where they name no results bucket."""
        self.settings = settings
        self.renditions = Renditions(settings)

    def handle(self, event: object, context: object) -> dict[str, Any]:
        """Do what an event asks and answer it; ImageError from 500 where Lambda shall try again."""
        batch = Batch(messages(event))
        batch.add(jobs(event))
        for job, waiting in batch.messages.items():
            if seconds_left(context) < JOB_RESERVE:
                batch.again(waiting, DeadlineExceeded("there is no time left for all of it"))
            else:
                self._do(job, waiting, batch, context)
        if self.settings.distribution and batch.changed:
            doors = served(self.settings.dialects, self.settings.root)
            invalidate(self.settings.distribution, batch.changed, doors, self.settings.base_path)
        for each in batch.unreadable:
            log.warning("a message that is no event: %s", each.why)
        return _answer(batch)

    def _do(self, job: Job, waiting: list[str], batch: Batch, context: object) -> None:
        try:
            batch.done[job] = self._direct(job) if job.recipe else self._renew(job, batch, context)
        except ImageError as error:
            if error.status >= SERVER_FAULT:
                log.warning("to be tried again: %s", error.detail)
                batch.again(waiting, error)
            else:
                batch.done[job] = {"key": job.key, "error": error_answer(error)}
        except Exception:
            log.exception("a fault of the worker itself")
            batch.again(waiting, InternalError("the worker has failed"))

    def _direct(self, job: Job) -> dict[str, Any]:
        return self.renditions.render(json_form.parse(job.recipe))

    def _renew(self, job: Job, batch: Batch, context: object) -> dict[str, Any]:
        results = self.renditions.results.place
        key = self.renditions.sources.key_of(job.bucket, job.key)
        own = bool(results.prefix) and job.bucket == results.name and job.key.startswith(results.prefix)
        if key is None or own:
            return {"key": job.key, "ignored": "a result" if own else "in no source"}
        answer = self._renew_one(key, batch)
        for other in self.renditions.shown_with(key):
            if seconds_left(context) < JOB_RESERVE:
                raise DeadlineExceeded("there is no time left for all that shows it")
            self._renew_one(other, batch)
        return answer

    def _renew_one(self, key: str, batch: Batch) -> dict[str, Any]:
        report = Report(key)
        try:
            self.renditions.renew(key, report)
        finally:
            if report.changed:
                batch.changed.append(key)
        return {name: value for name, value in asdict(report).items() if value}


def messages_to_retry(messages: Iterable[str]) -> dict[str, Any]:
    """Return the answer that leaves these messages, by their ids, in the queue; all others are done with."""
    return {"batchItemFailures": [{"itemIdentifier": message} for message in messages]}


def error_answer(error: ImageError) -> dict[str, Any]:
    """Return an error as the answer to an event has it."""
    return {"type": error.slug(), "title": error.title, "status": error.status, "detail": error.detail, **error.facts}


def _answer(batch: Batch) -> dict[str, Any]:
    if batch.named:
        return messages_to_retry(message for message in dict.fromkeys(batch.failed) if message)
    if batch.error is not None:
        raise batch.error
    if not batch.messages and batch.unreadable:
        return {"ok": False, "error": error_answer(InvalidRequest(batch.unreadable[0].why))}
    refused = [{"error": error_answer(InvalidRequest(each.why))} for each in batch.unreadable]
    answers = [batch.done[job] for job in batch.recipes or batch.done] + refused
    return {"ok": not any("error" in each for each in answers), "results": answers}
