"""Memory: a small function answers what fits and refuses what does not, and a long-lived one does not grow."""

import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from PIL import Image

from tests.support.aws.events import EVENTS, PICTURES, event, picture, v2
from tests.support.aws.lambda_emulator import Around, Function, Size, running
from tests.support.aws.lambda_package import Parts

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

MEGABYTES = 512
BYTES = MEGABYTES << 20
GROUPS = {Path("/sys/fs/cgroup/memory"): "memory.limit_in_bytes", Path("/sys/fs/cgroup"): "memory.max"}
"""Where version 1 and version 2 of cgroups have the memory, and what the limit is called there."""

SETTINGS = {"SOURCE": "s3://samples", "UNSIGNED": "any", "LIMITS": "work=60"}
ROUND = (
    event("rest-picture"),
    v2("/images/lighthouse.gif", "w=120&fm=webp"),
    v2("/generate/card", "title=Again&subtitle=and+again&fm=png"),
    v2("/images/missing.jpg", "w=120"),
    v2("/images/balloons.png", "w=200&h=100&fit=crop&crop=entropy&fm=avif"),
)
GROWTH = 1.05


def by_address_space() -> Iterator[Around]:
    """Limit what the runtime may map: stricter than what Lambda counts, and anybody may."""
    yield Around(runtime=["sh", "-c", f'ulimit -v {BYTES >> 10} && exec "$@"', "sh"])


def by_group() -> Iterator[Around]:
    """Limit what is in memory, the emulator included, as Lambda does: past it the process is killed."""
    for root, limit in GROUPS.items():
        group = root / f"tintype-{uuid4().hex}"
        try:
            group.mkdir()
            (group / limit).write_text(str(BYTES))
        except OSError:
            continue
        yield Around(all=["sh", "-c", f'echo $$ > {group}/cgroup.procs && exec "$@"', "sh"])
        group.rmdir()
        return
    pytest.skip("only root can make a cgroup, and only where its memory controller is at hand")


@pytest.fixture(scope="module", params=[by_address_space, by_group])
def small(request: pytest.FixtureRequest, parts: Parts, store: "S3Client") -> Iterator[Function]:
    """A function with 512 MB, and no more than that."""
    store.put_object(Bucket="samples", Key="vast.png", Body=vast())
    limits = request.param()
    with running(parts, SETTINGS, size=Size(memory=MEGABYTES), around=next(limits)) as started:
        started.invoke(ROUND[0])
        yield started
    next(limits, None)
    store.delete_object(Bucket="samples", Key="vast.png")


def vast() -> bytes:
    """Return a small file that is 100 megapixels: 400 MB, once it is decoded."""
    file = io.BytesIO()
    Image.new("RGB", (10_000, 10_000)).save(file, "PNG", compress_level=1)
    return file.getvalue()


def test_a_small_function_answers_every_event(small: Function) -> None:
    for name, size in PICTURES.items():
        assert picture(small.invoke(EVENTS[name].read_bytes()).answer).size == size
    assert picture(small.invoke(v2("/images/dandelion.jpg", "w=640&fm=avif")).answer).width == 640


@pytest.mark.parametrize(
    ("path", "query"),
    [("/images/vast.png", "w=6000&fm=webp"), ("/generate/pattern", "style=noise&cell=1&size=4096x4096&fm=webp")],
)
def test_what_would_not_fit_is_refused_before_it_is_tried(small: Function, path: str, query: str) -> None:
    before = small.runtime
    small.forget()
    answer = small.invoke(v2(path, query)).answer
    assert answer["statusCode"] == 413
    assert json.loads(answer["body"])["limit"] == "memory"
    assert small.runtime == before


@pytest.mark.slow
@pytest.mark.parametrize("output", ["webp", "webp&lossless=true", "avif&q=95", "png&colors=64", "gif"])
def test_the_most_that_is_allowed_does_fit(small: Function, output: str) -> None:
    """Seven megapixels are just within the budget; codecs take more than a plan can know."""
    before = small.runtime
    answer = small.invoke(v2("/generate/pattern", f"style=noise&cell=1&size=2720x2720&fm={output}")).answer
    assert answer["statusCode"] == 200 or json.loads(answer["body"])["limit"] == "answer"
    assert small.runtime == before


def test_the_same_process_has_answered_all_of_that(small: Function) -> None:
    small.invoke(ROUND[0])
    assert "Traceback" not in small.log
    assert small.log.count('"cold_starts":1') == 1


@pytest.mark.slow
def test_200_requests_leave_nothing_behind(parts: Parts, store: "S3Client") -> None:
    """Judged by the least of ten requests, since what one picture takes comes and goes.

    A second thread, started where the first was late, has an arena of its own: a step, once. A leak is there each time.
    """
    del store
    with running(parts, SETTINGS) as function:
        growths = [growth(function) for _ in range(3 if growth(function) > GROWTH else 0)]
    assert not growths or min(growths) < GROWTH


def growth(function: Function) -> float:
    """Return by what factor memory grows over 200 requests, of which the first 40 are for warming up."""
    memory = []
    for number in range(200):
        assert function.invoke(ROUND[number % len(ROUND)]).answer["statusCode"] in {200, 404}
        memory.append(function.memory())
    return min(memory[190:]) / min(memory[40:50])
