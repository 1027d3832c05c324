"""The shelf: renditions at places of their own names, and a note for each key of what was made of it.

1. What lies at a place says in its metadata which key, version and digest it was made of.
2. It is written with If-Match on what it replaces, or If-None-Match where nothing lies there; who loses such a race
   leaves it to the one who asks the source again.
3. What another key, or nobody known, has put at a place is not touched.
"""

import json
from typing import Any, NamedTuple
from urllib.parse import quote

from handler.codecs import FORMATS
from handler.errors import NotFound, SourceBusy
from handler.presets import Preset
from handler.recipe import Stored
from handler.render import Rendered
from handler.results import LOST_RACE, folder
from handler.sources import MADE, Bucket, s3, told


class Raced(Exception):  # noqa: N818 - it is no error: the source is to be asked again
    """Another writer was faster at the same place."""


class Tag(NamedTuple):
    """What a rendition was made of."""

    version: str
    digest: str


class Shelf:
    """Named places under the prefix of the results."""

    def __init__(self, place: Bucket) -> None:
        """Take the bucket and prefix."""
        self.place = place

    def holds(self, preset: Preset, key: str, tag: Tag) -> bool:
        """Return whether a rendition made of just this lies at its place."""
        return any(self._tag(found) == tag for _, found in self._found(preset, key))

    def free(self, name: str, key: str) -> bool:
        """Return whether a place is empty or holds a rendition of this key."""
        found = self._head(name)
        return found is None or found["Metadata"].get("source") == quote(key)

    def put(self, name: str, key: str, rendered: Rendered, tag: Tag, cache_control: str) -> None:
        """Write a rendition to its place; Raced where another writer was faster, SourceBusy where it cannot be."""
        old = self._head(name)
        condition: Any = {"IfMatch": old["ETag"]} if old else {"IfNoneMatch": "*"}
        metadata = {**MADE, "source": quote(key), "version": tag.version, "digest": tag.digest}
        try:
            s3().put_object(
                Bucket=self.place.name,
                Key=f"{self.place.prefix}{name}",
                Body=rendered.body,
                ContentType=rendered.media_type,
                CacheControl=cache_control,
                Metadata=metadata,
                **condition,
            )
        except Exception as error:
            code = getattr(error, "response", {}).get("Error", {}).get("Code", "")
            if code in LOST_RACE:
                raise Raced from error
            raise SourceBusy("a rendition could not be written") from error

    def purge(self, presets: list[Preset], key: str) -> int:
        """Delete the renditions of a key at their places and return how many there were."""
        found = [name for preset in presets for name, _ in self._found(preset, key)]
        for name in found:
            with told():
                s3().delete_object(Bucket=self.place.name, Key=f"{self.place.prefix}{name}")
        return len(found)

    def note(self, key: str) -> dict[str, Any]:
        """Return what was noted of a key, nothing where there is no note."""
        try:
            with told():
                found = s3().get_object(Bucket=self.place.name, Key=self._note(key))
                read: dict[str, Any] = json.loads(found["Body"].read())
        except (NotFound, ValueError):
            return {}
        return read

    def write_note(self, key: str, note: dict[str, Any]) -> None:
        """Note what was made of a key."""
        body = json.dumps({"key": key, **note}, ensure_ascii=False, indent=2).encode()
        with told():
            s3().put_object(
                Bucket=self.place.name,
                Key=self._note(key),
                Body=body,
                ContentType="application/json",
                Metadata=MADE,
            )

    def _note(self, key: str) -> str:
        return f"{self.place.prefix}{folder(Stored(key=key))}/facts.json"

    def _found(self, preset: Preset, key: str) -> list[tuple[str, dict[str, Any]]]:
        """Return what lies at the places that this key's rendition may have, one for each extension."""
        asked = preset.recipe(key).output.formats
        forms = [form for form in FORMATS if form in asked] or list(FORMATS)
        names = {name for form in forms if (name := preset.destination(key, form)) is not None}
        heads = [(name, self._head(name)) for name in sorted(names)]
        return [(name, head) for name, head in heads if head and head["Metadata"].get("source") == quote(key)]

    def _head(self, name: str) -> dict[str, Any] | None:
        try:
            with told():
                return dict(s3().head_object(Bucket=self.place.name, Key=f"{self.place.prefix}{name}"))
        except NotFound:
            return None

    @staticmethod
    def _tag(found: dict[str, Any]) -> Tag:
        return Tag(found["Metadata"].get("version", ""), found["Metadata"].get("digest", ""))
