"""Manifest: one version of one stored picture being brought in line: what is wanted, what is noted, what is refused."""

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from handler.config.presets import Preset
from handler.core.limits import Limits
from handler.core.source_file import SourceFacts
from handler.jobs.published_store import Note
from handler.recipe import Recipe
from handler.rendering.identity import digest

MOST_STALE = 500
"""So many digests of versions that went are remembered in a note."""

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
        """What a refusal is noted by: two presets may ask for the same at different places."""
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
class Round:
    """One version of a key. rules: the limits as text; refusals of others are not believed."""

    key: str
    facts: SourceFacts
    report: Report
    wanted: list[WantedRendition]
    note: Note
    rules: str
    refused: dict[str, list[str]] = field(default_factory=dict)
    """By mark: the preset's name and why it cannot be made."""

    def __post_init__(self) -> None:
        """Believe the refusals of the note where they are of this version and these limits."""
        said = self.note.said
        if self.noted and said.get("rules") == self.rules:
            self.refused = dict(said.get("refused", {}))

    @property
    def noted(self) -> bool:
        """Whether the note is of this version."""
        return bool(self.note.said.get("version") == self.facts.version)

    @property
    def replaced(self) -> bool:
        """Whether the note is of another version."""
        return "version" in self.note.said and not self.noted

    @property
    def possible(self) -> list[WantedRendition]:
        """What is wanted and not known to be impossible: nothing, where the picture itself is unfit."""
        return [each for each in self.wanted if each.mark not in self.refused and ALL not in self.refused]

    @property
    def refusals(self) -> dict[str, str]:
        """Why something that is wanted cannot be made, by preset: of other presets the note may know more."""
        marks = {ALL, *(each.mark for each in self.wanted)}
        return dict(said for mark, said in self.refused.items() if mark in marks)

    @property
    def done(self) -> bool:
        """Whether the note says that all of it is made."""
        said = self.note.said
        return self.noted and "made" in said and {each.digest for each in self.possible} <= set(said["made"])

    @property
    def begun(self) -> bool:
        """Whether the note says already all that `fresh` would."""
        said, digests = self.note.said, {each.digest for each in self.wanted}
        return self.noted and said.get("rules") == self.rules and digests <= set(said.get("wanted", ()))

    def fresh(self, places: set[str]) -> dict[str, Any]:
        """Return the note to begin with. stale: digests of other versions that a slow writer may still write."""
        said, digests = self.note.said, {each.digest for each in self.wanted}
        older = [*said.get("stale", ()), *(said.get("wanted", ()) if self.replaced else ())]
        return {
            "version": self.facts.version,
            "rules": self.rules,
            "wanted": sorted(digests),
            "stale": [each for each in dict.fromkeys(older) if each not in digests][-MOST_STALE:],
            "places": sorted(places.union(said.get("places", ()))),
        }

    def ended(self, known: dict[str, Any]) -> dict[str, Any]:
        """Return the note to end with."""
        made = sorted({each.digest for each in self.possible})
        return {**self.note.said, **known, "made": made, "refused": self.refused}

    def refuse(self, wanted: WantedRendition, why: str) -> None:
        """Note why a rendition cannot be made."""
        self.report.refused[wanted.preset.name] = why
        self.refused[wanted.mark] = [wanted.preset.name, why]

    def refuse_all(self, why: str) -> None:
        """Note why this is no picture to make anything of."""
        self.report.refused[ALL] = why
        self.refused[ALL] = [ALL, why]
        for each in self.wanted:
            self.refuse(each, why)


def wanted_of(presets: list[Preset], key: str, facts: SourceFacts, limits: Limits) -> list[WantedRendition]:
    """Return the renditions of presets; of one without fm, all that Accept of today's clients comes to."""
    found = []
    for preset in presets:
        recipe = preset.recipe(key)
        several = NEGOTIATED if preset.negotiable and preset.to is None else (recipe.output.formats,)
        for formats in several:
            each = recipe.model_copy(update={"output": recipe.output.model_copy(update={"formats": formats})})
            found.append(WantedRendition(preset, each, digest(each, [facts], limits)))
    return found
