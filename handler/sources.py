"""Sources: where stored pictures come from: S3, a folder, or the request itself. The only port of the house."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol
from urllib.parse import unquote, urlsplit

from handler.blob import Blob, Facts, Span
from handler.errors import Archived, ImageError, NotFound, SourceBusy, SourceUnusable
from handler.keys import checked, fault

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

CONNECT_SECONDS = 2
READ_SECONDS = 5
ATTEMPTS = 3
MADE = {"made-by": "tintype"}
"""Metadata of every object that this project writes: what bears it is never taken for an upload."""

LINK_SECONDS = 60
"""How long a presigned link is good: for one redirect."""

MISSING = {"NoSuchKey", "404", "403", "AccessDenied", "NoSuchVersion", "MethodNotAllowed", "405"}
DENIED = {"403", "AccessDenied"}
BUSY = {"SlowDown", "503", "ServiceUnavailable", "RequestTimeout", "Throttling", "ThrottlingException", "InternalError"}


class Place(Protocol):
    """A bucket's prefix or a folder."""

    def stat(self, key: str) -> Facts:
        """Return what is known of a checked key without its bytes; NotFound where there is none."""

    def fetch(self, key: str, part: Span | None = None) -> Blob:
        """Return the blob of a checked key, or a part of it; NotFound where there is none."""


class Sources:
    """The places of TINTYPE_SOURCE. Nothing is opened before the first fetch."""

    def __init__(self, setting: str) -> None:
        """Read the setting; ValueError where it is none."""
        self.places = dict(_places(setting))

    def stat(self, key: str) -> Facts:
        """Return what is known of the picture under a key without its bytes."""
        place, inside = self.at(key)
        return place.stat(inside)

    def fetch(self, key: str) -> Blob:
        """Return the picture under a key: its facts at once, the bytes as they are read."""
        place, inside = self.at(key)
        return place.fetch(inside)

    def key_of(self, bucket: str, key: str) -> str | None:
        """Return the key under which an object of a bucket is served, None where it lies in no source."""
        for name, place in self.places.items():
            if isinstance(place, Bucket) and place.name == bucket and key.startswith(place.prefix):
                inside = key.removeprefix(place.prefix)
                served = f"{name}/{inside}" if name else inside
                return served if fault(served) is None else None
        return None

    def at(self, key: str) -> tuple[Place, str]:
        """Return the place that a key lies in, and the key inside it."""
        checked(key)
        if not self.places:
            raise SourceUnusable("no source is configured; set TINTYPE_SOURCE")
        if "" in self.places:
            return self.places[""], key
        name, _, rest = key.partition("/")
        if name not in self.places or not rest:
            raise NotFound("there is no picture of this key")
        return self.places[name], rest


def _places(setting: str) -> Iterator[tuple[str, Place]]:
    """Read `place`, or `name=place,name=place`."""
    if not setting:
        return
    if "=" not in setting:
        yield "", _place(setting)
        return
    for part in setting.split(","):
        name, _, place = (piece.strip() for piece in part.partition("="))
        if not name or "/" in name:
            raise ValueError(f"{part.strip()!r} is not name=place")
        yield name, _place(place)


def _place(text: str) -> Place:
    url = urlsplit(text)
    if url.scheme == "s3" and url.netloc:
        return bucket(text)
    if url.scheme == "file" and not url.netloc and url.path:
        return Folder(Path(unquote(url.path)))
    raise ValueError(f"{text!r} is neither s3://bucket/prefix nor file:///folder")


def bucket(text: str) -> "Bucket":
    """Return the bucket and prefix that an address names; ValueError where it is no s3://bucket/prefix."""
    url = urlsplit(text)
    if url.scheme != "s3" or not url.netloc or url.query or url.fragment:
        raise ValueError(f"{text!r} is not s3://bucket/prefix")
    prefix = url.path.strip("/")
    return Bucket(url.netloc, f"{prefix}/" if prefix else "")


class Folder(NamedTuple):
    """A folder; nothing outside it is read, not even through a link."""

    root: Path

    def path(self, key: str) -> Path:
        """Return the file of a key; NotFound where there is none inside the folder."""
        root = self.root.resolve()
        try:
            path = (root / key).resolve()
            if path.is_relative_to(root) and path.is_file():
                return path
        except (OSError, RuntimeError):  # a name too long, a loop of links
            pass
        raise NotFound("there is no picture of this key")

    def stat(self, key: str) -> Facts:
        """Return size, and a version made of size and time."""
        found = self.path(key).stat()
        modified = datetime.fromtimestamp(found.st_mtime, UTC)
        return Facts(f"{found.st_mtime_ns}-{found.st_size}", found.st_size, modified)

    def fetch(self, key: str, part: Span | None = None) -> Blob:
        """Open the file of this key."""
        facts = self.stat(key)
        try:
            file = self.path(key).open("rb")
        except OSError as error:  # no permission
            raise NotFound("there is no picture of this key") from error
        if part is not None:
            file.seek(part.start)
            facts = replace(facts, size=part.stop - part.start)
        return Blob(file.read, facts, file.close)


class Bucket(NamedTuple):
    """A bucket's prefix, which is empty or ends in a slash."""

    name: str
    prefix: str = ""

    def stat(self, key: str) -> Facts:
        """Ask for the object's head."""
        with told():
            return _facts(s3().head_object(Bucket=self.name, Key=f"{self.prefix}{key}"))

    def fetch(self, key: str, part: Span | None = None) -> Blob:
        """Get the object, of which the body is read as it is needed."""
        some: Any = {"Range": f"bytes={part.start}-{part.stop - 1}"} if part else {}
        with told():
            found = s3().get_object(Bucket=self.name, Key=f"{self.prefix}{key}", **some)
        body = found["Body"]

        def read(size: int) -> bytes:
            with told():
                return body.read(size)

        return Blob(read, _facts(found), body.close)


def _facts(found: Mapping[str, Any]) -> Facts:
    """Return the facts in an answer to HEAD or GET; SourceUnusable where the length is missing."""
    size, modified = found.get("ContentLength"), found.get("LastModified")
    if size is None:
        raise SourceUnusable("the store did not say how large the picture is")
    made = MADE.items() <= found.get("Metadata", {}).items()
    version = str(found.get("ETag", "")).strip('"') or f"{modified}-{size}"
    return Facts(version, size, modified, found.get("ContentType", ""), found.get("CacheControl", ""), made)


_clients: "list[S3Client]" = []


def s3() -> "S3Client":
    """Return the one S3 client of this process, made at the first call."""
    if not _clients:
        import boto3  # noqa: PLC0415 - 200 ms that only S3 needs
        from botocore.config import Config  # noqa: PLC0415 - as above

        retries: Callable[..., object] = dict
        config = Config(
            signature_version="s3v4",
            connect_timeout=CONNECT_SECONDS,
            read_timeout=READ_SECONDS,
            retries=retries(total_max_attempts=ATTEMPTS, mode="standard"),  # type: ignore[arg-type]
        )
        _clients.append(boto3.client("s3", config=config))
    return _clients[0]


def presigned(bucket: str, key: str, **answer: str) -> str:
    """Return a link to an object, good for a minute. answer: headers that S3 is to give, as ResponseContentType."""
    wanted = {"Bucket": bucket, "Key": key, **answer}
    with told():
        return s3().generate_presigned_url("get_object", Params=wanted, ExpiresIn=LINK_SECONDS)


@contextmanager
def told() -> Iterator[None]:
    """Turn every error of boto3, botocore and urllib3 into an ImageError that names no bucket and no key."""
    try:
        yield
    except ImageError:
        raise
    except Exception as error:
        raise _translated(error) from error


def denied(error: ImageError) -> bool:
    """Return whether a store has said, not that there is no such object, but that it may not be seen."""
    answer = getattr(error.__cause__, "response", None) or {}
    return str(answer.get("Error", {}).get("Code", "")) in DENIED


def _translated(error: Exception) -> Exception:
    response = getattr(error, "response", None)
    if isinstance(response, dict):
        code = str(response.get("Error", {}).get("Code", ""))
        if code in MISSING:
            return NotFound("there is no picture of this key")
        if code == "InvalidObjectState":
            return Archived("the picture is in cold storage; restore it first")
        return SourceBusy("the store is busy") if code in BUSY else SourceUnusable("the store refused to answer")
    module = type(error).__module__.partition(".")[0]
    if module in {"botocore", "urllib3"} or isinstance(error, OSError):
        waited = "Timeout" in type(error).__name__ or type(error).__name__ == "EndpointConnectionError"
        return SourceBusy("the store did not answer") if waited else SourceUnusable("the store's answer broke off")
    return error
