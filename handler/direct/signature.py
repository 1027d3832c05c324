"""Signature: AWS Signature Version 4 of a request without a query.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
"""

import hmac
from datetime import datetime
from hashlib import sha256

from handler.direct.account import Account
from handler.direct.wire import Request

ALGORITHM = "AWS4-HMAC-SHA256"


def signed(request: Request, account: Account, moment: datetime) -> Request:
    """Return the request with the headers that S3 asks for. moment: now, in UTC."""
    digest, stamp = sha256(request.body).hexdigest(), f"{moment:%Y%m%dT%H%M%SZ}"
    token = {"x-amz-security-token": account.token} if account.token else {}
    fixed = {"host": request.address.host, "x-amz-content-sha256": digest, "x-amz-date": stamp, **token}
    headers = {**request.headers, **fixed}
    names = ";".join(sorted(headers))
    lines = [f"{name}:{' '.join(headers[name].split())}" for name in sorted(headers)]
    canonical = "\n".join([request.method, request.address.path, "", *lines, "", names, digest])
    scope = (stamp[:8], account.region, "s3", "aws4_request")
    text = "\n".join([ALGORITHM, stamp, "/".join(scope), sha256(canonical.encode()).hexdigest()])
    key = f"AWS4{account.secret}".encode()
    for part in (*scope, text):
        key = hmac.digest(key, part.encode(), "sha256")
    said = f"Credential={account.key_id}/{'/'.join(scope)}, SignedHeaders={names}, Signature={key.hex()}"
    return request._replace(headers={**headers, "authorization": f"{ALGORITHM} {said}"})
