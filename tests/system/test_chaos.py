"""Chaos: thousands of events, tripled, shuffled, some of them poison, to processes that are killed; all comes right.

PutObject is counted by the store, each by its address and the digest in its metadata.
"""

import json
import os
import random
import threading
from collections.abc import Iterator
from typing import Any
from urllib.request import urlopen

import boto3
import pytest

from handler.config.settings import INPUTS
from handler.core.formats.measures import BALANCED
from handler.core.limits import Limits
from handler.core.source import Stored
from handler.core.source_file import SourceFacts, source_file_of
from handler.dialects import native
from handler.rendering.identity import digest, folder
from handler.rendering.render import render
from tests.support.processes.worker_processes import PRESETS, SPAWN, Queue, Workers, notice, picture, store

POISON = b"no picture at all"


@pytest.fixture
def address() -> Iterator[str]:
    ours, theirs = SPAWN.Pipe()
    process = SPAWN.Process(target=store, args=(theirs,), daemon=True)
    process.start()
    yield f"http://127.0.0.1:{ours.recv()}"
    process.terminate()
    process.join()


def client(address: str) -> Any:
    return boto3.client(
        "s3", endpoint_url=address, aws_access_key_id="x", aws_secret_access_key="x", region_name="us-east-1"
    )


def environ(address: str) -> dict[str, str]:
    names = {"ACCESS_KEY_ID": "x", "SECRET_ACCESS_KEY": "x", "DEFAULT_REGION": "us-east-1", "ENDPOINT_URL_S3": address}
    settings = {"SOURCE": "s3://shop/in", "RESULTS": "s3://shop/out", "PRESETS": json.dumps(PRESETS)}
    return {f"AWS_{name}": text for name, text in names.items()} | {
        f"TINTYPE_{name}": text for name, text in settings.items()
    }


def listed(s3: Any, prefix: str) -> set[str]:
    pages = s3.get_paginator("list_objects_v2").paginate(Bucket="shop", Prefix=prefix)
    return {each["Key"] for page in pages for each in page.get("Contents", ())}


def storm(address: str, *, events: int, keys: int, workers: int, kills: int) -> None:
    s3 = client(address)
    s3.create_bucket(Bucket="shop")
    bodies: dict[str, bytes | None] = {f"p {number}+é.png": picture(number) for number in range(keys)}
    for key in random.sample(sorted(bodies), keys // 20):
        bodies[key] = POISON + key.encode()
    for key, body in bodies.items():
        s3.put_object(Bucket="shop", Key=f"in/{key}", Body=body or b"")
    names = [key for number, key in zip(range(events // 3), sorted(bodies) * events, strict=False)]
    queue = Queue([(f"{number}-{copy}", notice(f"in/{key}")) for number, key in enumerate(names) for copy in "abc"])
    random.shuffle(queue.waiting)
    hostile = {f"bad-{number}": body for number, body in enumerate(["{", "[]", "null", '{"Records": [1]}'] * 3)}
    for name, said in hostile.items():
        queue.send(name, said)
    total = len(queue.waiting)
    crew = Workers(environ(address), queue, workers, kills)
    crew.run()
    changed = meanwhile(s3, bodies, queue, total)
    crew.join()
    assert crew.deaths >= kills // 2
    assert len(queue.done) == total + changed, "an event is lost"
    poison = {f"in/{key}" for key, body in bodies.items() if body and body.startswith(POISON)}
    assert not hostile.keys() & queue.failed.keys()
    assert not queue.failed, "nothing was worth another try, poison least of all"
    assert all(queue.delivered[name] == 1 + queue.killed[name] for name in queue.delivered)
    expected: dict[str, str] = {}
    for key, body in bodies.items():
        kept = {
            found.removeprefix(f"out/{folder(Stored(key=key))}/")
            for found in listed(s3, f"out/{folder(Stored(key=key))}/")
        }
        place = f"out/named/{key.removesuffix('.png')}.jpg"
        lies = listed(s3, place)
        if body is None:
            assert (kept, lies) == (set(), set()), key
        elif f"in/{key}" in poison:
            assert (kept, lies) == ({"facts.json"}, set()), key
            assert json.loads(read(s3, f"out/{folder(Stored(key=key))}/facts.json"))["refused"]["*"]
        else:
            version = s3.head_object(Bucket="shop", Key=f"in/{key}")["ETag"].strip('"')
            right = {name: made(name, key, body, version) for name in PRESETS}
            assert kept == {"facts.json", right["thumb"][0], right["square"][0]}, key
            for name in ("thumb", "square"):
                assert read(s3, f"out/{folder(Stored(key=key))}/{right[name][0]}") == right[name][1]
            assert read(s3, place) == right["named"][1]
            assert s3.head_object(Bucket="shop", Key=place)["Metadata"]["version"] == version
            expected[key] = version
    assert expected
    with urlopen(f"{address}/-/puts") as answer:
        puts = {name: count for name, count in json.load(answer).items() if name.startswith("/shop/out/")}
    renditions = {name: count for name, count in puts.items() if "facts.json" not in name}
    assert set(renditions.values()) == {1}, {name: count for name, count in renditions.items() if count > 1}
    print(  # noqa: T201 - what was shown
        f"{len(queue.done)} messages, {crew.deaths} deaths, {sum(queue.killed.values())} redelivered, "
        f"{sum(renditions.values())} PUTs for {len(renditions)} renditions, {len(expected)} keys left, "
        f"{len(poison)} poison"
    )


def meanwhile(s3: Any, bodies: dict[str, Any], queue: Queue, total: int) -> int:
    """Replace and delete some, while the queue is drained; return how many messages that made."""
    chosen = random.sample(sorted(bodies), len(bodies) // 5)
    pause = threading.Event()
    for number, key in enumerate(chosen):
        while len(queue.done) < total * number // (len(chosen) * 2) and queue.take_possible():
            pause.wait(0.01)
        if number % 2:
            bodies[key] = picture(100_000 + number)
            s3.put_object(Bucket="shop", Key=f"in/{key}", Body=bodies[key])
            queue.send(f"replaced-{number}", notice(f"in/{key}"))
        else:
            bodies[key] = None
            s3.delete_object(Bucket="shop", Key=f"in/{key}")
            queue.send(f"deleted-{number}", notice(f"in/{key}", "ObjectRemoved:Delete"))
    queue.open = False
    return len(chosen)


def made(name: str, key: str, body: bytes, version: str) -> tuple[str, bytes]:
    """Return the digest and bytes that a URL of the preset's query gives."""
    preset: Any = PRESETS[name]
    query = preset if isinstance(preset, str) else preset["query"]
    recipe = native.parse(query, key).recipe.with_effort(BALANCED)
    rendered = render(recipe, fetch=lambda _: source_file_of(body, version), limits=Limits(), accepted=INPUTS)
    return digest(recipe, [SourceFacts(version, len(body))], Limits()), rendered.body


def read(s3: Any, key: str) -> bytes:
    body: bytes = s3.get_object(Bucket="shop", Key=key)["Body"].read()
    return body


def test_a_small_storm_with_a_process_killed_comes_right(address: str) -> None:
    storm(address, events=60, keys=20, workers=2, kills=1)


@pytest.mark.slow
@pytest.mark.parametrize("kills", [0, 60])
def test_ten_thousand_events_come_right(address: str, kills: int) -> None:
    storm(address, events=int(os.environ.get("STORM_EVENTS", "10000")), keys=1000, workers=4, kills=kills)
