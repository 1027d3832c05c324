"""The worker's entry: in a process of its own it handles events, as the entry of the API does, without the web."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
PROGRAM = """
import gc, json, logging, sys
from handler.worker_entry import handle_event
answer = handle_event(json.loads(sys.argv[1]), None)
logging.getLogger("tintype").error("?s=abc")
brought = {name.partition(".")[0] for name in sys.modules} & {"fastapi", "starlette", "mangum"}
json.dump([answer, sorted(brought), gc.isenabled(), gc.get_freeze_count()], sys.stdout)
"""


def test_it_handles_events_without_the_web() -> None:
    environ = {"TINTYPE_RESULTS": "s3://results", "AWS_LAMBDA_FUNCTION_NAME": "worker"}
    (answer, brought, enabled, frozen), errors = ran({"Event": "s3:TestEvent"}, environ)
    assert answer == {"ok": True, "results": []}
    assert brought == []
    assert (enabled, frozen > 20_000) == (True, True)
    assert errors == "?s=[redacted]\n"


def test_wrong_settings_do_not_keep_it_from_starting() -> None:
    queued = {"Records": [{"eventSource": "aws:sqs", "messageId": "one", "body": "{}"}]}
    (answer, *_), errors = ran(queued, {"TINTYPE_RESULT": "s3://results"})
    assert answer == {"batchItemFailures": [{"itemIdentifier": "one"}]}
    assert "TINTYPE_RESULT is no setting; did you mean TINTYPE_RESULTS?" in errors


def ran(event: dict[str, Any], environ: dict[str, str]) -> tuple[list[Any], str]:
    """Return what the program says of an event in a fresh process, and its log."""
    command = [sys.executable, "-c", PROGRAM, json.dumps(event)]
    done = subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True, check=True)
    return json.loads(done.stdout), done.stderr
