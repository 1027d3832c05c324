"""Signature version 4: botocore, which signs for every service, is the judge."""

import hmac
from datetime import UTC, datetime

import pytest
from botocore import auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import ReadOnlyCredentials
from hypothesis import given
from hypothesis import strategies as st

from handler.storage.bucket_location import BucketLocation
from handler.storage.signature_v4 import Credentials, SignedRequest, key_of_day, signed_headers

NOW = datetime(2026, 11, 26, 21, 26, 32, tzinfo=UTC)
WHO = Credentials("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY")


def judged(request: SignedRequest, region: str, who: Credentials, patch: pytest.MonkeyPatch) -> dict[str, str]:
    """Return the headers with which botocore would send the request."""
    asked = AWSRequest(request.method, f"https://{request.headers['host']}{request.path}", headers=request.headers)
    patch.setattr(auth, "get_current_datetime", lambda: NOW.replace(tzinfo=None))
    known = ReadOnlyCredentials(who.access_key, who.secret_key, who.token or None)
    auth.S3SigV4Auth(known, "s3", region).add_auth(asked)
    return {name.lower(): value for name, value in asked.headers.items()}


@given(
    method=st.sampled_from(["GET", "HEAD"]),
    key=st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=40),
    token=st.sampled_from(["", "FwoGZXIvYXdzE//+="]),
    part=st.sampled_from(["", "bytes=0-63"]),
    etag=st.sampled_from(["", '"d41d8cd98f00b204e9800998ecf8427e"']),
)
def test_it_is_botocores(method: str, key: str, token: str, part: str, etag: str) -> None:
    path = BucketLocation("https://b.s3.eu-west-1.amazonaws.com", "/", "eu-west-1").path_of(key)
    more = {"range": part, "if-match": etag, "x-amz-checksum-mode": "ENABLED"}
    headers = {name: value for name, value in more.items() if value} | {"host": "b.s3.eu-west-1.amazonaws.com"}
    request = SignedRequest(method, path, headers)
    who = WHO._replace(token=token)
    with pytest.MonkeyPatch.context() as patch:
        expected = judged(request, "eu-west-1", who, patch)
    assert signed_headers(request, "eu-west-1", who, NOW) == expected


def test_the_key_of_a_day_is_made_once(monkeypatch: pytest.MonkeyPatch) -> None:
    key_of_day.cache_clear()
    request = SignedRequest("GET", "/a", {"host": "b"})
    made: list[None] = []
    digest = hmac.digest

    def noting(key: bytes, text: bytes, name: str) -> bytes:
        made.append(None)
        return digest(key, text, name)

    monkeypatch.setattr(hmac, "digest", noting)
    for _ in range(3):
        signed_headers(request, "eu-west-1", WHO, NOW)
    assert len(made) == 4 + 3
    signed_headers(request, "us-east-1", WHO, NOW)
    assert len(made) == 4 + 3 + 4 + 1
