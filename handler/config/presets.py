"""Presets: named queries, and which uploads they are made of at once.

TINTYPE_PRESETS is JSON, or the s3:// address of it: a name for each preset, and for each name a query in the native
dialect, or an object with

- `query`: the query;
- `match`: patterns of the keys it is made of when they arrive; `*` stands for part of a segment, `**` for segments.
  Without it every key matches;
- `pyramid`: names of IIIF doors, `["iiif3", "iiif2"]`: in place of one rendition every tile and size that their
  info.json tells is made, in the format of the query, which says nothing else;
- `to`: where a rendition is written, `{preset}`, `{key}`, `{stem}` (the key without its extension) and `{ext}` filled
  in, under the results' prefix. Without it a rendition lies where a request for the preset finds it.

Presets in the environment are judged at import; while they are wrong, the log says why and requests that name a preset
get 503. A file in S3 is fetched when first needed, and again after a minute; what holds while it cannot be had, or is
wrong, says `config/remote`.
"""

import logging
import re
from collections.abc import Iterator, Mapping
from functools import cached_property, partial
from itertools import combinations
from string import Formatter
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError, field_validator

from handler.config.key_patterns import key_matches
from handler.config.remote import Remote
from handler.core.formats.catalogue import FORMATS, WRITTEN
from handler.core.keys import key_fault
from handler.core.output import FormatName
from handler.core.signing import Address, signed
from handler.core.source import Stored
from handler.core.validation_text import first_fault
from handler.dialects import json_syntax, native
from handler.dialects.interface import FactsReply
from handler.errors import ImageError, SourceBusy
from handler.recipe import Recipe
from handler.storage.bucket import Bucket, bucket

log = logging.getLogger("tintype")

MAX_PRESETS = 100
REMOTE_SECONDS = 60.0
"""A file of presets is used so long before it is fetched again."""

S3 = "s3://"
FILED = "the address of a file of it, as s3://bucket/presets.json"
BLANKS = ("preset", "key", "stem", "ext")

NAME = re.compile("[a-z0-9][a-z0-9_-]{0,63}")
MEMBERS = ("query", "match", "to", "pyramid")

ANY_KEY = "key"
"""A key that stands for every other."""


class Preset(BaseModel):
    """One named query."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    query: str
    match: tuple[str, ...] = ()
    to: str | None = None
    pyramid: tuple[Literal["iiif3", "iiif2"], ...] = ()

    @field_validator("to")
    @classmethod
    def _below_the_results(cls, to: str | None) -> str | None:
        """Take `{prefix}/` for what it is at the beginning: the prefix of the results, under which all lies anyway."""
        return to.removeprefix("{prefix}/") if to else to

    @cached_property
    def template(self) -> native.NativeReply:
        """What the query says of any key, parsed once: only the key in the recipe's source is another each time."""
        return native.parse(self.query, ANY_KEY)

    def recipe(self, key: str) -> Recipe:
        """Return the recipe for a key."""
        recipe = self.template.recipe
        source = Stored.model_validate({**recipe.source.model_dump(), "key": key})
        return recipe.model_copy(update={"source": source})

    @property
    def negotiable(self) -> bool:
        """Whether Accept decides the format of a request for it."""
        return self.template.delivery.negotiable

    def matches(self, key: str) -> bool:
        """Return whether a key that arrives is one it is made of."""
        return not self.match or any(key_matches(pattern, key) for pattern in self.match)

    def places(self, key: str) -> set[str]:
        """Return where the rendition of a key may be written: one place for each extension that it may have."""
        asked = self.template.recipe.output.formats
        left_open = [form for form in WRITTEN if not FORMATS[form].text]
        forms = [form for form in WRITTEN if form in asked] if set(asked) <= set(WRITTEN) else left_open
        return {place for form in forms if (place := self.destination(key, form)) is not None}

    def destination(self, key: str, form: FormatName) -> str | None:
        """Return where the rendition of a key is written, None where it lies with the results."""
        if self.to is None:
            return None
        stem = key.rpartition(".")[0] if "." in key.rpartition("/")[2] else key
        return self.to.format(preset=self.name, key=key, stem=stem, ext=FORMATS[form].extension)


def parse_presets(text: str) -> dict[str, Preset]:
    """Return the presets that a JSON text says; ValueError names the one that is wrong."""
    try:
        said = json_syntax.parse_json(text)
    except json_syntax.Repeated:
        raise
    except ValueError as error:
        hint = "" if text.lstrip().startswith("{") else f"; it is JSON, or {FILED}"
        raise ValueError(f"the text {error}{hint}") from error
    if not isinstance(said, dict) or len(said) > MAX_PRESETS:
        raise ValueError(f"the presets are an object of at most {MAX_PRESETS} names")
    presets = {name: _preset(name, value) for name, value in said.items()}
    for one, other in combinations(presets.values(), 2):
        shared = not one.match or not other.match or set(one.match) & set(other.match)
        if shared and one.places("a/b.jpg") & other.places("a/b.jpg"):
            raise ValueError(f"presets {one.name!r} and {other.name!r} lead to one place")
    return presets


def _preset(name: str, value: object) -> Preset:
    fields = {"query": value} if isinstance(value, str) else value
    if not isinstance(fields, dict):
        raise ValueError(f"preset {name!r}: it is a query, or an object with one")  # noqa: TRY004 - of a setting
    if wrong := _misnamed(name, fields):
        raise ValueError(f"preset {name!r}: {wrong}")
    try:
        preset = Preset.model_validate({"name": name, **fields})
        fault = _fault(preset)
    except ValidationError as error:
        raise ValueError(f"preset {name!r}: {first_fault(error)}") from error
    except ImageError as error:
        raise ValueError(f"preset {name!r}: {error.detail}") from error
    except ValueError as error:
        raise ValueError(f"preset {name!r}: {error}") from error
    if fault:
        raise ValueError(f"preset {name!r}: {fault}")
    return preset


def _misnamed(name: str, fields: Mapping[str, object]) -> str | None:
    """Return what is wrong with the name of a preset, or with those of its members."""
    if not NAME.fullmatch(name):
        return "a name has small letters, digits, - and _, at most 64, and begins with a letter or a digit"
    strange = sorted(fields.keys() - MEMBERS)
    if strange:
        return f"{strange[0][:40]}: there is no such member; there are {', '.join(MEMBERS)}"
    return None


def _fault(preset: Preset) -> str | None:
    bare = isinstance(preset.template, FactsReply) or preset.template.delivery.original
    if bare or signed(Address(b"", preset.query)):
        return "its query makes no rendition, or is signed: what is signed is the link that names it"
    if preset.pyramid:
        from handler.dialects.iiif.pyramid import pyramid_fault  # noqa: PLC0415 - few presets have one

        return "a pyramid has no `to`" if preset.to else pyramid_fault(preset.template.recipe)
    return None if preset.to is None else _misplaced(preset, preset.to)


def _misplaced(preset: Preset, to: str) -> str | None:
    """Return what is wrong with where a preset's renditions go."""
    for _, name, form, conversion in Formatter().parse(to):
        if (name is not None and name not in BLANKS) or form or conversion:
            return f"`to` has the blanks {{{'}, {'.join(BLANKS)}}} and no other"
    if wrong := key_fault(preset.destination("a/b.jpg", "jpg") or ""):
        return f"its `to` leads nowhere: {wrong}"
    if preset.destination("a/b.jpg", "jpg") == preset.destination("a/c.jpg", "jpg"):
        return "its `to` leads all keys to one place; it needs {key} or {stem}"
    return None


def _inline(setting: str) -> dict[str, Preset]:
    """Return the presets that stand in the setting itself; ValueError where it is wrong."""
    if not setting.startswith(S3):
        return parse_presets(setting or "{}")
    if not bucket(setting).prefix:
        raise ValueError(f"{setting!r} names no file of presets; s3://bucket/presets.json would")
    return {}


def _fetched(address: str) -> dict[str, Preset]:
    """Return the presets of a file in S3; ImageError where it cannot be had, ValueError where it is wrong."""
    place = bucket(address)
    with Bucket(place.name).get(place.prefix.rstrip("/")) as file:
        body = file.read()
    try:
        text = body.decode()
    except UnicodeDecodeError as error:
        raise ValueError("the file is no text in UTF-8") from error
    return parse_presets(text)


def check_presets(setting: str) -> None:
    """Raise ValueError, which names the variable, where TINTYPE_PRESETS is wrong. A file in S3 is not looked at."""
    try:
        _inline(setting)
    except ValueError as error:
        raise ValueError(f"TINTYPE_PRESETS: {error}") from error


class Presets(Mapping[str, str]):
    """The presets of a setting, by name; as a mapping, their queries."""

    def __init__(self, setting: str) -> None:
        """Take the setting; a wrong one is logged, and from then on no preset can be had. Nothing is fetched yet."""
        self.inline: dict[str, Preset] = {}
        self.address = ""
        self.wrong = False
        self.remote = Remote("the presets", partial(_fetched, setting), fresh=REMOTE_SECONDS)
        try:
            self.inline = _inline(setting)
            self.address = setting if setting.startswith(S3) else ""
        except ValueError as error:
            self.wrong = True
            log.error("TINTYPE_PRESETS: %s", error)  # noqa: TRY400 - the message says it all

    @property
    def all(self) -> dict[str, Preset]:
        """Every preset; SourceBusy while they cannot be had."""
        if self.wrong:
            raise SourceBusy("the presets cannot be had now")
        return self.remote.value() if self.address else self.inline

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
