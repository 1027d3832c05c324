"""Soak: a server and its clients, while one in twenty answers of S3 is spoilt at random: hardly anybody notices."""

import os
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from typing import TYPE_CHECKING

import pytest

from tests.support.faults.modes import MODES, TRANSIENT
from tests.support.faults.proxy import Proxy
from tests.support.faults.site import BUCKET, PATIENT, put
from tests.support.processes import asgi_servers

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

SECONDS = float(os.environ.get("FAULT_SECONDS", "300"))
CHANCE = 0.05
CLIENTS = 4
SUCCESS = 0.999
PICTURES = ("bee.jpg", "citrus.jpg", "dandelion.jpg")
pytestmark = pytest.mark.slow

DOORS = ("/images/{}?w={}&fm=webp", "/images/{}?w={}&fm=jpg", "/info/{}?w={}", "/images/{}")


def ask(server: asgi_servers.Server, number: int) -> tuple[int, float]:
    """Ask for one picture; every third time with a condition, so that S3 is asked for a head first."""
    target = DOORS[number % len(DOORS)].format(PICTURES[number % len(PICTURES)], 20 + number % 300)
    headers = (("If-None-Match", '"another"'),) if number % 3 == 0 else ()
    start = time.monotonic()
    answer = server.ask(asgi_servers.Request(target, headers=headers))
    return answer.status, time.monotonic() - start


@pytest.mark.case("H01", "H04", "H05", "H06", "H09")
def test_with_one_fault_in_twenty_a_thousand_requests_lose_one_at_most(
    store: "S3Client", monkeypatch: pytest.MonkeyPatch
) -> None:
    store.create_bucket(Bucket=BUCKET)
    for key in PICTURES:
        put(store, key, store.get_object(Bucket="samples", Key=key)["Body"].read())
    with Proxy(store.meta.endpoint_url, MODES, any_of=TRANSIENT) as proxy:
        monkeypatch.setenv("AWS_ENDPOINT_URL_S3", proxy.address)
        monkeypatch.setitem(asgi_servers.SETTINGS, "TINTYPE_SOURCE", f"s3://{BUCKET}")
        server = asgi_servers.start(asgi_servers.COMMANDS["uvicorn"])
        try:
            asgi_servers.wait(server)
            proxy.chance = CHANCE
            statuses, slowest = storm(server)
        finally:
            asgi_servers.finish(server)
    total, lost = statuses.total(), statuses.total() - statuses[200]
    print(  # noqa: T201 - what was shown
        f"{total} requests in {SECONDS:.0f} s, {len(proxy.calls)} calls to S3, {proxy.happened.total()} faults "
        f"({proxy.happened.total() / len(proxy.calls):.1%}), {lost} lost ({1 - lost / total:.3%} success), "
        f"statuses {dict(statuses)}, slowest {slowest:.2f} s, faults {dict(proxy.happened)}"
    )
    assert set(proxy.happened) == set(TRANSIENT)
    assert 1 - lost / total >= SUCCESS
    assert slowest < PATIENT + 1
    assert set(statuses) <= {200, 502, 503, 504}


def storm(server: asgi_servers.Server) -> tuple[Counter[int], float]:
    """Ask from several clients until the time is over; return how often each status came, and the slowest answer."""
    statuses: Counter[int] = Counter()
    slowest = 0.0
    numbers, end = count(), time.monotonic() + SECONDS
    with ThreadPoolExecutor(CLIENTS) as pool:
        waiting = {pool.submit(ask, server, next(numbers)) for _ in range(CLIENTS)}
        while waiting:
            done = {each for each in waiting if each.done()}
            waiting -= done
            for each in done:
                status, seconds = each.result()
                statuses[status] += 1
                slowest = max(slowest, seconds)
                if time.monotonic() < end:
                    waiting.add(pool.submit(ask, server, next(numbers)))
            time.sleep(0.002)
    return statuses, slowest
