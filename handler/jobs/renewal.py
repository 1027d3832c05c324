"""Renewal: one version of a stored picture being brought in line: what presets want, what is made, what is refused."""

from dataclasses import dataclass, field
from typing import NamedTuple

from handler.config.presets import Preset
from handler.core.formats.measures import Effort
from handler.core.limits import Limits
from handler.jobs.manifest import Manifest, Refusal, StoredManifest
from handler.jobs.overlays import SourceState
from handler.jobs.published_store import PublishedStore
from handler.recipe import Recipe
from handler.rendering.identity import digest

MOST_STALE = 500
"""So many digests of versions that went are remembered in a manifest."""

ALL = "*"
"""The mark of a refusal that goes for the picture itself, and for every preset."""

NEGOTIATED = (("source",), ("webp", "source"), ("avif", "webp", "source"))
"""What Accept of today's clients comes to: a preset without fm is made for each."""


class WantedRendition(NamedTuple):
    """One rendition to be made: its recipe and digest."""

    preset: Preset
    recipe: Recipe
    digest: str

    @property
    def mark(self) -> str:
        """What a refusal is known by: two presets may ask for the same at different places."""
        return f"{self.preset.name} {self.digest}"


@dataclass
class Report:
    """What was done for a key. made: names of presets and how many bytes each has; refused: why one cannot be."""

    key: str
    made: dict[str, int] = field(default_factory=dict)
    refused: dict[str, str] = field(default_factory=dict)
    purged: int = 0
    changed: bool = False
    """Whether something that a CDN may hold is no longer true."""


@dataclass
class Renewal:
    """One version of a key, the manifest that was found, and what the presets want.

    rules: limits and accepted kinds, as text; what the manifest refuses under others may be made now. published: where
    renditions with names of their own lie.
    """

    key: str
    state: SourceState
    report: Report
    wanted: list[WantedRendition]
    stored: StoredManifest
    rules: str
    published: PublishedStore
    refused: dict[str, Refusal] = field(default_factory=dict)
    """By mark: what cannot be made."""

    def __post_init__(self) -> None:
        """Take over what the manifest refuses, where it is of this version and these limits."""
        if self.same_version and self.manifest.rules == self.rules:
            self.refused = dict(self.manifest.refused or {})

    @property
    def manifest(self) -> Manifest:
        """The manifest as it lies in the bucket by now."""
        return self.stored.manifest

    @property
    def same_version(self) -> bool:
        """Whether the manifest is of this version."""
        return bool(self.stored.etag) and self.manifest.version == self.state.version

    @property
    def replaced(self) -> bool:
        """Whether the manifest is of another version."""
        return bool(self.manifest.version) and not self.same_version

    @property
    def possible(self) -> list[WantedRendition]:
        """What is wanted and not known to be impossible: nothing, where the picture itself is unfit."""
        return [each for each in self.wanted if each.mark not in self.refused and ALL not in self.refused]

    @property
    def refusals(self) -> dict[str, str]:
        """Why something that is wanted cannot be made, by preset: of other presets the manifest may know more."""
        marks = {ALL, *(each.mark for each in self.wanted)}
        return dict(refusal for mark, refusal in self.refused.items() if mark in marks)

    @property
    def done(self) -> bool:
        """Whether the manifest says that all of it is made."""
        made = self.manifest.made
        return self.same_version and made is not None and {each.digest for each in self.possible} <= set(made)

    @property
    def begun(self) -> bool:
        """Whether the manifest says already all that `beginning` would."""
        digests = {each.digest for each in self.wanted}
        return self.same_version and self.manifest.rules == self.rules and digests <= set(self.manifest.wanted)

    def beginning(self) -> Manifest:
        """Return the manifest to begin with."""
        before, digests = self.manifest, {each.digest for each in self.wanted}
        older = [*before.stale, *(before.wanted if self.replaced else ())]
        places = {place for each in self.wanted for place in each.preset.places(self.key)}
        return Manifest(
            key=self.key,
            version=self.state.version,
            rules=self.rules,
            wanted=tuple(sorted(digests)),
            stale=tuple(each for each in dict.fromkeys(older) if each not in digests)[-MOST_STALE:],
            places=tuple(sorted(places.union(before.places))),
        )

    def finished(self) -> Manifest:
        """Return the manifest to end with."""
        made = tuple(sorted({each.digest for each in self.possible}))
        return self.manifest.model_copy(update={"key": self.key, "made": made, "refused": self.refused})

    def refuse(self, wanted: WantedRendition, why: str) -> None:
        """Record why a rendition cannot be made."""
        self.report.refused[wanted.preset.name] = why
        self.refused[wanted.mark] = Refusal(wanted.preset.name, why)

    def refuse_all(self, why: str) -> None:
        """Record why this is no picture to make anything of."""
        self.report.refused[ALL] = why
        self.refused[ALL] = Refusal(ALL, why)
        for each in self.wanted:
            self.refuse(each, why)


def wanted_of(
    presets: list[Preset], key: str, state: SourceState, limits: Limits, effort: Effort
) -> list[WantedRendition]:
    """Return the renditions of presets; of one without fm, all that Accept of today's clients comes to.

    effort: of presets that name none, as requests for them have it.
    """
    found = []
    for preset in presets:
        if preset.pyramid:  # which is of tiles, and no picture itself
            continue
        recipe = preset.recipe(key).with_effort(effort)
        several = NEGOTIATED if preset.negotiable and preset.to is None else (recipe.output.candidates,)
        for formats in several:
            each = recipe.model_copy(update={"output": recipe.output.among(formats)})
            found.append(WantedRendition(preset, each, digest(each, state.versions(each.keys, key), limits)))
    return found
