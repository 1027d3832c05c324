"""Bucket location: where a bucket's objects are asked for, and for which region that is signed.

botocore knows it: a region, an endpoint of one's own, FIPS, dual stack, names that are no part of a host. It is asked
once for each bucket: it makes and signs a request, which is looked at in place of being sent.
"""

from collections.abc import Callable
from io import BytesIO
from typing import TYPE_CHECKING, Any, NamedTuple, cast
from urllib.parse import quote, urlsplit
from urllib.request import getproxies, proxy_bypass

from handler.storage.signature_v4 import ALGORITHM, SERVICE, TERMINATOR

if TYPE_CHECKING:
    from botocore.awsrequest import AWSResponse
    from mypy_boto3_s3 import S3Client

DIRECTORY_BUCKET = "--x-s3"
"""The end of the names of S3 Express buckets, which sign with keys of a session that has to be begun."""

PLACEHOLDER = "~tintype-asks-where-this-bucket-lies"
"""The key of the request that is not sent: nobody has an object of that name."""

PORTS = {"http": ":80", "https": ":443"}
UNESCAPED = "/~"
"""Characters of a key that stay as they are, beside those that `quote` never escapes."""


class BucketLocation(NamedTuple):
    """An origin, as `https://host`; the path that its keys follow; and the region of the signature."""

    origin: str
    path: str
    region: str

    @property
    def host(self) -> str:
        """The Host header."""
        scheme, _, host = self.origin.partition("://")
        return host.removesuffix(PORTS[scheme])

    def path_of(self, key: str) -> str:
        """Return the path of an object."""
        return self.path + quote(key, safe=UNESCAPED)


def answer_locations(client: "S3Client") -> None:
    """Let a client answer, by itself, what `location` asks of it."""
    client.meta.events.register("before-send.s3.HeadObject", cast("Callable[..., None]", _looked_at))


def location(bucket: str, client: "S3Client") -> BucketLocation | None:
    """Return where a bucket lies, by a client of `answer_locations`.

    None where requests to it are for botocore alone to make: where a proxy stands between, and where the signature is
    not the one of `signature_v4`.
    """
    if bucket.endswith(DIRECTORY_BUCKET):
        return None
    said = client.head_object(Bucket=bucket, Key=PLACEHOLDER)["ResponseMetadata"]["HTTPHeaders"]
    link, signature = urlsplit(said["location"]), said["authorization"]
    if not signature.startswith(f"{ALGORITHM} ") or _proxied(link.scheme, link.hostname or ""):
        return None
    credential = signature.partition("Credential=")[2].partition(",")[0]
    region = credential.removesuffix(f"/{SERVICE}/{TERMINATOR}").rpartition("/")[2]
    return BucketLocation(f"{link.scheme}://{link.netloc}", link.path.removesuffix(PLACEHOLDER), region)


def _looked_at(request: Any, **_: object) -> "AWSResponse | None":  # noqa: ANN401 - botocore has no public type for it
    """Answer a request for the placeholder with what can be seen of it; None for all others, which are sent."""
    if not request.url.endswith(PLACEHOLDER):
        return None
    from botocore.awsrequest import AWSResponse, HeadersDict  # noqa: PLC0415 - only S3 needs it
    from urllib3 import HTTPResponse  # noqa: PLC0415 - as above

    authorization = request.headers.get("Authorization", "")
    text = authorization.decode() if isinstance(authorization, bytes) else authorization
    said: Any = HeadersDict({"location": request.url, "authorization": text})  # as botocore itself makes them
    return AWSResponse(request.url, 200, said, HTTPResponse(BytesIO(), preload_content=False))


def _proxied(scheme: str, host: str) -> bool:
    return scheme in getproxies() and not proxy_bypass(host)
