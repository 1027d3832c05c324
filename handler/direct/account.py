"""Account: the keys, region and addresses that the environment gives, where it alone has a say."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote, urlsplit

from handler.direct.wire import Address

HERE = "AWS_LAMBDA_FUNCTION_NAME"
SNAPSHOT = "AWS_LAMBDA_INITIALIZATION_TYPE"
KEYS = {"AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"}
PLACES = {"AWS_REGION", "AWS_DEFAULT_REGION", "AWS_ENDPOINT_URL_S3"}
HARMLESS = KEYS | PLACES | {"AWS_EXECUTION_ENV"}
HARMLESS_PREFIXES = ("AWS_LAMBDA_", "AWS_XRAY_")
PROXIES = {"http_proxy", "https_proxy", "all_proxy"}
BUNDLES = {"requests_ca_bundle", "curl_ca_bundle"}

REGION = re.compile(r"(af|ap|ca|eu|il|me|mx|sa|us|us-gov)-[a-z]+-[0-9]")
"""Regions whose S3 is under amazonaws.com; those of China, of the secret clouds and of times to come are boto3's."""

BUCKET = re.compile(r"[a-z0-9](-?[a-z0-9]){2,62}")
"""Bucket names that are host names. A dot fits no certificate; two hyphens mark what is no plain bucket."""

NUMERIC = re.compile(r"(https?)://([0-9.]+(:[0-9]+)?)/?")
"""Addresses below which a bucket is the first part of the path. Of one with a name the bucket would be a part."""


class Account(NamedTuple):
    """Whose requests they are, and where they go. token, endpoint: empty where there is none."""

    key_id: str
    secret: str
    token: str
    region: str
    endpoint: str

    def address(self, bucket: str, key: str) -> Address | None:
        """Return where an object is, None where that is not for sure."""
        path = quote(key, safe="/~")
        if not BUCKET.fullmatch(bucket):
            return None
        if self.endpoint:
            url = urlsplit(self.endpoint)
            return Address(url.scheme == "https", url.netloc, f"/{bucket}/{path}")
        return Address(secure=True, host=f"{bucket}.s3.{self.region}.amazonaws.com", path=f"/{path}")


def account(environ: Mapping[str, str]) -> Account | None:
    """Return the account of a Lambda function, None where there is more to know than the environment says."""
    given = {name: value for name, value in environ.items() if value}
    region = given.get("AWS_REGION", "")
    endpoint = given.get("AWS_ENDPOINT_URL_S3", "")
    if (
        HERE not in given
        or given.get(SNAPSHOT) == "snap-start"  # whose keys change
        or not KEYS - {"AWS_SESSION_TOKEN"} <= given.keys()
        or not REGION.fullmatch(region)
        or not (endpoint == "" or NUMERIC.fullmatch(endpoint))
        or any(map(_meddles, given))
        or _files()
    ):
        return None
    keys = (given["AWS_ACCESS_KEY_ID"], given["AWS_SECRET_ACCESS_KEY"], given.get("AWS_SESSION_TOKEN", ""))
    return Account(*keys, region, endpoint)


def _meddles(name: str) -> bool:
    """Return whether a variable changes what boto3 would do."""
    unknown = name.startswith("AWS_") and name not in HARMLESS and not name.startswith(HARMLESS_PREFIXES)
    return unknown or name.lower() in PROXIES | BUNDLES


def _files() -> bool:
    """Return whether there are files of settings, which Lambda has not."""
    try:
        return (Path.home() / ".aws").exists()
    except (OSError, RuntimeError):  # nobody's home
        return False
