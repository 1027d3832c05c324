"""What a warm request costs beside codecs and S3, in its parts: CPU milliseconds of the process that answers.

    PYTHONPATH=. python -m benchmarks.request_path                     # this checkout
    PYTHONPATH=. python -m benchmarks.request_path --against ../old    # another one and this one in turn
    PYTHONPATH=. python -m benchmarks.request_path --write             # into docs/performance.md

Five requests for a photograph of 165 kB, as WebP of 300 pixels: a miss (it is rendered), a hit (the results bucket has
it), a 304, the stored original, and a HEAD of what was rendered before. Three fronts: ASGI, a Function URL's event, and
uvicorn. S3 is moto, in another process. S3's own is what urllib3 takes to send a request and read what comes; the
codecs' is what `render` takes without its calls to S3.
"""

import argparse
import json
import os
import subprocess
import sys
from collections import defaultdict
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.not_modified import free_port, started
from benchmarks.request_probe import FRONTS
from handler.storage.s3_client import s3

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "performance.md"
MARKS = ("<!-- request -->", "<!-- /request -->")
TARGET = 2.0
"""CPU milliseconds beside codecs and S3's own."""

PICTURE = {"method": "GET", "path": "/images/bee.jpg", "query": "w=300&fm=webp", "headers": {}, "status": 200}
KINDS: dict[str, tuple[str, dict[str, Any]]] = {
    "miss": ("", PICTURE),
    "hit": ("s3://kept", PICTURE),
    "304": ("", PICTURE | {"status": 304}),
    "original": ("", PICTURE | {"query": ""}),
    "head": ("", PICTURE | {"method": "HEAD"}),
}
"""The requests, and where results are kept."""

CODECS, STORE, LOOP = "codecs", "S3's own: sending, receiving", "event loop, threads"
STARLETTE, S3_SIDE = "FastAPI, Starlette: routing", "S3: our side of it"
PARTS = {
    "handler.entry:lambda_handler": "event to scope, answer to event",
    "base64:b64encode": "base64",
    "fastapi.applications:FastAPI.__call__": STARLETTE,
    "handler.web.middleware:OutermostMiddleware.__call__": "middleware",
    "starlette.middleware.exceptions:ExceptionMiddleware.__call__": STARLETTE,
    "handler.web.deadline:within": "deadline, handing over to a thread",
    "handler.runtime.request_log:RequestRecord.line": "line in the log",
    "handler.dialects.native.stored:parse": "parsing",
    "handler.web.access.gate:Gate.allow": "gate",
    "handler.recipe:Recipe.text": "digest",
    "handler.rendering.identity:digest": "digest",
    "handler.rendering.identity:digest_of": "digest",
    "handler.web.images:picture": "preconditions, headers, the rest",
    "handler.storage.bucket:Bucket.head": S3_SIDE,
    "handler.storage.bucket:Bucket.get": S3_SIDE,
    "handler.core.source_file:SourceFile._fill": S3_SIDE,
    "urllib3.connectionpool:HTTPConnectionPool.urlopen": STORE,
    "urllib3.response:HTTPResponse.read1": STORE,
    "handler.web.images:render": CODECS,
}
"""Functions, and what they are part of. What is in none of them is the event loop's, and the threads'."""

Figures = dict[str, dict[str, float]]
"""Milliseconds by kind of request and part."""


def figures(root: Path, front: str, times: int, address: str) -> Figures:
    """Return what each kind of request takes behind a front in a checkout, in processes of its own."""
    found: Figures = {}
    for results in ("", "s3://kept"):
        requests = {name: request for name, (kept, request) in KINDS.items() if kept == results}
        given = json.dumps({"front": front, "times": times, "parts": PARTS, "requests": requests})
        # the probe is this checkout's, what it measures the other's
        environment = {**os.environ, "PYTHONPATH": f"{root}:{ROOT}", **settings(address), "TINTYPE_RESULTS": results}
        command = [sys.executable, str(Path(__file__).with_name("request_probe.py")), given]
        done = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(done.stderr)
        for name, parts in json.loads(done.stdout.splitlines()[-1]).items():
            found[name] = {LOOP: parts.pop(""), **parts}
    return found


def settings(address: str) -> dict[str, str]:
    """Return the environment of a function before an S3."""
    return {
        "AWS_ENDPOINT_URL_S3": address,
        "AWS_ACCESS_KEY_ID": "bench",
        "AWS_SECRET_ACCESS_KEY": "bench",
        "AWS_DEFAULT_REGION": "us-east-1",
        "TINTYPE_SOURCE": "s3://bench",
        "TINTYPE_UNSIGNED": "any",
        "TINTYPE_ORIGINALS": "on",
    }


def medians(rounds: list[Figures]) -> Figures:
    """Return the median of each figure."""
    several: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    for each in rounds:
        for kind, parts in each.items():
            for part, ms in parts.items():
                several[kind][part].append(ms)
    return {kind: {part: median(ms) for part, ms in parts.items()} for kind, parts in several.items()}


def beside(parts: dict[str, float]) -> float:
    """Return what a request takes beside codecs and S3's own."""
    return sum(ms for part, ms in parts.items() if part not in {CODECS, STORE})


def table(found: dict[str, Figures]) -> str:
    """Return the parts of a request behind the first front, and below them the sums of every one."""
    shown = next(iter(found.values()))
    known = dict.fromkeys([*PARTS.values(), LOOP])
    lines = [f"| CPU ms | {' | '.join(KINDS)} |", f"|---|{'---|' * len(KINDS)}"]
    told = [part for part in known if part not in {CODECS, STORE}] + [STORE, CODECS]
    rows = {part: [shown[kind].get(part, 0.0) for kind in KINDS] for part in told}
    lines += [f"| {part} | {' | '.join(f'{ms:.2f}' for ms in row)} |" for part, row in rows.items() if any(row)]
    for front, each in found.items():
        row = " | ".join(f"{beside(each[kind]):.2f}" for kind in KINDS)
        lines.append(f"| **beside codecs and S3's own, {front}** | {row} |")
    return "\n".join(lines)


def written(text: str) -> None:
    """Put a table between its marks on the page."""
    before, _, rest = PAGE.read_text().partition(MARKS[0])
    PAGE.write_text(f"{before}{MARKS[0]}\n{text}\n{MARKS[1]}{rest.partition(MARKS[1])[2]}")


def stored(address: str) -> None:
    """Put the photograph where requests look for it."""
    os.environ |= settings(address)
    for name in ("bench", "kept"):
        s3().create_bucket(Bucket=name)
    s3().put_object(Bucket="bench", Key="bee.jpg", Body=(ROOT / "samples" / "bee.jpg").read_bytes())


def main() -> None:
    """Measure, print, and write the page where that is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, default=60, help="requests of each kind in a round")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--fronts", nargs="*", default=list(FRONTS), choices=FRONTS)
    parser.add_argument("--against", type=Path, help="another checkout, measured in turn")
    parser.add_argument("--write", action="store_true")
    asked = parser.parse_args()
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    roots = [*([asked.against.resolve()] if asked.against else []), ROOT]
    rounds: dict[tuple[Path, str], list[Figures]] = defaultdict(list)
    with started(sys.executable, "-m", "moto.server", "-p", str(port), port=port):
        stored(address)
        for _ in range(asked.rounds):
            for front in asked.fronts:
                for root in roots:
                    rounds[root, front].append(figures(root, front, asked.times, address))
    for root in roots:
        told = table({front: medians(rounds[root, front]) for front in asked.fronts})
        print(f"\n{root}\n\n{told}")
    if asked.write:
        written(told)


if __name__ == "__main__":
    main()
