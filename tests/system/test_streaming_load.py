"""What a function that streams takes of memory and time, at the pace of Lambda: `pytest -s -m slow` this file."""

import sys
from collections.abc import Iterator
from pathlib import Path
from time import monotonic, sleep, time
from typing import TYPE_CHECKING

import pytest

from tests.support.aws.events import v2
from tests.support.aws.runtime_service import Answer
from tests.support.aws.streaming_function import StreamingFunction, idle, running

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

pytestmark = [pytest.mark.slow, pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")]

SIZE = 50_000_000
FREE_BYTES, PACE = 6 << 20, 2 << 20
"""What Lambda streams at once, and how much a second after that; bytes."""

MOST_MEGABYTES = 40
TIMEOUT = 29


class Pace:
    """Takes chunks as slowly as Lambda does."""

    def __init__(self) -> None:
        self.start, self.first, self.taken = monotonic(), 0.0, 0

    def __call__(self, answer: Answer) -> None:
        self.first = self.first or monotonic() - self.start
        self.taken += len(answer.chunks[-1])
        sleep(max(0.0, (self.taken - FREE_BYTES) / PACE - (monotonic() - self.start)))


@pytest.fixture(scope="module")
def function(store: "S3Client", tmp_path_factory: pytest.TempPathFactory) -> Iterator[StreamingFunction]:
    store.put_object(Bucket="samples", Key="large.jpg", Body=b"\xff\xd8\xff\xe0" + bytes(SIZE - 4))
    with running(tmp_path_factory.mktemp("function")) as started:
        for query in ("w=300&fm=webp", ""):  # what the first requests load is not counted
            assert started.invoke(v2("/images/bee.jpg", query)).prelude["statusCode"] == 200
        assert started.invoke(v2("/feeds/~clock", "seconds=1")).whole
        yield started
    store.delete_object(Bucket="samples", Key="large.jpg")


def memory(function: StreamingFunction, field: str) -> float:
    """Return megabytes that the process has in memory (VmRSS), or the most it had since `taken` began (VmHWM)."""
    lines = Path(f"/proc/{function.process.pid}/status").read_text().splitlines()
    (found,) = (line.split()[1] for line in lines if line.startswith(f"{field}:"))
    return int(found) * 1024 / 1_000_000


def taken(function: StreamingFunction, path: str, query: str, pace: Pace) -> tuple[Answer, float]:
    """Return an answer taken at a pace, and the megabytes that it took above idle."""
    idle(function)
    before = memory(function, "VmRSS")
    Path(f"/proc/{function.process.pid}/clear_refs").write_text("5")
    function.service.on_chunk = pace
    answer = function.invoke(v2(path, query), deadline=int((time() + TIMEOUT) * 1000))
    return answer, memory(function, "VmHWM") - before


def test_an_original_of_fifty_megabytes_takes_less_than_forty_of_memory(function: StreamingFunction) -> None:
    pace = Pace()
    answer, megabytes = taken(function, "/images/large.jpg", "", pace)
    seconds = monotonic() - pace.start
    print(f"50 MB: first byte after {pace.first:.2f} s, the last after {seconds:.1f} s, {megabytes:.1f} MB above idle")  # noqa: T201 - what it is for
    assert (answer.whole, answer.error, len(answer.body)) == (True, "", SIZE)
    assert pace.first < 5
    assert seconds < TIMEOUT
    assert megabytes < MOST_MEGABYTES


def test_a_feed_of_twenty_seconds_takes_less_than_forty(function: StreamingFunction) -> None:
    pace = Pace()
    answer, megabytes = taken(function, "/feeds/~clock", "seconds=20", pace)
    seconds, frames = monotonic() - pace.start, answer.body.count(b"Content-Type: image/jpeg")
    print(f"feed: {frames} frames in {seconds:.1f} s, {len(answer.body):,} bytes, {megabytes:.1f} MB above idle")  # noqa: T201 - likewise
    assert (answer.whole, answer.error) == (True, "")
    assert answer.body.endswith(b"--tintype-next-frame--\r\n")
    assert 19 < seconds < 25
    assert frames > 100
    assert megabytes < MOST_MEGABYTES
