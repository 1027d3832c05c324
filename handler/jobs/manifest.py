"""Manifest: what is kept beside the renditions of a key: of which version they are, where they lie, what was refused.

It is a JSON object, `facts.json`, among the results of the key. It is written before the first rendition, finished
after the last, and deleted after all of them: where there is none, nothing has been made.
"""

import json
from collections.abc import Mapping
from typing import Any, NamedTuple, Self

from pydantic import BaseModel, ConfigDict, ValidationError

from handler.core.source import Stored
from handler.errors import NotFound
from handler.rendering.identity import folder
from handler.storage.bucket import MADE, Bucket, ObjectHeaders

HEADERS = ObjectHeaders("application/json", metadata=MADE)


class Refusal(NamedTuple):
    """Why a rendition cannot be made. preset: its name, `*` for all of them. why: the error's name, and in words."""

    preset: str
    why: str


class Manifest(BaseModel):
    """What was made of one version of a key.

    version: of the source. rules: limits and accepted kinds, as text; what was refused under others may be made now.
    wanted: digests that the presets ask for. stale: digests of versions before, which a slow writer may still write.
    places: where renditions with a name of their own may lie, those of versions before among them. made: the digests
    that lie where they belong, None while they are still being made. refused: by preset and digest. facts: what /info
    gives of the source, None where it is no picture.
    """

    model_config = ConfigDict(frozen=True)

    key: str = ""
    version: str = ""
    rules: str = ""
    wanted: tuple[str, ...] = ()
    stale: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    facts: Mapping[str, Any] | None = None
    made: tuple[str, ...] | None = None
    refused: Mapping[str, Refusal] | None = None

    @classmethod
    def parse(cls, text: bytes) -> Self:
        """Return the manifest that a text says; an empty one where it says none."""
        try:
            return cls.model_validate_json(text)
        except ValidationError:
            return cls()

    def text(self) -> bytes:
        """Return it as JSON, without what is None."""
        said = {name: value for name, value in self.model_dump(mode="json").items() if value is not None}
        return json.dumps(said, ensure_ascii=False, indent=2).encode()


class StoredManifest(NamedTuple):
    """A manifest as it lies in the bucket, and its ETag; empty where there is none."""

    manifest: Manifest = Manifest()
    etag: str = ""


class ManifestStore(NamedTuple):
    """The manifests in a bucket of results."""

    place: Bucket

    def read(self, key: str) -> StoredManifest:
        """Return the manifest of a key."""
        try:
            with self.place.get(manifest_address(key)) as file:
                return StoredManifest(Manifest.parse(file.read()), file.facts.etag)
        except NotFound:
            return StoredManifest()

    def write(self, manifest: Manifest, old: StoredManifest) -> StoredManifest:
        """Put a manifest in the place of an older one; WriteConflict where that is no longer what lies there."""
        etag = self.place.put_if(manifest_address(manifest.key), manifest.text(), HEADERS, old.etag)
        return StoredManifest(manifest, etag)


def manifest_address(key: str) -> str:
    """Return where the manifest of a key lies, below the prefix of the results."""
    return f"{folder(Stored(key=key))}/facts.json"
