"""The built package under AWS's Runtime Interface Emulator and Lambda's runtime client, on this machine."""

import json
import os
import signal
import socket
import subprocess
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple
from urllib.error import HTTPError

from tests.support.aws.lambda_package import Parts
from tests.support.processes.ports import HOST, free_port
from tests.support.waiting import PATIENCE, until

KEPT = ("AWS_ENDPOINT_URL_S3", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_DEFAULT_REGION", "LD_LIBRARY_PATH")
"""What of this process's environment the function sees: where its S3 is."""

MEGABYTE = 1_000_000


class Size(NamedTuple):
    """How large a function is: MemorySize in megabytes, Timeout in seconds."""

    memory: int = 1769
    seconds: int = 25


class Around(NamedTuple):
    """Commands that start other commands: around the emulator and all in it, and around the runtime alone."""

    all: Sequence[str] = ()
    runtime: Sequence[str] = ()


class Reply(NamedTuple):
    """What the emulator answered."""

    status: int
    body: bytes

    @property
    def answer(self) -> dict[str, Any]:
        """What the function returned."""
        assert self.status == 200, self.body[:500]
        loaded: dict[str, Any] = json.loads(self.body)
        return loaded


@dataclass(frozen=True)
class Function:
    """A running function: one execution environment."""

    emulator: subprocess.Popen[bytes]
    address: str
    journal: Path

    def invoke(self, event: object) -> Reply:
        """Send an event, as text or as what JSON can say."""
        data = event if isinstance(event, bytes) else json.dumps(event).encode()
        try:
            with urllib.request.urlopen(urllib.request.Request(self.address, data), timeout=PATIENCE) as reply:
                return Reply(reply.status, reply.read())
        except HTTPError as error:
            return Reply(error.code, error.read())

    @property
    def log(self) -> str:
        """What emulator and function have printed so far."""
        return self.journal.read_text(errors="replace")

    @property
    def runtime(self) -> int:
        """The id of the process that runs the handler; another one after it died."""
        (child,) = (int(path.name) for path in Path("/proc").glob("[0-9]*") if parent(path) == self.emulator.pid)
        return child

    def memory(self, field: str = "VmRSS") -> float:
        """Return the megabytes that the runtime has in memory; `VmHWM` for the most since `forget`."""
        lines = Path(f"/proc/{self.runtime}/status").read_text().splitlines()
        (found,) = (line.split()[1] for line in lines if line.startswith(f"{field}:"))
        return int(found) * 1024 / MEGABYTE

    def forget(self) -> None:
        """Let `VmHWM` count from now on."""
        Path(f"/proc/{self.runtime}/clear_refs").write_text("5")


def parent(process: Path) -> int:
    """Return the parent of a process in /proc, 0 where it has ended."""
    try:
        return int((process / "stat").read_text().rpartition(")")[2].split()[1])
    except OSError:
        return 0


@contextmanager
def running(
    parts: Parts,
    settings: Mapping[str, str],
    *,
    size: Size = Size(),
    around: Around = Around(),
    handler: str = "handler.entry.lambda_handler",
) -> Iterator[Function]:
    """Start a function with these TINTYPE_ settings, and end it."""
    door, api = free_port(), free_port()
    addresses = ["--runtime-interface-emulator-address", f"{HOST}:{door}", "--runtime-api-address", f"{HOST}:{api}"]
    emulator = [*around.all, *parts.unprivileged, str(parts.emulator), "--log-level", "error", *addresses]
    # Without `site`, so that no package of this machine stands in for one that was not packed.
    runtime = [*around.runtime, str(parts.python), "-S", "-m", "awslambdaric", handler]
    journal = parts.client.parent / f"function-{door}.log"
    with journal.open("wb") as file:
        process = subprocess.Popen(
            [*emulator, *runtime],
            cwd=parts.task,
            env=environment(parts, settings, size),
            stdout=file,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    function = Function(process, f"http://{HOST}:{door}/2015-03-31/functions/function/invocations", journal)
    try:
        wait(function, door)
        yield function
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(PATIENCE)


def environment(parts: Parts, settings: Mapping[str, str], size: Size) -> dict[str, str]:
    """Return what a function finds in its environment, and nothing of ours but the address of S3."""
    return {
        **{name: os.environ[name] for name in KEPT if name in os.environ},
        **{f"TINTYPE_{name}": value for name, value in settings.items()},
        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": str(size.memory),
        "AWS_LAMBDA_FUNCTION_NAME": "Images",
        "AWS_LAMBDA_FUNCTION_TIMEOUT": str(size.seconds),
        "AWS_REGION": "us-east-1",
        "LAMBDA_TASK_ROOT": str(parts.task),
        "LANG": "en_US.UTF-8",
        "MALLOC_ARENA_MAX": "2",
        "PATH": "/usr/local/bin:/usr/bin:/bin",
        "PYTHONPATH": str(parts.client),
        "TZ": ":UTC",
    }


def wait(function: Function, port: int) -> None:
    """Return as soon as the emulator listens."""

    def listens() -> bool:
        with socket.socket() as probe:
            return not probe.connect_ex((HOST, port)) or function.emulator.poll() is not None

    until(listens)
    assert function.emulator.poll() is None, f"no emulator: {function.log}"
