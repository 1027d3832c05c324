"""Group H: pictures that change while they are read, a store that is down, results that cannot be kept or believed."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

import pytest

from handler.storage import circuit_breaker, result_store
from handler.storage import s3_client as connections
from handler.storage.circuit_breaker import SHUT_SECONDS
from handler.storage.result_store import WRITE_SECONDS
from handler.storage.s3_client import CONNECT_SECONDS, READ_SECONDS
from tests.conftest import SAMPLES, write_within
from tests.support.clocks import Clock
from tests.support.faults.site import BUCKET, KEY, PATH, Site, put

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

OTHER = (SAMPLES / "dandelion.jpg").read_bytes()


@pytest.fixture
def quick(quick: Site) -> Iterator[Site]:
    """The site, which has its picture again afterwards."""
    yield quick
    put(quick.behind)


@pytest.fixture
def bucket(quick: Site) -> str:
    """Make a bucket for results, another for each test: a write may come late."""
    name = f"kept-{uuid4()}"
    quick.behind.create_bucket(Bucket=name)
    return name


@pytest.fixture
def keeping(quick: Site, bucket: str) -> Site:
    return quick.fresh(results=f"s3://{bucket}")


def keys(behind: "S3Client", bucket: str) -> list[str]:
    return [found["Key"] for found in behind.list_objects_v2(Bucket=bucket).get("Contents", [])]


@pytest.mark.case("H14")
def test_a_picture_replaced_after_its_head_has_the_tag_of_its_bytes(quick: Site) -> None:
    old = quick.ask()
    put(quick.behind, body=OTHER)
    new = quick.fresh().ask()
    put(quick.behind)
    quick.proxy.clear()
    quick.proxy.inject("passed", 1, "HEAD ", then=lambda: put(quick.behind, body=OTHER))
    asked = quick.ask(if_none_match='"another"')
    assert (asked.status, asked.answer.content) == (200, new.answer.content)
    assert asked.answer.headers["etag"] == new.answer.headers["etag"] != old.answer.headers["etag"]
    assert [call.partition(" ")[0] for call in quick.proxy.calls] == ["HEAD", "GET", "HEAD", "GET"]


@pytest.mark.case("H14")
def test_a_condition_holds_for_the_bytes_and_not_for_those_before(quick: Site) -> None:
    """If-Match was true of what lay there at the HEAD, and is not of what is answered."""
    tag = quick.ask().answer.headers["etag"]
    quick.proxy.inject("passed", 1, "HEAD ", then=lambda: put(quick.behind, body=OTHER))
    assert quick.ask(if_match=tag).status == 412


@pytest.mark.case("H14")
def test_an_original_replaced_between_its_parts_is_read_anew(quick: Site) -> None:
    quick.proxy.inject("passed", 1, "GET ", then=lambda: put(quick.behind, body=OTHER))
    assert quick.ask(f"/images/{KEY}").answer.content == OTHER


@pytest.mark.case("H14")
def test_what_keeps_changing_is_503(quick: Site) -> None:
    turn = iter(range(100))
    quick.proxy.inject("passed", match="HEAD ", then=lambda: put(quick.behind, body=OTHER + bytes(next(turn))))
    asked = quick.ask(if_none_match='"another"')
    assert (asked.status, asked.answer.headers["retry-after"]) == (503, "2")


@pytest.mark.case("H14")
def test_a_picture_replaced_while_it_is_read_is_read_anew(quick: Site) -> None:
    put(quick.behind, body=OTHER)
    new = quick.fresh().ask()
    put(quick.behind)
    quick.proxy.inject("truncated", 1, then=lambda: put(quick.behind, body=OTHER))
    asked = quick.ask()
    assert asked.answer.content == new.answer.content
    assert asked.answer.headers["etag"] == new.answer.headers["etag"]


@pytest.mark.case("H15")
@pytest.mark.parametrize("path", [PATH, f"/images/{KEY}"])
def test_a_picture_deleted_after_its_head_is_not_found(quick: Site, path: str) -> None:
    gone = lambda: quick.behind.delete_object(Bucket=BUCKET, Key=KEY)  # noqa: E731
    quick.proxy.inject("passed", 1, "HEAD ", then=gone)
    assert quick.ask(path, if_none_match='"another"').status == 404


@pytest.mark.case("H16")
@pytest.mark.parametrize("kind", ["refused", "silent"])
def test_while_s3_is_down_the_answer_is_503_at_once_and_soon_after_it_is_back(
    quick: Site, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At once: nobody asks S3, but for the one that looks each second whether it is back."""
    clock = Clock()
    clock.drive(monkeypatch, circuit_breaker)
    if kind == "refused":
        quick.proxy.down()
    else:
        quick.proxy.inject("stall_head", match="")
    first = [quick.ask() for _ in range(4)]
    assert {asked.status for asked in first} <= {503, 504}
    quick.proxy.calls.clear()
    with ThreadPoolExecutor(20) as pool:
        many = list(pool.map(lambda _: quick.ask(), range(60)))
        assert all(asked.answer.json()["detail"].endswith("for a while") for asked in many)
        assert all(asked.answer.headers["retry-after"] for asked in many)
        assert quick.proxy.calls == []
        clock.forward(SHUT_SECONDS)
        many = list(pool.map(lambda _: quick.ask(), range(60)))
    shut = [asked for asked in many if asked.answer.json()["detail"].endswith("for a while")]
    assert len(shut) >= 59
    assert len(quick.proxy.calls) == (kind == "silent"), "one at a time looks whether it is back"
    if kind == "refused":
        quick.proxy.up()
    else:
        quick.proxy.clear()
    assert quick.ask().status == 503
    clock.forward(SHUT_SECONDS)
    assert [quick.ask().status for _ in range(5)] == [200] * 5


@pytest.mark.case("H16")
def test_a_refusal_is_an_answer_and_shuts_nothing(quick: Site) -> None:
    quick.proxy.inject("403 AccessDenied")
    for number in range(10):
        assert quick.ask(f"/images/none{number}.jpg?w=9").status == 404
    assert connections.circuit.failures == 0


WRITES = [
    *(
        "403 AccessDenied",
        "503 SlowDown",
        "500 InternalError",
        "stall_head",
        "reset_head",
        "html503",
        "404 NoSuchBucket",
    )
]


@pytest.mark.case("H17")
@pytest.mark.parametrize("mode", WRITES)
def test_a_result_that_cannot_be_kept_costs_a_fifth_of_a_second_and_no_picture(
    keeping: Site, mode: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where S3 says nothing, the answer is there before it does."""
    write_within(monkeypatch, WRITE_SECONDS)
    keeping.proxy.inject(mode, match="PUT ")
    capsys.readouterr()
    asked = keeping.ask()
    assert (asked.status, asked.answer.content) == (200, keeping.right), asked.answer.text
    assert not keeping.proxy.over.is_set()
    assert WRITE_SECONDS <= 0.2
    assert '"unkept":1' in capsys.readouterr().out


@pytest.mark.case("H17")
@pytest.mark.parametrize("mode", ["500 InternalError", "403 AccessDenied", "stall_head", "truncated", "drip", "flip"])
def test_a_result_that_cannot_be_read_is_made_again(keeping: Site, bucket: str, mode: str) -> None:
    keeping.ask()
    assert len(keys(keeping.behind, bucket)) == 1
    keeping.proxy.inject(mode, match=f"GET /{bucket}")
    asked = keeping.ask()
    assert (asked.status, asked.answer.content) == (200, keeping.right)
    assert sum(call.startswith(f"GET /{bucket}") for call in keeping.proxy.calls) == 2, "each was tried once"


@pytest.mark.case("H17")
def test_writes_that_do_not_end_hold_only_so_many_results(
    keeping: Site, bucket: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(result_store, "MOST_WAITING", 3)
    keeping.proxy.inject("stall_head", match="PUT ")
    kept = result_store.ResultStore(f"s3://{bucket}")
    result = result_store.StoredResult(b"x", "png")
    write_within(monkeypatch, WRITE_SECONDS)
    assert [kept.keep(f"a/{number}", result, "") for number in range(3)] == [False] * 3
    write_within(monkeypatch, 1e6)
    assert [kept.keep(f"a/{number}", result, "") for number in range(3, 9)] == [False] * 6, "nobody waits"
    keeping.proxy.clear()
    kept.writers.shutdown(wait=True)


@pytest.mark.case("H18")
def test_of_two_writers_the_second_changes_nothing(keeping: Site, bucket: str) -> None:
    """Another instance writes the same result between our look and our write."""
    other = keeping.fresh(results=f"s3://{bucket}")
    first = threading.Event()

    def overtake() -> None:
        if not first.is_set():
            first.set()
            other.ask()

    keeping.proxy.inject("passed", 1, f"GET /{bucket}", then=overtake)
    asked = keeping.ask()
    assert (asked.status, asked.answer.content) == (200, keeping.right)
    assert sum(call.startswith("PUT ") for call in keeping.proxy.calls) == 2
    (key,) = keys(keeping.behind, bucket)
    versions = keeping.behind.list_object_versions(Bucket=bucket)["Versions"]
    assert len(versions) == 1
    assert keeping.behind.get_object(Bucket=bucket, Key=key)["Body"].read() == keeping.right


@pytest.mark.case("H20")
def test_a_link_to_a_big_result_is_short_lived_and_in_no_log(
    keeping: Site, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    from tests.support.aws.narrow_front import narrow

    small = keeping._replace(app=narrow(keeping.app, 1000))
    for _ in ("fresh", "kept"):
        asked = small.ask()
        assert (asked.status, asked.answer.headers["cache-control"]) == (303, "no-store")
        signed = parse_qs(urlsplit(asked.answer.headers["location"]).query)
        assert int(signed["X-Amz-Expires"][0]) <= 60
        printed = capsys.readouterr()
        assert not [text for text in (printed.out, printed.err, caplog.text) if "X-Amz-Signature" in text]


def test_the_circuit_is_shut_for_less_than_it_may_take_to_recover() -> None:
    assert SHUT_SECONDS + CONNECT_SECONDS + READ_SECONDS < 5
