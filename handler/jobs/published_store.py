"""Published store: renditions at places of their own names, and a note for each key of what was made of it.

1. What lies at a place says in its metadata which key, version and digest it was made of.
2. All is written and deleted with If-Match on what was seen there, or If-None-Match where nothing lay; who loses such
   a race is Raced, and asks the source again.
3. What another key, or nobody known, has put at a place is not touched.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from typing import Any, NamedTuple
from urllib.parse import quote

from handler.config.presets import Preset
from handler.core.keys import key_fault
from handler.core.source import Stored
from handler.errors import NotFound
from handler.rendering.identity import folder
from handler.rendering.render import Rendered
from handler.storage.bucket import MADE, Bucket
from handler.storage.result_store import LOST_RACE
from handler.storage.s3_client import s3
from handler.storage.s3_errors import code, told

MOST_METADATA = 1024
"""Characters of a key that metadata, of which S3 takes 2 KB, say as they are; of a longer one they say the SHA-256."""

GONE = {"NoSuchKey", "404"}


class WriteConflict(Exception):  # noqa: N818 - it is no error: the source is to be asked again
    """Another writer was faster at the same place."""


class Tag(NamedTuple):
    """What a rendition was made of."""

    version: str
    digest: str


class Aim(NamedTuple):
    """What a rendition is written for. current: whether the source still holds the version that it was made of."""

    key: str
    cache_control: str
    current: Callable[[], bool]


class Note(NamedTuple):
    """What was noted of a key, and the ETag of the note; empty where there is none."""

    said: dict[str, Any]
    etag: str = ""


class PublishedStore:
    """Named places under the prefix of the results."""

    def __init__(self, place: Bucket) -> None:
        """Take the bucket and prefix."""
        self.place = place

    def holds(self, preset: Preset, key: str, tag: Tag) -> bool:
        """Return whether a rendition made of just this lies at its place."""
        heads = (self._head(name) for name in sorted(preset.places(key)))
        return any(_of(head, key) and _tag(head) == tag for head in heads if head)

    def put(self, name: str, rendered: Rendered, tag: Tag, aim: Aim) -> str | None:
        """Write a rendition to its place; return why that place is not to be had. Raced; errors of the store.

        What lies there is looked at first, then the source again: so a slow writer never replaces what is newer.
        """
        key = aim.key
        if wrong := key_fault(f"{self.place.prefix}{name}"):
            return f"the place cannot be written: {wrong}"
        old = self._head(name)
        if old and not _of(old, key):
            return f"something else lies at {name}"
        if old and _tag(old) == tag:
            return None
        if old and not aim.current():
            raise WriteConflict
        condition: Any = {"IfMatch": old["ETag"]} if old else {"IfNoneMatch": "*"}
        with _racing():
            s3().put_object(
                Bucket=self.place.name,
                Key=f"{self.place.prefix}{name}",
                Body=rendered.body,
                ContentType=rendered.media_type,
                CacheControl=aim.cache_control,
                Metadata={**MADE, "source": _said(key), "version": tag.version, "digest": tag.digest},
                **condition,
            )
        return None

    def sweep(self, names: Iterable[str], key: str, version: str | None) -> int:
        """Delete what lies at these places of a key and is not of a version; return how many there were."""
        gone = 0
        for name in sorted(names):
            head = self._head(name)
            if head and _of(head, key) and _tag(head).version != version:
                with _racing():
                    s3().delete_object(Bucket=self.place.name, Key=f"{self.place.prefix}{name}", IfMatch=head["ETag"])
                gone += 1
        return gone

    def note(self, key: str) -> Note:
        """Return what was noted of a key."""
        try:
            with told():
                found = s3().get_object(Bucket=self.place.name, Key=self.note_of(key))
                body = found["Body"].read()
        except NotFound:
            return Note({})
        try:
            said = json.loads(body)
        except ValueError:
            said = None
        return Note(said if isinstance(said, dict) else {}, found["ETag"])

    def write_note(self, key: str, said: dict[str, Any], old: Note) -> Note:
        """Note what was made of a key in place of an older note; Raced where that is no longer there."""
        body = json.dumps({"key": key, **said}, ensure_ascii=False, indent=2).encode()
        condition: Any = {"IfMatch": old.etag} if old.etag else {"IfNoneMatch": "*"}
        with _racing():
            written = s3().put_object(
                Bucket=self.place.name,
                Key=self.note_of(key),
                Body=body,
                ContentType="application/json",
                Metadata=MADE,
                **condition,
            )
        return Note(said, written["ETag"])

    def note_of(self, key: str) -> str:
        """Return where the note of a key lies."""
        return f"{self.place.prefix}{folder(Stored(key=key))}/facts.json"

    def _head(self, name: str) -> dict[str, Any] | None:
        try:
            with told():
                return dict(s3().head_object(Bucket=self.place.name, Key=f"{self.place.prefix}{name}"))
        except NotFound:
            return None


@contextmanager
def _racing() -> Iterator[None]:
    """Turn the loss of a race into Raced, all else that the store says into an ImageError."""
    with told():
        try:
            yield
        except Exception as error:
            if code(error) in LOST_RACE | GONE:
                raise WriteConflict from error
            raise


def _of(head: dict[str, Any], key: str) -> bool:
    return bool(head["Metadata"].get("source") == _said(key) and MADE.items() <= head["Metadata"].items())


def _tag(head: dict[str, Any]) -> Tag:
    return Tag(head["Metadata"].get("version", ""), head["Metadata"].get("digest", ""))


def _said(key: str) -> str:
    said = quote(key)
    return said if len(said) <= MOST_METADATA else sha256(key.encode()).hexdigest()
