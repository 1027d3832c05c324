"""Group L, what is asked for again and again and cannot be had: S3 is asked once in ten seconds, nothing done twice."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from handler.core.limits import Limits
from handler.core.source import Stored
from handler.errors import NotFound
from handler.web import negative_cache
from tests.conftest import SAMPLES, Client
from tests.support.clocks import Clock
from tests.support.s3.counted_calls import counted

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

BUCKET = "negative"
DATA = (SAMPLES / "bee.jpg").read_bytes()
BAD = {"missing.jpg": 404, "corrupt.jpg": 422, "text.jpg": 415, "cold.jpg": 409}


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The time of refusals, which passes when the test says so."""
    clock = Clock()
    clock.drive(monkeypatch, negative_cache)
    return clock


@pytest.fixture(scope="module")
def bad(store: "S3Client") -> Iterator[str]:
    store.create_bucket(Bucket=BUCKET)
    store.put_object(Bucket=BUCKET, Key="corrupt.jpg", Body=DATA[: len(DATA) // 2])
    store.put_object(Bucket=BUCKET, Key="text.jpg", Body=b"hello, this is no picture")
    store.put_object(Bucket=BUCKET, Key="cold.jpg", Body=DATA, StorageClass="GLACIER")
    store.put_object(Bucket=BUCKET, Key="bee.jpg", Body=DATA)
    yield f"s3://{BUCKET}"
    for each in store.list_objects_v2(Bucket=BUCKET)["Contents"]:
        store.delete_object(Bucket=BUCKET, Key=each["Key"])
    store.delete_bucket(Bucket=BUCKET)


@pytest.mark.case("L07")
@pytest.mark.parametrize("key", BAD)
def test_what_cannot_be_had_costs_one_call_in_ten_seconds(
    client: Client, store: "S3Client", bad: str, key: str, clock: Clock
) -> None:
    app = client(source=bad, log=False)
    paths = [f"/images/{key}?w={number % 50 + 1}" for number in range(60)] + [f"/images/{key}"] * 10
    with counted(store) as calls:
        answers = [app.get(path) for path in paths]
    assert {answer.status_code for answer in answers} == {BAD[key]}
    assert len({answer.json()["detail"] for answer in answers}) == 1
    assert len(calls) == 1
    clock.forward(negative_cache.SECONDS)
    with counted(store) as calls:
        assert app.get(paths[0]).status_code == BAD[key]
    assert len(calls) == 1


@pytest.mark.case("L07")
def test_what_is_past_a_limit_is_refused_alike_and_less_is_not(client: Client, store: "S3Client", bad: str) -> None:
    app = client(source=bad, limits=Limits(area=3_000))
    with counted(store) as calls:
        answers = [app.get("/images/bee.jpg?w=100&h=100&fit=crop") for _ in range(20)]
    assert {(answer.status_code, answer.json()["limit"]) for answer in answers} == {(413, "area")}
    assert len(calls) == 1
    assert app.get("/images/bee.jpg?w=50&h=50&fit=crop").status_code == 200


@pytest.mark.case("L07")
def test_a_picture_that_arrives_is_seen_ten_seconds_later_at_most(
    client: Client, store: "S3Client", bad: str, clock: Clock
) -> None:
    app = client(source=bad)
    assert app.get("/images/late.jpg?w=9").status_code == 404
    store.put_object(Bucket=BUCKET, Key="late.jpg", Body=DATA)
    assert app.get("/images/late.jpg?w=9").status_code == 404
    clock.forward(negative_cache.SECONDS)
    assert app.get("/images/late.jpg?w=9").status_code == 200


@pytest.mark.case("L07")
def test_only_so_many_refusals_are_remembered() -> None:
    known = negative_cache.NegativeCache()
    for number in range(negative_cache.MOST + 100):
        with pytest.raises(NotFound), known.remembering(Stored(key=f"{number}")):
            raise NotFound("none")
    assert len(known.known) == negative_cache.MOST
    with known.remembering(Stored(key="0")):
        pass
    with pytest.raises(NotFound), known.remembering(Stored(key=f"{negative_cache.MOST}")):
        pytest.fail("it is remembered")
