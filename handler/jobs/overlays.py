"""Overlays of renditions made ahead: of which versions they are, and with which pictures one is shown.

1. The state of a source is its version and that of every picture that presets lay over it. Where one of them changes,
   all that was made of the state before goes and is made anew, as where the source itself changes.
2. Beside the results lies an object for each pair of a picture and one that is laid over it. It is written before the
   first rendition of a state, and says whose renditions an event of the other picture concerns. Each pair has an object
   of its own, so that no two workers ever write the same one with another text.
3. A pair that no longer holds costs one look when the other picture changes, and then goes.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from hashlib import sha256
from typing import NamedTuple

from handler.config.presets import Preset
from handler.core.source import Stored
from handler.core.source_file import SourceFacts
from handler.errors import NotFound
from handler.rendering.identity import folder
from handler.storage.bucket import MADE, Bucket, ObjectHeaders
from handler.storage.s3_errors import WriteConflict

INDEX = "shown-with"
"""Where the pairs lie, below the prefix of the results."""

HEADERS = ObjectHeaders("text/plain; charset=utf-8", metadata=MADE)


class SourceState(NamedTuple):
    """What is known of a source, and of the pictures that are laid over it, by key; None for one that is missing."""

    facts: SourceFacts
    beside: Mapping[str, SourceFacts | None] = {}

    @property
    def version(self) -> str:
        """A text that changes whenever one of them does: the source's own version where nothing lies over it."""
        if not self.beside:
            return self.facts.version
        versions = json.dumps({key: facts and facts.version for key, facts in self.beside.items()}, sort_keys=True)
        return f"{self.facts.version} {sha256(versions.encode()).hexdigest()[:16]}"

    def versions(self, keys: Iterable[str], own: str) -> list[SourceFacts]:
        """Return what is known of these keys, of which `own` is the source's; one that is missing has no version."""
        return [self.facts if key == own else self.beside.get(key) or SourceFacts("", 0) for key in keys]


def overlay_keys(presets: Iterable[Preset], key: str) -> list[str]:
    """Return the keys of the pictures that presets lay over one, each once."""
    keys = dict.fromkeys(other for preset in presets for other in preset.recipe(key).keys)
    return [other for other in keys if other != key]


class ShownStore(NamedTuple):
    """The pairs in a bucket of results."""

    place: Bucket

    def note(self, overlay: str, key: str) -> None:
        """Write that a picture is laid over the one of this key."""
        with suppress(WriteConflict):  # it says so already
            self.place.put_if(_address(overlay, key), key.encode(), HEADERS)

    def shown_with(self, overlay: str) -> Iterator[str]:
        """Give the keys of the pictures that one is laid over."""
        for address, _ in self.place.list(f"{INDEX}/{folder(Stored(key=overlay))}/"):
            with suppress(NotFound), self.place.get(address) as file:
                yield file.read().decode()

    def forget(self, overlay: str, key: str) -> None:
        """Delete a pair that no longer holds."""
        self.place.delete([_address(overlay, key)])


def _address(overlay: str, key: str) -> str:
    return f"{INDEX}/{folder(Stored(key=overlay))}/{folder(Stored(key=key))}"
