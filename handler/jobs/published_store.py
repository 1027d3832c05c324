"""Published store: renditions under names of their own, for sites that read the bucket themselves.

1. What lies at a place says in its metadata of which key, version and digest it was made.
2. All is written and deleted with If-Match on what was seen there, or If-None-Match where nothing lay; who loses such
   a race gets a WriteConflict, and asks the source again.
3. A place is looked at before the source is asked which version it holds. So a slow writer never replaces what is
   newer: either the source tells it, or the place has changed since it was looked at.
4. What another key, or nobody known, has put at a place is not touched.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from hashlib import sha256
from typing import NamedTuple
from urllib.parse import quote

from handler.core.keys import key_fault
from handler.core.source_file import SourceFacts
from handler.errors import NotFound
from handler.rendering.render import Rendered
from handler.storage.bucket import MADE, Bucket, ObjectHeaders
from handler.storage.s3_errors import WriteConflict

MOST_METADATA = 1024
"""Characters of a key that metadata, of which S3 takes 2 KB, say as they are; of a longer one they say the SHA-256."""


class Provenance(NamedTuple):
    """What a rendition was made of: the source's version, and the digest of recipe and version."""

    version: str
    digest: str


@dataclass
class PublishedStore:
    """The places of one key. place: the bucket of results.

    empty: nothing of the key's is taken to lie anywhere, so that a place is looked at only once it turns out taken.
    current: asks the source whether it still holds the version that renditions are made of.
    """

    place: Bucket
    key: str
    cache_control: str = ""
    empty: bool = False
    current: Callable[[], bool] = lambda: False
    seen: dict[str, SourceFacts | None] = field(default_factory=dict)
    """What lay at a place when it was looked at or written, by name."""

    def holds(self, names: Iterable[str], provenance: Provenance) -> bool:
        """Return whether a rendition made of just this lies at one of these places."""
        if self.empty:
            return False
        looks = (self._look(name) for name in sorted(names))
        return any(self._is_ours(found) and _provenance(found) == provenance for found in looks if found)

    def put(self, name: str, rendered: Rendered, provenance: Provenance) -> str | None:
        """Write a rendition to its place; return why that place is not to be had. WriteConflict; errors of the store.

        What was seen there was seen before the source was fetched; only a place that turns out taken is looked at now.
        """
        if wrong := key_fault(f"{self.place.prefix}{name}"):
            return f"the place cannot be written: {wrong}"
        looked = name in self.seen
        try:
            return self._replace(name, self.seen.get(name), rendered, provenance)
        except WriteConflict:
            if looked:
                raise
        self.empty = False
        found = self._look(name)
        if found and self._is_ours(found) and _provenance(found) != provenance and not self.current():
            raise WriteConflict
        return self._replace(name, found, rendered, provenance)

    def sweep(self, names: Iterable[str], version: str | None) -> int:
        """Delete what lies at these places of the key and is not of a version; return how many there were.

        What was seen a while ago is looked at once more: not every store that speaks S3 heeds If-Match on a deletion.
        """
        gone = 0
        for name in [] if self.empty else sorted(names):
            seen = name in self.seen
            found = self._older(name, version)
            if found and seen:
                del self.seen[name]
                found = self._older(name, version)
            if found:
                self.place.delete_if(name, found.etag)
                gone += 1
        return gone

    def _older(self, name: str, version: str | None) -> SourceFacts | None:
        """Return what lies at a place if it is of the key and not of a version."""
        found = self._look(name)
        return found if found and self._is_ours(found) and _provenance(found).version != version else None

    def _replace(self, name: str, old: SourceFacts | None, rendered: Rendered, provenance: Provenance) -> str | None:
        if old and not self._is_ours(old):
            return f"something else lies at {name}"
        if old and _provenance(old) == provenance:
            return None
        metadata = {**MADE, "source": _key_text(self.key), "version": provenance.version, "digest": provenance.digest}
        headers = ObjectHeaders(rendered.media_type, self.cache_control, metadata)
        etag = self.place.put_if(name, rendered.body, headers, old.etag if old else "")
        self.seen[name] = SourceFacts("", len(rendered.body), made=True, etag=etag, metadata=metadata)
        return None

    def _look(self, name: str) -> SourceFacts | None:
        if name not in self.seen:
            try:
                self.seen[name] = self.place.head(name)
            except NotFound:
                self.seen[name] = None
        return self.seen[name]

    def _is_ours(self, found: SourceFacts) -> bool:
        return found.made and found.metadata.get("source") == _key_text(self.key)


def _provenance(found: SourceFacts) -> Provenance:
    return Provenance(found.metadata.get("version", ""), found.metadata.get("digest", ""))


def _key_text(key: str) -> str:
    text = quote(key)
    return text if len(text) <= MOST_METADATA else sha256(key.encode()).hexdigest()
