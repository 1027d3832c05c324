"""Listing: the newest files under a prefix of a source.

1. A key that is found lies under the prefix and inside the source, however links lead, and is one that could be asked
   for; what handler.core.keys refuses is passed over.
2. At most MOST files are looked through; TooLarge where there are more, since S3 lists by name, not by age.
"""

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from heapq import nlargest
from pathlib import Path
from stat import S_ISREG
from typing import NamedTuple

from handler.core.keys import key_fault
from handler.errors import NotFound, TooLarge
from handler.storage.bucket import Bucket
from handler.storage.sources import Folder, SourceBackend, Sources

MOST = 10_000
"""So many files may lie under a prefix: ten calls to S3."""


class Found(NamedTuple):
    """A file: when it last changed, its key, and a version that changes with its bytes. The newest is the greatest."""

    modified: datetime
    key: str
    version: str


def newest(sources: Sources, prefix: str, count: int) -> list[Found]:
    """Return the newest files under a prefix, at most `count`, the newest first; of equally new ones the last by name.

    NotFound where there is nothing. The clock of S3 ticks once a second, so that the name has to tell what is newer.
    """
    place, inside = sources.at(prefix)
    source = prefix.removesuffix(inside)
    known = (each._replace(key=f"{source}{each.key}") for each in _bounded(_files(place, inside)))
    found = nlargest(count, (each for each in known if key_fault(each.key) is None))
    if not found:
        raise NotFound("there is no picture under this prefix")
    return found


def _bounded(files: Iterator[Found]) -> Iterator[Found]:
    for number, each in enumerate(files):
        if number == MOST:
            said = f"more than {MOST:,} files lie under this prefix; name one further down, as the folder of today"
            raise TooLarge(said, limit="listing", max=MOST, actual=number + 1)
        yield each


def _files(place: SourceBackend, prefix: str) -> Iterator[Found]:
    if isinstance(place, Bucket):
        return _objects(place, prefix)
    return _inside(place, prefix) if isinstance(place, Folder) else iter(())


def _objects(bucket: Bucket, prefix: str) -> Iterator[Found]:
    for key, facts in bucket.list(f"{prefix}/"):
        if facts.modified is not None:  # S3 always says it
            yield Found(facts.modified, key, facts.version)


def _inside(folder: Folder, prefix: str) -> Iterator[Found]:
    """Walk a folder. Links to folders are not followed; links to files count where they lead nowhere else."""
    try:
        root = folder.root.resolve()
        base = (root / prefix).resolve()
    except (OSError, RuntimeError):  # a name too long, a loop of links
        return
    if not base.is_relative_to(root):
        return
    for directory, _, names in os.walk(base):
        for name in names:
            path = Path(directory, name)
            try:
                state = path.stat()
                inside = not path.is_symlink() or path.resolve().is_relative_to(base)
            except (OSError, RuntimeError):  # gone since, or a link to nowhere
                continue
            if inside and S_ISREG(state.st_mode):
                key = f"{prefix}/{path.relative_to(base).as_posix()}"
                modified = datetime.fromtimestamp(state.st_mtime, UTC)
                yield Found(modified, key, f"{state.st_mtime_ns}-{state.st_size}")
