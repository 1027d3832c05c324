"""Sources: where pictures come from that are not drawn: S3, a folder, another host, or the request itself."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from time import perf_counter
from types import TracebackType
from typing import TYPE_CHECKING, NamedTuple, Protocol
from urllib.parse import unquote, urlsplit

from handler.core.keys import checked_key, key_fault
from handler.core.limits import Limits
from handler.core.origins.https_url import is_url
from handler.core.source import Fetched, Picked, Posted, Stored
from handler.core.source_file import SourceFacts, SourceFile, Span
from handler.errors import ImageError, NotFound, SourceUnusable
from handler.storage import s3_errors
from handler.storage.bucket import Bucket, bucket

if TYPE_CHECKING:
    from handler.storage.https_origin import HttpsOrigins


class SourceBackend(Protocol):
    """What a place of pictures can do: a prefix of a bucket, or a folder."""

    def head(self, key: str) -> SourceFacts:
        """Return what is known of a checked key without its bytes; NotFound where there is none."""

    def get(self, key: str, part: Span | None = None, known: SourceFacts | None = None) -> SourceFile:
        """Return the file of a checked key, or a part of it; NotFound where there is none.

        known: the version that it has to be; where it is another by now, that is the fault `replaced`.
        """


class Sources:
    """The places of TINTYPE_SOURCE, and the origins of TINTYPE_ORIGINS. Nothing is opened before the first fetch."""

    def __init__(
        self,
        setting: str,
        limits: Limits = Limits(),  # noqa: B008 - it is frozen
        private: tuple[str, ...] = (),
        origins: Iterable[str] = (),
    ) -> None:
        """Read the setting; ValueError where it is none. limits: of them the bytes that are read of one object.

        private: addresses within the places of which nothing is served, as where results are kept. origins: hosts from
        which pictures are fetched by their URLs.
        """
        self.limits = limits
        self.origins = tuple(origins)
        self.places = dict(_places(setting, limits))
        kept = [bucket(each) for each in private if each.startswith("s3://")]
        self.private = [each for each in kept if each.prefix]

    @cached_property
    def elsewhere(self) -> "HttpsOrigins":
        """What fetches URLs."""
        from handler.storage.https_origin import HttpsOrigins  # noqa: PLC0415 - TLS, which most deployments do without

        return HttpsOrigins(self.origins, self.limits)

    def stat(self, key: str) -> SourceFacts:
        """Return what is known of the picture under a key or URL without its bytes."""
        if is_url(key):
            return self.elsewhere.head(key)
        place, inside = self.at(key)
        return place.head(inside)

    def fetch(self, key: str, known: SourceFacts | None = None) -> SourceFile:
        """Return the picture under a key or URL: facts at once, the bytes as they are read. known: as for a place."""
        if is_url(key):
            return self.elsewhere.get(key, known)
        place, inside = self.at(key)
        return place.get(inside, known=known)

    def key_of(self, bucket: str, key: str) -> str | None:
        """Return the key under which an object of a bucket is served, None where it lies in no source."""
        for name, place in self.places.items():
            if isinstance(place, Bucket) and place.name == bucket and key.startswith(place.prefix):
                inside = key.removeprefix(place.prefix)
                served = f"{name}/{inside}" if name else inside
                return served if key_fault(served) is None else None
        return None

    def at(self, key: str) -> tuple[SourceBackend, str]:
        """Return the place that a key lies in, and the key inside it."""
        checked_key(key)
        if not self.places:
            raise SourceUnusable("no source is configured; set TINTYPE_SOURCE")
        name, _, rest = ("", "", key) if "" in self.places else key.partition("/")
        if name not in self.places or not rest or self._private(self.places[name], rest):
            raise NotFound("there is no picture of this key")
        return self.places[name], rest

    def _private(self, place: SourceBackend, inside: str) -> bool:
        if not isinstance(place, Bucket):
            return False
        whole = f"{place.prefix}{inside}/"
        return any(each.name == place.name and whole.startswith(each.prefix) for each in self.private)


def _places(setting: str, limits: Limits) -> Iterator[tuple[str, SourceBackend]]:
    """Read `place`, or `name=place,name=place`."""
    if not setting:
        return
    if "=" not in setting:
        yield "", _place(setting, limits)
        return
    for part in setting.split(","):
        name, _, place = (piece.strip() for piece in part.partition("="))
        if not name or "/" in name:
            raise ValueError(f"{part.strip()!r} is not name=place")
        yield name, _place(place, limits)


def _place(text: str, limits: Limits) -> SourceBackend:
    url = urlsplit(text)
    if url.scheme == "s3" and url.netloc:
        return bucket(text)._replace(limits=limits)
    if url.scheme == "file" and not url.netloc and url.path:
        return Folder(Path(unquote(url.path)))
    raise ValueError(f"{text!r} is neither s3://bucket/prefix nor file:///folder")


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

    def head(self, key: str) -> SourceFacts:
        """Return size, and a version made of size and time."""
        found = self.path(key).stat()
        modified = datetime.fromtimestamp(found.st_mtime, UTC)
        return SourceFacts(f"{found.st_mtime_ns}-{found.st_size}", found.st_size, modified)

    def get(self, key: str, part: Span | None = None, known: SourceFacts | None = None) -> SourceFile:
        """Open the file of this key."""
        facts = self.head(key)
        if known and known.version != facts.version:
            raise s3_errors.s3_error("replaced")
        try:
            file = self.path(key).open("rb")
        except OSError as error:  # no permission
            raise NotFound("there is no picture of this key") from error
        if part is not None:
            file.seek(part.start)
            facts = replace(facts, size=part.stop - part.start)
        return SourceFile(file.read, facts, file.close)


class RetryWhenReplaced:
    """Lets work be done once more where a picture was replaced in the midst of it.

    It stands in a loop, `while True: with retry: return ...`, and swallows the first error of that kind.
    """

    def __init__(self) -> None:
        """Allow one more try."""
        self.allowed = True

    def __enter__(self) -> None:
        """Begin a try."""

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> bool:
        """Return whether the error is to be forgotten and the work done again."""
        again = self.allowed and isinstance(error, ImageError) and error.fault in s3_errors.CHANGED
        self.allowed = self.allowed and not again
        return again


@dataclass
class Fetching:
    """Fetches the sources of one request, and keeps what is known of them.

    known: facts by key, of the versions that it has to be. whole: whether all bytes are wanted; then they are here, and
    found to be right, before anybody looks at the first. found: facts by key of what was fetched, of each key the first
    time; what is fetched again has to be the same.
    """

    sources: Sources
    upload: SourceFile | None = None
    known: Mapping[str, SourceFacts] = field(default_factory=dict)
    whole: bool = True
    blobs: list[SourceFile] = field(default_factory=list)
    found: dict[str, SourceFacts] = field(default_factory=dict)
    seconds: float = 0.0

    def __call__(self, source: Picked) -> SourceFile:
        """Return the file of a source; NotFound where it is neither stored nor sent along."""
        if isinstance(source, Posted) and self.upload is not None:
            return self.upload
        if not isinstance(source, Stored | Fetched):
            raise NotFound("there is no such picture")
        (key,), start = source.keys, perf_counter()
        blob = self.sources.fetch(key, self.known.get(key) or self.found.get(key))
        self.seconds += perf_counter() - start
        self.blobs.append(blob)
        self.found.setdefault(key, blob.facts)
        if self.whole and blob.size <= self.sources.limits.bytes:
            blob.load()
        return blob

    @property
    def facts(self) -> list[SourceFacts]:
        """What is known of each source, in the order in which they were first fetched."""
        return list(self.found.values())

    @property
    def milliseconds(self) -> float:
        """How long the store took, reading included."""
        return (self.seconds + sum(blob.waited for blob in self.blobs)) * 1000
