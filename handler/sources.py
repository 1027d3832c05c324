"""Sources: where stored pictures come from: S3, a folder, or the request itself. The only port of the house."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol
from urllib.parse import unquote, urlsplit

from handler.blob import Blob
from handler.errors import Archived, ImageError, NotFound, SourceBusy, SourceUnusable
from handler.keys import checked

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

CONNECT_SECONDS = 2
READ_SECONDS = 5
ATTEMPTS = 3
MISSING = {"NoSuchKey", "404", "403", "AccessDenied", "NoSuchVersion", "MethodNotAllowed", "405"}
BUSY = {"SlowDown", "503", "ServiceUnavailable", "RequestTimeout", "Throttling", "ThrottlingException", "InternalError"}


class Place(Protocol):
    """A bucket's prefix or a folder."""

    def fetch(self, key: str) -> Blob:
        """Return the blob of a checked key; NotFound where there is none."""


class Sources:
    """The places of TINTYPE_SOURCE. Nothing is opened before the first fetch."""

    def __init__(self, setting: str) -> None:
        """Read the setting; ValueError where it is none."""
        self.places = dict(_places(setting))

    def fetch(self, key: str) -> Blob:
        """Return the picture under a key: version, size, content type at once, the bytes as they are read."""
        checked(key)
        if not self.places:
            raise SourceUnusable("no source is configured; set TINTYPE_SOURCE")
        if "" in self.places:
            return self.places[""].fetch(key)
        name, _, rest = key.partition("/")
        if name not in self.places or not rest:
            raise NotFound("there is no picture of this key")
        return self.places[name].fetch(rest)


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
        return Bucket(url.netloc, url.path.strip("/"))
    if url.scheme == "file" and not url.netloc and url.path:
        return Folder(Path(unquote(url.path)))
    raise ValueError(f"{text!r} is neither s3://bucket/prefix nor file:///folder")


class Folder(NamedTuple):
    """A folder; nothing outside it is read, not even through a link."""

    root: Path

    def fetch(self, key: str) -> Blob:
        """Open the file of this key."""
        root = self.root.resolve()
        try:
            path = (root / key).resolve()
            if not (path.is_relative_to(root) and path.is_file()):
                raise NotFound("there is no picture of this key")
            file = path.open("rb")
        except (OSError, RuntimeError) as error:  # a name too long, no permission, a loop of links
            raise NotFound("there is no picture of this key") from error
        facts = path.stat()
        modified = datetime.fromtimestamp(facts.st_mtime, UTC)
        return Blob(file.read, facts.st_size, f"{facts.st_mtime_ns}-{facts.st_size}", "", modified, file.close)


class Bucket:
    """A bucket's prefix, through one boto3 client; botocore retries what it can, and body errors are told."""

    def __init__(self, name: str, prefix: str) -> None:
        """Name the bucket; the client is made when it is first needed."""
        self.name = name
        self.prefix = f"{prefix}/" if prefix else ""

    @cached_property
    def client(self) -> "S3Client":
        """The S3 client. Credentials, region and AWS_ENDPOINT_URL_S3 as boto3 finds them."""
        return s3()

    def fetch(self, key: str) -> Blob:
        """Get the object, of which the body is read as it is needed."""
        with told():
            found = self.client.get_object(Bucket=self.name, Key=f"{self.prefix}{key}")
        body = found["Body"]

        def read(size: int) -> bytes:
            with told():
                return body.read(size)

        modified = found.get("LastModified")
        size = found.get("ContentLength")
        if size is None:
            raise SourceUnusable("the store did not say how large the picture is")
        version = found.get("ETag", "").strip('"') or f"{modified}-{size}"
        return Blob(read, size, version, found.get("ContentType", ""), modified, body.close)


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


@contextmanager
def told() -> Iterator[None]:
    """Turn every error of boto3, botocore and urllib3 into an ImageError that names no bucket and no key."""
    try:
        yield
    except ImageError:
        raise
    except Exception as error:
        raise _translated(error) from error


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
