"""Fetching: the sources of one request as they are fetched: their facts, and the seconds it took."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from time import perf_counter

from handler.core.source_file import Blob, Facts
from handler.errors import NotFound
from handler.recipe import Posted, Source, Stored
from handler.storage.sources import Sources


@dataclass
class Fetching:
    """Fetches what a request is made of.

    known: facts by key, of the versions that it has to be. whole: whether all bytes are wanted; then they are here, and
    found to be right, before anybody looks at the first.
    """

    sources: Sources
    upload: Blob | None = None
    known: Mapping[str, Facts] = field(default_factory=dict)
    whole: bool = True
    blobs: list[Blob] = field(default_factory=list)
    seconds: float = 0.0

    def __call__(self, source: Source) -> Blob:
        """Return the blob of a source."""
        if isinstance(source, Posted) and self.upload is not None:
            return self.upload
        if not isinstance(source, Stored):
            raise NotFound("there is no such picture")
        start = perf_counter()
        blob = self.sources.fetch(source.key, self.known.get(source.key))
        self.seconds += perf_counter() - start
        self.blobs.append(blob)
        if self.whole and blob.size <= self.sources.limits.bytes:
            blob.load()
        return blob

    @property
    def facts(self) -> list[Facts]:
        """What is known of each stored source."""
        return [blob.facts for blob in self.blobs]

    @property
    def milliseconds(self) -> float:
        """How long the store took, reading included."""
        return (self.seconds + sum(blob.waited for blob in self.blobs)) * 1000
