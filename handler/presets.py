"""Presets: named queries, and which uploads they are made of at once.

TINTYPE_PRESETS is JSON, or the s3:// address of it: a name for each preset, and for each name a query in the native
dialect, or an object with

- `query`: the query;
- `match`: patterns of the keys it is made of when they arrive; `*` stands for part of a segment, `**` for segments.
  Without it every key matches;
- `to`: where a rendition is written, `{preset}`, `{key}`, `{stem}` (the key without its extension) and `{ext}` filled
  in, under the results' prefix. Without it a rendition lies where a request for the preset finds it.

Presets in the environment are judged at import, by name. A file in S3 is fetched when first needed, and again after a
minute; while it cannot be had the answer is 503.
"""

import json
from collections.abc import Iterator, Mapping
from fnmatch import fnmatchcase
from time import monotonic
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from handler.codecs import FORMATS
from handler.dialects import native
from handler.errors import ImageError, SourceBusy
from handler.output import FormatName
from handler.recipe import Recipe
from handler.sources import bucket, s3, told

MAX_PRESETS = 100
REMOTE_SECONDS = 60.0


class Preset(BaseModel):
    """One named query."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: Annotated[str, Field(pattern="^[a-z0-9][a-z0-9_-]{0,63}$")]
    query: str
    match: tuple[str, ...] = ()
    to: str | None = None

    def recipe(self, key: str) -> Recipe:
        """Return the recipe for a key."""
        return native.parse(self.query, key).recipe

    @property
    def negotiable(self) -> bool:
        """Whether Accept decides the format of a request for it."""
        return native.parse(self.query, "key").delivery.negotiable

    def matches(self, key: str) -> bool:
        """Return whether a key that arrives is one it is made of."""
        return not self.match or any(_matches(pattern.split("/"), key.split("/")) for pattern in self.match)

    def destination(self, key: str, form: FormatName) -> str | None:
        """Return where the rendition of a key is written, None where it lies with the results."""
        if self.to is None:
            return None
        stem = key.rpartition(".")[0] if "." in key.rpartition("/")[2] else key
        return self.to.format(preset=self.name, key=key, stem=stem, ext=FORMATS[form].extension)


def read(text: str) -> dict[str, Preset]:
    """Return the presets that a JSON text says; ValueError names the one that is wrong."""
    try:
        said = json.loads(text)
    except ValueError as error:
        raise ValueError(f"the presets are not JSON: {error}") from error
    if not isinstance(said, dict) or len(said) > MAX_PRESETS:
        raise ValueError(f"the presets are an object of at most {MAX_PRESETS} names")
    return {name: _preset(name, value) for name, value in said.items()}


def _preset(name: str, value: object) -> Preset:
    fields = {"query": value} if isinstance(value, str) else value
    try:
        preset = Preset.model_validate({"name": name, **(fields if isinstance(fields, dict) else {})})
        fault = _fault(preset)
    except ValidationError as error:
        wrong = error.errors()[0]
        raise ValueError(f"preset {name!r}: {'.'.join(map(str, wrong['loc']))}: {wrong['msg']}") from error
    except ImageError as error:
        raise ValueError(f"preset {name!r}: {error.detail}") from error
    except (ValueError, KeyError, IndexError) as error:
        raise ValueError(f"preset {name!r}: {error}") from error
    if fault:
        raise ValueError(f"preset {name!r}: {fault}")
    return preset


def _fault(preset: Preset) -> str | None:
    if native.parse(preset.query, "key").delivery.view != "picture":
        return "its query makes no rendition"
    if preset.to is not None and preset.destination("a/b.jpg", "jpg") == preset.destination("a/c.jpg", "jpg"):
        return "its `to` leads all keys to one place; it needs {key} or {stem}"
    return None


def _matches(pattern: list[str], key: list[str]) -> bool:
    """Match segment by segment; each of a hundred patterns has few segments, so trying is cheap."""
    if not pattern:
        return not key
    if pattern[0] == "**":
        return any(_matches(pattern[1:], key[skipped:]) for skipped in range(len(key) + 1))
    return bool(key) and fnmatchcase(key[0], pattern[0]) and _matches(pattern[1:], key[1:])


class Presets(Mapping[str, str]):
    """The presets of a setting, by name; as a mapping, their queries."""

    def __init__(self, setting: str) -> None:
        """Judge the setting; ValueError where it is wrong."""
        self.address = setting if setting.startswith("s3://") else ""
        self.inline = {} if self.address else read(setting or "{}")
        self.fetched: tuple[float, dict[str, Preset]] = (-REMOTE_SECONDS, {})
        if self.address:
            bucket(self.address)

    @property
    def all(self) -> dict[str, Preset]:
        """Every preset; SourceBusy while they cannot be had."""
        if not self.address:
            return self.inline
        when, known = self.fetched
        if monotonic() - when < REMOTE_SECONDS:
            return known
        try:
            known = self._fetch()
        except (ImageError, ValueError) as error:
            raise SourceBusy("the presets cannot be had now") from error
        self.fetched = (monotonic(), known)
        return known

    def _fetch(self) -> dict[str, Preset]:
        place = bucket(self.address)
        with told():
            found = s3().get_object(Bucket=place.name, Key=place.prefix.rstrip("/"))
            return read(found["Body"].read().decode())

    def of(self, key: str) -> list[Preset]:
        """Return the presets that are made of a key when it arrives."""
        return [preset for preset in self.all.values() if preset.matches(key)]

    def __getitem__(self, name: str) -> str:
        """Return the query of a preset."""
        return self.all[name].query

    def __iter__(self) -> Iterator[str]:
        """Go through the names."""
        return iter(self.all)

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.all)
