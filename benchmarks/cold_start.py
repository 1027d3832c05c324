"""How long a cold start takes: from the start of the process to the first picture, beside Node with sharp.

    make slow SUITE=cold

A Function URL's event asks for a JPEG of 2.3 megapixels out of S3 (moto, another process, real HTTP) as WebP of 300
pixels. The package is built as for Lambda, for this machine. In each round
every contender runs once, in turn; ratios are medians over rounds. It needs npm and a Python 3.13, takes some minutes,
and writes the tables and the plot of docs/performance.md; below 15 rounds it only prints them.
"""

import argparse
import base64
import io
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import boto3
import botocore
from PIL import Image

from benchmarks import cold_page
from benchmarks.cold_page import Run
from benchmarks.not_modified import free_port, started
from handler.codecs.quality import library_quality
from tools.build_package import ARCHIVE, find_python313

ROOT = Path(__file__).parent.parent
COLD = ROOT / "benchmarks" / "cold"
SIZE = (1856, 1240)
ARCHITECTURES = {"x86_64": "x86_64", "aarch64": "arm64"}
UNDONE = ("boto3", "descriptions", "models", "collector")
SILENT = {"AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED": "true"}
FEWEST = 15
"""Rounds, for a page to be written."""


class Keys(BaseHTTPRequestHandler):
    """Gives a function's keys, as Lambda does to one that was restored."""

    def do_GET(self) -> None:
        """Answer with keys of the next six hours."""
        expiry = f"{datetime.now(UTC) + timedelta(hours=6):%Y-%m-%dT%H:%M:%SZ}"
        keys = {"AccessKeyId": "bench", "SecretAccessKey": "bench", "Token": "bench", "Expiration": expiry}
        self.send_response(200)
        self.end_headers()
        self.wfile.write(json.dumps(keys).encode())

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@dataclass(frozen=True)
class Contender:
    """A program, and its environment. frozen: it says when it is ready, and starts at a word."""

    command: tuple[str, ...]
    environment: Mapping[str, str]
    frozen: bool = False

    def run(self) -> Run:
        """Start it, and stop the time when its answer is complete."""
        begin = time.perf_counter()
        pipe = subprocess.PIPE
        with subprocess.Popen(self.command, env=self.environment, stdin=pipe, stdout=pipe, text=True) as process:
            assert process.stdin  # noqa: S101 - for the type checker
            assert process.stdout  # noqa: S101 - likewise
            if self.frozen:
                process.stdout.readline()
                begin = time.perf_counter()
                process.stdin.write("\n")
                process.stdin.flush()
            said = json.loads(process.stdout.readline())
            wall = (time.perf_counter() - begin) * 1000
        with Image.open(io.BytesIO(base64.b64decode(said["answer"]["body"]))) as picture:
            if (picture.format, picture.width) != ("WEBP", 300):
                raise RuntimeError(f"{self.command}: {picture}")
        return Run(wall, said["cpu"])


def photograph() -> bytes:
    """Return a JPEG of 2.3 megapixels."""
    file = io.BytesIO()
    with Image.open(ROOT / "samples" / "dandelion.jpg") as image:
        image.resize(SIZE, Image.Resampling.LANCZOS).save(file, "JPEG", quality=90)
    return file.getvalue()


def event(folder: Path) -> Path:
    """Return a file with the request."""
    asked = json.loads((ROOT / "events" / "function-url-picture.json").read_text())
    path, query = "/images/photograph.jpg", "w=300&fm=webp"
    asked |= {"rawPath": path, "rawQueryString": query, "queryStringParameters": {"w": "300", "fm": "webp"}}
    asked["requestContext"]["http"]["path"] = path
    file = folder / "event.json"
    file.write_text(json.dumps(asked))
    return file


def packages(folder: Path, python: str) -> tuple[Path, Path, Path]:
    """Build the package; it with its compiled code, a copy without, and one whose compiled code lies in its folders."""
    package = folder / "package"
    package.mkdir()
    make = ["make", "--silent", "build-Images", f"ARTIFACTS_DIR={package}", f"ARCH={ARCHITECTURES[platform.machine()]}"]
    subprocess.run(make, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    bare = folder / "bare"
    shutil.copytree(package, bare, ignore=shutil.ignore_patterns("__pycache__", ARCHIVE))
    folders = folder / "folders"
    shutil.copytree(bare, folders)
    compile_ = [python, "-m", "compileall", "-q", "-j0", "--invalidation-mode", "unchecked-hash", str(folders)]
    subprocess.run(compile_, check=True)
    return package, bare, folders


def node() -> None:
    """Install what the Node handler needs, if it is not there."""
    if not (COLD / "node_modules").exists():
        subprocess.run(["npm", "install"], cwd=COLD, check=True)  # noqa: S607 - the npm of this machine


@contextmanager
def store() -> Iterator[dict[str, str]]:
    """Run S3 and the keeper of keys; the environment of a function that uses them."""
    s3, keys = free_port(), ThreadingHTTPServer(("127.0.0.1", 0), Keys)
    Thread(target=keys.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{s3}"
    with started(sys.executable, "-m", "moto.server", "-p", str(s3), port=s3):
        session = boto3.Session("bench", "bench", region_name="us-east-1")
        client = session.client("s3", endpoint_url=address)
        client.create_bucket(Bucket="bench")
        client.put_object(Bucket="bench", Key="photograph.jpg", Body=photograph(), ContentType="image/jpeg")
        yield {
            "PATH": os.environ["PATH"],
            "HOME": "/nowhere",
            "PYTHONDONTWRITEBYTECODE": "1",
            "MALLOC_ARENA_MAX": "2",
            "AWS_LAMBDA_FUNCTION_NAME": "bench",
            "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": "1769",
            "AWS_REGION": "us-east-1",
            "AWS_ENDPOINT_URL_S3": address,
            "AWS_CONTAINER_CREDENTIALS_FULL_URI": f"http://127.0.0.1:{keys.server_port}/",
            "TINTYPE_SOURCE": "s3://bench",
            "TINTYPE_UNSIGNED": "any",
            "TINTYPE_LOG": "off",
            "WEBP_QUALITY": str(library_quality("webp", 80)),
        }
    keys.shutdown()


def contenders(folder: Path, python: str, common: Mapping[str, str]) -> dict[str, Contender]:
    """Return all that runs in a round, by name."""
    package, bare, folders = packages(folder, python)
    asked = str(event(folder))
    keys = {"AWS_ACCESS_KEY_ID": "bench", "AWS_SECRET_ACCESS_KEY": "bench"}
    plain = {name: value for name, value in common.items() if "CONTAINER" not in name} | keys
    snapshot = {**common, "AWS_LAMBDA_INITIALIZATION_TYPE": "snap-start"}

    def ours(place: Path, *undone: str, **more: str) -> Contender:
        environment = (snapshot if "restore" in undone else plain) | more
        command = (python, "-s", "-P", str(COLD / "first_picture.py"), asked, str(place), *undone)
        return Contender(command, environment, frozen="restore" in undone)

    found = shutil.which("node")
    if found is None:
        raise RuntimeError("node is not on PATH")
    return {
        "node": Contender((found, str(COLD / "first_picture.js"), asked), plain | SILENT),
        "ours": ours(package),
        "bare": ours(bare),
        "restore": ours(package, "restore"),
        "archive": ours(folders),
        "telemetry": ours(package, OTEL_SERVICE_NAME="bench"),
        "data": ours(package, AWS_DATA_PATH=str(Path(botocore.__file__).parent / "data")),
        **{name: ours(package, name) for name in UNDONE},
        "account": Contender((python, "-s", "-P", str(COLD / "account.py"), asked, str(package)), plain),
    }


def account(contender: Contender) -> dict[str, float]:
    """Return what each part of a cold start took."""
    done = subprocess.run(contender.command, env=contender.environment, capture_output=True, text=True, check=True)
    parts: dict[str, float] = json.loads(done.stdout)
    return parts


def main() -> None:
    """Run the rounds, print what they say, and write it down."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=21)
    rounds = parser.parse_args().rounds
    interpreter = find_python313()
    if interpreter is None:
        raise RuntimeError("no Python 3.13: name one, as PYTHON313=/path/to/python3.13")
    node()
    with tempfile.TemporaryDirectory() as folder, store() as common:
        runners = contenders(Path(folder), interpreter, common)
        accountant = runners.pop("account")
        for runner in runners.values():
            runner.run()  # the machine's own caches are not what is measured
        runs: dict[str, list[Run]] = {name: [] for name in runners}
        accounts = []
        for number in range(rounds):
            for name, runner in runners.items():
                runs[name].append(runner.run())
            accounts.append(account(accountant))
            print(f"round {number + 1} of {rounds}", end="\r", file=sys.stderr)
    cold_page.tell(runs, accounts, interpreter, write=rounds >= FEWEST)


if __name__ == "__main__":
    main()
