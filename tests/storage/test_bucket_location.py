"""Bucket location: it is where botocore itself would send a request, and signed for the same region."""

from io import BytesIO
from typing import Any

import pytest
from botocore.awsrequest import AWSResponse
from botocore.compat import HTTPHeaders
from botocore.config import Config
from botocore.loaders import Loader
from botocore.session import Session
from urllib3 import HTTPResponse

from handler.storage.bucket_location import PLACEHOLDER, BucketLocation, answer_locations, location

PLAIN = {"AWS_ACCESS_KEY_ID": "key", "AWS_SECRET_ACCESS_KEY": "secret", "AWS_DEFAULT_REGION": "eu-west-1"}
ENVIRONMENTS: dict[str, dict[str, str]] = {
    "plain": {},
    "a token": {"AWS_SESSION_TOKEN": "token"},
    "another region": {"AWS_DEFAULT_REGION": "us-east-1"},
    "china": {"AWS_DEFAULT_REGION": "cn-north-1"},
    "an endpoint": {"AWS_ENDPOINT_URL_S3": "http://127.0.0.1:9000"},
    "an endpoint with a path": {"AWS_ENDPOINT_URL": "https://store.example:443/s3"},
    "fips": {"AWS_USE_FIPS_ENDPOINT": "true", "AWS_DEFAULT_REGION": "us-east-1"},
    "dual stack": {"AWS_USE_DUALSTACK_ENDPOINT": "true"},
    "odd keys": {"AWS_ACCESS_KEY_ID": "a/b"},
}
BUCKETS = ("pictures", "pictures.example.com", "Pictures_Of_2009", "my-point-abc123-s3alias")
LOADER = Loader()
"""Reads botocore's models once for all tests."""

KEY = "a b/ü+%~(1).jpg"


@pytest.fixture
def client(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Any:
    for name in ("AWS_ENDPOINT_URL_S3", "HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"):
        monkeypatch.delenv(name, raising=False)
    for name, value in (PLAIN | ENVIRONMENTS[getattr(request, "param", "plain")]).items():
        monkeypatch.setenv(name, value)
    return made("s3v4")


def made(signature: str) -> Any:
    session = Session()
    session.register_component("data_loader", LOADER)
    client: Any = session.create_client("s3", config=Config(signature_version=signature))
    answer_locations(client)
    return client


@pytest.mark.parametrize("client", ENVIRONMENTS, indirect=True)
def test_it_is_where_botocore_asks(client: Any) -> None:
    sent: list[Any] = []

    def send(request: Any, **_: object) -> AWSResponse | None:
        if request.url.endswith(PLACEHOLDER):
            return None
        sent.append(request)
        return AWSResponse(request.url, 200, HTTPHeaders(), HTTPResponse(BytesIO(), preload_content=False))

    client.meta.events.register("before-send.s3", send)
    for bucket in BUCKETS:
        client.head_object(Bucket=bucket, Key=KEY)
        found = location(bucket, client)
        assert found
        assert found.origin + found.path_of(KEY) == sent[-1].url
        assert f"/{found.region}/s3/aws4_request, " in sent[-1].headers["Authorization"].decode()


def test_it_is_learned_without_a_call(client: Any) -> None:
    expected = BucketLocation("https://pictures.s3.eu-west-1.amazonaws.com", "/", "eu-west-1")
    assert location("pictures", client) == expected


def test_what_signs_in_another_way_is_left_to_botocore(client: Any) -> None:
    assert location("pictures--euw1-az1--x-s3", client) is None
    assert location("pictures", made("s3")) is None


def test_what_lies_behind_a_proxy_is_left_to_botocore(client: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:3128")
    assert location("pictures", client) is None
    monkeypatch.setenv("NO_PROXY", "amazonaws.com")
    assert location("pictures", client) is not None


def test_the_host_is_told_without_the_port_of_its_scheme() -> None:
    assert BucketLocation("https://store.example:443", "/s3/b/", "r").host == "store.example"
    assert BucketLocation("http://store.example:80", "/b/", "r").host == "store.example"
    assert BucketLocation("http://[::1]:9000", "/b/", "r").host == "[::1]:9000"
