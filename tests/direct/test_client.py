"""Direct: answers that the house takes for boto3's, and boto3 wherever in doubt."""

import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from threading import Thread
from typing import TYPE_CHECKING, Any

import pytest

from handler import errors
from handler.direct import Direct, Refused
from handler.direct.account import Account
from handler.direct.wire import _trust
from handler.results import LOST_RACE
from handler.sources import told

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client


def never() -> "S3Client":
    raise AssertionError("boto3 was asked")


@pytest.fixture
def near(store: "S3Client", s3_address: str) -> Account:
    """An account of moto's."""
    store.create_bucket(Bucket="near")
    return Account("test", "test", "", "us-east-1", s3_address)


def test_what_is_told_of_an_object_is_what_boto3_tells(near: Account, store: "S3Client") -> None:
    ours = Direct(near, never)
    said: dict[str, Any] = {
        "ContentType": "image/png",
        "CacheControl": "max-age=60",
        "Metadata": {"Made-By": "tintype"},
    }
    put = ours.put_object(Bucket="near", Key="a b/ü+%2F.png", Body=b"0123456789", **said)
    key: dict[str, Any] = {"Bucket": "near", "Key": "a b/ü+%2F.png"}
    ours_found = [ours.head_object(**key), ours.get_object(**key), ours.get_object(**key, Range="bytes=2-5")]
    theirs_found: list[Any] = [
        store.head_object(**key),
        store.get_object(**key),
        store.get_object(**key, Range="bytes=2-5"),
    ]
    assert put["ETag"] == theirs_found[0]["ETag"]
    bodies = [[found.pop("Body").read() for found in many[1:]] for many in (ours_found, theirs_found)]
    assert bodies == [[b"0123456789", b"2345"]] * 2
    for mine, other in zip(ours_found, theirs_found, strict=True):
        beyond = {name for name in other if name == "ResponseMetadata" or "Checksum" in name or "Encryption" in name}
        assert mine == {name: value for name, value in other.items() if name not in beyond}


def test_a_missing_key_and_a_lost_race_are_answers(near: Account) -> None:
    ours = Direct(near, never)
    for ask in (ours.head_object, ours.get_object):
        with pytest.raises(errors.NotFound), told():
            ask(Bucket="near", Key="none.jpg")
    ours.put_object(Bucket="near", Key="race", Body=b"1", IfNoneMatch="*")
    with pytest.raises(Refused) as caught:
        ours.put_object(Bucket="near", Key="race", Body=b"2", IfNoneMatch="*")
    assert caught.value.response["Error"]["Code"] in LOST_RACE


def test_a_missing_bucket_is_no_missing_picture(near: Account, store: "S3Client") -> None:
    with pytest.raises(errors.SourceUnusable), told():
        Direct(near, lambda: store).get_object(Bucket="nowhere", Key="a.jpg")


def test_what_is_not_known_here_is_left_to_boto3(near: Account, store: "S3Client") -> None:
    store.put_object(Bucket="near", Key="a", Body=b"1")
    ours = Direct(near, lambda: store)
    assert ours.get_object(Bucket="near", Key="a", ResponseContentType="x/y")["ContentType"] == "x/y"
    assert ours.put_object(Bucket="near", Key="s", Body=b"", StorageClass="STANDARD_IA")["ETag"]
    assert [found["Key"] for found in ours.list_objects_v2(Bucket="near", Prefix="a")["Contents"]] == [
        "a",
        "a b/ü+%2F.png",
    ]
    assert ours.get_object(Bucket="near", Key="a")["Body"].read() == b"1"
    with pytest.raises(Exception, match="ASCII"):
        ours.put_object(Bucket="near", Key="b", Body=b"", Metadata={"a": "ü"})


@contextmanager
def answering(*answers: bytes, each: int = 1) -> Iterator[str]:
    """Give the address of a server that gives the next answer, whatever is asked, `each` of them on a connection."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            left = list(answers)
            while left:
                connection, _ = server.accept()
                with connection:
                    for _ in range(each):
                        connection.recv(65_536)
                        connection.sendall(left.pop(0))

        thread = Thread(target=serve, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}"
        thread.join(5)


def told_as(status: str, body: bytes = b"", length: int | None = None) -> bytes:
    return f"HTTP/1.1 {status}\r\nContent-Length: {len(body) if length is None else length}\r\n\r\n".encode() + body


DOUBTS = {
    "elsewhere": told_as("301 Moved Permanently", b"<Code>PermanentRedirect</Code>"),
    "refused": told_as("403 Forbidden", b"<Code>SignatureDoesNotMatch</Code>"),
    "busy": told_as("503 Slow Down", b"<Code>SlowDown</Code>"),
    "no HTTP": b"?\r\n",
    "silence": b"",
    "half an error": told_as("500 Internal Server Error", b"<Code>", length=100),
}


@pytest.mark.parametrize("answer", DOUBTS.values(), ids=DOUBTS)
def test_in_doubt_boto3_is_asked(near: Account, store: "S3Client", answer: bytes) -> None:
    store.put_object(Bucket="near", Key="a", Body=b"1")
    with answering(answer) as address, closing(Direct(near._replace(endpoint=address), lambda: store)) as ours:
        assert ours.get_object(Bucket="near", Key="a")["Body"].read() == b"1"


def test_a_bucket_that_refused_once_is_boto3s_for_good_and_a_busy_one_is_not(near: Account, store: "S3Client") -> None:
    store.put_object(Bucket="near", Key="a", Body=b"1")
    answers = (DOUBTS["busy"], told_as("200 OK", b"2"), DOUBTS["refused"])
    with answering(*answers) as address, closing(Direct(near._replace(endpoint=address), lambda: store)) as ours:
        assert [ours.get_object(Bucket="near", Key="a")["Body"].read() for _ in range(4)] == [b"1", b"2", b"1", b"1"]


@pytest.mark.parametrize("each", [1, 2, 4])
def test_a_connection_is_used_again_and_replaced_where_it_was_closed_meanwhile(near: Account, each: int) -> None:
    answers = [told_as("200 OK", b"1")] * 4
    with answering(*answers, each=each) as address, closing(Direct(near._replace(endpoint=address), never)) as ours:
        assert [ours.get_object(Bucket="near", Key="a")["Body"].read() for _ in range(4)] == [b"1"] * 4


@pytest.mark.parametrize("size", [None, 4])
def test_a_picture_that_breaks_off_is_never_taken_for_whole(near: Account, size: int | None) -> None:
    broken = told_as("200 OK", b"12345678", length=100)
    with answering(broken) as address, closing(Direct(near._replace(endpoint=address), never)) as ours:
        body = ours.get_object(Bucket="near", Key="a")["Body"]
        with pytest.raises(errors.SourceUnusable, match="broke off"), told():
            b"".join(iter(lambda: body.read(size), b""))


def test_what_is_not_read_to_its_end_is_closed(near: Account) -> None:
    long = told_as("200 OK", b"1" * 1000, length=2000)
    with answering(long, told_as("200 OK", b"2")) as address:
        ours = Direct(near._replace(endpoint=address), never)
        body = ours.get_object(Bucket="near", Key="a")["Body"]
        assert body.read(10) == b"1" * 10
        body.close()
        assert not any(ours.wire.idle.values())
        assert ours.get_object(Bucket="near", Key="a")["Body"].read() == b"2"
        ours.close()
        assert not ours.wire.idle


def test_threads_may_share_it(near: Account, store: "S3Client") -> None:
    for number in range(8):
        store.put_object(Bucket="near", Key=str(number), Body=str(number).encode() * 100_000)
    with closing(Direct(near, never)) as ours, ThreadPoolExecutor(4) as pool:
        bodies = list(pool.map(lambda n: ours.get_object(Bucket="near", Key=str(n % 8))["Body"].read(), range(32)))
    assert bodies == [str(number % 8).encode() * 100_000 for number in range(32)]


def test_certificates_are_checked_against_those_of_boto3() -> None:
    trust = _trust()
    assert trust.check_hostname
    assert len(trust.get_ca_certs()) > 50
