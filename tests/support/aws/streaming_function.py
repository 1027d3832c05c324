"""A function that streams, as Lambda starts it: a process under the exec wrapper, before a Runtime API of our own."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from tests.support.aws.runtime_service import Answer, RuntimeService, serving
from tests.support.waiting import PATIENCE, until

ROOT = Path(__file__).parents[3]
WRAPPER = ROOT / "handler" / "aws" / "exec_wrapper.sh"
OWN_RUNTIME = ("-m", "awslambdaric", "handler.entry.lambda_handler")
"""What of Lambda's command comes after Python: its own runtime client."""

SETTINGS = {
    "TINTYPE_STREAMING": "on",
    "TINTYPE_SOURCE": "s3://samples",
    "TINTYPE_UNSIGNED": "any",
    "TINTYPE_ORIGINALS": "on",
}


class Installed(NamedTuple):
    """What a function is started with: Python, the folder of the package, and that of Lambda's own modules."""

    python: str = sys.executable
    task: Path = ROOT
    runtime: Path | None = None


@dataclass(frozen=True)
class StreamingFunction:
    """A running function. log: what it has printed."""

    service: RuntimeService
    process: subprocess.Popen[bytes]
    log: Path

    def invoke(self, event: object, **said: Any) -> Answer:
        """Send an event; its answer."""
        return self.service.invoke(event, **said)

    def printed(self) -> str:
        return self.log.read_text()

    def ended(self) -> int:
        """Wait until the process has ended; how."""
        return self.process.wait(PATIENCE)


@contextmanager
def running(
    folder: Path, settings: dict[str, str] = SETTINGS, installed: Installed = Installed(), **more: str
) -> Iterator[StreamingFunction]:
    """Start a function, whose S3 is that of this process; more: of its environment."""
    with serving() as service, (folder / "function.log").open("wb") as log:
        environment = {
            "AWS_LAMBDA_FUNCTION_NAME": "Images",
            "AWS_LAMBDA_RUNTIME_API": service.address,
            "LAMBDA_TASK_ROOT": str(installed.task),
            "LAMBDA_RUNTIME_DIR": str(installed.runtime or folder),
            "PYTHONUNBUFFERED": "1",
            "_HANDLER": "handler.entry.lambda_handler",
        }
        process = subprocess.Popen(
            [str(installed.task / WRAPPER.relative_to(ROOT)), installed.python, *OWN_RUNTIME],
            cwd=folder,
            env=os.environ | environment | settings | more,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            yield StreamingFunction(service, process, folder / "function.log")
        finally:
            service.end()
            with suppress(subprocess.TimeoutExpired):
                process.wait(PATIENCE)
            process.kill()
            process.wait()


def idle(function: StreamingFunction) -> None:
    """Wait until the function waits for an event."""
    until(lambda: function.service.asked.is_set() or function.process.poll() is not None)
    assert function.process.poll() is None, function.printed()
