"""Whether memory stays flat: ten thousand requests of all kinds to one server, and what its process holds on the way.

    PYTHONPATH=. .venv/bin/python benchmarks/flat_memory.py --requests 10000

A real server (uvicorn, one process) before a real S3 (moto, another process). The first tenth warms up; after that the
memory at the end is told beside that at the beginning, and how it grows with each thousand requests (least squares).
"""

import argparse
import json
import os
import sys
import urllib.error
import urllib.request
from pathlib import Path
from statistics import linear_regression

from benchmarks.not_modified import ROOT, free_port, started
from handler.storage.s3_client import s3

SAMPLES = ("bee.jpg", "citrus.jpg", "owl.png", "balloons.png", "bridge.webp", "lighthouse.gif")
FORMATS = ("webp", "jpg", "png", "avif")
PARTS = 40
"""Times that memory is looked at."""


def target(number: int) -> str:
    """Return what a request asks for: another width each time, so that nothing is answered from before."""
    key, name = SAMPLES[number % len(SAMPLES)], FORMATS[number // len(SAMPLES) % len(FORMATS)]
    kinds = (
        f"/images/{key}?w={16 + number % 97}&fm={name}&frame=0",
        f"/images/{key}?w=90&h={40 + number % 50}&fit=crop&fm={name}&frame=0&sharp=5",
        f"/info/{key}?w={16 + number % 97}",
        f"/images/missing-{number % 7}.jpg?w=20",
        f"/images/{key}?w=none",
    )
    return kinds[number % len(kinds)]


def held(process: int) -> float:
    """Return the megabytes of memory that a process has."""
    pages = int(Path(f"/proc/{process}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def asked(address: str, requests: int, process: int) -> list[float]:
    """Ask so many times; return the memory after each part."""
    found = []
    for number in range(requests):
        try:
            with urllib.request.urlopen(address + target(number), timeout=60) as answer:  # noqa: S310 - our own server
                answer.read()
        except urllib.error.HTTPError as error:
            error.read()
        if (number + 1) % (requests // PARTS) == 0:
            found.append(held(process))
            print(f"{number + 1:>7,} requests {found[-1]:7.1f} MB", file=sys.stderr)
    return found


def main() -> None:
    """Start S3 and the server, ask, and print what was found."""
    parser = argparse.ArgumentParser(description="Whether memory stays flat.")
    parser.add_argument("--requests", type=int, default=10_000)
    requests = parser.parse_args().requests
    port, door = free_port(), free_port()
    os.environ |= {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test", "AWS_REGION": "us-east-1"}
    os.environ |= {"AWS_ENDPOINT_URL_S3": f"http://127.0.0.1:{port}", "TINTYPE_SOURCE": "s3://samples"}
    os.environ |= {"TINTYPE_UNSIGNED": "any", "TINTYPE_LOG": "off"}
    server = ("-m", "uvicorn", "handler.app:app", "--port", str(door), "--log-level", "error")
    with started(sys.executable, "-m", "moto.server", "-p", str(port), port=port):
        s3().create_bucket(Bucket="samples")
        for key in SAMPLES:
            s3().put_object(Bucket="samples", Key=key, Body=(ROOT / "samples" / key).read_bytes())
        with started(sys.executable, *server, port=door) as process:
            found = asked(f"http://127.0.0.1:{door}", requests, process)
    warm = found[PARTS // 10 :]
    slope, _ = linear_regression([number * requests / PARTS for number in range(len(warm))], warm)
    print(
        json.dumps({"requests": requests, "warm": warm[0], "end": warm[-1], "most": max(warm), "slope": slope * 1000})
    )


if __name__ == "__main__":
    main()
