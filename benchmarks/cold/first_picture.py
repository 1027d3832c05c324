"""Run Lambda's door once in a package: first_picture.py EVENT PACKAGE [UNDONE]. Prints the answer and its CPU time.

UNDONE is `restore`, to run the hooks of SnapStart and to start counting only at a line on standard input; or one of
the savings to do without: see UNDOING. Milliseconds are those that the process has computed, in user and kernel.
"""

import gc
import json
import os
import resource
import sys
from pathlib import Path


def cpu() -> float:
    """Return the CPU milliseconds that this process has had."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return (used.ru_utime + used.ru_stime) * 1000


class Context:
    """What of Lambda's context is used."""

    aws_request_id = "11111111-2222-3333-4444-555555555555"

    def get_remaining_time_in_millis(self) -> int:
        """Return the milliseconds left."""
        return 25_000


UNDOING = {
    "collector": "gc.disable = gc.freeze = lambda: None",
    "models": "from handler.aws import cold_start; cold_start.UNUSED = ()",
}
"""How each saving is undone before the door is opened."""

LATER = {
    "boto3": """
import boto3
from handler.storage import aws_session
session = boto3.Session()
session.create_client = session.client
aws_session.new_session = lambda: session
""",
    "descriptions": """
from botocore.session import Session
from handler.storage import aws_session
aws_session.new_session = Session
""",
}
"""How those are undone that come after it."""


def main(event: str, package: str, undone: str = "") -> None:
    """Answer the event."""
    sys.path.insert(0, package)
    asked = json.loads(Path(event).read_text())
    exec(UNDOING.get(undone, ""), {"gc": gc})  # noqa: S102 - our own lines, from above
    from handler.entry import lambda_handler  # noqa: PLC0415 - after what was undone

    before = 0.0
    exec(LATER.get(undone, ""), {})  # noqa: S102 - likewise
    if undone == "restore":
        from handler import app  # noqa: PLC0415 - as Lambda's runtime client would have them
        from handler.aws import snapstart  # noqa: PLC0415 - as Lambda's runtime client would have them

        snapstart.before(app.app)
        print("frozen", flush=True)
        sys.stdin.readline()
        before = cpu()
        snapstart.after(app.app)
    answer = lambda_handler(asked, Context())
    print(json.dumps({"cpu": cpu() - before, "answer": answer}), flush=True)
    os._exit(0)  # Lambda would not tidy up


main(*sys.argv[1:])
