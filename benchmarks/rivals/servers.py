"""Servers: S3 and the contenders as processes of this machine, each held to its processors, and what they have used."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING

import boto3
from PIL import Image

from benchmarks.not_modified import free_port
from benchmarks.rivals.contenders import BUCKET, PYTHON, RESULTS, ROOT, SERVERS, THUMBOR, Contender
from benchmarks.rivals.pictures import source

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

CORES = sorted(os.sched_getaffinity(0)) if sys.platform == "linux" else [0]
SERVER_CORE, OTHER_CORE = CORES[0], CORES[-1]
"""The one that is measured, and that of S3 and of whoever asks."""

TYPES = {".jpg": "image/jpeg", ".png": "image/png", ".webp": "image/webp", ".avif": "image/avif", ".gif": "image/gif"}
PATIENCE = 30.0
"""Seconds in which a server has to listen."""

ONE_THREAD = {"VIPS_CONCURRENCY": "1", "OMP_NUM_THREADS": "1", "MALLOC_ARENA_MAX": "2"}


def install() -> None:
    """Install the rivals from npm and PyPI where they are not, in exact versions, in folders that git does not see."""
    for python, pins in ((PYTHON, "requirements.txt"), (THUMBOR, "requirements-thumbor.txt")):
        pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", pins]
        _installed(python.parents[1], pins, [sys.executable, "-m", "venv", str(python.parents[1])], pip)
    npm = ["npm", "install", "--no-package-lock", "--no-audit", "--no-fund", "--silent"]
    _installed(SERVERS / "node_modules", "package.json", npm)


def _installed(folder: Path, pins: str, *commands: list[str]) -> None:
    """Fill a folder by these commands, unless what it was filled by last is what the pins say now."""
    stamp, wanted = folder / ".installed", (SERVERS / pins).read_text()
    if stamp.exists() and stamp.read_text() == wanted:
        return
    print(f"installing what {pins} names", file=sys.stderr)
    shutil.rmtree(folder, ignore_errors=True)
    for command in commands:
        subprocess.run(command, cwd=SERVERS, check=True)
    stamp.write_text(wanted)


@contextmanager
def s3() -> Iterator[dict[str, str]]:
    """Run one moto for all, on the core that is not measured; the environment of who reads it."""
    port = free_port()
    access = {
        "AWS_ACCESS_KEY_ID": "bench",
        "AWS_SECRET_ACCESS_KEY": "bench",
        "AWS_REGION": "us-east-1",
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_ENDPOINT_URL_S3": f"http://127.0.0.1:{port}",
        "AWS_EC2_METADATA_DISABLED": "true",
        "BUCKET": BUCKET,
    }
    with running([sys.executable, "-m", "moto.server", "-p", str(port)], port, {OTHER_CORE}, os.environ, ROOT):
        client = _client(access)
        for name in (BUCKET, RESULTS):
            client.create_bucket(Bucket=name)
        yield access


def put(access: Mapping[str, str], key: str) -> None:
    """Put a source into S3, with its size for those who ask for it there."""
    path = source(key)
    with Image.open(path) as image:
        sides = {"width": str(image.width), "height": str(image.height)}
    body, kind = path.read_bytes(), TYPES[path.suffix]
    _client(access).put_object(Bucket=BUCKET, Key=key, Body=body, ContentType=kind, Metadata=sides)


def _client(access: Mapping[str, str]) -> "S3Client":
    return boto3.client(
        "s3",
        region_name=access["AWS_REGION"],
        endpoint_url=access["AWS_ENDPOINT_URL_S3"],
        aws_access_key_id=access["AWS_ACCESS_KEY_ID"],
        aws_secret_access_key=access["AWS_SECRET_ACCESS_KEY"],
    )


class Server:
    """A server that runs. Its address is `port` of the loopback."""

    def __init__(self, process: "subprocess.Popen[bytes]", port: int) -> None:
        self.process, self.port = process, port

    def cpu(self) -> float:
        """Return the CPU milliseconds of its process so far, of all threads: Linux has a clock for each process."""
        return time.clock_gettime((~self.process.pid << 3) | 2) * 1000


@contextmanager
def serving(
    contender: Contender,
    access: Mapping[str, str],
    *,
    cores: frozenset[int] = frozenset({SERVER_CORE}),
    kept: bool = False,
    patient: bool = True,
) -> Iterator[Server]:
    """Run a contender, with a process for each core. patient: only when it listens is it given."""
    port = free_port()
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": "/nowhere",
        **ONE_THREAD,
        **access,
        **contender.environment,
        **((contender.kept or {}) if kept else {}),
        "PORT": str(port),
        "PROCESSES": str(len(cores)),
    }
    command = contender.command(port, len(cores))
    with running(command, port if patient else None, set(cores), environment, contender.folder) as server:
        yield Server(server.process, port)


@contextmanager
def running(
    command: list[str], port: int | None, cores: set[int], environment: Mapping[str, str], folder: Path
) -> Iterator[Server]:
    """Run a program on some cores, from when it listens; RuntimeError with what it said where it does not.

    port: None for one that is not waited for.
    """
    held = ["taskset", "--cpu-list", ",".join(map(str, sorted(cores))), *command]
    with ExitStack() as stack:
        said = stack.enter_context(TemporaryFile())
        process = subprocess.Popen(held, env=environment, cwd=folder, stdout=said, stderr=said, start_new_session=True)
        stack.callback(_end, process)
        if port:
            _await(process, port, said)
        yield Server(process, port or 0)


def _await(process: "subprocess.Popen[bytes]", port: int, said: IO[bytes]) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        with socket.socket() as probe:
            if not probe.connect_ex(("127.0.0.1", port)):
                return
        time.sleep(0.02)
    said.seek(0)
    raise RuntimeError(f"{process.args!r} does not listen:\n{said.read().decode()}")


def _end(process: "subprocess.Popen[bytes]") -> None:
    """End a server with the processes that it started: they are its session."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, 15)
    try:
        process.wait(5)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, 9)
        process.wait()
