"""Bootstrap: the program that runs the function in place of Lambda's own, which cannot stream from Python.

`exec_wrapper.sh` starts it, where TINTYPE_STREAMING is on. It does what Lambda's own does: it loads the handler that
`_HANDLER` names, takes the snapshot that SnapStart asks for, and then answers one event after the other. Requests
through fronts that stream are answered by `handler.aws.streaming`, all others by the handler.

1. Nothing is imported before the handler but what Python has itself: the handler begins with `cold_start`.
2. Beside the handler its module holds `app`, the ASGI application that streams.
3. An error of the handler is the invocation's; one of the Runtime API ends the process.
"""

import importlib
import json
import logging
import os
import sys
import time
from collections.abc import Callable
from typing import Any, NoReturn

from handler.aws.runtime_api import AFTER_RESTORE, BEFORE_SNAPSHOT, InvocationContext, RuntimeApi, RuntimeFault

log = logging.getLogger("tintype")

UNLOADED: dict[type[Exception], str] = {
    ImportError: "Runtime.ImportModuleError",
    AttributeError: "Runtime.HandlerNotFound",
}
"""What Lambda calls the ways in which a handler cannot be loaded."""

NOT_STARTED, NO_SNAPSHOT, NOT_RESTORED = 1, 64, 65
"""Exit codes, as Lambda's own runtime client has them."""

TRACE = "_X_AMZN_TRACE_ID"

Hooks = list[tuple[Callable[..., object], tuple[Any, ...], dict[str, Any]]]


class Loop:
    """The function under way: one event after another."""

    def __init__(self, api: RuntimeApi, name: str) -> None:
        """Load the handler of this name, as `handler.entry.lambda_handler`; ImportError, AttributeError or its own."""
        module, _, function = name.rpartition(".")
        found = importlib.import_module(module.replace("/", "."))
        self.api, self.handler = api, getattr(found, function)
        from handler.aws import streaming  # noqa: PLC0415 - not before the handler

        self.streams = streaming.streams
        self.streaming = streaming.Streaming(found.app, self.handler, api.address)

    def step(self) -> None:
        """Wait for an event and answer it."""
        body, context = self.api.next()
        TAGGED.request_id = context.aws_request_id
        os.environ.pop(TRACE, None)
        if context.trace_id:
            os.environ[TRACE] = context.trace_id
        answer, fault = self._answered(body, context)
        if fault:
            self.api.fail(context.aws_request_id, fault)
        elif answer is not None:
            self.api.respond(context.aws_request_id, answer)

    def _answered(self, body: bytes, context: InvocationContext) -> tuple[bytes | None, RuntimeFault | None]:
        """Return the answer to an event, or why there is none; neither where it has been streamed."""
        try:
            event = json.loads(body)
            if self.streams(event):
                return None, self.streaming.answer(event, context)
            return json.dumps(self.handler(event, context)).encode(), None
        except Exception as error:
            log.exception("the event %s failed", context.aws_request_id)
            return None, RuntimeFault.of(error)


class Tagged(logging.Filter):
    """Adds the invocation to what is logged."""

    request_id = ""

    def filter(self, record: logging.LogRecord) -> bool:
        """Hold nothing back."""
        record.aws_request_id = self.request_id
        return True


TAGGED = Tagged()


def answer_events() -> NoReturn:
    """Run the function that the environment names, until Lambda ends the process."""
    _log()
    api = RuntimeApi(os.environ["AWS_LAMBDA_RUNTIME_API"])
    try:
        loop = Loop(api, os.environ["_HANDLER"])
    except Exception as error:
        log.exception("the function cannot be started")
        kind = next((name for unloaded, name in UNLOADED.items() if isinstance(error, unloaded)), "")
        api.fail_to_start(RuntimeFault.of(error, kind))
        sys.exit(NOT_STARTED)
    if os.environ.get("AWS_LAMBDA_INITIALIZATION_TYPE") == "snap-start":
        _snapshot(api)
    while True:
        loop.step()


def _snapshot(api: RuntimeApi) -> None:
    """Do what SnapStart asks for: the hooks before the snapshot, the last first; the wait; those after it in order."""
    try:
        hooks = importlib.import_module("snapshot_restore_py")  # which Lambda has, and the package leaves to it
        _run(hooks.get_before_snapshot()[::-1])
        api.wait_for_restore()
    except Exception as error:
        log.exception("no snapshot can be taken")
        api.fail_to_start(RuntimeFault.of(error, BEFORE_SNAPSHOT))
        sys.exit(NO_SNAPSHOT)
    try:
        _run(hooks.get_after_restore())
    except Exception as error:
        log.exception("the copy cannot be used")
        api.fail_to_wake(RuntimeFault.of(error, AFTER_RESTORE))
        sys.exit(NOT_RESTORED)


def _run(hooks: Hooks) -> None:
    for hook, arguments, named in hooks:
        hook(*arguments, **named)


class OneEventFormatter(logging.Formatter):
    """Writes a record without line feeds, each of which would begin another event in CloudWatch; it shows CR as one."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the record, a traceback with it, in one line."""
        return super().format(record).replace("\n", "\r")


def _log() -> None:
    """Log to standard output, in the form of Lambda's own runtime client."""
    lines = logging.StreamHandler(sys.stdout)
    said = "[%(levelname)s]\t%(asctime)s.%(msecs)03dZ\t%(aws_request_id)s\t%(message)s"
    lines.setFormatter(OneEventFormatter(said, "%Y-%m-%dT%H:%M:%S"))
    lines.formatter.converter = time.gmtime  # type: ignore[union-attr] # set a line above
    lines.addFilter(TAGGED)
    logging.getLogger().addHandler(lines)


if __name__ == "__main__":
    answer_events()
