"""The structure of the house in figures, for people to watch over time; nothing here is a test.

    PYTHONPATH=. python -m benchmarks.house                     # this checkout
    PYTHONPATH=. python -m benchmarks.house --against ../old    # another one, this one, and the ratio

Four parts, each run in a process of its own (`house_probe.py`), with moto's S3 over HTTP:

- spine: how many of our functions lie one in the other from a route, or an event, to the encoder and to S3's GET;
  how many modules they are in; which modules are entered, left and entered again;
- S3 calls: of an event with two presets, and of a GET, at first and again;
- start: CPU time of `import handler.entry`, and the modules that it brings;
- renditions: 200 of them, as one hash over their ETags and one over their bytes.

Two checkouts are measured in turn, and the ratio of CPU times is the median of the ratios of each pair.
"""

import argparse
import hashlib
import json
import logging
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from itertools import count
from pathlib import Path
from statistics import median
from typing import Any

import boto3
from moto.server import ThreadedMotoServer

from benchmarks.house_pictures import addresses, pictures

HERE = Path(__file__).parent
ROOT = HERE.parent
PROBE = HERE / "house_probe.py"
PRESETS = {"thumb": "w=320&h=320&fit=crop", "hero": "w=640"}
RUNS = count()


@dataclass
class Checkout:
    """A version of the code. address: of S3."""

    root: Path
    address: str
    starts: list[dict[str, float]] = field(default_factory=list)

    def run(self, part: str, given: object = None, **settings: str) -> Any:  # noqa: ANN401 - what each part prints
        """Return what a part says in a new process."""
        environment = {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(self.root),
            "AWS_ENDPOINT_URL_S3": self.address,
            "AWS_ACCESS_KEY_ID": "house",
            "AWS_SECRET_ACCESS_KEY": "house",
            "AWS_DEFAULT_REGION": "us-east-1",
            "TINTYPE_SOURCE": "s3://pictures",
            "TINTYPE_UNSIGNED": "any",
            "TINTYPE_LOG": "off",
            **settings,
        }
        command = [sys.executable, "-P", str(PROBE), part]
        say = json.dumps(given)
        run = subprocess.run(
            command, input=say, cwd=self.root, env=environment, stdout=subprocess.PIPE, text=True, check=True
        )
        return json.loads(run.stdout.splitlines()[-1])

    def event(self, *, to: bool, fm: str) -> dict[str, str]:
        """Return the settings of a worker with two presets and results of its own."""
        presets = {name: {"query": query + fm} for name, query in PRESETS.items()}
        if to:
            presets = {name: {**each, "to": "{preset}/{stem}.{ext}"} for name, each in presets.items()}
        return {"TINTYPE_PRESETS": json.dumps(presets), "TINTYPE_RESULTS": f"s3://results/{next(RUNS)}"}

    @cached_property
    def spines(self) -> dict[str, list[str]]:
        """The frames of each spine."""
        get = self.run("spine_of_get")
        event = self.run("spine_of_event", **self.event(to=False, fm="&fm=webp"))
        return {
            f"{kind} to {end}": each for kind, ends in (("GET", get), ("event", event)) for end, each in ends.items()
        }

    @cached_property
    def calls(self) -> dict[str, dict[str, int]]:
        """The S3 calls of each case, by kind."""
        kept = {"TINTYPE_RESULTS": f"s3://results/{next(RUNS)}"}
        cases = {
            "GET, no results": self.run("calls_of_get")[:1],
            "GET, results": self.run("calls_of_get", **kept),
            "event, fm=webp": self.run("calls_of_event", **self.event(to=False, fm="&fm=webp")),
            "event, fm=webp, to": self.run("calls_of_event", **self.event(to=True, fm="&fm=webp")),
            "event, by Accept": self.run("calls_of_event", **self.event(to=False, fm="")),
        }
        return {f"{name}, {when}": run for name, runs in cases.items() for when, run in zip(("first", "again"), runs)}  # noqa: B905 - one has no second

    @cached_property
    def renditions(self) -> dict[str, list[str]]:
        """Status, ETag and hash of each rendition."""
        found: dict[str, list[str]] = self.run("renditions", addresses())
        return found


@contextmanager
def store() -> Iterator[str]:
    """Run S3 with the pictures; give its address."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)  # else it tells of every request
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    client = boto3.Session("house", "house", region_name="us-east-1").client("s3", endpoint_url=f"http://{host}:{port}")
    for bucket in ("pictures", "results"):
        client.create_bucket(Bucket=bucket)
    for key, data in pictures().items():
        client.put_object(Bucket="pictures", Key=key, Body=data)
    yield f"http://{host}:{port}"
    server.stop()


def modules(frames: list[str]) -> tuple[int, list[str]]:
    """Return how many modules a spine is in, and those that it comes back to."""
    names = [frame.partition(":")[0] for frame in frames]
    entered = [name for at, name in enumerate(names) if not at or names[at - 1] != name]
    return len(set(names)), sorted({name for name in entered if entered.count(name) > 1})


def brief(calls: Mapping[str, int]) -> str:
    """Return S3 calls in a few words: 5 = 3 Head, 2 Get."""
    kinds = ", ".join(f"{number} {kind.removesuffix('Object')}" for kind, number in sorted(calls.items()))
    return f"{sum(calls.values())} = {kinds}" if calls else "0"


def hashed(renditions: Mapping[str, list[str]], part: int) -> str:
    """Return one hash over the ETags (1) or the bytes (2) of all renditions."""
    return hashlib.sha256("".join(each[part] for each in renditions.values()).encode()).hexdigest()[:16]


def rows(house: Checkout) -> Iterator[tuple[str, str]]:
    """Return the figures that are not times, each with its name."""
    for name, frames in house.spines.items():
        number, again = modules(frames)
        yield f"spine, {name}", f"{len(frames)} frames, {number} modules, {len(again)} entered again"
    for name, calls in house.calls.items():
        yield f"S3 calls, {name}", brief(calls)
    for name in ("modules", "ours"):
        yield f"start, {name}", f"{house.starts[0][name]:.0f}"
    failed = [name for name, each in house.renditions.items() if each[0] != "200"]
    yield "renditions", f"{len(house.renditions)}, refused: {', '.join(failed) or 'none'}"
    yield "renditions, ETags", hashed(house.renditions, 1)
    yield "renditions, bytes", hashed(house.renditions, 2)


def tell(houses: list[Checkout]) -> None:
    """Print the table, and each spine."""
    for parts in zip(*(rows(house) for house in houses), strict=True):
        print(f"{parts[0][0]:36}", "  ->  ".join(part[1] for part in parts))
    times = [[start["ms"] for start in house.starts] for house in houses]
    ratio = f"   ratio {median(new / old for old, new in zip(*times, strict=True)):.3f}" if len(houses) > 1 else ""
    print(f"{'start, CPU ms':36}", "  ->  ".join(f"{median(each):.1f}" for each in times) + ratio)
    if len(houses) > 1:
        old, new = (house.renditions for house in houses)
        other = sum(old[name][1] != new[name][1] for name in new)
        differ = [name for name in new if old[name][2] != new[name][2]]
        print(f"{'renditions of another ETag':36} {other}")
        print(f"{'renditions of other bytes':36} {len(differ)}", *differ, sep="\n  ")
    for house in houses:
        for name, frames in house.spines.items():
            print(f"\n{house.root.name}: {name}; again: {', '.join(modules(frames)[1]) or 'none'}", *frames, sep="\n  ")


def main() -> None:
    """Measure one checkout, or two in turn, and print what is found."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--against", type=Path, help="another checkout, which is the one before")
    parser.add_argument("--starts", type=int, default=21, help="how often a cold start is measured")
    asked = parser.parse_args()
    roots = [asked.against.resolve(), ROOT] if asked.against else [ROOT]
    with store() as address:
        houses = [Checkout(root, address) for root in roots]
        for house in houses:
            house.run("start")  # which writes the .pyc
        for _ in range(asked.starts):
            for house in houses:
                house.starts.append(house.run("start"))
        tell(houses)


if __name__ == "__main__":
    main()
