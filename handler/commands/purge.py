"""Purge: delete what is kept of stored pictures, and of those at other hosts, and tell CloudFront to forget them too.

1. What lies under a name of its own, by a preset's `to`, goes with the rest: the manifest of the key knows where.
2. CloudFront is told where TINTYPE_DISTRIBUTION names one, once for all keys, after the last has been purged.
"""

import argparse

from handler.commands.misuse import Misuse, explained, settings
from handler.commands.places import check_buckets
from handler.config.settings import Settings
from handler.core.origins.https_url import canonical_url, is_url
from handler.core.source import Stored
from handler.dialects.table import served
from handler.jobs.invalidation import changed_paths, invalidate
from handler.jobs.manifest import ManifestStore
from handler.jobs.published_store import PublishedStore
from handler.rendering.identity import folder_of
from handler.storage.result_store import ResultStore


def run(chosen: argparse.Namespace) -> int:
    """Delete all results of each key, and say how many there were; 1 where CloudFront could not be told."""
    said = settings("results", "distribution", "dialects", "root", "base_path")
    if not said.results:
        raise Misuse("TINTYPE_RESULTS is not set: nothing is kept, so nothing is to be purged")
    with explained():
        results = ResultStore(said.results)
        names = [canonical_url(key) if is_url(key) else Stored(key=key).key for key in chosen.keys]
    check_buckets(said.results)
    for key, name in zip(chosen.keys, names, strict=True):
        print(f"{key}: {purge(results, name)} deleted", flush=True)
    stored = [name for name in names if not is_url(name)]
    return tell_cdn(said, stored) if said.distribution and stored else 0


def purge(results: ResultStore, name: str) -> int:
    """Delete all that is kept of a key or URL, and return how many objects there were, its manifest among them."""
    gone = 0
    if not is_url(name):
        places = ManifestStore(results.place).read(name).manifest.places
        gone = PublishedStore(results.place, name).sweep(places, None)
    return gone + results.purge(folder_of(name))


def tell_cdn(said: Settings, keys: list[str]) -> int:
    """Tell CloudFront that pictures have changed, and print which paths it was told; 1 where it did not take them."""
    doors = served(said.dialects, said.root)
    paths = ", ".join(changed_paths(keys, doors, said.base_path))
    taken = invalidate(said.distribution, keys, doors, said.base_path)
    print(f"{said.distribution}: {paths} {'invalidated' if taken else 'could not be invalidated'}", flush=True)
    return 0 if taken else 1
