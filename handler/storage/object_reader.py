"""Object reader: asks S3 for objects, and for their headers, over connections that are kept.

1. What happens at every request of a picture is done here without botocore, whose own work for a call takes several
   times as long as the call: a signature, one request, and those headers of the answer that anybody looks at.
2. botocore knows where a bucket lies, and finds and renews the credentials. What it would follow to another address or
   region is asked again through it, and where the signature is another it makes every call.
3. An error is the exception RefusedRead, with what botocore's has too; what is no answer is urllib3's exception.
"""

import os
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Literal

from handler import __version__
from handler.storage.bucket_location import BucketLocation, answer_locations, location
from handler.storage.signature_v4 import Credentials, SignedRequest, signed_headers

if TYPE_CHECKING:
    from ssl import SSLContext

    from botocore.session import Session
    from mypy_boto3_s3 import S3Client
    from urllib3 import BaseHTTPResponse, HTTPConnectionPool

Operation = Literal["GetObject", "HeadObject"]

AGENT = {"user-agent": f"tintype/{__version__}"}
METHODS: dict[Operation, tuple[str, Mapping[str, str]]] = {
    "GetObject": ("GET", {"x-amz-checksum-mode": "ENABLED"}),  # so that S3 says the checksum of what has one
    "HeadObject": ("HEAD", {}),
}

REQUEST_HEADERS = {"IfMatch": "if-match", "Range": "range"}
TEXTS = {
    "ETag": "etag",
    "ContentType": "content-type",
    "CacheControl": "cache-control",
    "ContentRange": "content-range",
    "ChecksumCRC32": "x-amz-checksum-crc32",
    "ChecksumSHA1": "x-amz-checksum-sha1",
    "ChecksumSHA256": "x-amz-checksum-sha256",
    "ServerSideEncryption": "x-amz-server-side-encryption",
    "SSECustomerAlgorithm": "x-amz-server-side-encryption-customer-algorithm",
    "StorageClass": "x-amz-storage-class",
}
"""Members of an answer that are texts, as botocore names them, and the headers that say them."""

METADATA = "x-amz-meta-"
FOUND = {HTTPStatus.OK, HTTPStatus.PARTIAL_CONTENT}
REDIRECTS = {HTTPStatus.MOVED_PERMANENTLY, HTTPStatus.FOUND, HTTPStatus.TEMPORARY_REDIRECT}
ELSEWHERE = {"PermanentRedirect", "AuthorizationHeaderMalformed", "IllegalLocationConstraintException"}
"""Codes that say that a bucket lies in another region. A HEAD to a wrong one is answered 400 without a word, whereupon
`Bucket.head` asks by GET."""

CODE = re.compile(rb"<Code>([^<]{1,100})</Code>")
MOST_ERROR_BYTES = 65_536
"""How much of an error's body is read."""


class RefusedRead(Exception):  # noqa: N818 - that a key is missing is no error of anybody's
    """An answer of S3 that is no object. response, operation_name: as botocore's ClientError has them."""

    def __init__(self, operation: Operation, status: int, code: str) -> None:
        """Take the number of the answer, and S3's word for it."""
        super().__init__(f"{operation} was answered {status} {code}")
        self.operation_name = operation
        self.response: dict[str, Any] = {"Error": {"Code": code}, "ResponseMetadata": {"HTTPStatusCode": status}}


class ObjectReader:
    """What asks for objects: at the locations that botocore's client knows, with the credentials of its session."""

    def __init__(
        self, client: "S3Client", session: "Session", *, connect: float, read: float, connections: int
    ) -> None:
        """Open nothing yet.

        connect, read: seconds to make a connection, and to wait for what comes over it. connections: how many are kept.
        """
        from urllib3 import Timeout  # noqa: PLC0415 - only S3 needs it

        self.client, self.session = client, session
        self.timeout, self.most = Timeout(connect=connect, read=read), connections
        self.locations: dict[str, BucketLocation | None] = {}
        self.hosts: dict[str, HTTPConnectionPool] = {}
        answer_locations(client)

    def get_object(self, *, Bucket: str, Key: str, **asked: str) -> Mapping[str, Any]:  # noqa: N803 - as botocore
        """Return what is known of an object, and its body under `Body`. asked: IfMatch and Range."""
        return self.ask("GetObject", Bucket, Key, asked)

    def head_object(self, *, Bucket: str, Key: str) -> Mapping[str, Any]:  # noqa: N803 - as botocore
        """Return what is known of an object."""
        return self.ask("HeadObject", Bucket, Key, {})

    def ask(self, operation: Operation, bucket: str, key: str, asked: Mapping[str, str]) -> Mapping[str, Any]:
        """Ask S3 once, through botocore where it has to find the way."""
        if bucket not in self.locations:
            self.locations[bucket] = location(bucket, self.client)
        place, who = self.locations[bucket], self.session.get_credentials()
        if place is None or who is None:
            return self._by_botocore(operation, bucket, key, asked)
        frozen = who.get_frozen_credentials()
        known = Credentials(frozen.access_key or "", frozen.secret_key or "", frozen.token or "")
        answer = self.send(operation, place, key, asked, known)
        if answer.status in FOUND:
            return _found(answer, operation)
        refused = _refused(answer, operation)
        if not _elsewhere(refused):
            raise refused
        found = self._by_botocore(operation, bucket, key, asked)
        self.locations[bucket] = location(bucket, self.client)  # which botocore has learned by now
        return found

    def send(
        self, operation: Operation, place: BucketLocation, key: str, asked: Mapping[str, str], who: Credentials
    ) -> "BaseHTTPResponse":
        """Send one request, and return its answer before its body is read."""
        method, more = METHODS[operation]
        path = place.path_of(key)
        plain = {"host": place.host, **more, **{REQUEST_HEADERS[name]: value for name, value in asked.items()}}
        headers = signed_headers(SignedRequest(method, path, plain), place.region, who, datetime.now(UTC))
        return self.connections(place.origin).urlopen(
            method,
            path,
            headers={**headers, **AGENT},
            retries=False,
            redirect=False,
            assert_same_host=False,
            preload_content=False,
            decode_content=False,
        )

    def connections(self, origin: str) -> "HTTPConnectionPool":
        """Return the connections to a host, made at its first request."""
        if origin not in self.hosts:
            from urllib3 import connection_from_url  # noqa: PLC0415 - only S3 needs it

            # One context for all connections: to read the authorities again takes longer than a handshake.
            trust = {"ssl_context": self._trust()} if origin.startswith("https:") else {}
            self.hosts[origin] = connection_from_url(origin, maxsize=self.most, timeout=self.timeout, **trust)
        return self.hosts[origin]

    def close(self) -> None:
        """Close the connections that nobody uses; those in use are closed when they are not any more."""
        for each in list(self.hosts.values()):
            each.close()
        self.hosts.clear()

    def _trust(self) -> "SSLContext":
        from certifi import where  # noqa: PLC0415 - only S3 needs it
        from urllib3.util.ssl_ import create_urllib3_context  # noqa: PLC0415 - as above

        # botocore's two ways to name authorities of one's own
        own = self.session.get_config_variable("ca_bundle") or os.environ.get("REQUESTS_CA_BUNDLE")
        context = create_urllib3_context()
        context.load_verify_locations(own or where())
        return context

    def _by_botocore(self, operation: Operation, bucket: str, key: str, asked: Mapping[str, str]) -> Mapping[str, Any]:
        call: Any = self.client.get_object if operation == "GetObject" else self.client.head_object
        found: Mapping[str, Any] = call(Bucket=bucket, Key=key, **asked)
        return found


def _found(answer: "BaseHTTPResponse", operation: Operation) -> Mapping[str, Any]:
    """Return an answer's headers as botocore names them, and its body if it is to have one."""
    said = {name.lower(): value for name, value in answer.headers.itermerged()}
    found: dict[str, Any] = {name: said[header] for name, header in TEXTS.items() if header in said}
    found["Metadata"] = {name[len(METADATA) :]: value for name, value in said.items() if name.startswith(METADATA)}
    if (length := said.get("content-length", "")).isdecimal():
        found["ContentLength"] = int(length)
    if (modified := _moment(said.get("last-modified", ""))) is not None:
        found["LastModified"] = modified
    if operation == "GetObject":
        found["Body"] = answer
    else:
        answer.drain_conn()
    return found


def _moment(text: str) -> datetime | None:
    try:
        return parsedate_to_datetime(text).astimezone(UTC) if text else None
    except ValueError:
        return None


def _refused(answer: "BaseHTTPResponse", operation: Operation) -> RefusedRead:
    """Return the error of an answer. Where there is no body its number is its code.

    To read all of it, be it nothing, is what lets the connection be used again.
    """
    with answer:
        said = CODE.search(answer.read(MOST_ERROR_BYTES))
    code = said[1].decode(errors="replace") if said else str(answer.status)
    return RefusedRead(operation, answer.status, code)


def _elsewhere(refused: RefusedRead) -> bool:
    """Return whether botocore would ask again at another address."""
    code, status = refused.response["Error"]["Code"], refused.response["ResponseMetadata"]["HTTPStatusCode"]
    return code in ELSEWHERE or status in REDIRECTS
