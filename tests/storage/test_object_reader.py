"""Object reader: what it finds is what botocore would have found, and where it cannot go on botocore does."""

from collections.abc import Iterator
from datetime import UTC
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from handler.errors import SourceUnusable
from handler.storage import object_reader, s3_client
from handler.storage.bucket import Bucket
from handler.storage.bucket_location import BucketLocation, location
from handler.storage.object_reader import TEXTS, ObjectReader, RefusedRead
from handler.storage.s3_client import hasty, reader
from tests.support.faults.site import BUCKET, KEY, Site
from tests.support.s3.counted_calls import counted, reading
from tests.support.s3.tls_server import SecureServer, secure_server

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

BUNDLES = ("AWS_CA_BUNDLE", "REQUESTS_CA_BUNDLE")
MEMBERS = {*TEXTS, "ContentLength", "LastModified", "Metadata"}


@pytest.fixture
def bucket(store: "S3Client") -> str:
    """A bucket with an object that has all that can be known of one."""
    store.create_bucket(Bucket="read")
    facts: dict[str, Any] = {
        "ContentType": "image/png",
        "CacheControl": "max-age=9",
        "ContentEncoding": "gzip",  # which is not for us to undo
        "Metadata": {"Made-By": "tintype", "format": "png"},
        "ChecksumAlgorithm": "CRC32",
        "ServerSideEncryption": "AES256",
    }
    store.put_object(Bucket="read", Key="a b/ü+%~(1).png", Body=b"0123456789", **facts)
    return "read"


@pytest.mark.parametrize("asked", [{}, {"Range": "bytes=2-4"}])
def test_it_finds_what_botocore_finds(bucket: str, asked: dict[str, str]) -> None:
    named: Any = {"Bucket": bucket, "Key": "a b/ü+%~(1).png", **asked}
    ours, theirs = reader().get_object(**named), hasty().get_object(**named)
    assert ours["Body"].read() == theirs["Body"].read() == (b"234" if asked else b"0123456789")
    expected = {name: value for name, value in theirs.items() if name in MEMBERS}
    assert {name: value for name, value in ours.items() if name != "Body"} == expected
    assert ours["LastModified"].tzinfo is UTC
    assert {"ETag", "ContentLength", "ContentRange" if asked else "ChecksumCRC32", "Metadata"} <= expected.keys()


def test_of_a_head_it_finds_the_same(bucket: str) -> None:
    named: Any = {"Bucket": bucket, "Key": "a b/ü+%~(1).png"}
    theirs = hasty().head_object(**named)
    assert reader().head_object(**named) == {name: value for name, value in theirs.items() if name in MEMBERS}


@pytest.mark.parametrize(
    ("named", "code", "status"),
    [
        ({"Key": "nothing"}, "NoSuchKey", 404),
        ({"Key": "a b/ü+%~(1).png", "IfMatch": '"another"'}, "PreconditionFailed", 412),
        ({"Key": "a b/ü+%~(1).png", "Range": "bytes=99-"}, "InvalidRange", 416),
    ],
)
def test_what_s3_refuses_is_told_in_its_words(bucket: str, named: dict[str, str], code: str, status: int) -> None:
    with pytest.raises(RefusedRead) as caught:
        reader().get_object(Bucket=bucket, **named)
    assert caught.value.response == {"Error": {"Code": code}, "ResponseMetadata": {"HTTPStatusCode": status}}


def test_without_a_body_the_number_is_the_code(bucket: str) -> None:
    with pytest.raises(RefusedRead) as caught:
        reader().head_object(Bucket=bucket, Key="nothing")
    assert caught.value.response["Error"]["Code"] == "404"
    assert caught.value.operation_name == "HeadObject"


def test_a_redirect_is_left_to_botocore_and_what_it_learned_is_kept(quick: Site) -> None:
    known = reader()
    known.head_object(Bucket=BUCKET, Key=KEY)
    before = known.locations.pop(BUCKET)
    quick.proxy.inject("301 PermanentRedirect", 1)
    with counted(quick.behind) as calls:
        found = known.get_object(Bucket=BUCKET, Key=KEY)
        known.head_object(Bucket=BUCKET, Key=KEY)
    assert found["Body"].read()
    assert calls == ["GetObject", "GetObject", "HeadObject"]
    assert known.locations[BUCKET] == before


def test_where_the_signature_is_another_botocore_makes_every_call(bucket: str, monkeypatch: pytest.MonkeyPatch) -> None:
    known = reader()
    monkeypatch.setitem(known.locations, bucket, None)
    with reading(lambda _: pytest.fail("the reader sent a request")):
        assert known.get_object(Bucket=bucket, Key="a b/ü+%~(1).png")["Body"].read() == b"0123456789"
        assert known.head_object(Bucket=bucket, Key="a b/ü+%~(1).png")["ContentLength"] == 10


def test_a_bucket_is_located_once(bucket: str, monkeypatch: pytest.MonkeyPatch) -> None:
    known = reader()
    known.locations.pop(bucket, None)
    asked: list[str] = []

    def noting(name: str, client: "S3Client") -> BucketLocation | None:
        asked.append(name)
        return location(name, client)

    monkeypatch.setattr(object_reader, "location", noting)
    for _ in range(3):
        known.head_object(Bucket=bucket, Key="a b/ü+%~(1).png")
    assert asked == [bucket]


def test_headers_that_say_nothing_are_left_out(bucket: str, monkeypatch: pytest.MonkeyPatch) -> None:
    send = ObjectReader.send

    def odd(*given: Any) -> Any:
        answer = send(*given)
        answer.headers["content-length"] = "many"
        answer.headers["last-modified"] = "some day"
        return answer

    monkeypatch.setattr(ObjectReader, "send", odd)
    found = reader().head_object(Bucket=bucket, Key="a b/ü+%~(1).png")
    assert not {"ContentLength", "LastModified"} & found.keys()
    assert "ETag" in found


@pytest.fixture
def secure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SecureServer]:
    """An S3 behind TLS, which clients ask that are made from here on."""
    known = dict(s3_client._clients)
    with secure_server(tmp_path) as server, monkeypatch.context() as patch:
        patch.setenv("AWS_ENDPOINT_URL_S3", server.address)
        for name in BUNDLES:
            patch.delenv(name, raising=False)
        s3_client.forget()
        yield server
        s3_client.forget()
    s3_client._clients.update(known)


@pytest.mark.parametrize("name", BUNDLES)
def test_over_tls_a_connection_is_used_again(
    bucket: str, secure: SecureServer, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, str(secure.authority))
    for _ in range(3):
        assert reader().head_object(Bucket=bucket, Key="a")["ContentLength"] == 3
    assert len(secure.connections) == 1
    s3_client.close_connections()
    reader().head_object(Bucket=bucket, Key="a")
    assert len(secure.connections) == 2


def test_who_has_no_certificate_of_a_known_authority_is_not_asked(bucket: str, secure: SecureServer) -> None:
    with pytest.raises(SourceUnusable):
        Bucket(bucket).head("a")
    assert secure.connections == []
