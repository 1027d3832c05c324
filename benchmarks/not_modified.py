"""What a 304 costs beside a 200: CPU of the server's process, 12 megapixels to 800 pixels of WebP.

A real server (uvicorn, one process) before a real S3 (moto, another process). Requests come in turn, so that a noisy
machine hurts both alike; what is counted is the server's CPU time, not the clock.
"""

import argparse
import io
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from PIL import Image

from handler.storage.s3_client import s3

ROOT = Path(__file__).parent.parent
SIZE = (4243, 2829)
PATH = "/images/photograph.jpg?w=800&fm=webp"
TICK = os.sysconf("SC_CLK_TCK")
ROUND = 10
"""Requests in one measurement of a 304: one alone is shorter than the kernel counts."""


@contextmanager
def started(*command: str, port: int) -> Iterator[int]:
    """Run a server until it listens, and give its process id."""
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(200):
            with socket.socket() as probe:
                if not probe.connect_ex(("127.0.0.1", port)):
                    break
            time.sleep(0.05)
        yield process.pid
    finally:
        process.terminate()
        process.wait(10)


def free_port() -> int:
    """Return a port of the loopback that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def milliseconds(process: int) -> float:
    """Return the CPU time that a process has had."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) * 1000 / TICK


def ask(address: str, tag: str = "") -> tuple[int, str]:
    """Return status and entity tag of an answer."""
    request = urllib.request.Request(address, headers={"If-None-Match": tag} if tag else {})  # noqa: S310 - our own
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310 - our own server
            answer.read()
            return answer.status, answer.headers["etag"]
    except urllib.error.HTTPError as error:
        return error.code, ""


def cost(process: int, address: str, times: int, tag: str = "") -> float:
    """Return the CPU milliseconds of one request, of several in a row."""
    before = milliseconds(process)
    for _ in range(times):
        status, _ = ask(address, tag)
        if status != (304 if tag else 200):
            raise RuntimeError(f"answered {status}")
    return (milliseconds(process) - before) / times


def photograph() -> bytes:
    """Return a JPEG of 12 megapixels."""
    file = io.BytesIO()
    with Image.open(ROOT / "samples" / "dandelion.jpg") as image:
        image.resize(SIZE, Image.Resampling.LANCZOS).save(file, "JPEG", quality=90)
    return file.getvalue()


def main() -> None:
    """Print the medians and the ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=7)
    rounds = parser.parse_args().rounds
    s3_port, port = free_port(), free_port()
    os.environ |= {
        "AWS_ENDPOINT_URL_S3": f"http://127.0.0.1:{s3_port}",
        "AWS_ACCESS_KEY_ID": "bench",
        "AWS_SECRET_ACCESS_KEY": "bench",
        "AWS_DEFAULT_REGION": "us-east-1",
        "TINTYPE_SOURCE": "s3://bench",
        "TINTYPE_UNSIGNED": "any",
    }
    serve = (sys.executable, "-m", "uvicorn", "handler.app:app", "--port", str(port), "--log-level", "error")
    with started(sys.executable, "-m", "moto.server", "-p", str(s3_port), port=s3_port):
        s3().create_bucket(Bucket="bench")
        s3().put_object(Bucket="bench", Key="photograph.jpg", Body=photograph())
        with started(*serve, port=port) as process:
            address = f"http://127.0.0.1:{port}{PATH}"
            _, tag = ask(address)
            ask(address, tag)
            pairs = [(cost(process, address, 2), cost(process, address, ROUND, tag)) for _ in range(rounds)]
    print(f"200           {median(pair[0] for pair in pairs):7.2f} ms of the server's CPU")
    print(f"304           {median(pair[1] for pair in pairs):7.2f} ms")
    print(f"ratio         {median(pair[0] / pair[1] for pair in pairs):7.1f}   (median of {rounds} rounds; target 20)")


if __name__ == "__main__":
    main()
