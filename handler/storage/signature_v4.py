"""Signature version 4: the headers that prove to S3 who asks, for requests without a body.

1. A path is signed as it is sent: S3, unlike other services, encodes nothing a second time.
2. The key of a day is made once: it depends on secret, day and region alone. What is left for a request is one hash of
   the request, and one HMAC.

Source: https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
"""

import hmac
from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from hashlib import sha256
from typing import NamedTuple

ALGORITHM = "AWS4-HMAC-SHA256"
SERVICE = "s3"
TERMINATOR = "aws4_request"
NO_BODY = sha256(b"").hexdigest()


class Credentials(NamedTuple):
    """Who asks. token: of temporary credentials, empty for others."""

    access_key: str
    secret_key: str
    token: str = ""


class SignedRequest(NamedTuple):
    """What is signed of a request. path: as it is sent. headers: by lower-case name, Host among them."""

    method: str
    path: str
    headers: Mapping[str, str]


def signed_headers(request: SignedRequest, region: str, who: Credentials, now: datetime) -> dict[str, str]:
    """Return the headers of a request with those that sign it. now: in UTC."""
    moment = f"{now:%Y%m%dT%H%M%SZ}"
    headers = {**request.headers, "x-amz-content-sha256": NO_BODY, "x-amz-date": moment}
    if who.token:
        headers["x-amz-security-token"] = who.token
    named = sorted(headers.items())
    names = ";".join(name for name, _ in named)
    lines = "".join(f"{name}:{value}\n" for name, value in named)
    canonical = f"{request.method}\n{request.path}\n\n{lines}\n{names}\n{NO_BODY}"
    scope = f"{moment[:8]}/{region}/{SERVICE}/{TERMINATOR}"
    text = f"{ALGORITHM}\n{moment}\n{scope}\n{sha256(canonical.encode()).hexdigest()}"
    signature = hmac.digest(key_of_day(who.secret_key, moment[:8], region), text.encode(), "sha256").hex()
    headers["authorization"] = (
        f"{ALGORITHM} Credential={who.access_key}/{scope}, SignedHeaders={names}, Signature={signature}"
    )
    return headers


@lru_cache(maxsize=16)
def key_of_day(secret_key: str, day: str, region: str) -> bytes:
    """Return the key that signs what is asked of S3 in a region on a day, as 20261126."""
    key = f"AWS4{secret_key}".encode()
    for part in (day, region, SERVICE, TERMINATOR):
        key = hmac.digest(key, part.encode(), "sha256")
    return key
