"""Direct: the requests of a first picture to S3, made without boto3, whose import and client take 100 ms of CPU.

1. In Lambda alone, and there only where the environment says all there is to know: keys, region, perhaps an address.
   Where anything else of AWS_*, a proxy or a file of settings has a say, boto3 does everything.
2. One object is headed, got or put, in a bucket whose name is a host name. All else is boto3's, made when first needed.
3. 200 and 206 are answers; so are a missing key and a lost race. Anything else is asked again through boto3, which
   knows retries, redirects, regions, and what a refusal means; a bucket that refused is left to boto3 for good.
4. Every header is signed, and the body. A test holds the signature against botocore's own, for any key.
"""

import logging
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import cached_property
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, cast

from handler.direct.account import Account, account
from handler.direct.signature import signed
from handler.direct.wire import Answer, Request, Wire

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

log = logging.getLogger("tintype")

ASKED = {
    "Range": "range",
    "IfMatch": "if-match",
    "IfNoneMatch": "if-none-match",
    "CacheControl": "cache-control",
    "ContentType": "content-type",
}
"""What can be asked here beside bucket, key, body and metadata, in boto3's words and as headers."""

FOUND = {
    "AcceptRanges": "accept-ranges",
    "CacheControl": "cache-control",
    "ContentDisposition": "content-disposition",
    "ContentEncoding": "content-encoding",
    "ContentLanguage": "content-language",
    "ContentRange": "content-range",
    "ContentType": "content-type",
    "ETag": "etag",
    "StorageClass": "x-amz-storage-class",
    "VersionId": "x-amz-version-id",
}
"""What is told of an object, likewise."""

METADATA = "x-amz-meta-"
ANSWERS = {HTTPStatus.OK, HTTPStatus.PARTIAL_CONTENT}
LOST_RACE = {HTTPStatus.CONFLICT, HTTPStatus.PRECONDITION_FAILED}


def client(environ: Mapping[str, str], boto3: "Callable[[], S3Client]") -> "S3Client":
    """Return what stands in for boto3's client where it can, else what `boto3` makes."""
    known = account(environ)
    return boto3() if known is None else cast("S3Client", Direct(known, boto3))


class Refused(Exception):  # noqa: N818 - named after what happened
    """S3 has said no, told as botocore's ClientError tells it."""

    def __init__(self, status: int) -> None:
        """Take the status, which stands for S3's word."""
        super().__init__(f"S3 answered {status}")
        self.response = {"Error": {"Code": str(status)}}


class Direct:
    """A client with boto3's names. Connections stay open; several threads may ask at once."""

    def __init__(self, account: Account, make: "Callable[[], S3Client]") -> None:
        """Open nothing yet. make: returns boto3's client."""
        self.account, self.make = account, make
        self.wire = Wire()
        self.refused: set[str] = set()

    @cached_property
    def boto3(self) -> Any:  # noqa: ANN401 - boto3 makes its methods at run time
        """The real client."""
        return self.make()

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - as above
        """Leave what is not here to boto3."""
        return getattr(self.boto3, name)

    def head_object(self, **asked: Any) -> dict[str, Any]:  # noqa: ANN401 - boto3's arguments
        """Return what S3 knows of an object; Refused where there is none."""
        answer = self._answer("HEAD", asked)
        return _found(answer) if answer else self.boto3.head_object(**asked)

    def get_object(self, **asked: Any) -> dict[str, Any]:  # noqa: ANN401 - boto3's arguments
        """Return an object, its body to be read and closed; Refused where there is none."""
        answer = self._answer("GET", asked)
        return {**_found(answer), "Body": answer.body} if answer else self.boto3.get_object(**asked)

    def put_object(self, **asked: Any) -> dict[str, Any]:  # noqa: ANN401 - boto3's arguments
        """Write an object; Refused where a condition does not hold."""
        answer = self._answer("PUT", asked)
        return _found(answer) if answer else self.boto3.put_object(**asked)

    def close(self) -> None:
        """Close all connections; new ones are made when they are needed."""
        self.wire.close()
        if "boto3" in vars(self):
            self.boto3.close()

    def _answer(self, method: str, asked: dict[str, Any]) -> Answer | None:
        """Return S3's answer, None where boto3 is to be asked."""
        bucket, key, body = asked["Bucket"], asked["Key"], asked.get("Body", b"")
        headers = _headers(asked)
        address = self.account.address(bucket, key)
        if address is None or headers is None or not isinstance(body, bytes) or bucket in self.refused:
            return None
        try:
            request = signed(Request(method, address, headers, body), self.account, datetime.now(UTC))
            return self._judged(method, bucket, self.wire.send(request))
        except OSError:
            return None

    def _judged(self, method: str, bucket: str, answer: Answer) -> Answer | None:
        status = answer.status
        if status in ANSWERS:
            if method != "GET":
                answer.body.read()
            return answer
        said = answer.body.read()
        # A bucket that is missing is not the visitor's mistake; HEAD does not tell one from the other.
        missing = status == HTTPStatus.NOT_FOUND and (method == "HEAD" or b"<Code>NoSuchKey</Code>" in said)
        if missing or (method == "PUT" and status in LOST_RACE):
            raise Refused(status)
        if status < HTTPStatus.INTERNAL_SERVER_ERROR:
            log.warning("S3 answered %d: from now on boto3 asks", status)
            self.refused.add(bucket)
        return None


def _headers(asked: dict[str, Any]) -> dict[str, str] | None:
    """Return the headers of a request, None where it says something that is not known here."""
    rest = {name: value for name, value in asked.items() if name not in {"Bucket", "Key", "Body", "Metadata"}}
    metadata = {f"{METADATA}{name.lower()}": value for name, value in asked.get("Metadata", {}).items()}
    if not rest.keys() <= ASKED.keys():
        return None
    headers = {ASKED[name]: value for name, value in rest.items()} | metadata
    return headers if all(value.isascii() and value.isprintable() for value in headers.values()) else None


def _found(answer: Answer) -> dict[str, Any]:
    """Return what an answer tells of an object, in boto3's words."""
    headers = answer.headers
    found: dict[str, Any] = {field: headers[name] for field, name in FOUND.items() if name in headers}
    if "content-length" in headers:
        found["ContentLength"] = int(headers["content-length"])
    if "last-modified" in headers:
        found["LastModified"] = parsedate_to_datetime(headers["last-modified"])
    found["Metadata"] = {
        name.removeprefix(METADATA): value for name, value in headers.items() if name.startswith(METADATA)
    }
    return found
