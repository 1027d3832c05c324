"""Event handler: what Lambda calls for an event that is no HTTP request: a queue's messages, or a recipe to make.

The settings are read from the environment at the first event, and kept as long as the process. While they are wrong,
messages go back to the queue, so that none is lost; whoever calls directly is told what is wrong.
"""

import logging
import os
from functools import cache
from typing import Any

from handler.config.settings import Settings
from handler.errors import InvalidRequest
from handler.jobs.events import messages
from handler.jobs.worker import Worker, error_answer, messages_to_retry

log = logging.getLogger("tintype")


def handle_event(event: object, context: object) -> dict[str, Any]:
    """Do what an event asks, and return its answer; raise only what Lambda or the queue shall try again."""
    try:
        worker = process_worker()
    except ValueError as error:
        log.error("events cannot be handled: %s", error)  # noqa: TRY400 - the message says it all
        if waiting := messages(event):
            return messages_to_retry(waiting)
        return {"ok": False, "error": error_answer(InvalidRequest(str(error)))}
    return worker.handle(event, context)


@cache
def process_worker() -> Worker:
    """Return the worker of this process, made once; ValueError, each time, where a setting is wrong or missing."""
    return Worker(Settings.read(os.environ))
