"""Whatever `/info` predicts, the picture has: status, size, format, at every door, over random legal requests.

`AGREEMENT=2000 pytest -m slow tests/system/test_agreement.py -s` asks so often of every sample, large sizes among them.
"""

import os
from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING

import pytest

from tests.conftest import PICTURES, SAMPLES, Client
from tests.support.requests.info_agreement import Request, agree, came, foretold, made_by_event, requests

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mypy_boto3_s3 import S3Client

KEYS = sorted(path.name for path in SAMPLES.iterdir() if path.suffix in PICTURES)
QUICK, PARTS = 4, 3
"""The gate asks so many requests of each sample, in so many tests."""

PRESETS = 90


@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("key", KEYS)
def test_whatever_info_predicts_the_picture_has_at_both_doors(client: Client, key: str, part: int) -> None:
    app = client()
    for number, each in enumerate(islice(requests(key, seed=part), QUICK)):
        said, door = foretold(app, each), "render" if number % 3 == 0 else "images"
        assert agree(said, came(app, each, door)), (door, each, said)


def test_whatever_info_predicts_an_event_makes(client: Client, store: "S3Client") -> None:
    _compare_event(client, store, "astronaut.jpg", list(islice(_fixed("astronaut.jpg"), 12)), Counter())


@pytest.mark.slow
@pytest.mark.parametrize("key", KEYS)
def test_it_holds_of_thousands(client: Client, store: "S3Client", key: str) -> None:
    app, tally, wrong = client(), Counter[str](), []
    for each in islice(requests(key, seed=1, large=0.08), int(os.environ.get("AGREEMENT", "200"))):
        said = foretold(app, each)
        for door in ("images", "render"):
            got = came(app, each, door)
            tally[f"{door} {got.status}"] += 1
            if not agree(said, got):
                wrong.append((door, each, said, got))
    _compare_event(client, store, key, list(islice(_fixed(key), PRESETS)), tally)
    print(key, dict(sorted(tally.items())), f"{len(wrong)} disagree")  # noqa: T201 - what was asked for
    assert not wrong, wrong[:5]


def _fixed(key: str) -> "Iterator[Request]":
    return (each for each in requests(key, seed=2) if "fm=" in each.query)


def _compare_event(client: Client, store: "S3Client", key: str, asked: list[Request], tally: Counter[str]) -> None:
    app, made = client(), "agreed"
    store.create_bucket(Bucket=made)
    try:
        for each, got in made_by_event("samples", made, key, asked).items():
            tally[f"event {got.status}"] += 1
            assert agree(foretold(app, each), got), (each, foretold(app, each), got)
    finally:
        for page in store.get_paginator("list_objects_v2").paginate(Bucket=made):
            for found in page.get("Contents", []):
                store.delete_object(Bucket=made, Key=found["Key"])
        store.delete_bucket(Bucket=made)
