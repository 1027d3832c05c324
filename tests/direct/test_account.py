"""Whose requests they are, where they go, how they are signed: as boto3 would, or not at all."""

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast
from unittest import mock

import boto3
import pytest
from botocore.auth import S3SigV4Auth
from botocore.awsrequest import AWSRequest, AWSResponse
from botocore.compat import HTTPHeaders
from botocore.config import Config
from botocore.credentials import Credentials
from hypothesis import given
from hypothesis import strategies as st
from urllib3 import HTTPResponse

from handler.direct import Direct, client
from handler.direct.account import Account, account
from handler.direct.signature import signed
from handler.direct.wire import Request

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

LAMBDA = {
    "AWS_LAMBDA_FUNCTION_NAME": "images",
    "AWS_EXECUTION_ENV": "AWS_Lambda_python3.13",
    "AWS_REGION": "eu-central-1",
    "AWS_DEFAULT_REGION": "eu-central-1",
    "AWS_ACCESS_KEY_ID": "ASIAEXAMPLE",
    "AWS_SECRET_ACCESS_KEY": "wJalrXUtnFEMI/K7MDENG",
    "AWS_SESSION_TOKEN": "IQoJb3JpZ2lu",
    "AWS_ENDPOINT_URL_S3": "",
    "AWS_XRAY_CONTEXT_MISSING": "LOG_ERROR",
    "HOME": "/nowhere",
}
KEY = "a b/ü+%.jpg"
NOW = datetime(2026, 11, 22, 16, 0, 7, tzinfo=UTC)
VALUES = st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=30)


def never() -> "S3Client":
    raise AssertionError("boto3 was asked")


@given(
    key=st.text(min_size=1, max_size=60),
    headers=st.dictionaries(st.sampled_from(["range", "if-match", "cache-control", "x-amz-meta-a"]), VALUES),
    body=st.binary(max_size=50),
    token=st.sampled_from(["", "IQoJb3JpZ2lu"]),
    method=st.sampled_from(["GET", "HEAD", "PUT"]),
)
def test_the_signature_is_botocores(key: str, headers: dict[str, str], body: bytes, token: str, method: str) -> None:
    ours = Account("AKID", "secret", token, "eu-west-1", "")
    address = ours.address("pictures", key.encode("utf-8", "ignore").decode())
    assert address
    request = signed(Request(method, address, headers, body), ours, NOW)
    theirs = AWSRequest(method, f"https://{address.host}{address.path}", headers, body)
    with mock.patch("botocore.auth.get_current_datetime", return_value=NOW):
        S3SigV4Auth(Credentials("AKID", "secret", token or None), "s3", "eu-west-1").add_auth(theirs)
    assert request.headers["authorization"] == theirs.headers["Authorization"]
    assert request.headers["x-amz-content-sha256"] == theirs.headers["X-Amz-Content-SHA256"]


def asked_by_boto3(session: boto3.Session, region: str, bucket: str) -> str:
    """Return the address that boto3 sends a request to, which is kept from leaving."""
    config = Config(signature_version="s3v4", s3={"us_east_1_regional_endpoint": "regional"})
    theirs = session.client("s3", region_name=region, config=config)
    sent = []

    def before_send(request: Any, **_: object) -> Any:
        sent.append(request.url)
        return AWSResponse(request.url, 200, HTTPHeaders(), HTTPResponse(BytesIO()))

    theirs.meta.events.register("before-send.s3", before_send)
    theirs.head_object(Bucket=bucket, Key=KEY)
    return str(sent[0])


def test_an_address_is_botocores_in_every_region_or_nobodys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AWS_ENDPOINT_URL_S3", raising=False)
    session = boto3.Session("AKID", "secret")
    known = {}
    for partition in session.get_available_partitions():
        for region in session.get_available_regions("s3", partition_name=partition):
            ours = account({**LAMBDA, "AWS_REGION": region})
            if ours:
                known[region] = partition
                assert url(ours, "pictures") == asked_by_boto3(session, region, "pictures")
    assert set(known.values()) == {"aws", "aws-us-gov"}
    assert len(known) > 30


@pytest.mark.parametrize("bucket", ["pictures", "a1-b2", "x" * 63, "123"])
def test_a_bucket_with_a_host_name_is_asked_there(bucket: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AWS_ENDPOINT_URL_S3", raising=False)
    ours = account(LAMBDA)
    assert ours
    assert url(ours, bucket) == asked_by_boto3(boto3.Session("AKID", "secret"), ours.region, bucket)


@pytest.mark.parametrize(
    "bucket", ["with.dots", "bucket--use1-az4--x-s3", "Old_Name", "ab", "a" * 64, "-a-", "arn:aws:s3"]
)
def test_any_other_bucket_is_boto3s(bucket: str) -> None:
    ours = account(LAMBDA)
    assert ours
    assert url(ours, bucket) is None


def url(ours: Account, bucket: str) -> str | None:
    address = ours.address(bucket, KEY)
    return address and f"{'https' if address.secure else 'http'}://{address.host}{address.path}"


@pytest.mark.parametrize(
    "more",
    [
        {"AWS_LAMBDA_FUNCTION_NAME": ""},
        {"AWS_LAMBDA_INITIALIZATION_TYPE": "snap-start"},
        {"AWS_ACCESS_KEY_ID": ""},
        {"AWS_REGION": ""},
        {"AWS_REGION": "cn-north-1"},
        {"AWS_PROFILE": "x"},
        {"AWS_USE_FIPS_ENDPOINT": "true"},
        {"AWS_ENDPOINT_URL": "http://127.0.0.1:1"},
        {"AWS_ENDPOINT_URL_S3": "http://minio:9000"},
        {"AWS_ENDPOINT_URL_S3": "http://127.0.0.1:1/path"},
        {"AWS_CONTAINER_CREDENTIALS_FULL_URI": "http://169.254.170.23/v1"},
        {"AWS_CA_BUNDLE": "x.pem"},
        {"HTTPS_PROXY": "http://proxy"},
        {"https_proxy": "http://proxy"},
        {"REQUESTS_CA_BUNDLE": "x.pem"},
    ],
)
def test_where_more_has_a_say_than_lambda_boto3_does_it_all(more: dict[str, str]) -> None:
    real = cast("S3Client", object())
    assert isinstance(client(LAMBDA, never), Direct)
    assert client({**LAMBDA, **more}, lambda: real) is real


def test_a_file_of_settings_has_a_say(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    assert account(LAMBDA)
    (tmp_path / ".aws").mkdir()
    assert account(LAMBDA) is None
