"""The engines in eight threads at once: the same bytes every time, and memory that comes to rest."""

import sys
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path
from resource import getpagesize

import pytest

from handler.config.settings import INPUTS
from handler.core.limits import Limits
from handler.core.source_file import source_file_of
from handler.dialects import native
from handler.rendering.render import render
from tests.support.images.stored_samples import SAMPLES

THREADS, TIMES = 8, 200
GROWTH = 48 << 20
"""Bytes by which the process may be larger at the end than after a quarter of the work: what threads leave behind."""

ASKED = (
    *("bee.jpg?w=700&fm=jpg", "balloons.png?w=90&fm=jpg", "bridge.webp?w=300&fm=jpg", "owl.png?w=500&fm=jpg"),
    *(
        "balloons.png?w=300&fm=png",
        "astronaut.jpg?w=300&fm=webp",
        "bridge.webp?w=900&fm=jpg",
        "citrus.jpg?w=500&fm=jpg",
    ),
)
pytestmark = pytest.mark.slow


def made(target: str) -> str:
    name, query = target.split("?")
    data = SAMPLES[name].read_bytes()
    recipe = native.parse(query, name).recipe
    result = render(recipe, fetch=lambda _: source_file_of(data, name), limits=Limits(), accepted=INPUTS)
    return sha256(result.body).hexdigest()


def used() -> int:
    return int(Path("/proc/self/statm").read_text().split()[1]) * getpagesize()


@pytest.mark.skipif(sys.platform != "linux", reason="reads what Linux tells of a process")
def test_eight_at_once_have_the_bytes_that_each_has_alone_and_leave_nothing() -> None:
    alone = [made(target) for target in ASKED]
    sizes = []
    with ThreadPoolExecutor(THREADS) as pool:
        for _ in range(TIMES):
            assert [*pool.map(made, ASKED)] == alone
            sizes.append(used())
    growth = max(sizes[-10:]) - max(sizes[: TIMES // 4])
    print(f"{TIMES} times {len(ASKED)} pictures, {growth / (1 << 20):.1f} MB more after three quarters of them")  # noqa: T201 - what was shown
    assert growth < GROWTH
